"""Limits for visitors without an account: hours of unanswered sessions, unused files, and bytes of keystrokes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "budgets"
down_revision = "marks"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("reserved_until", sa.BigInteger()))
    op.add_column("sessions", sa.Column("reserved_by", sa.LargeBinary()))
    op.add_column("files", sa.Column("unused_since", sa.BigInteger()))
    size = sa.Column("size_bytes", sa.Integer(), nullable=False, server_default=sa.text("0"))
    op.add_column("keystrokes", size)
    op.create_index("ix_room_cookies_candidate_id", "room_cookies", ["candidate_id"])
    waits, columns = sa.text("reserved_until IS NOT NULL"), ["organization_id", "reserved_until"]
    op.create_index("ix_sessions_unanswered", "sessions", columns, sqlite_where=waits, postgresql_where=waits)
