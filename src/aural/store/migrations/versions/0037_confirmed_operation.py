"""The operation that a person has confirmed in a browser by a fresh sign-in at the identity provider."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "confirmed_operation"
down_revision = "known_by"


def upgrade() -> None:
    op.add_column("web_sessions", sa.Column("confirmed_operation", sa.String(40), nullable=True))
    op.add_column("web_sessions", sa.Column("confirmed_at", sa.BigInteger(), nullable=True))
