"""Reads sessions for members of their organization: a page of a list, or one session with its messages.

log_repository.py writes them.

JSON columns are read as the stored text, which is sent to the client unchanged, except for `sections`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, Executable, Text, and_, bindparam, cast, select, tuple_

from aural.interviews.repository import IS_SHOWN, Position, Projects
from aural.reports import tables as deciding_schema
from aural.sessions.filters_repository import HAS_PROBLEM, IS_BLIND, SessionFilters, conditions, keys_of
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

_I = schema.interviews
_S = schema.sessions
_M = schema.messages
_R = schema.reports
_V = deciding_schema.reviewers


def _raw(column: ColumnElement[object], name: str) -> ColumnElement[str]:
    return cast(column, Text).label(name)


class Session(NamedTuple):
    """A session with its report, if there is one, and the time of the caller's rating. `insights`, `themes`, `scores`
    and `evidence` are JSON texts."""

    id: str
    candidate_id: str
    status: str
    end_reason: str | None
    report_status: str | None
    participant_name: str | None
    participant_email: str | None
    language: str
    interview_id: str
    interview_title: str
    objective: str | None
    decision: str | None
    version_number: int | None
    message_count: int
    total_duration_seconds: int
    started_at: int
    completed_at: int | None
    review_sent_at: int | None
    corrected_at: int | None
    remark: str | None
    synthetic_voice: str | None
    created_at: int
    updated_at: int
    report_revision: int | None
    summary: str | None
    insights: str | None
    themes: str | None
    sections: dict[str, list[str]] | None
    sentiment: str | None
    scores: str | None
    evidence: str | None
    report_reason: str | None
    is_blind: bool
    purpose: str
    rated_at: int | None
    revealed_at: int | None
    has_problem: bool


class Message(NamedTuple):
    """`origin` and `data` are JSON texts."""

    id: str
    seq: int
    role: str
    content: str
    question_id: str | None
    kind: str
    move: str | None
    origin: str | None
    data: str | None
    created_at: int


_FIELDS = (
    _S.c.id,
    _S.c.candidate_id,
    _S.c.status,
    _S.c.end_reason,
    _S.c.report_status,
    _S.c.participant_name,
    _S.c.participant_email,
    _S.c.language,
    _S.c.interview_id,
    _I.c.title.label("interview_title"),
    _I.c.objective,
    _S.c.decision,
    _S.c.version_number,
    _S.c.message_count,
    _S.c.total_duration_seconds,
    _S.c.started_at,
    _S.c.completed_at,
    _S.c.review_sent_at,
    _S.c.corrected_at,
    _S.c.remark,
    _S.c.synthetic_voice,
    _S.c.created_at,
    _S.c.updated_at,
    _R.c.revision.label("report_revision"),
    _R.c.summary,
    _raw(_R.c.insights, "insights"),
    _raw(_R.c.themes, "themes"),
    _R.c.sections,
    _R.c.sentiment,
    _raw(_R.c.scores, "scores"),
    _raw(_R.c.evidence, "evidence"),
    _R.c.reason.label("report_reason"),
)
_SEEN_BY = (
    IS_BLIND.label("is_blind"),
    _I.c.purpose,
    _V.c.rated_at,
    _V.c.revealed_at,
    HAS_PROBLEM.label("has_problem"),
)
WITH_REPORT = (
    _S.outerjoin(_I, _I.c.id == _S.c.interview_id)  # outer, so that SQLite reads sessions first, in their order
    .outerjoin(_R, _R.c.session_id == _S.c.id)
    .outerjoin(_V, and_(_V.c.session_id == _S.c.id, _V.c.user_id == bindparam("reviewer")))
)
_AFTER = tuple_(_S.c.created_at, _S.c.id) < tuple_(bindparam("created_at"), bindparam("id"))
PLACES = {
    "interview": _S.c.interview_id == bindparam("interview"),
    "all": _I.c.preview_until.is_(None),  # previews aren't candidates' sessions
    "projects": _I.c.project_id.in_(bindparam("projects", expanding=True)),
    "after": _AFTER,
}


@cache
def _page(places: tuple[str, ...], wishes: tuple[str, ...]) -> Executable:
    """The statement for these filters, built once per combination."""
    mine = (_S.c.organization_id == bindparam("organization"), *(PLACES[place] for place in places))
    newest_first = (_S.c.created_at.desc(), _S.c.id.desc())
    chosen = select(*_FIELDS, *_SEEN_BY).select_from(WITH_REPORT).where(*mine, *conditions(wishes))
    return chosen.order_by(*newest_first).limit(bindparam("limit"))


def place_keys(
    organization_id: str, projects: Projects, interview_id: str | None, reviewer_id: str
) -> tuple[tuple[str, ...], dict[str, object]]:
    """The names in PLACES for these sessions, and the values that they and WITH_REPORT need."""
    keys: dict[str, object] = {"organization": organization_id, "reviewer": reviewer_id}
    places = ["all" if interview_id is None else "interview"]
    if interview_id is not None:
        keys["interview"] = interview_id
    if projects is not None:
        places.append("projects")
        keys["projects"] = projects
    return tuple(places), keys


async def list_sessions(
    connection: Connection,
    organization_id: str,
    interview_id: str | None,
    *,
    limit: int,
    after: Position | None,
    projects: Projects = None,
    reviewer_id: str = "",
    wanted: SessionFilters = SessionFilters(),  # noqa: B008 - a frozen value
) -> list[Session]:
    """At most `limit` sessions of an interview (None: of all interviews in these projects) with reports, newest first.

    `reviewer_id` is the caller: each row says when the caller rated the session, and when they had rated all of it.
    """
    wishes, keys = keys_of(wanted)
    places, placed = place_keys(organization_id, projects, interview_id, reviewer_id)
    keys |= placed | {"limit": limit}
    if after is not None:
        places = (*places, "after")
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, Session, _page(places, wishes), keys)


_BY_ID = (
    select(*_FIELDS, *_SEEN_BY)
    .select_from(WITH_REPORT)
    .where(_S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"), IS_SHOWN)
)
_ONE = {False: _BY_ID, True: _BY_ID.where(_I.c.project_id.in_(bindparam("projects", expanding=True)))}


async def find_session(
    connection: Connection, organization_id: str, projects: Projects, session_id: str, reviewer_id: str = ""
) -> Session | None:
    """`reviewer_id` is the caller, as in `list_sessions`."""
    keys: dict[str, object] = {"organization": organization_id, "session": session_id, "reviewer": reviewer_id}
    if projects is not None:
        keys["projects"] = projects
    return await fetch_one(connection, Session, _ONE[projects is not None], keys)


_MESSAGES = (
    select(
        _M.c.id,
        _M.c.seq,
        _M.c.role,
        _M.c.content,
        _M.c.question_id,
        _M.c.kind,
        _M.c.move,
        _raw(_M.c.origin, "origin"),
        _raw(_M.c.data, "data"),
        _M.c.created_at,
    )
    .where(_M.c.organization_id == bindparam("organization"), _M.c.session_id == bindparam("session"))
    .order_by(_M.c.seq)
)
_MESSAGES_AFTER = _MESSAGES.where(_M.c.seq > bindparam("after"))


async def list_messages(
    connection: Connection, organization_id: str, session_id: str, *, after: int | None = None
) -> list[Message]:
    """All messages of a session in order, or those with a number above `after`."""
    keys: dict[str, object] = {"organization": organization_id, "session": session_id}
    if after is None:
        return await fetch_all(connection, Message, _MESSAGES, keys)
    return await fetch_all(connection, Message, _MESSAGES_AFTER, keys | {"after": after})
