"""Figures across the sessions of one interview, or of all: the database adds them up from small rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, and_, bindparam, case, func, select

from aural.interviews.repository import Projects
from aural.reports.share_tables import criterion_facts, question_facts, session_facts, theme_facts
from aural.store import schema
from aural.store.database import Connection

_I, _S, _C, _N, _R = schema.interviews, schema.sessions, schema.candidates, schema.snapshots, schema.questions
_F, _Q, _L, _T = session_facts, question_facts, criterion_facts, theme_facts
MOST_WORDINGS = 120  # of themes, most frequent first: grouping by meaning compares every pair
MOST_INTERVIEWS = 100


@dataclass(frozen=True, slots=True)
class Scope:
    """Sessions of one interview, or of every interview in `projects`, that began at or after `since` and before
    `until`."""

    interview_id: str | None = None
    projects: Projects = None
    since: int | None = None
    until: int | None = None

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self.keys()))

    def keys(self) -> dict[str, Any]:
        asked = {"interview": self.interview_id, "projects": self.projects, "since": self.since, "until": self.until}
        return {name: value for name, value in asked.items() if value is not None}


_PREVIEWS = select(_I.c.id).where(_I.c.preview_until.is_not(None))  # few, and found by their own index


def _conditions(table: Table, at: ColumnElement[int], names: tuple[str, ...]) -> list[ColumnElement[bool]]:
    in_reach = select(_I.c.id).where(_I.c.project_id.in_(bindparam("projects", expanding=True)))
    known = {
        "interview": table.c.interview_id == bindparam("interview"),
        "projects": table.c.interview_id.in_(in_reach),
        "since": at >= bindparam("since"),
        "until": at < bindparam("until"),
    }
    counts = table.c.interview_id.not_in(_PREVIEWS)
    return [table.c.organization_id == bindparam("organization"), counts, *(known[name] for name in names)]


def _count_of(condition: Any) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


async def _rows(
    connection: Connection, organization_id: str, scope: Scope, make: Any, **more: Any
) -> Sequence[Row[Any]]:
    return await connection.rows(make(scope.names()), scope.keys() | {"organization": organization_id} | more)


# --- how far people come --------------------------------------------------------------------------------------------


@cache
def _invited(names: tuple[str, ...]) -> Select[int, int]:
    counted = select(func.count().label("invited"), func.count(_C.c.session_id).label("came"))
    return counted.where(*_conditions(_C, _C.c.created_at, names))


@cache
def _sessions(names: tuple[str, ...]) -> Select[Any]:
    is_done = _S.c.status == "COMPLETED"
    return (
        select(
            _S.c.interview_id,
            func.count().label("started"),
            _count_of(is_done).label("finished"),
            _count_of(_S.c.status == "ABANDONED").label("abandoned"),
            _count_of(_S.c.status == "IN_PROGRESS").label("running"),
            _count_of(and_(is_done, _S.c.report_status == "READY")).label("reported"),
            _count_of(and_(is_done, _S.c.report_status == "NOT_SCORABLE")).label("not_scorable"),
            func.sum(case((is_done, _S.c.total_duration_seconds), else_=0)).label("seconds"),
        )
        .where(*_conditions(_S, _S.c.created_at, names))
        .group_by(_S.c.interview_id)
        .order_by(func.count().desc(), _S.c.interview_id)
    )


async def count_invited(connection: Connection, organization_id: str, scope: Scope) -> Row[Any]:
    """(invited, came): candidates with an invitation, and how many of them began."""
    return (await _rows(connection, organization_id, scope, _invited))[0]


async def count_sessions(connection: Connection, organization_id: str, scope: Scope) -> Sequence[Row[Any]]:
    """Per interview, the one with the most sessions first: started, finished, abandoned, running, reported,
    not_scorable, and the total seconds of the finished ones."""
    return await _rows(connection, organization_id, scope, _sessions)


_TITLES = select(_I.c.id, _I.c.title, _I.c.language).where(
    _I.c.organization_id == bindparam("organization"), _I.c.id.in_(bindparam("interviews", expanding=True))
)


async def list_titles(
    connection: Connection, organization_id: str, interview_ids: Sequence[str]
) -> dict[str, Row[Any]]:
    """Title and language by interview id."""
    keys = {"organization": organization_id, "interviews": interview_ids}
    return {row.id: row for row in await connection.rows(_TITLES, keys)}


# --- how the interviewer did ----------------------------------------------------------------------------------------

_SUMS = ("repeat", "rephrase", "redirect", "problem", "pause", "interruption")


@cache
def _conduct(names: tuple[str, ...]) -> Select[Any]:
    counts = [_F.c[f"{name}_count"] for name in _SUMS]
    return select(
        func.count().label("sessions"),
        *(func.coalesce(func.sum(column), 0).label(name) for name, column in zip(_SUMS, counts, strict=True)),
        *(_count_of(column > 0).label(f"{name}_sessions") for name, column in zip(_SUMS, counts, strict=True)),
        _count_of(_F.c.limit_seconds.is_not(None)).label("limited"),
        _count_of(_F.c.seconds > _F.c.limit_seconds).label("over"),
        *(_count_of(_F.c.sentiment == word).label(word) for word in ("positive", "neutral", "negative", "mixed")),
    ).where(*_conditions(_F, _F.c.held_at, names))


async def sum_conduct(connection: Connection, organization_id: str, scope: Scope) -> Row[Any]:
    """How often the interviewer repeated, rephrased and so on, in total and in how many sessions; how many sessions had
    a time limit and exceeded it; sessions by sentiment."""
    return (await _rows(connection, organization_id, scope, _conduct))[0]


# --- questions ------------------------------------------------------------------------------------------------------


@cache
def _outcomes(names: tuple[str, ...]) -> Select[Any]:
    outcomes = ("answered", "skipped", "left", "unreached")
    return (
        select(
            _Q.c.question_id,
            func.min(_Q.c.position).label("position"),
            func.max(_Q.c.session_id).label("newest_session"),
            *(_count_of(_Q.c.outcome == outcome).label(outcome) for outcome in outcomes),
            func.coalesce(func.sum(_Q.c.follow_up_count), 0).label("follow_ups"),
            func.max(_R.c.text).label("text"),
            func.max(_R.c.position).label("now_at"),
        )
        .select_from(_Q.outerjoin(_R, _R.c.id == _Q.c.question_id))
        .where(*_conditions(_Q, _Q.c.held_at, names))
        .group_by(_Q.c.question_id)
    )


@cache
def _seconds(names: tuple[str, ...]) -> Select[Any]:
    # Counts each number of seconds: far fewer rows than answers, and the answers need not be sorted.
    return (
        select(_Q.c.question_id, _Q.c.seconds, func.count().label("times"))
        .where(*_conditions(_Q, _Q.c.held_at, names), _Q.c.outcome == "answered")
        .group_by(_Q.c.question_id, _Q.c.seconds)
        .order_by(_Q.c.question_id, _Q.c.seconds)
    )


@dataclass(frozen=True, slots=True)
class Middle:
    """Bounds of the middle half of some times in seconds, and their lower median."""

    low: int
    middle: int
    high: int


def _middle(counted: Sequence[Row[Any]]) -> Middle:
    total = sum(row.times for row in counted)
    low, middle, high = (_at_rank(counted, (part * total + 3) // 4) for part in (1, 2, 3))
    return Middle(low, middle, high)


def _at_rank(counted: Sequence[Row[Any]], rank: int) -> int:
    """The value at this 1-based rank among all values in order."""
    reached = 0
    for row in counted:
        reached += row.times
        if reached >= rank:
            break
    return int(row.seconds)


_PLANS = select(_N.c.session_id, _N.c.plan).where(
    _N.c.organization_id == bindparam("organization"), _N.c.session_id.in_(bindparam("sessions", expanding=True))
)


async def list_outcomes(connection: Connection, organization_id: str, scope: Scope) -> Sequence[Row[Any]]:
    """Per question: how many candidates answered it, skipped it, left at it or never reached it. `text` is None if the
    question has been deleted."""
    return await _rows(connection, organization_id, scope, _outcomes)


async def list_seconds(connection: Connection, organization_id: str, scope: Scope) -> dict[str, Middle]:
    """By question: the spread of times among candidates who answered it."""
    rows = await _rows(connection, organization_id, scope, _seconds)
    return {question: _middle(list(its)) for question, its in groupby(rows, key=lambda row: str(row.question_id))}


async def list_plans(connection: Connection, organization_id: str, session_ids: Sequence[str]) -> dict[str, Any]:
    """Stored plans by session id."""
    keys = {"organization": organization_id, "sessions": session_ids}
    return {row.session_id: row.plan for row in await connection.rows(_PLANS, keys)}


# --- criteria -------------------------------------------------------------------------------------------------------


@cache
def _levels(names: tuple[str, ...]) -> Select[Any]:
    return (
        select(_L.c.criterion, _L.c.level, func.count().label("sessions"))
        .where(*_conditions(_L, _L.c.held_at, names))
        .group_by(_L.c.criterion, _L.c.level)
        .order_by(_L.c.criterion)
    )


async def count_levels(connection: Connection, organization_id: str, scope: Scope) -> Sequence[Row[Any]]:
    """(criterion, level, sessions); level None: no evidence."""
    return await _rows(connection, organization_id, scope, _levels)


# --- themes ---------------------------------------------------------------------------------------------------------


@cache
def _themes(names: tuple[str, ...]) -> Select[Any]:
    count = func.count()
    return (
        select(_T.c.theme, func.max(_T.c.label).label("label"), count.label("sessions"))
        .where(*_conditions(_T, _T.c.held_at, names))
        .group_by(_T.c.theme)
        .order_by(count.desc(), _T.c.theme)
        .limit(MOST_WORDINGS)
    )


@cache
def _for(names: tuple[str, ...]) -> Select[Any]:
    # Newest first. Each quote has its interview, since a scope may cover several.
    chosen = select(_T.c.session_id, _T.c.interview_id, _T.c.quote, _T.c.question_id, _T.c.held_at)
    newest_first = chosen.order_by(_T.c.held_at.desc(), _T.c.session_id, _T.c.position)
    its = _T.c.theme == bindparam("theme")
    return newest_first.where(*_conditions(_T, _T.c.held_at, names), its).limit(bindparam("limit"))


@cache
def _naming(names: tuple[str, ...]) -> Select[Any]:
    is_one = _T.c.theme.in_(bindparam("themes", expanding=True))
    counted = select(func.count(func.distinct(_T.c.session_id)).label("sessions"))
    return counted.where(*_conditions(_T, _T.c.held_at, names), is_one)


@cache
def _naming_by_question(names: tuple[str, ...]) -> Select[Any]:
    is_one = _T.c.theme.in_(bindparam("themes", expanding=True))
    counted = select(_T.c.question_id, func.count(func.distinct(_T.c.session_id)).label("sessions"))
    chosen = counted.where(*_conditions(_T, _T.c.held_at, names), is_one, _T.c.question_id.is_not(None))
    return chosen.group_by(_T.c.question_id)


async def list_themes(connection: Connection, organization_id: str, scope: Scope) -> Sequence[Row[Any]]:
    """The most frequent wordings: theme, label, sessions."""
    return await _rows(connection, organization_id, scope, _themes)


async def list_quotes(
    connection: Connection, organization_id: str, scope: Scope, theme: str, *, limit: int
) -> Sequence[Row[Any]]:
    """The newest quotes for one wording of a theme."""
    return await _rows(connection, organization_id, scope, _for, theme=theme, limit=limit)


async def count_naming(connection: Connection, organization_id: str, scope: Scope, themes: Sequence[str]) -> int:
    """Sessions that name any of these wordings."""
    rows = await _rows(connection, organization_id, scope, _naming, themes=list(themes))
    return int(rows[0].sessions)


async def count_naming_by_question(
    connection: Connection, organization_id: str, scope: Scope, themes: Sequence[str]
) -> dict[str, int]:
    """By question: sessions that name any of these wordings there."""
    rows = await _rows(connection, organization_id, scope, _naming_by_question, themes=list(themes))
    return {row.question_id: int(row.sessions) for row in rows}
