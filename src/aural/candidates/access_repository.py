"""Candidates' access: links, personal tokens, cookies and tickets. Lookups by hash don't need an organization."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, case, delete, insert, select, update

from aural.interviews.tables import INTERVIEW_SETTINGS
from aural.interviews.tables import LinkedInterview as LinkedInterview
from aural.organizations.settings_repository import SHOWN_NAME
from aural.settings.budgets import COOKIES_OF_CANDIDATE
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

_I = schema.interviews
_C = schema.candidates
_S = schema.sessions
_T = schema.organization_settings
_L = schema.logos
_R = schema.interview_retention

_INTERVIEW = (
    select(
        *(_I.c.id, _I.c.organization_id),
        *(_I.c[name] for name in INTERVIEW_SETTINGS),
        *(_I.c.preview_until, _I.c.is_active, _I.c.require_invite, _I.c.public_slug),
        SHOWN_NAME.label("organization_name"),
        _T.c.accent,
        schema.organizations.c.test_of.is_not(None).label("is_test"),
        _T.c.engine,
        _T.c.model,
        _T.c.model_address,
        _T.c.asks_self_identification,
        _L.c.updated_at.label("logo_at"),
        case((_R.c.interview_id.is_not(None), _R.c.transcript_days), else_=_T.c.transcript_days).label("kept_days"),
    )
    .join(schema.organizations, schema.organizations.c.id == _I.c.organization_id)
    .outerjoin(_T, _T.c.organization_id == _I.c.organization_id)
    .outerjoin(_L, _L.c.organization_id == _I.c.organization_id)
    .outerjoin(_R, _R.c.interview_id == _I.c.id)
    .where(_I.c.public_slug == bindparam("slug"))
)
_CANDIDATES = select(
    *(_C.c.id, _C.c.organization_id, _C.c.interview_id, _C.c.name, _C.c.email, _C.c.known_email, _C.c.session_id),
    *(_C.c.phone, _C.c.token_hash, _C.c.token_encrypted, _C.c.entrance_hash, _C.c.created_at, _C.c.opened_at),
    *(_C.c.expires_at, _C.c.revoked_at, _C.c.retakes),
)
_CANDIDATE = _CANDIDATES.where(_C.c.token_hash == bindparam("hash"))
_CANDIDATE_BY_ENTRANCE = _CANDIDATES.where(
    _C.c.interview_id == bindparam("interview"), _C.c.entrance_hash == bindparam("hash")
)
_IS_TEST = (
    select(schema.organizations.c.id)
    .join(_I, _I.c.organization_id == schema.organizations.c.id)
    .where(_I.c.public_slug == bindparam("slug"), schema.organizations.c.test_of.is_not(None))
)
_SLUG_OF_TOKEN = (
    select(_I.c.public_slug).join(_C, _C.c.interview_id == _I.c.id).where(_C.c.token_hash == bindparam("hash"))
)


class LinkedCandidate(NamedTuple):
    """A candidate who was found by a link or a cookie."""

    id: str
    organization_id: str
    interview_id: str
    name: str | None
    email: str | None
    known_email: str | None
    session_id: str | None
    phone: str | None
    token_hash: bytes
    token_encrypted: bytes
    entrance_hash: bytes | None
    created_at: int
    opened_at: int | None
    expires_at: int | None
    revoked_at: int | None
    retakes: int


async def find_interview_by_slug(connection: Connection, slug: str) -> LinkedInterview | None:
    return await fetch_one(connection, LinkedInterview, _INTERVIEW, {"slug": slug})


async def is_test(connection: Connection, slug: str) -> bool:
    """Whether the link belongs to a test interview, which only simulated candidates take."""
    return await connection.row(_IS_TEST, {"slug": slug}) is not None


async def find_candidate_by_token(connection: Connection, token_hash: bytes) -> LinkedCandidate | None:
    return await fetch_one(connection, LinkedCandidate, _CANDIDATE, {"hash": token_hash})


async def find_candidate_by_entrance(
    connection: Connection, interview_id: str, entrance_hash: bytes
) -> LinkedCandidate | None:
    keys = {"interview": interview_id, "hash": entrance_hash}
    return await fetch_one(connection, LinkedCandidate, _CANDIDATE_BY_ENTRANCE, keys)


async def find_slug_by_token(connection: Connection, token_hash: bytes) -> str | None:
    row = await connection.row(_SLUG_OF_TOKEN, {"hash": token_hash})
    return None if row is None else row.public_slug


LINKED_SESSIONS = select(
    *(_S.c.id, _S.c.organization_id, _S.c.status, _S.c.end_reason, _S.c.report_status),
    *(_S.c.participant_name, _S.c.participant_email, _S.c.language, _S.c.started_at, _S.c.completed_at),
    *(_S.c.review_sent_at, _S.c.corrected_at, _S.c.remark, _S.c.synthetic_voice, _S.c.total_duration_seconds),
)
_SESSION = LINKED_SESSIONS.where(_S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"))


class LinkedSession(NamedTuple):
    """A session of a candidate who was found by a link or a cookie."""

    id: str
    organization_id: str
    status: str
    end_reason: str | None
    report_status: str | None
    participant_name: str | None
    participant_email: str | None
    language: str
    started_at: int
    completed_at: int | None
    review_sent_at: int | None
    corrected_at: int | None
    remark: str | None
    synthetic_voice: str | None
    total_duration_seconds: int


async def find_session(connection: Connection, organization_id: str, session_id: str) -> LinkedSession | None:
    keys = {"organization": organization_id, "session": session_id}
    return await fetch_one(connection, LinkedSession, _SESSION, keys)


_SESSIONS = LINKED_SESSIONS.where(
    _S.c.organization_id == bindparam("organization"), _S.c.candidate_id == bindparam("candidate")
).order_by(_S.c.created_at.desc(), _S.c.id.desc())
_NEWEST_SESSION = _SESSIONS.limit(1)


async def list_sessions_of(connection: Connection, organization_id: str, candidate_id: str) -> list[LinkedSession]:
    """All sessions of the candidate, newest first. A retake keeps the earlier session."""
    keys = {"organization": organization_id, "candidate": candidate_id}
    return await fetch_all(connection, LinkedSession, _SESSIONS, keys)


async def find_newest_session(connection: Connection, organization_id: str, candidate_id: str) -> LinkedSession | None:
    keys = {"organization": organization_id, "candidate": candidate_id}
    return await fetch_one(connection, LinkedSession, _NEWEST_SESSION, keys)


_OWN_SESSION = select(_S.c.id).where(
    _S.c.organization_id == bindparam("organization"),
    _S.c.candidate_id == bindparam("candidate"),
    _S.c.id == bindparam("session"),
)


async def has_session(connection: Connection, organization_id: str, candidate_id: str, session_id: str) -> bool:
    """Whether the session is one of the candidate's, current or earlier."""
    keys = {"organization": organization_id, "candidate": candidate_id, "session": session_id}
    return bool(await connection.rows(_OWN_SESSION, keys))


