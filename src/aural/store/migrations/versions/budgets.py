"""Until when the hours of a session that nobody has answered yet are promised to it, and to which address."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "budgets"
down_revision = "marks"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("reserved_until", sa.BigInteger()))
    op.add_column("sessions", sa.Column("reserved_by", sa.LargeBinary()))
    waits, columns = sa.text("reserved_until IS NOT NULL"), ["organization_id", "reserved_until"]
    op.create_index("ix_sessions_unanswered", "sessions", columns, sqlite_where=waits, postgresql_where=waits)
