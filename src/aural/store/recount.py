"""Counts again what lists and usage show. Each write updates the counters in its transaction; `recount` corrects any
wrong ones.
"""

from __future__ import annotations

from sqlalchemy import Column, ColumnElement, Table, Update, and_, bindparam, case, func, select, update

from aural.store import schema
from aural.store.database import Connection, Database
from aural.store.dialect import size_bytes

_S = schema.sessions
_M = schema.messages
_L = schema.log_entries
_W = schema.works
_K = schema.keystrokes
_N = schema.integrity_signals


def _sum(table: Table, size: ColumnElement[int], *only: ColumnElement[bool]) -> ColumnElement[int]:
    """The sum of `size` over the rows of the session."""
    total = select(func.coalesce(func.sum(size), 0)).where(table.c.session_id == _S.c.id, *only)
    return total.correlate(_S).scalar_subquery()


# The data of the interviewer's own messages can still change after the end, so it isn't counted.
_OF_MESSAGE = size_bytes(_M.c.content) + case((_M.c.role != "assistant", size_bytes(_M.c.data)), else_=0)
_TEXTS = (
    _sum(_M, _OF_MESSAGE)
    + _sum(_L, size_bytes(_L.c.data), _L.c.kind == "wished")
    + _sum(_W, size_bytes(_W.c.code) + size_bytes(_W.c.board_text))
    + _sum(_K, _K.c.size_bytes)
    + _sum(_N, size_bytes(_N.c.data))
)
_PREVIEWS = select(schema.interviews.c.id).where(schema.interviews.c.preview_until.is_not(None))
_IS_MEASURED = and_(_S.c.status != "IN_PROGRESS", _S.c.interview_id.not_in(_PREVIEWS))
_MEASURE = (
    update(_S)
    .where(_S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"))
    .values(text_bytes=_TEXTS)
)


def _mend(table: Table, counter: Column[int], owner: Column[str]) -> Update:
    counted = select(func.count()).where(owner == table.c.id).scalar_subquery()
    return update(table).where(counter != counted).values({counter: counted})


_MENDS = (
    _mend(schema.interviews, schema.interviews.c.session_count, _S.c.interview_id),
    _mend(_S, _S.c.message_count, _M.c.session_id),
    update(_S).where(_IS_MEASURED, _S.c.text_bytes != _TEXTS).values(text_bytes=_TEXTS),
)


async def measure_texts(connection: Connection, organization_id: str, session_id: str) -> None:
    """Sets the size of the texts of a session that has ended or lost some of them, in the caller's transaction."""
    await connection.run(_MEASURE, {"organization": organization_id, "session": session_id})


async def recount(database: Database) -> int:
    """Corrects the counters of all organizations in one transaction. Returns how many were wrong."""
    async with database.transaction() as transaction:
        return sum([await transaction.run(mend) for mend in _MENDS])
