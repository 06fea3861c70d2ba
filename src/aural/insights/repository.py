"""Figures across the sessions of one interview, or of all interviews. The database adds them up from small rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, Executable, Table, and_, bindparam, case, func, or_, select

from aural.engine.plan import StoredPlan
from aural.interviews.repository import Projects
from aural.reports.share_tables import criterion_facts, question_facts, session_facts
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import Record, fetch_all

_I, _S, _C, _N, _R = schema.interviews, schema.sessions, schema.candidates, schema.snapshots, schema.questions
_F, _Q, _L = session_facts, question_facts, criterion_facts
MOST_INTERVIEWS = 100


@dataclass(frozen=True, slots=True)
class Scope:
    """The sessions of one interview, or of every interview in `projects`, that began at or after `since` and before
    `until`."""

    interview_id: str | None = None
    projects: Projects = None
    since: int | None = None
    until: int | None = None

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self.keys()))

    def keys(self) -> dict[str, object]:
        asked = {"interview": self.interview_id, "projects": self.projects, "since": self.since, "until": self.until}
        return {name: value for name, value in asked.items() if value is not None}


_PREVIEWS = select(_I.c.id).where(_I.c.preview_until.is_not(None))  # few, and found by their own index


def _range_of(at: ColumnElement[int]) -> dict[str, ColumnElement[bool]]:
    return {"since": at >= bindparam("since"), "until": at < bindparam("until")}


def conditions_of(table: Table, at: ColumnElement[int], names: tuple[str, ...]) -> list[ColumnElement[bool]]:
    in_reach = select(_I.c.id).where(_I.c.project_id.in_(bindparam("projects", expanding=True)))
    known = {
        "interview": table.c.interview_id == bindparam("interview"),
        "projects": table.c.interview_id.in_(in_reach),
        **_range_of(at),
    }
    counts = table.c.interview_id.not_in(_PREVIEWS)
    return [table.c.organization_id == bindparam("organization"), counts, *(known[name] for name in names)]


def count_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


Make = Callable[[tuple[str, ...]], Executable]
"""Builds the statement for a scope with these names."""


async def fetch(
    connection: Connection, organization_id: str, scope: Scope, record: type[Record], make: Make, **more: object
) -> list[Record]:
    keys = scope.keys() | {"organization": organization_id} | more
    return await fetch_all(connection, record, make(scope.names()), keys)


# --- how far candidates get -----------------------------------------------------------------------------------------


class Invited(NamedTuple):
    """Candidates, how many of them an invitation reached, and how many of those began.

    In a range of time, these are the candidates who were added or began in it. An invitation's time isn't known.
    """

    added: int
    invited: int
    came: int


class Completion(NamedTuple):
    """The sessions of one interview. `seconds`: the total duration of finished sessions."""

    interview_id: str
    started: int
    finished: int
    abandoned: int
    running: int
    reported: int
    not_scorable: int
    seconds: int


class Title(NamedTuple):
    id: str
    title: str
    language: str


@cache
def _invited(names: tuple[str, ...]) -> Executable:
    began = or_(_C.c.session_id.is_not(None), _C.c.retakes > 0)  # a candidate who may retake has no current session
    reached = or_(_C.c.invited_at.is_not(None), _C.c.opened_at.is_not(None), began)
    added = [condition for name, condition in _range_of(_C.c.created_at).items() if name in names]
    within = conditions_of(_C, _C.c.created_at, tuple(name for name in names if name not in ("since", "until")))
    came = began
    if added:
        held = select(_S.c.candidate_id).where(
            *conditions_of(_S, _S.c.created_at, names), _S.c.candidate_id.is_not(None)
        )
        came = and_(began, _C.c.id.in_(held))
        within.append(or_(and_(*added), came))
    counted = select(func.count().label("added"), count_of(reached).label("invited"), count_of(came).label("came"))
    return counted.where(*within)


@cache
def _sessions(names: tuple[str, ...]) -> Executable:
    is_done = _S.c.status == "COMPLETED"
    return (
        select(
            _S.c.interview_id,
            func.count().label("started"),
            count_of(is_done).label("finished"),
            count_of(_S.c.status == "ABANDONED").label("abandoned"),
            count_of(_S.c.status == "IN_PROGRESS").label("running"),
            count_of(and_(is_done, _S.c.report_status == "READY")).label("reported"),
            count_of(and_(is_done, _S.c.report_status == "NOT_SCORABLE")).label("not_scorable"),
            func.sum(case((is_done, _S.c.total_duration_seconds), else_=0)).label("seconds"),
        )
        .where(*conditions_of(_S, _S.c.created_at, names))
        .group_by(_S.c.interview_id)
        .order_by(func.count().desc(), _S.c.interview_id)
    )


async def count_invited(connection: Connection, organization_id: str, scope: Scope) -> Invited:
    return (await fetch(connection, organization_id, scope, Invited, _invited))[0]


async def count_sessions(connection: Connection, organization_id: str, scope: Scope) -> list[Completion]:
    """A row for each interview, those with the most sessions first."""
    return await fetch(connection, organization_id, scope, Completion, _sessions)


_NAMES = select(_S.c.id, _S.c.participant_name).where(
    _S.c.organization_id == bindparam("organization"), _S.c.id.in_(bindparam("sessions", expanding=True))
)


async def list_names(connection: Connection, organization_id: str, session_ids: Sequence[str]) -> dict[str, str | None]:
    """Participants' names by session id."""
    keys = {"organization": organization_id, "sessions": session_ids}
    return {row.id: row.participant_name for row in await connection.rows(_NAMES, keys)}


