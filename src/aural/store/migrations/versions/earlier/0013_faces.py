"""An interview's setting to count the faces that the candidate's camera sees, with the candidate's consent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "faces"
down_revision = "integrity"


def upgrade() -> None:
    off = sa.text("false")
    op.add_column("interviews", sa.Column("face_count_enabled", sa.Boolean(), nullable=False, server_default=off))