_ADD_COOKIE = insert(schema.room_cookies)
_NEWEST_COOKIES = (
    select(schema.room_cookies.c.hash)
    .where(schema.room_cookies.c.candidate_id == bindparam("candidate"))
    .order_by(schema.room_cookies.c.expires_at.desc(), schema.room_cookies.c.hash)
    .limit(COOKIES_OF_CANDIDATE.most)
)
_DROP_COOKIES = delete(schema.room_cookies).where(
    schema.room_cookies.c.organization_id == bindparam("organization"),
    schema.room_cookies.c.candidate_id == bindparam("candidate"),
    schema.room_cookies.c.hash.not_in(_NEWEST_COOKIES),
)
_COOKIE = _CANDIDATES.join(schema.room_cookies, schema.room_cookies.c.candidate_id == _C.c.id).where(
    schema.room_cookies.c.hash == bindparam("hash"), schema.room_cookies.c.expires_at > bindparam("now")
)


async def add_cookie(
    connection: Connection, organization_id: str, *, cookie_hash: bytes, candidate_id: str, expires_at: int
) -> None:
    """Adds a cookie. If the candidate then has too many, deletes the oldest ones."""
    row = {
        "hash": cookie_hash,
        "organization_id": organization_id,
        "candidate_id": candidate_id,
        "expires_at": expires_at,
    }
    await connection.run(_ADD_COOKIE, row)
    await connection.run(_DROP_COOKIES, {"organization": organization_id, "candidate": candidate_id})


