"""Figures by the week (UTC, from Monday) in which sessions began."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Executable, and_, case, func, select

from aural.insights.repository import Scope, conditions_of, count_of
from aural.reports import tables as deciding_schema
from aural.sessions.filters_repository import IS_CURRENT
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all

_S, _L, _H = schema.sessions, deciding_schema.report_levels, deciding_schema.human_ratings
DAY_MS = 86_400_000
WEEK_MS = 7 * DAY_MS
_BEFORE_EPOCH_MS = 3 * DAY_MS  # the epoch was a Thursday


class WeekCount(NamedTuple):
    """The sessions that began in a week. `week`: see `week_start`."""

    week: int
    started: int
    finished: int
    reported: int


class WeekAgreement(NamedTuple):
    """People's newest ratings, in sessions that began in a week, of criteria where the AI gave a level, too. `same`: at
    the same level. `close`: one level away."""

    week: int
    ratings: int
    same: int
    close: int


def week_start(week: int) -> int:
    """The time at which a week with this number begins."""
    return week * WEEK_MS - _BEFORE_EPOCH_MS


def _week() -> ColumnElement[int]:
    return ((_S.c.created_at + _BEFORE_EPOCH_MS) // WEEK_MS).label("week")


@cache
def _counts(names: tuple[str, ...]) -> Executable:
    is_done = _S.c.status == "COMPLETED"
    week = _week()
    return (
        select(
            week,
            func.count().label("started"),
            count_of(is_done).label("finished"),
            count_of(and_(is_done, _S.c.report_status == "READY")).label("reported"),
        )
        .where(*conditions_of(_S, _S.c.created_at, names))
        .group_by(week)
        .order_by(week)
    )


@cache
def _agreements(names: tuple[str, ...]) -> Executable:
    week = _week()
    away = case((_H.c.level > _L.c.level, _H.c.level - _L.c.level), else_=_L.c.level - _H.c.level)
    rated = _H.join(_S, _S.c.id == _H.c.session_id).join(
        _L, and_(_L.c.session_id == _H.c.session_id, _L.c.criterion == _H.c.criterion)
    )
    return (
        select(
            week, func.count().label("ratings"), count_of(away == 0).label("same"), count_of(away == 1).label("close")
        )
        .select_from(rated)
        .where(*conditions_of(_S, _S.c.created_at, names), IS_CURRENT, _L.c.level.is_not(None))
        .group_by(week)
    )


async def count_by_week(connection: Connection, organization_id: str, scope: Scope) -> list[WeekCount]:
    """Weeks in which a session began, the oldest first."""
    keys = scope.keys() | {"organization": organization_id}
    return await fetch_all(connection, WeekCount, _counts(scope.names()), keys)


async def count_agreement(connection: Connection, organization_id: str, scope: Scope) -> dict[int, WeekAgreement]:
    """Weeks with ratings that can be compared with the AI's, by their number."""
    keys = scope.keys() | {"organization": organization_id}
    rows = await fetch_all(connection, WeekAgreement, _agreements(scope.names()), keys)
    return {row.week: row for row in rows}
