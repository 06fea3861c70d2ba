"""How many tokens a model has used in each session's conversation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "session_tokens"
down_revision = "notices"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("ai_tokens", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
