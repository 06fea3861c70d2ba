"""The follow-ups that creators prepare for their questions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "probes"
down_revision = "counting"


def upgrade() -> None:
    op.add_column("questions", sa.Column("probes", sa.JSON()))
    op.add_column("library_questions", sa.Column("probes", sa.JSON()))
