"""Corrections that candidates make after the session. Until they are settled, they are drafts that no one else sees.

They are settled when the candidate sends them or the deadline has passed. From then on,
`sessions.corrected_at` is set, the API shows the corrected words, and the report judges them. The message keeps the
original words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Select, bindparam, delete, func, or_, select, update

from aural.candidates.access_repository import LINKED_SESSIONS, LinkedSession
from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import upsert
from aural.store.records import fetch_all, fetch_one

_C = schema.corrections
_S = schema.sessions
_J = schema.jobs
_L = schema.log_entries
_MINE = (_C.c.organization_id == bindparam("organization"), _C.c.session_id == bindparam("session"))
_SESSION = (_S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"))
_LOCK = LINKED_SESSIONS.where(*_SESSION).with_for_update()
_LIST = (
    select(_C.c.seq, _C.c.content, _C.c.note, _C.c.is_left_out, _C.c.reason, _C.c.corrected_at)
    .where(*_MINE)
    .order_by(_C.c.seq)
)
_DELETE = delete(_C).where(*_MINE, _C.c.seq == bindparam("number"))
_new = upsert(_C)
_PUT = _new.on_conflict_do_update(
    index_elements=["session_id", "seq"],
    set_={name: _new.excluded[name] for name in ("content", "note", "is_left_out", "reason", "corrected_at")},
)
_REMARK = update(_S).where(*_SESSION).values(remark=bindparam("words"))
_SEND = update(_S).where(*_SESSION).values(review_sent_at=bindparam("now"))
_SETTLE = (
    update(_S)
    .where(*_SESSION, _S.c.corrected_at.is_(None))
    .values(corrected_at=bindparam("now"), updated_at=bindparam("now"))
)
_CHANGES = select(func.count()).where(*_MINE, or_(_C.c.content.is_not(None), _C.c.is_left_out))
_ANY = select(func.count()).where(*_MINE)
_ENDS = select(func.count()).where(
    _L.c.organization_id == bindparam("organization"), _L.c.session_id == bindparam("session"), _L.c.kind == "ended"
)
_HASTEN = (
    update(_J)
    .where(
        _J.c.organization_id == bindparam("organization"),
        _J.c.dedup == bindparam("name"),
        _J.c.state == "queued",
    )
    .values(run_at=bindparam("now"))
)


class Correction(NamedTuple):
    """The correction of one answer. `content` is None if the words are unchanged."""

    seq: int
    content: str | None
    note: str | None
    is_left_out: bool
    reason: str | None
    corrected_at: int

    @property
    def is_empty(self) -> bool:
        return self.content is None and self.note is None and not self.is_left_out


async def lock_session(connection: Connection, organization_id: str, session_id: str) -> LinkedSession | None:
    """Locks and returns the session. Nothing else can settle or end it until the transaction is over."""
    return await fetch_one(connection, LinkedSession, _LOCK, {"organization": organization_id, "session": session_id})


async def list_corrections(connection: Connection, organization_id: str, session_id: str) -> list[Correction]:
    """Lists all corrections, including drafts, in the order of the answers."""
    return await fetch_all(connection, Correction, _LIST, {"organization": organization_id, "session": session_id})


async def put_correction(connection: Connection, organization_id: str, session_id: str, correction: Correction) -> None:
    """Stores the correction in place of an earlier one. An empty correction deletes the earlier one."""
    keys = {"organization": organization_id, "session": session_id, "number": correction.seq}
    if correction.is_empty:
        await connection.run(_DELETE, keys)
        return
    row = {"session_id": session_id, "organization_id": organization_id}
    await connection.run(_PUT, row | correction._asdict())


async def set_remark(connection: Connection, organization_id: str, session_id: str, words: str | None) -> None:
    await connection.run(_REMARK, {"organization": organization_id, "session": session_id, "words": words})


async def mark_sent(connection: Connection, organization_id: str, session_id: str, now: int) -> None:
    await connection.run(_SEND, {"organization": organization_id, "session": session_id, "now": now})


async def settle_corrections(connection: Connection, organization_id: str, session: LinkedSession, now: int) -> bool:
    """Puts the corrections into effect. Returns whether they change answers, so the report must be written again."""
    keys = {"organization": organization_id, "session": session.id}
    has_any = session.remark is not None or await _count(connection, _ANY, keys) > 0
    if has_any:
        await connection.run(_SETTLE, keys | {"now": now})
    return await changes_answers(connection, organization_id, session.id)


async def changes_answers(connection: Connection, organization_id: str, session_id: str) -> bool:
    """Whether an answer was reworded or left out. Notes and remarks don't change the report."""
    return await _count(connection, _CHANGES, {"organization": organization_id, "session": session_id}) > 0


async def next_revision(connection: Connection, organization_id: str, session_id: str) -> int:
    """The revision that judges the corrected words: one more than the number of times the session ended."""
    return 1 + await _count(connection, _ENDS, {"organization": organization_id, "session": session_id})


async def hasten_job(connection: Connection, organization_id: str, dedup: str, now: int) -> None:
    """Reschedules the queued job with this dedup name to run now."""
    await connection.run(_HASTEN, {"organization": organization_id, "name": dedup, "now": now})


async def _count(connection: Connection, statement: Select[int], keys: Mapping[str, str]) -> int:
    row = await connection.row(statement, keys)
    return 0 if row is None else int(row[0])
