"""Stores a session's prepared follow-ups next to its plan, where the previous version doesn't read them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "snapshot_probes"
down_revision = "probes"


def upgrade() -> None:
    op.add_column("snapshots", sa.Column("probes", sa.JSON()))
