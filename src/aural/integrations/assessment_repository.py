"""Assessments: one row for each candidate that an applicant tracking system has sent, and what was reported to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import String, bindparam, cast, exists, func, insert, literal, select, tuple_, update

from aural.candidates.repository import STATUS
from aural.engine.webhooks import MOST_ATTEMPTS
from aural.interviews.repository import Position
from aural.platform.ids import new_id
from aural.sessions.filters_repository import IS_BLIND
from aural.store import jobs, schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

TELL = "tell_ats"
MOST_ENDED = 500

_A = schema.assessments
_N = schema.integrations
_C = schema.candidates
_I = schema.interviews
_S = schema.sessions
_R = schema.reports
_MINE = (_A.c.organization_id == bindparam("organization"), _A.c.id == bindparam("assessment"))
_SOURCE = (
    _A.join(_N, _N.c.id == _A.c.integration_id)
    .join(_C, _C.c.id == _A.c.candidate_id)
    .join(_I, _I.c.id == _C.c.interview_id)
    .outerjoin(_S, _S.c.id == _C.c.session_id)
    .outerjoin(_R, _R.c.session_id == _S.c.id)
)
_EVERY = select(
    *(_A.c.id, _A.c.organization_id, _A.c.integration_id, _A.c.candidate_id, _A.c.callback_url, _A.c.job_number),
    *(_A.c.told, _A.c.told_at, _A.c.error, _A.c.cancelled_at, _A.c.created_at),
    STATUS.label("status"),
    _N.c.vendor,
    _N.c.is_enabled,
    _N.c.key_encrypted,
    _N.c.is_key_known,
    _N.c.previous_key_encrypted,
    _N.c.previous_until,
    _N.c.vendor_key_encrypted,
    _C.c.session_id,
    _I.c.title,
    IS_BLIND.label("is_blind"),
    _S.c.report_status,
    _S.c.started_at,
    _S.c.completed_at,
    _R.c.scores,
).select_from(_SOURCE)
_ONE = _EVERY.where(*_MINE)
_OF_VENDOR = _EVERY.where(
    _A.c.organization_id == bindparam("organization"),
    _A.c.integration_id == bindparam("integration"),
    _A.c.vendor_id == bindparam("vendor_id"),
)
_NEWEST_FIRST = (
    _EVERY.where(_A.c.organization_id == bindparam("organization"), _A.c.integration_id == bindparam("integration"))
    .order_by(_A.c.created_at.desc(), _A.c.id.desc())
    .limit(bindparam("limit"))
)
_PAGES = {
    False: _NEWEST_FIRST,
    True: _NEWEST_FIRST.where(tuple_(_A.c.created_at, _A.c.id) < tuple_(bindparam("created_at"), bindparam("id"))),
}
_OF_CANDIDATE = (
    select(_A.c.created_at, _A.c.told_at, _N.c.vendor)
    .select_from(_A.join(_N, _N.c.id == _A.c.integration_id))
    .where(_A.c.organization_id == bindparam("organization"), _A.c.candidate_id == bindparam("candidate"))
    .order_by(_A.c.created_at, _A.c.id)
)
_OF_SESSION = (
    select(_A.c.id, _A.c.job_number)
    .select_from(_A.join(_C, _C.c.id == _A.c.candidate_id))
    .where(
        _A.c.organization_id == bindparam("organization"),
        _C.c.session_id == bindparam("session"),
        _A.c.cancelled_at.is_(None),
    )
)
# One job for each link that has ended. Links that already have a job are left out, so that they don't fill the limit
# while they wait for a vendor.
_ENDED_AT = cast(func.coalesce(_C.c.revoked_at, _C.c.expires_at), String)
_END = (literal(f"{TELL}:") + _A.c.id + ":" + _ENDED_AT).label("dedup")
_ENDED = (
    select(_A.c.id, _A.c.organization_id, _END)
    .select_from(_SOURCE)
    .where(
        STATUS.in_(("EXPIRED", "REVOKED")),
        _A.c.cancelled_at.is_(None),
        func.coalesce(_A.c.told_state, "") != STATUS,
        _N.c.is_enabled.is_(True),
        ~exists().where(schema.jobs.c.dedup == _END.element),
    )
    .limit(bindparam("most"))
)
_OF_INTEGRATION = (
    select(_A.c.id, _A.c.job_number)
    .select_from(_SOURCE)
    .where(
        _A.c.organization_id == bindparam("organization"),
        _A.c.integration_id == bindparam("integration"),
        _A.c.cancelled_at.is_(None),
        STATUS.not_in(("NOT_INVITED", "INVITED", "OPENED")),
    )
)
_ADD = insert(_A)
_NUMBER = update(_A).where(*_MINE).values(job_number=bindparam("number"))
_TOLD = (
    update(_A)
    .where(*_MINE)
    .values(told=bindparam("said"), told_state=bindparam("state"), told_at=bindparam("now"), error=None)
)
_FAILED = update(_A).where(*_MINE).values(error=bindparam("reason"))
_GIVE_UP = update(_A).where(*_MINE).values(error=bindparam("reason"), told_state=bindparam("state"))
_FORGET_TOLD = update(_A).where(*_MINE).values(told=None)
_RELEASE = update(_A).where(*_MINE).values(vendor_id=None)
_CANCEL = update(_A).where(*_MINE).values(vendor_id=None, cancelled_at=bindparam("now"))


class Assessment(NamedTuple):
    """An assessment with the candidate's `status`, the connection, and columns of the session and the report."""

    id: str
    organization_id: str
    integration_id: str
    candidate_id: str
    callback_url: str | None
    job_number: int
    told: str | None
    told_at: int | None
    error: str | None
    cancelled_at: int | None
    created_at: int
    status: str
    vendor: str
    is_enabled: bool
    key_encrypted: bytes
    is_key_known: bool
    previous_key_encrypted: bytes | None
    previous_until: int | None
    vendor_key_encrypted: bytes | None
    session_id: str | None
    title: str
    is_blind: bool
    report_status: str | None
    started_at: int | None
    completed_at: int | None
    scores: list[dict[str, Any]] | None