async def find_candidate_by_cookie(connection: Connection, cookie_hash: bytes, now: int) -> LinkedCandidate | None:
    return await fetch_one(connection, LinkedCandidate, _COOKIE, {"hash": cookie_hash, "now": now})


_ADD_TICKET = insert(schema.tickets)
_USE_TICKET = (
    delete(schema.tickets)
    .where(schema.tickets.c.hash == bindparam("ticket"), schema.tickets.c.expires_at > bindparam("now"))
    .returning(schema.tickets.c.organization_id, schema.tickets.c.session_id)
)
_PURGE_TICKETS = delete(schema.tickets).where(schema.tickets.c.expires_at <= bindparam("now"))
_PURGE_COOKIES = delete(schema.room_cookies).where(schema.room_cookies.c.expires_at <= bindparam("now"))


async def add_ticket(
    connection: Connection, organization_id: str, *, ticket_hash: bytes, session_id: str, expires_at: int
) -> None:
    row = {"hash": ticket_hash, "organization_id": organization_id, "session_id": session_id, "expires_at": expires_at}
    await connection.run(_ADD_TICKET, row)


async def use_ticket(connection: Connection, ticket_hash: bytes, now: int) -> tuple[str, str] | None:
    """Uses up the ticket, and returns its organization and session. None if it is unknown, used or expired."""
    row = await connection.row(_USE_TICKET, {"ticket": ticket_hash, "now": now})
    return None if row is None else (row.organization_id, row.session_id)


async def purge_expired(connection: Connection, now: int) -> None:
    await connection.run(_PURGE_TICKETS, {"now": now})
    await connection.run(_PURGE_COOKIES, {"now": now})


# --- which socket is in the room ------------------------------------------------------------------------------------

# The row is locked because a socket that enters and code that ends the session both act on its contents.
_HOLDER = (
    select(_S.c.attached_client, _S.c.attached_by, _S.c.attached_until)
    .where(_S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"))
    .with_for_update(key_share=True)
)
_HOLD = (
    update(_S)
    .where(_S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"))
    .values(
        attachment=_S.c.attachment + 1,
        attached_client=bindparam("client"),
        attached_by=bindparam("by"),
        attached_until=bindparam("until"),
    )
    .returning(_S.c.attachment)
)
_RELEASE = (
    update(_S)
    .where(
        _S.c.organization_id == bindparam("organization"),
        _S.c.id == bindparam("session"),
        _S.c.attachment == bindparam("held"),
    )
    .values(attached_until=None)
)
_RENEW = (
    update(_S)
    .where(_S.c.id.in_(bindparam("sessions", expanding=True)), _S.c.attached_by == bindparam("by"))
    .values(attached_until=bindparam("until"))
)
_ATTACHMENTS = select(_S.c.id, _S.c.attachment).where(_S.c.id.in_(bindparam("sessions", expanding=True)))


class Holder(NamedTuple):
    """The last socket that held the room: its client, its server, and the time when its hold ends."""

    attached_client: str | None
    attached_by: str | None
    attached_until: int | None


async def find_holder(connection: Connection, organization_id: str, session_id: str) -> Holder | None:
    """None if the session doesn't exist."""
    return await fetch_one(connection, Holder, _HOLDER, {"organization": organization_id, "session": session_id})


async def hold_room(
    connection: Connection, organization_id: str, session_id: str, *, client: str, by: str, until: int
) -> int:
    """Takes the room for one socket. Returns the number of the attachment."""
    keys = {"organization": organization_id, "session": session_id, "client": client, "by": by, "until": until}
    row = await connection.row(_HOLD, keys)
    assert row is not None
    return int(row.attachment)


async def release_room(connection: Connection, organization_id: str, session_id: str, attachment: int) -> bool:
    """Releases the room. Returns whether this attachment still had it."""
    keys = {"organization": organization_id, "session": session_id, "held": attachment}
    return await connection.run(_RELEASE, keys) > 0


async def renew_rooms(connection: Connection, session_ids: list[str], *, by: str, until: int) -> None:
    await connection.run(_RENEW, {"sessions": session_ids, "by": by, "until": until})


async def list_attachments(connection: Connection, session_ids: list[str]) -> dict[str, int]:
    return {row.id: row.attachment for row in await connection.rows(_ATTACHMENTS, {"sessions": session_ids})}
