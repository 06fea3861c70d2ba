"""Interviews that are drafts, and when an interview was first published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "drafts"
down_revision = "sections"


def upgrade() -> None:
    op.add_column("interviews", sa.Column("is_draft", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.add_column("interviews", sa.Column("published_at", sa.BigInteger()))
    op.execute("UPDATE interviews SET published_at = created_at")
