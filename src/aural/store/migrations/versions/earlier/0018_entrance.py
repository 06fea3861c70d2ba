"""A hash that recognizes a candidate who enters again through an open link, so that they get the same session."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "entrance"
down_revision = "headers"


def upgrade() -> None:
    op.add_column("candidates", sa.Column("entrance_hash", sa.LargeBinary()))
    op.create_index("ix_candidates_entrance", "candidates", ["interview_id", "entrance_hash"], unique=True)
