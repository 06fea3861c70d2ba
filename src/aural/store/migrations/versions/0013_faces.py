"""The setting of an interview to count faces in the candidate's camera, with the candidate's agreement."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "faces"
down_revision = "integrity"


def upgrade() -> None:
    off = sa.text("false")
    op.add_column("interviews", sa.Column("face_count_enabled", sa.Boolean(), nullable=False, server_default=off))
