"""What each attempt at a webhook was sent with, and how many attempts were asked for beyond those that are planned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "headers"
down_revision = "ats"


def upgrade() -> None:
    op.add_column("webhook_attempts", sa.Column("headers", sa.JSON()))
    none = sa.text("0")
    op.add_column("webhook_deliveries", sa.Column("hastened_count", sa.Integer(), nullable=False, server_default=none))
