"""The request headers of each webhook attempt, and the number of attempts requested on top of the scheduled ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "headers"
down_revision = "ats"


def upgrade() -> None:
    op.add_column("webhook_attempts", sa.Column("headers", sa.JSON()))
    none = sa.text("0")
    op.add_column("webhook_deliveries", sa.Column("hastened_count", sa.Integer(), nullable=False, server_default=none))
