"""The size of each session's texts, which counts toward the plan. `aural recount` measures earlier sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "text_bytes"
down_revision = "session_tokens"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("text_bytes", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.create_index("ix_sessions_texts", "sessions", ["organization_id", "text_bytes"])
