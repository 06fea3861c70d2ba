"""Columns of the session table that the list lacks: the criteria in reports, and people's ratings and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, bindparam, select

from aural.interviews.repository import Projects
from aural.reports import tables as deciding_schema
from aural.reports.share_tables import criterion_facts
from aural.store import schema
from aural.store.database import Connection

_I = schema.interviews
_F = criterion_facts
_H = deciding_schema.human_ratings
_D = deciding_schema.decisions
MOST_CRITERIA = 100

_CRITERIA = (
    select(_F.c.criterion)
    .distinct()
    .select_from(_F.join(_I, _I.c.id == _F.c.interview_id))
    .where(_F.c.organization_id == bindparam("organization"))
    .order_by(_F.c.criterion)
    .limit(MOST_CRITERIA)
)
_OF = {
    "projects": _I.c.project_id.in_(bindparam("projects", expanding=True)),
    "interview_id": _F.c.interview_id == bindparam("interview_id"),
}


@cache
def _criteria(names: tuple[str, ...]) -> Select[Any]:
    return _CRITERIA.where(*(_OF[name] for name in names))


async def list_criteria(
    connection: Connection, organization_id: str, projects: Projects, interview_id: str | None
) -> list[str]:
    """The names of criteria in reports, of one interview or of all, in alphabetical order."""
    asked = {"projects": projects, "interview_id": interview_id}
    keys: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
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
_DECISIONS = _of_sessions(_D, _D.c.is_preliminary)


async def list_ratings(connection: Connection, organization_id: str, ids: Sequence[str]) -> Sequence[Row[Any]]:
    """People's ratings of these sessions, oldest first. Each person's newest rating counts."""
    return await connection.rows(_RATINGS, {"organization": organization_id, "ids": list(ids)})


async def list_decisions(connection: Connection, organization_id: str, ids: Sequence[str]) -> Sequence[Row[Any]]:
    """Decisions on these sessions, oldest first. The newest one counts."""
    return await connection.rows(_DECISIONS, {"organization": organization_id, "ids": list(ids)})
