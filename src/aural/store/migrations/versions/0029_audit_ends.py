"""Authenticates the last entry of each chain of the audit log, so that a shortened chain is detected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "audit_ends"
down_revision = "sealed"


def upgrade() -> None:
    op.add_column("audit_chains", sa.Column("mac_number", sa.Integer()))
    op.add_column("audit_chains", sa.Column("mac", sa.LargeBinary()))
