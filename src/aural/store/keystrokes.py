"""How code was typed, where the candidate agreed to that: for each question a row of events, appended in parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select

from aural.store import schema
from aural.store.database import Connection

_K = schema.keystrokes
_OF_SESSION = (_K.c.organization_id == bindparam("organization"), _K.c.session_id == bindparam("session"))
_LIST = select(_K).where(*_OF_SESSION).order_by(_K.c.question_id, _K.c.start)
_COUNT = select(func.sum(_K.c["count"]).label("held")).where(*_OF_SESSION)
_COUNT_AT = _COUNT.where(_K.c.question_id == bindparam("question"))
_INSERT = insert(_K)


async def count_events(
    connection: Connection, organization_id: str, session_id: str, question_id: str | None = None
) -> int:
    """How many events are held of one question, or of the whole session."""
    keys = {"organization": organization_id, "session": session_id}
    if question_id is None:
        row = await connection.row(_COUNT, keys)
    else:
        row = await connection.row(_COUNT_AT, {**keys, "question": question_id})
    return 0 if row is None or row.held is None else int(row.held)


async def append_events(
    connection: Connection,
    organization_id: str,
    session_id: str,
    question_id: str,
    *,
    start: int,
    events: list[list[Any]],
    now: int,
) -> None:
    """Adds events behind the `start` that are held. The caller holds the session's lock."""
    row = {
        "session_id": session_id,
        "question_id": question_id,
        "start": start,
        "organization_id": organization_id,
        "count": len(events),
        "events": events,
        "created_at": now,
    }
    await connection.run(_INSERT, row)


async def list_keystrokes(connection: Connection, organization_id: str, session_id: str) -> Sequence[Row[Any]]:
    """All parts of a session, by question and in their order."""
    return await connection.rows(_LIST, {"organization": organization_id, "session": session_id})