_TITLES = select(_I.c.id, _I.c.title, _I.c.language).where(
    _I.c.organization_id == bindparam("organization"), _I.c.id.in_(bindparam("interviews", expanding=True))
)


async def list_titles(connection: Connection, organization_id: str, interview_ids: Sequence[str]) -> dict[str, Title]:
    """Interviews' titles and languages, by id."""
    keys = {"organization": organization_id, "interviews": interview_ids}
    return {row.id: row for row in await fetch_all(connection, Title, _TITLES, keys)}


# --- how the interviewer did ----------------------------------------------------------------------------------------

_SUMS = ("repeat", "rephrase", "redirect", "problem", "pause", "interruption")


@cache
def _conduct(names: tuple[str, ...]) -> Executable:
    counts = [_F.c[f"{name}_count"] for name in _SUMS]
    return select(
        func.count().label("sessions"),
        *(func.coalesce(func.sum(column), 0).label(name) for name, column in zip(_SUMS, counts, strict=True)),
        *(count_of(column > 0).label(f"{name}_sessions") for name, column in zip(_SUMS, counts, strict=True)),
        count_of(_F.c.limit_seconds.is_not(None)).label("limited"),
        count_of(_F.c.seconds > _F.c.limit_seconds).label("over"),
        *(count_of(_F.c.sentiment == word).label(word) for word in ("positive", "neutral", "negative", "mixed")),
    ).where(*conditions_of(_F, _F.c.held_at, names))


async def sum_conduct(connection: Connection, organization_id: str, scope: Scope) -> dict[str, int]:
    """How often the interviewer repeated, rephrased and so on, in total and in how many sessions; how many sessions had
    a time limit and exceeded it; sessions by sentiment."""
    row = await connection.row(_conduct(scope.names()), scope.keys() | {"organization": organization_id})
    return {} if row is None else dict(zip(row._fields, row, strict=True))


# --- questions ------------------------------------------------------------------------------------------------------


class Outcomes(NamedTuple):
    """How many candidates answered a question, skipped it, left there or never reached it. `text` and `now_at` are None
    if the question has been deleted."""

    question_id: str
    position: int
    newest_session: str
    answered: int
    skipped: int
    left: int
    unreached: int
    follow_ups: int
    text: str | None
    now_at: int | None