class CandidateAssessment(NamedTuple):
    created_at: int
    told_at: int | None
    vendor: str


def _keys(organization_id: str, assessment_id: str, **more: object) -> dict[str, object]:
    return {"organization": organization_id, "assessment": assessment_id, **more}


async def insert_assessment(
    connection: Connection, organization_id: str, values: Mapping[str, object], now: int
) -> str:
    """Adds an assessment and returns its id. `values`: integration_id, candidate_id, vendor_id, callback_url."""
    assessment_id = new_id()
    await connection.run(_ADD, {"id": assessment_id, "organization_id": organization_id, "created_at": now, **values})
    return assessment_id


async def find_assessment(
    connection: Connection, organization_id: str, assessment_id: str, now: int
) -> Assessment | None:
    return await fetch_one(connection, Assessment, _ONE, _keys(organization_id, assessment_id, now=now))


async def find_by_vendor_id(
    connection: Connection, organization_id: str, integration_id: str, vendor_id: str, now: int
) -> Assessment | None:
    """The assessment that an earlier copy of the same request created, if any."""
    keys = {"organization": organization_id, "integration": integration_id, "vendor_id": vendor_id, "now": now}
    return await fetch_one(connection, Assessment, _OF_VENDOR, keys)


async def list_assessments(
    connection: Connection, organization_id: str, integration_id: str, *, limit: int, after: Position | None, now: int
) -> list[Assessment]:
    """At most `limit` assessments of a connection, newest first, starting after the position `after`."""
    keys = {"organization": organization_id, "integration": integration_id, "limit": limit, "now": now}
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, Assessment, _PAGES[after is not None], keys)


