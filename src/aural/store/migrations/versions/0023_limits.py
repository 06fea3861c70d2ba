"""AI tokens that match a plan's session hours: 250,000 per hour. A limit set by an operator stays."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "limits"
down_revision = "services"


def upgrade() -> None:
    plans = sa.table("plans", sa.column("name", sa.String), sa.column("ai_tokens", sa.BigInteger))
    for name, before, tokens in (("free", 50_000, 500_000), ("pro", 500_000, 25_000_000)):
        is_untouched = sa.and_(plans.c.name == name, plans.c.ai_tokens == before)
        op.execute(plans.update().where(is_untouched).values(ai_tokens=tokens))
