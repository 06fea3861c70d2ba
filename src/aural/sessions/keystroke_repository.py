"""Keystrokes in code answers of candidates who agreed: a sequence of events per question, appended in parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import orjson
from sqlalchemy import bindparam, func, insert, select

from aural.store import schema
from aural.store.database import Connection
from aural.store.records import as_records
from aural.store.slow import PagedSelect

_K = schema.keystrokes
_OF_SESSION = (_K.c.organization_id == bindparam("organization"), _K.c.session_id == bindparam("session"))
ROWS_AT_ONCE = 10  # each may be 256 KB of JSON
_LIST = PagedSelect(
    select(_K.c.question_id, _K.c.start, _K.c.events).where(*_OF_SESSION),
    (_K.c.question_id, _K.c.start),
    rows=ROWS_AT_ONCE,
)
_COUNT_AT = select(func.sum(_K.c["count"]).label("held")).where(*_OF_SESSION, _K.c.question_id == bindparam("question"))
_MEASURE = select(
    func.coalesce(func.sum(_K.c["count"]), 0).label("events"),
    func.coalesce(func.sum(_K.c.size_bytes), 0).label("size_bytes"),
).where(*_OF_SESSION)
_INSERT = insert(_K)


class Keystrokes(NamedTuple):
    question_id: str
    start: int
    events: list[list[object]]


@dataclass(frozen=True, slots=True)
class Held:
    count: int
    size_bytes: int


def size_of(events: list[list[object]]) -> int:
    """The size of the events as JSON, in bytes."""
    return len(orjson.dumps(events))


async def measure(connection: Connection, organization_id: str, session_id: str) -> Held:
    """Counts the stored events of the whole session and their bytes."""
    row = await connection.row(_MEASURE, {"organization": organization_id, "session": session_id})
    return Held(0, 0) if row is None else Held(int(row.events), int(row.size_bytes))


async def count_events(connection: Connection, organization_id: str, session_id: str, question_id: str) -> int:
    """Counts the stored events of one question."""
    keys = {"organization": organization_id, "session": session_id}
    row = await connection.row(_COUNT_AT, {**keys, "question": question_id})
    return 0 if row is None or row.held is None else int(row.held)


async def append_events(
    connection: Connection,
    organization_id: str,
    session_id: str,
    question_id: str,
    *,
    start: int,
    events: list[list[object]],
    now: int,
) -> None:
    """Appends events to the `start` events that are already stored. The caller must have locked the session."""
    row = {
        "session_id": session_id,
        "question_id": question_id,
        "start": start,
        "organization_id": organization_id,
        "count": len(events),
        "size_bytes": size_of(events),
        "events": events,
        "created_at": now,
    }
    await connection.run(_INSERT, row)


async def list_keystrokes(connection: Connection, organization_id: str, session_id: str) -> list[Keystrokes]:
    """All parts of a session, by question and in order."""
    rows = await _LIST.rows(connection, {"organization": organization_id, "session": session_id})
    return as_records(Keystrokes, rows)
