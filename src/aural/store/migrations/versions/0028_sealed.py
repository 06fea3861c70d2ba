"""Kept answers are encrypted: what they say of whom is found by digests of the ids in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "sealed"
down_revision = "identity"


def upgrade() -> None:
    op.add_column("idempotency_keys", sa.Column("sealed_body", sa.LargeBinary()))
    op.add_column("idempotency_keys", sa.Column("mentions", sa.LargeBinary()))
