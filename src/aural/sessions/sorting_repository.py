"""Lists of sessions in an order that the caller chooses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Float, Integer, Select, and_, bindparam, case, cast, func, select

from aural.interviews.repository import Position, Projects
from aural.reports import tables as deciding_schema
from aural.sessions.filters_repository import CURRENT_RATINGS, IS_CURRENT, IS_OPEN, SessionFilters, conditions, keys_of
from aural.sessions.repository import PLACES, WITH_REPORT, Session, list_sessions, place_keys
from aural.store import schema
from aural.store.database import Connection
from aural.store.listing import Order, sort
from aural.store.records import fetch_all

_S = schema.sessions
_L = deciding_schema.report_levels
_H = deciding_schema.human_ratings
_PRECISION = 100  # of an average level


def _ranked(column: ColumnElement[Any], *values: str) -> ColumnElement[Any]:
    return case({value: place for place, value in enumerate(values)}, value=column)


_LEVEL = (
    select(_L.c.level)
    .where(
        _L.c.session_id == _S.c.id,
        _L.c.organization_id == bindparam("organization"),
        _L.c.criterion == bindparam("criterion"),
    )
    .scalar_subquery()
)
_HUMAN_LEVEL = select(cast(func.avg(_H.c.level) * _PRECISION, Integer)).where(CURRENT_RATINGS).scalar_subquery()
_IS_READY = _S.c.report_status == "READY"
_SORTED_BY: dict[str, ColumnElement[Any]] = {
    "createdAt": _S.c.created_at,
    "name": _S.c.participant_name,
    "status": _ranked(_S.c.status, "IN_PROGRESS", "COMPLETED", "ABANDONED"),
    "lastActivity": _S.c.last_activity_at,
    "duration": _S.c.total_duration_seconds,
    "decision": _ranked(_S.c.decision, "DECLINE", "HOLD", "ADVANCE"),
    "reportStatus": _ranked(_S.c.report_status, "FAILED", "NOT_SCORABLE", "PENDING", "RUNNING", "READY"),
    "level": case((_IS_READY, _LEVEL)),
    "open level": case((and_(_IS_READY, IS_OPEN), _LEVEL)),
    "humanLevel": _HUMAN_LEVEL,
    "open humanLevel": case((IS_OPEN, _HUMAN_LEVEL)),
}


@cache
def _page(
    by: str, is_descending: bool, is_first: bool, places: tuple[str, ...], wishes: tuple[str, ...]
) -> Select[Any]:
    mine = (_S.c.organization_id == bindparam("organization"), *(PLACES[place] for place in places))
    chosen = select(_S.c.id).select_from(WITH_REPORT).where(*mine, *conditions(wishes))
    order = Order(by, is_descending)
    return sort(chosen, _SORTED_BY[by], _S.c.id, order, is_text=by == "name", is_first=is_first)


async def list_sorted(
    connection: Connection,
    organization_id: str,
    interview_id: str | None,
    order: Order,
    *,
    limit: int,
    after: Position | None,
    projects: Projects,
    reviewer_id: str,
    wanted: SessionFilters,
) -> tuple[list[Session], dict[str, int | str] | None]:
    """At most `limit` sessions, as `list_sessions` returns them, and the sort key of each by its id.

    The keys are None if the sessions are sorted by their time of creation.
    """
    where = (connection, organization_id, interview_id)
    more: Any = {"limit": limit, "projects": projects, "reviewer_id": reviewer_id}
    if order == Order("createdAt"):
        return await list_sessions(*where, after=after, wanted=wanted, **more), None
    by = f"open {order.by}" if wanted.is_blind and f"open {order.by}" in _SORTED_BY else order.by
    wishes, keys = keys_of(wanted)
    places, where_keys = place_keys(organization_id, projects, interview_id, reviewer_id)
    keys |= where_keys | {"limit": limit, "criterion": wanted.criterion}
    if after is not None:
        keys |= {"last_key": after[0], "last_id": after[1]}
    found = await connection.rows(_page(by, order.is_descending, after is None, places, wishes), keys)
    ids = tuple(row.id for row in found)
    rows = await list_sessions(*where, after=None, wanted=SessionFilters(ids=ids), **more) if ids else []
    by_id = {row.id: row for row in rows}
    return [by_id[each] for each in ids if each in by_id], {row.id: row.sort_key for row in found}


class HumanLevel(NamedTuple):
    session_id: str
    criterion: str
    average: float
    people: int


_LEVELS = (
    select(
        _H.c.session_id,
        _H.c.criterion,
        cast(func.avg(_H.c.level), Float).label("average"),
        func.count().label("people"),
    )
    .where(
        _H.c.organization_id == bindparam("organization"),
        _H.c.session_id.in_(bindparam("ids", expanding=True)),
        IS_CURRENT,
    )
    .group_by(_H.c.session_id, _H.c.criterion)
    .order_by(_H.c.session_id, _H.c.criterion)
)


async def list_human_levels(
    connection: Connection, organization_id: str, ids: Sequence[str]
) -> dict[str, list[HumanLevel]]:
    """People's levels by session: the ratings that `SessionFilters.human_levels` and the sort key humanLevel count."""
    if not ids:
        return {}
    found = await fetch_all(connection, HumanLevel, _LEVELS, {"organization": organization_id, "ids": list(ids)})
    return {session_id: list(rows) for session_id, rows in groupby(found, lambda row: row.session_id)}
