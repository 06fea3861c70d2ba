"""Kept responses have their ETag."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "kept_etags"
down_revision = "email_needed"


def upgrade() -> None:
    op.add_column("idempotency_keys", sa.Column("etag", sa.String(100), nullable=True))