async def list_of_candidate(
    connection: Connection, organization_id: str, candidate_id: str
) -> list[CandidateAssessment]:
    """The candidate's assessments, oldest first."""
    keys = {"organization": organization_id, "candidate": candidate_id}
    return await fetch_all(connection, CandidateAssessment, _OF_CANDIDATE, keys)


async def release(connection: Connection, organization_id: str, assessment_id: str) -> None:
    """Allows the vendor to send the same person again."""
    await connection.run(_RELEASE, _keys(organization_id, assessment_id))


async def cancel(connection: Connection, organization_id: str, assessment_id: str, now: int) -> None:
    """Marks the assessment as canceled by the vendor, which may then send the same person again."""
    await connection.run(_CANCEL, _keys(organization_id, assessment_id, now=now))


async def note_told(
    connection: Connection, organization_id: str, assessment_id: str, *, said: str, state: str, now: int
) -> None:
    await connection.run(_TOLD, _keys(organization_id, assessment_id, said=said, state=state, now=now))


async def forget_told(connection: Connection, organization_id: str, assessment_id: str) -> None:
    """Forgets what was last reported to the vendor, so that it is reported again."""
    await connection.run(_FORGET_TOLD, _keys(organization_id, assessment_id))


async def note_failure(connection: Connection, organization_id: str, assessment_id: str, reason: str) -> None:
    await connection.run(_FAILED, _keys(organization_id, assessment_id, reason=reason))


async def note_given_up(
    connection: Connection, organization_id: str, assessment_id: str, *, reason: str, state: str
) -> None:
    """Notes that the vendor didn't accept this state. It isn't reported again automatically."""
    await connection.run(_GIVE_UP, _keys(organization_id, assessment_id, reason=reason, state=state))


# --- telling --------------------------------------------------------------------------------------------------------


async def queue_telling(
    connection: Connection, organization_id: str, assessment_id: str, number: int, now: int
) -> None:
    """Queues a job that reports the assessment's state. It replaces the newest job, whose number is `number`."""
    await connection.run(_NUMBER, _keys(organization_id, assessment_id, number=number + 1))
    payload = {"assessmentId": assessment_id, "number": number + 1}
    await jobs.enqueue(connection, organization_id, kind=TELL, payload=payload, now=now, max_attempts=MOST_ATTEMPTS)


async def queue_session(connection: Connection, organization_id: str, session_id: str, now: int) -> None:
    """Queues a report to the tracking system that sent the session's candidate."""
    for row in await connection.rows(_OF_SESSION, {"organization": organization_id, "session": session_id}):
        await queue_telling(connection, organization_id, row.id, row.job_number, now)


async def queue_integration(connection: Connection, organization_id: str, integration_id: str, now: int) -> None:
    """Queues a report of each assessment of a connection that has begun or ended.

    Jobs that ran while the connection was off reported nothing. A state that the vendor knows isn't reported again.
    """
    found = await connection.rows(
        _OF_INTEGRATION, {"organization": organization_id, "integration": integration_id, "now": now}
    )
    if not found:
        return
    numbers = {row.id: row.job_number + 1 for row in found}
    await connection.run(_NUMBER, [_keys(organization_id, row_id, number=number) for row_id, number in numbers.items()])
    payloads = [{"assessmentId": row_id, "number": number} for row_id, number in numbers.items()]
    await jobs.enqueue_many(
        connection, organization_id, kind=TELL, payloads=payloads, now=now, max_attempts=MOST_ATTEMPTS
    )


async def queue_ended(connection: Connection, now: int) -> int:
    """Queues a report for each unused link that expired or was revoked, in all organizations. Returns their number."""
    ended = await connection.rows(_ENDED, {"now": now, "most": MOST_ENDED})
    for row in ended:
        await jobs.enqueue(
            connection, row.organization_id, kind=TELL, payload={"assessmentId": row.id}, now=now,
            dedup=row.dedup, max_attempts=MOST_ATTEMPTS,
        )  # fmt: skip
    return len(ended)
