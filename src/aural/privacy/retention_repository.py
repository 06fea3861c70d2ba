"""Retention: the periods that are set, the candidates past them, and totals for a preview.

A candidate is erased with all their sessions, once the period has passed since the last session ended. Candidates in
an interview right now are never due. For candidates who never began, or may take the interview again, the period starts
when the invitation was last used, changed or sent, or when it expires, whichever is later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Integer,
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
    tuple_,
)

from aural.interviews.repository import IS_SHOWN, Position, Projects
from aural.privacy.legal_hold_repository import is_held
from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import upsert
from aural.store.records import fetch_all, fetch_one

DAY_MS = 86_400_000
DAYS = ("transcript_days", "media_days", "integrity_days")
"""Settings of an organization or an interview. `transcript_days` applies to the candidate with all their data."""

_R = schema.interview_retention
_T = schema.organization_settings
_S, _C, _I = schema.sessions, schema.candidates, schema.interviews
_ORGANIZATION: BindParameter[str] = bindparam("organization", type_=String)

# --- settings -------------------------------------------------------------------------------------------------------

_FIND = select(*(_R.c[name] for name in (*DAYS, "updated_at")))
_FIND = _FIND.where(_R.c.organization_id == _ORGANIZATION, _R.c.interview_id == bindparam("interview"))
_SET = upsert(_R)
_SET = _SET.on_conflict_do_update(
    index_elements=["interview_id"],
    set_={name: _SET.excluded[name] for name in (*DAYS, "updated_at")},
)
_DROP = delete(_R).where(_R.c.organization_id == _ORGANIZATION, _R.c.interview_id == bindparam("interview"))
_DAYS = select(*(_T.c[name] for name in DAYS)).where(_T.c.organization_id == _ORGANIZATION)
_OWN = (
    select(_I.c.id, _I.c.created_at, _I.c.title, *(_R.c[name] for name in DAYS))
    .join(_R, _R.c.interview_id == _I.c.id)
    .where(_R.c.organization_id == _ORGANIZATION, IS_SHOWN)
    .order_by(_I.c.created_at.desc(), _I.c.id.desc())
    .limit(bindparam("limit"))
)
_AFTER = tuple_(_I.c.created_at, _I.c.id) < tuple_(bindparam("created_at"), bindparam("id"))
_IN_PROJECTS = _I.c.project_id.in_(bindparam("projects", expanding=True))
_OWN_PAGES = {
    (is_restricted, is_later): _OWN.where(*([_IN_PROJECTS] if is_restricted else []), *([_AFTER] if is_later else []))
    for is_restricted in (False, True)
    for is_later in (False, True)
}
_WITH_A_TIME = (
    select(_T.c.organization_id)
    .where(or_(*(_T.c[name].is_not(None) for name in DAYS)))
    .union(select(_R.c.organization_id).where(or_(*(_R.c[name].is_not(None) for name in DAYS))))
)


class Retention(NamedTuple):
    """Periods in days. None: kept until someone erases the candidate, or until the candidate's own period ends."""

    transcript_days: int | None
    media_days: int | None
    integrity_days: int | None


class OwnRetention(NamedTuple):
    """An interview's own days, as in Retention."""

    transcript_days: int | None
    media_days: int | None
    integrity_days: int | None
    updated_at: int


class InterviewRetention(NamedTuple):
    """An interview with its own days, as in Retention."""

    id: str
    created_at: int
    title: str
    transcript_days: int | None
    media_days: int | None
    integrity_days: int | None


async def find_own(connection: Connection, organization_id: str, interview_id: str) -> OwnRetention | None:
    """An interview's own retention, or None if it uses its organization's."""
    keys = {"organization": organization_id, "interview": interview_id}
    return await fetch_one(connection, OwnRetention, _FIND, keys)


