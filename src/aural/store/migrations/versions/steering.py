"""Settings of an organization."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "steering"
down_revision = "sharing"


def upgrade() -> None:
    op.add_column("api_keys", sa.Column("last_used_from", sa.String(45)))
