"""Encrypted responses for repeated requests. Digests of the ids in a response say whom it mentions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "sealed"
down_revision = "identity"


def upgrade() -> None:
    op.add_column("idempotency_keys", sa.Column("sealed_body", sa.LargeBinary()))
    op.add_column("idempotency_keys", sa.Column("mentions", sa.LargeBinary()))