class AnswerTime(NamedTuple):
    """How many times a question was answered in this number of seconds."""

    question_id: str
    seconds: int
    times: int


@cache
def _outcomes(names: tuple[str, ...]) -> Executable:
    outcomes = ("answered", "skipped", "left", "unreached")
    return (
        select(
            _Q.c.question_id,
            func.min(_Q.c.position).label("position"),
            func.max(_Q.c.session_id).label("newest_session"),
            *(count_of(_Q.c.outcome == outcome).label(outcome) for outcome in outcomes),
            func.coalesce(func.sum(_Q.c.follow_up_count), 0).label("follow_ups"),
            func.max(_R.c.text).label("text"),
            func.max(_R.c.position).label("now_at"),
        )
        .select_from(_Q.outerjoin(_R, _R.c.id == _Q.c.question_id))
        .where(*conditions_of(_Q, _Q.c.held_at, names))
        .group_by(_Q.c.question_id)
    )


@cache
def _seconds(names: tuple[str, ...]) -> Executable:
    # Counts the answers for each number of seconds: far fewer rows than answers, which need not be sorted.
    return (
        select(_Q.c.question_id, _Q.c.seconds, func.count().label("times"))
        .where(*conditions_of(_Q, _Q.c.held_at, names), _Q.c.outcome == "answered")
        .group_by(_Q.c.question_id, _Q.c.seconds)
        .order_by(_Q.c.question_id, _Q.c.seconds)
    )


@dataclass(frozen=True, slots=True)
class Middle:
    """Bounds of the middle half of some times in seconds, and their lower median."""

    low: int
    middle: int
    high: int


def _middle(counted: Sequence[AnswerTime]) -> Middle:
    total = sum(row.times for row in counted)
    low, middle, high = (_at_rank(counted, (part * total + 3) // 4) for part in (1, 2, 3))
    return Middle(low, middle, high)


def _at_rank(counted: Sequence[AnswerTime], rank: int) -> int:
    """The value at this 1-based rank among all values in order."""
    reached = 0
    for row in counted:
        reached += row.times
        if reached >= rank:
            break
    return row.seconds


_PLANS = select(_N.c.session_id, _N.c.plan).where(
    _N.c.organization_id == bindparam("organization"), _N.c.session_id.in_(bindparam("sessions", expanding=True))
)


async def list_outcomes(connection: Connection, organization_id: str, scope: Scope) -> list[Outcomes]:
    return await fetch(connection, organization_id, scope, Outcomes, _outcomes)


async def list_seconds(connection: Connection, organization_id: str, scope: Scope) -> dict[str, Middle]:
    """The spread of times among candidates who answered a question, by question id."""
    rows = await fetch(connection, organization_id, scope, AnswerTime, _seconds)
    return {question: _middle(list(its)) for question, its in groupby(rows, key=lambda row: row.question_id)}


async def list_plans(connection: Connection, organization_id: str, session_ids: Sequence[str]) -> dict[str, StoredPlan]:
    """Stored plans by session id."""
    keys = {"organization": organization_id, "sessions": session_ids}
    return {row.session_id: row.plan for row in await connection.rows(_PLANS, keys)}


# --- criteria -------------------------------------------------------------------------------------------------------


class LevelCount(NamedTuple):
    """`level` None: no evidence."""

    criterion: str
    level: int | None
    sessions: int


@cache
def _levels(names: tuple[str, ...]) -> Executable:
    return (
        select(_L.c.criterion, _L.c.level, func.count().label("sessions"))
        .where(*conditions_of(_L, _L.c.held_at, names))
        .group_by(_L.c.criterion, _L.c.level)
        .order_by(_L.c.criterion)
    )


async def count_levels(connection: Connection, organization_id: str, scope: Scope) -> list[LevelCount]:
    return await fetch(connection, organization_id, scope, LevelCount, _levels)
