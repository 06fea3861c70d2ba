"""Finds and clears one kind of session data (data_kinds_repository.py) that has its own retention period.

A session's data of a kind is due when its retention period has passed since the session ended, some of the data is
left, and no legal hold applies.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
)

from aural.interviews.repository import IS_SHOWN
from aural.privacy.data_kinds_repository import KINDS, Kind
from aural.privacy.legal_hold_repository import is_held
from aural.privacy.retention_repository import DAY_MS, Rule
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all
from aural.store.recount import measure_texts

_S, _I = schema.sessions, schema.interviews
_R = schema.interview_retention
_ORGANIZATION: BindParameter[str] = bindparam("organization", type_=String)
_ONLY = bindparam("interview", type_=String)
_IS_HELD = is_held(_ORGANIZATION, _S.c.interview_id, _S.c.candidate_id)


def _is_there(kind: Kind) -> ColumnElement[bool]:
    return or_(
        *(select(literal(1)).where(table.c.session_id == _S.c.id).correlate(_S).exists() for table in kind.tables)
    )


def _due(kind: Kind) -> Select[tuple[str, str]]:
    given = bindparam("days", type_=Integer)
    days = case((and_(_ONLY.is_(None), _R.c.interview_id.is_not(None)), _R.c[kind.column]), else_=given)
    ends = func.coalesce(_S.c.completed_at, _S.c.last_activity_at) + cast(days, BigInteger) * literal(
        DAY_MS, BigInteger
    )
    return (
        select(_S.c.id, _S.c.interview_id)
        .select_from(_S.join(_I, _I.c.id == _S.c.interview_id).outerjoin(_R, _R.c.interview_id == _S.c.interview_id))
        .where(
            _S.c.organization_id == _ORGANIZATION,
            _S.c.status != "IN_PROGRESS",
            IS_SHOWN,
            or_(_ONLY.is_(None), _S.c.interview_id == _ONLY),
            days.is_not(None),
            ends <= bindparam("until", type_=BigInteger),
            ~_IS_HELD,
            _is_there(kind),
        )
    )


_EVERY_DUE = {kind.name: _due(kind) for kind in KINDS}
_COUNT = {name: select(func.count().label("sessions")).select_from(due.subquery()) for name, due in _EVERY_DUE.items()}
_PAGE = {
    name: due.where(_S.c.id > bindparam("after")).order_by(_S.c.id).limit(bindparam("most"))
    for name, due in _EVERY_DUE.items()
}
_ONE = {name: due.where(_S.c.id == bindparam("session")) for name, due in _EVERY_DUE.items()}
_OF_SESSION = bindparam("session", type_=String)
_GONE = {
    kind.name: [
        delete(table).where(table.c.organization_id == _ORGANIZATION, table.c.session_id == _OF_SESSION)
        for table in kind.tables
    ]
    for kind in KINDS
}


class DueSession(NamedTuple):
    id: str
    interview_id: str


async def list_due(
    connection: Connection, organization_id: str, kind: Kind, rule: Rule, now: int, *, after: str, most: int
) -> list[DueSession]:
    """Sessions after the id `after` whose data of this kind is past its period, `rule.days`."""
    keys = rule.keys(organization_id) | {"until": now, "after": after, "most": most}
    return await fetch_all(connection, DueSession, _PAGE[kind.name], keys)


async def count_due(connection: Connection, organization_id: str, kind: Kind, rule: Rule, until: int) -> int:
    """The number of sessions that would lose this kind of data by `until`."""
    row = await connection.row(_COUNT[kind.name], rule.keys(organization_id) | {"until": until})
    return 0 if row is None else int(row.sessions)


async def clear(
    connection: Connection, organization_id: str, kind: Kind, rule: Rule, now: int, session_id: str
) -> bool:
    """Deletes a session's data of this kind. Returns False if it is no longer due."""
    keys = {"organization": organization_id, "session": session_id}
    is_due = rule.keys(organization_id) | {"until": now, "session": session_id}
    if await connection.row(_ONE[kind.name], is_due) is None:
        return False
    for statement in _GONE[kind.name]:
        await connection.run(statement, keys)
    await measure_texts(connection, organization_id, session_id)
    return True
