"""The recipient and context of an email. They are read when it is sent, so that jobs never contain personal data."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Text, and_, bindparam, cast, func, select, text

from aural.organizations.settings_repository import SHOWN_NAME
from aural.settings.budgets import PROBLEM_EMAILS_OF_SESSION
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_one

_C = schema.candidates
_I = schema.interviews
_S = schema.sessions
_L = schema.log_entries
_T = schema.organization_settings
_J = schema.jobs

_CANDIDATE = (
    select(
        func.coalesce(_C.c.email, _S.c.participant_email).label("email"),
        _I.c.title,
        func.coalesce(_S.c.language, _I.c.language).label("language"),
        SHOWN_NAME.label("organization_name"),
    )
    .select_from(_C)
    .join(_I, _I.c.id == _C.c.interview_id)
    .join(schema.organizations, schema.organizations.c.id == _C.c.organization_id)
    .outerjoin(_T, _T.c.organization_id == _C.c.organization_id)
    # While a retake waits, the candidate has no current session.
    .outerjoin(_S, and_(_S.c.id == bindparam("session"), _S.c.candidate_id == _C.c.id))
    .where(_C.c.organization_id == bindparam("organization"), _C.c.id == bindparam("candidate"))
)
_PROBLEM = (
    select(
        _S.c.interview_id,
        _S.c.candidate_id,
        _C.c.entrance_hash,
        _I.c.title,
        _I.c.contact_email,
        _I.c.language.label("interview_language"),
        _I.c.purpose,
        _S.c.participant_name,
        _S.c.participant_email,
        _L.c.data,
    )
    .select_from(_L)
    .join(_S, _S.c.id == _L.c.session_id)
    .join(_I, _I.c.id == _S.c.interview_id)
    .join(_C, _C.c.id == _S.c.candidate_id)
    .where(
        _L.c.organization_id == bindparam("organization"),
        _L.c.session_id == bindparam("session"),
        _L.c.number == bindparam("number"),
    )
)

_PROBLEMS = select(func.count().label("sent")).where(
    _J.c.organization_id == bindparam("organization"),
    _J.c.session_id == bindparam("session"),
    text("jobs.kind = 'mail'"),  # as text: with a parameter, the partial index isn't used
    _J.c.created_at > bindparam("since"),
    cast(_J.c.payload, Text).contains('"problem"'),
)


class Recipient(NamedTuple):
    """A candidate's address, and the facts that an email to them contains."""

    email: str | None
    title: str
    language: str
    organization_name: str


class ReportedProblem(NamedTuple):
    """The log entry of a reported problem, with the interview's contact and the candidate who reported it.

    `entrance_hash` is None for a candidate with a personal link.
    """

    interview_id: str
    candidate_id: str
    entrance_hash: bytes | None
    title: str
    contact_email: str | None
    interview_language: str
    purpose: str
    participant_name: str | None
    participant_email: str | None
    data: dict[str, object]


async def find_candidate(
    connection: Connection, organization_id: str, candidate_id: str, session_id: str
) -> Recipient | None:
    """The address that the organization entered, or the one that the candidate typed in this session of theirs."""
    keys = {"organization": organization_id, "candidate": candidate_id, "session": session_id}
    return await fetch_one(connection, Recipient, _CANDIDATE, keys)


async def find_problem(
    connection: Connection, organization_id: str, session_id: str, number: int
) -> ReportedProblem | None:
    keys = {"organization": organization_id, "session": session_id, "number": number}
    return await fetch_one(connection, ReportedProblem, _PROBLEM, keys)


async def may_send_problem(connection: Connection, organization_id: str, session_id: str, now: int) -> bool:
    """Whether the budget allows another email about a problem in this session."""
    since = now - (PROBLEM_EMAILS_OF_SESSION.seconds or 0) * 1000
    row = await connection.row(_PROBLEMS, {"organization": organization_id, "session": session_id, "since": since})
    assert row is not None
    return int(row.sent) < PROBLEM_EMAILS_OF_SESSION.most
