"""Recounts the counters that lists show. Each write updates them in its transaction; this corrects any wrong ones."""

from __future__ import annotations

from sqlalchemy import Column, Table, Update, func, select, update

from aural.store import schema
from aural.store.database import Database


def _mend(table: Table, counter: Column[int], owner: Column[str]) -> Update:
    counted = select(func.count()).where(owner == table.c.id).scalar_subquery()
    return update(table).where(counter != counted).values({counter: counted})


_MENDS = (
    _mend(schema.interviews, schema.interviews.c.session_count, schema.sessions.c.interview_id),
    _mend(schema.sessions, schema.sessions.c.message_count, schema.messages.c.session_id),
)


async def recount(database: Database) -> int:
    """Corrects the counters of all organizations in one transaction. Returns how many were wrong."""
    async with database.transaction() as transaction:
        return sum([await transaction.run(mend) for mend in _MENDS])
