"""Throwing previews away: the copy of the interview, and with it its candidate, session and every word."""

from __future__ import annotations

from sqlalchemy import bindparam, delete

from aural.store import schema
from aural.store.database import Connection

_I = schema.interviews
_PURGE = delete(_I).where(_I.c.preview_until <= bindparam("now"))


async def purge_previews(connection: Connection, now: int) -> int:
    """Deletes the previews of every organization whose time is over; how many. What names them goes with them."""
    return await connection.run(_PURGE, {"now": now})
