"""Whether an interview asks candidates to have the faces before their camera counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "faces"
down_revision = "integrity"


def upgrade() -> None:
    off = sa.text("false")
    op.add_column("interviews", sa.Column("face_count_enabled", sa.Boolean(), nullable=False, server_default=off))
