"""An organization's decision about a candidate's request."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "decided"
down_revision = "audit_ends"


def upgrade() -> None:
    op.add_column("requests", sa.Column("outcome", sa.String(8)))
    op.add_column("requests", sa.Column("reason", sa.Text()))
    op.add_column("requests", sa.Column("decided_by", sa.Text()))
    op.add_column("requests", sa.Column("decided_at", sa.BigInteger()))
    op.add_column("requests", sa.Column("receipt_id", sa.String(36)))
    columns = ["organization_id", "state", "created_at", "id"]
    op.create_index("ix_requests_organization_page", "requests", columns)
