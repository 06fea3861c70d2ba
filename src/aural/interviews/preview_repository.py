"""Deletes expired previews: the copy of the interview with its candidate, session and messages."""

from __future__ import annotations

from sqlalchemy import bindparam, delete

from aural.store import schema
from aural.store.database import Connection

_I = schema.interviews
_PURGE = delete(_I).where(_I.c.preview_until <= bindparam("now"))


async def purge_previews(connection: Connection, now: int) -> int:
    """Deletes the expired previews of all organizations, with the rows that refer to them. Returns how many."""
    return await connection.run(_PURGE, {"now": now})
