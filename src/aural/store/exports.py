"""Many sessions for a table: page by page, each with its report, and which criteria stand in their reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, bindparam, select, tuple_

from aural.store import deciding_schema, schema
from aural.store.database import Connection
from aural.store.interviews import IS_SHOWN, Position, Projects
from aural.store.sharing_schema import criterion_facts

_S = schema.sessions
_I = schema.interviews
_R = schema.reports
_F = criterion_facts
_H = deciding_schema.human_ratings
_D = deciding_schema.decisions
MOST_CRITERIA = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sessions; None or empty: no matter. `since` and `until` are instants."""

    interview_id: str | None = None
    ids: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None


_CONDITIONS: dict[str, ColumnElement[bool]] = {
    "projects": _I.c.project_id.in_(bindparam("projects", expanding=True)),
    "interview_id": _S.c.interview_id == bindparam("interview_id"),
    "ids": _S.c.id.in_(bindparam("ids", expanding=True)),
    "statuses": _S.c.status.in_(bindparam("statuses", expanding=True)),
    "since": _S.c.created_at >= bindparam("since"),
    "until": _S.c.created_at < bindparam("until"),
    "after": tuple_(_S.c.created_at, _S.c.id) < tuple_(bindparam("created_at"), bindparam("id")),
}
_ROWS = (
    select(
        _S,
        _I.c.title,
        _R.c.summary,
        _R.c.sentiment,
        _R.c.scores,
    )
    .select_from(_S.join(_I, _I.c.id == _S.c.interview_id).outerjoin(_R, _R.c.session_id == _S.c.id))
    .where(_S.c.organization_id == bindparam("organization"), IS_SHOWN)
    .order_by(_S.c.created_at.desc(), _S.c.id.desc())
    .limit(bindparam("limit"))
)
_CRITERIA = (
    select(_F.c.criterion)
    .distinct()
    .select_from(_F.join(_I, _I.c.id == _F.c.interview_id))
    .where(_F.c.organization_id == bindparam("organization"))
    .order_by(_F.c.criterion)
    .limit(MOST_CRITERIA)
)


@cache
def _rows(names: tuple[str, ...]) -> Select[Any]:
    return _ROWS.where(*(_CONDITIONS[name] for name in names))


@cache
def _criteria(names: tuple[str, ...]) -> Select[Any]:
    of_facts = {**_CONDITIONS, "interview_id": _F.c.interview_id == bindparam("interview_id")}
    return _CRITERIA.where(*(of_facts[name] for name in names))


def _keys(wanted: Wanted, projects: Projects) -> dict[str, Any]:
    asked = {
        "projects": projects,
        "interview_id": wanted.interview_id,
        "ids": wanted.ids,
        "statuses": wanted.statuses,
        "since": wanted.since,
        "until": wanted.until,
    }
    kept = {name: value for name, value in asked.items() if value is not None}
    return {name: value for name, value in kept.items() if value != () or name == "projects"}


async def list_rows(
    connection: Connection,
    organization_id: str,
    projects: Projects,
    wanted: Wanted,
    *,
    limit: int,
    after: Position | None,
) -> Sequence[Row[Any]]:
    """Newest first, from behind the position `after`."""
    keys = _keys(wanted, projects)
    names = (*keys, *(("after",) if after is not None else ()))
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await connection.rows(_rows(names), keys | {"organization": organization_id, "limit": limit})


async def list_criteria(
    connection: Connection, organization_id: str, projects: Projects, interview_id: str | None
) -> list[str]:
    """The names of criteria in reports, of one interview or of all, in their alphabetical order."""
    keys = _keys(Wanted(interview_id=interview_id), projects)
    rows = await connection.rows(_criteria(tuple(keys)), keys | {"organization": organization_id})
    return [str(row.criterion) for row in rows]


def _of_sessions(table: Table, *columns: ColumnElement[Any]) -> Select[Any]:
    chosen = select(table.c.session_id, table.c.user_id, table.c.person, table.c.verdict, *columns)
    mine = (
        table.c.organization_id == bindparam("organization"),
        table.c.session_id.in_(bindparam("ids", expanding=True)),
    )
    return chosen.where(*mine).order_by(table.c.created_at, table.c.id)


_RATINGS = _of_sessions(_H, _H.c.criterion, _H.c.level)
_DECISIONS = _of_sessions(_D)


async def list_ratings(connection: Connection, organization_id: str, ids: Sequence[str]) -> Sequence[Row[Any]]:
    """People's ratings of these sessions, the oldest first: the newest of a person counts."""
    return await connection.rows(_RATINGS, {"organization": organization_id, "ids": list(ids)})


async def list_decisions(connection: Connection, organization_id: str, ids: Sequence[str]) -> Sequence[Row[Any]]:
    """What was decided of these sessions, the oldest first: the newest stands."""
    return await connection.rows(_DECISIONS, {"organization": organization_id, "ids": list(ids)})
