"""The synthetic voice that a session used: its recordings and exports must state it."""

from __future__ import annotations

from sqlalchemy import bindparam, select, update

from aural.store import schema
from aural.store.database import Connection

_S = schema.sessions
_ONE = (_S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"))
_NOTE = update(_S).where(*_ONE, _S.c.synthetic_voice.is_(None)).values(synthetic_voice=bindparam("voice"))
_READ = select(_S.c.synthetic_voice).where(*_ONE)


async def note_voice(connection: Connection, organization_id: str, session_id: str, voice: str) -> None:
    """`voice` names the engine and its voice. A session keeps the first voice that was noted."""
    await connection.run(_NOTE, {"organization": organization_id, "session": session_id, "voice": voice})


async def find_voice(connection: Connection, organization_id: str, session_id: str) -> str | None:
    """None if no synthetic voice was used."""
    row = await connection.row(_READ, {"organization": organization_id, "session": session_id})
    return None if row is None else row.synthetic_voice