async def set_own(
    connection: Connection, organization_id: str, interview_id: str, days: Mapping[str, int | None], now: int
) -> None:
    """`days`: the periods, by the names in DAYS."""
    row = {"organization_id": organization_id, "interview_id": interview_id, **days, "updated_at": now}
    await connection.run(_SET, row)


async def drop_own(connection: Connection, organization_id: str, interview_id: str) -> None:
    await connection.run(_DROP, {"organization": organization_id, "interview": interview_id})


async def find_days(connection: Connection, organization_id: str) -> Retention:
    """The organization's retention days."""
    row = await fetch_one(connection, Retention, _DAYS, {"organization": organization_id})
    return row or Retention(None, None, None)


async def list_own(
    connection: Connection, organization_id: str, projects: Projects, *, limit: int, after: Position | None
) -> list[InterviewRetention]:
    """Interviews with a retention of their own, newest first."""
    keys: dict[str, object] = {"organization": organization_id, "limit": limit}
    if projects is not None:
        keys["projects"] = projects
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, InterviewRetention, _OWN_PAGES[projects is not None, after is not None], keys)


async def list_organizations_with_a_time(connection: Connection) -> list[str]:
    return [row.organization_id for row in await connection.rows(_WITH_A_TIME)]


# --- candidates past their retention period -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """A retention period, set or only previewed.

    If `interview_id` is None, the rule is for all interviews: `days` are the organization's, and an interview's own
    days replace them. Otherwise the rule is only for that interview, and `days` are its own.
    """

    days: int | None
    interview_id: str | None = None

    def keys(self, organization_id: str) -> dict[str, object]:
        return {"organization": organization_id, "days": self.days, "interview": self.interview_id}


_ONLY = bindparam("interview", type_=String)
_GIVEN = bindparam("days", type_=Integer)
_THEIR_DAYS = case((and_(_ONLY.is_(None), _R.c.interview_id.is_not(None)), _R.c.transcript_days), else_=_GIVEN)
_LAST = func.max(func.coalesce(_S.c.completed_at, _S.c.last_activity_at))
_USED = case((_C.c.opened_at > _C.c.updated_at, _C.c.opened_at), else_=_C.c.updated_at)
_INVITED = case((and_(_C.c.revoked_at.is_(None), _C.c.expires_at > _USED), _C.c.expires_at), else_=_USED)
# For candidates who may still begin, or take the interview again, the period starts with the invitation.
_IS_LATER = or_(_LAST.is_(None), _INVITED > _LAST)
_SINCE = case((and_(_C.c.session_id.is_(None), _IS_LATER), _INVITED), else_=_LAST)
_IS_HELD = is_held(_ORGANIZATION, _C.c.interview_id, _C.c.id)
_ENDS = (_SINCE + cast(_THEIR_DAYS, BigInteger) * literal(DAY_MS, BigInteger)).label("ends_at")
_PEOPLE = (
    select(
        _C.c.id.label("candidate_id"),
        _C.c.interview_id,
        _I.c.title,
        func.count(_S.c.id).label("sessions"),
        _ENDS,
    )
    .select_from(
        _C.outerjoin(_S, _S.c.candidate_id == _C.c.id)
        .join(_I, _I.c.id == _C.c.interview_id)
        .outerjoin(_R, _R.c.interview_id == _C.c.interview_id)
    )
    .where(
        _C.c.organization_id == _ORGANIZATION,
        IS_SHOWN,
        or_(_ONLY.is_(None), _C.c.interview_id == _ONLY),
        _THEIR_DAYS.is_not(None),
    )
    .group_by(
        _C.c.id,
        _C.c.interview_id,
        _C.c.session_id,
        _C.c.updated_at,
        _I.c.title,
        _R.c.interview_id,
        _R.c.transcript_days,
    )
    .having(
        func.sum(case((_S.c.status == "IN_PROGRESS", 1), else_=0)) == 0, bindparam("until", type_=BigInteger) >= _ENDS
    )
)
_DUE = (
    _PEOPLE.where(
        ~_IS_HELD, tuple_(_C.c.interview_id, _C.c.id) > tuple_(bindparam("after_interview"), bindparam("after"))
    )
    .order_by(_C.c.interview_id, _C.c.id)
    .limit(bindparam("most"))
)
_STILL_DUE = _PEOPLE.where(~_IS_HELD, _C.c.id == bindparam("candidate"))


class DueCandidate(NamedTuple):
    candidate_id: str
    interview_id: str
    title: str
    sessions: int
    ends_at: int


async def list_due(
    connection: Connection, organization_id: str, rule: Rule, now: int, *, after: tuple[str, str], most: int
) -> list[DueCandidate]:
    """Candidates past their period and without a legal hold.

    Ordered by interview and candidate, starting after the pair `after`.
    """
    keys = rule.keys(organization_id) | {"until": now, "after_interview": after[0], "after": after[1], "most": most}
    return await fetch_all(connection, DueCandidate, _DUE, keys)


async def is_due(connection: Connection, organization_id: str, rule: Rule, now: int, candidate_id: str) -> bool:
    keys = rule.keys(organization_id) | {"until": now, "candidate": candidate_id}
    return await connection.row(_STILL_DUE, keys) is not None


# --- totals for a preview -------------------------------------------------------------------------------------------


def count_of(condition: ColumnElement[bool], what: ColumnElement[int] | int = 1) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(case((condition, what), else_=0)), 0), BigInteger)


_COUNTED = _PEOPLE.add_columns(case((_IS_HELD, 1), else_=0).label("is_held")).subquery()
_GOES = _COUNTED.c.is_held == 0
_TONIGHT = and_(_GOES, _COUNTED.c.ends_at <= bindparam("tonight", type_=BigInteger))
_TOTALS = select(
    count_of(_TONIGHT).label("candidates"),
    count_of(_TONIGHT, _COUNTED.c.sessions).label("sessions"),
    count_of(_GOES).label("later_candidates"),
    count_of(_GOES, _COUNTED.c.sessions).label("later_sessions"),
    count_of(_COUNTED.c.is_held == 1).label("held_candidates"),
    count_of(_COUNTED.c.is_held == 1, _COUNTED.c.sessions).label("held_sessions"),
)
_BY_INTERVIEW = (
    select(
        _COUNTED.c.interview_id,
        _COUNTED.c.title,
        func.count().label("candidates"),
        cast(func.sum(_COUNTED.c.sessions), BigInteger).label("sessions"),
        func.min(_COUNTED.c.ends_at).label("first_at"),
    )
    .where(_GOES)
    .group_by(_COUNTED.c.interview_id, _COUNTED.c.title)
    .order_by(func.min(_COUNTED.c.ends_at), _COUNTED.c.interview_id)
    .limit(bindparam("most"))
)


class Totals(NamedTuple):
    """How many are due tonight, due later (including tonight), and due by then but kept by a legal hold."""

    candidates: int
    sessions: int
    later_candidates: int
    later_sessions: int
    held_candidates: int
    held_sessions: int


class AffectedInterview(NamedTuple):
    """An interview with candidates who are due, and when the first of them is due."""

    interview_id: str
    title: str
    candidates: int
    sessions: int
    first_at: int


async def sum_up(connection: Connection, organization_id: str, rule: Rule, *, tonight: int, until: int) -> Totals:
    """Totals of candidates who are due by `until`."""
    keys = rule.keys(organization_id) | {"tonight": tonight, "until": until}
    return (await fetch_all(connection, Totals, _TOTALS, keys))[0]


async def list_touched(
    connection: Connection, organization_id: str, rule: Rule, *, until: int, most: int
) -> list[AffectedInterview]:
    """Interviews with candidates who are due by `until`, the earliest first."""
    keys = rule.keys(organization_id) | {"until": until, "most": most}
    return await fetch_all(connection, AffectedInterview, _BY_INTERVIEW, keys)
