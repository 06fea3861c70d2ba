"""Recounts the counters that lists show. Each write updates them in its transaction; this corrects them if in doubt."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Update, func, select, update

from aural.store import schema
from aural.store.database import Database


def _mend(counter: Any, owner: Any) -> Update:
    counted = select(func.count()).where(owner == counter.table.c.id).scalar_subquery()
    return update(counter.table).where(counter != counted).values({counter: counted})


_MENDS = (
    _mend(schema.interviews.c.session_count, schema.sessions.c.interview_id),
    _mend(schema.sessions.c.message_count, schema.messages.c.session_id),
)


async def recount(database: Database) -> int:
    """Corrects the counters of all organizations in one transaction. Returns how many were wrong."""
    async with database.transaction() as transaction:
        return sum([await transaction.run(mend) for mend in _MENDS])
