"""Sections of reports that have no column of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "sections"
down_revision = "decided"


def upgrade() -> None:
    op.add_column("reports", sa.Column("sections", sa.JSON()))
    op.add_column("past_reports", sa.Column("sections", sa.JSON()))
