"""Access of candidates: links, personal tokens, cookies, tickets. Look-ups by hash don't need an organization."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from aural.organizations.settings_repository import SHOWN_NAME
from aural.settings.budgets import COOKIES_OF_CANDIDATE
from aural.store import schema
from aural.store.database import Connection

_I = schema.interviews
_C = schema.candidates
_S = schema.sessions
_T = schema.organization_settings
_L = schema.logos

_INTERVIEW = (
    select(
        _I,
        SHOWN_NAME.label("organization_name"),
        _T.c.accent,
        schema.organizations.c.test_of.is_not(None).label("is_test"),
        _T.c.engine,
        _T.c.model,
        _T.c.model_address,
        _T.c.asks_self_identification,
        _L.c.updated_at.label("logo_at"),
    )
    .join(schema.organizations, schema.organizations.c.id == _I.c.organization_id)
    .outerjoin(_T, _T.c.organization_id == _I.c.organization_id)
    .outerjoin(_L, _L.c.organization_id == _I.c.organization_id)
    .where(_I.c.public_slug == bindparam("slug"))
)
_QUESTIONS = (
    select(schema.questions)
    .where(schema.questions.c.interview_id == bindparam("interview"))
    .order_by(schema.questions.c.position)
)
_CANDIDATE = select(_C).where(_C.c.token_hash == bindparam("hash"))
_CANDIDATE_BY_ENTRANCE = select(_C).where(
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


async def find_interview_by_slug(connection: Connection, slug: str) -> Row[Any] | None:
    return await connection.row(_INTERVIEW, {"slug": slug})


async def is_test(connection: Connection, slug: str) -> bool:
    """Whether the link is that of a test interview, which only simulated candidates take."""
    return await connection.row(_IS_TEST, {"slug": slug}) is not None


async def list_questions_of(connection: Connection, interview_id: str) -> list[Row[Any]]:
    return list(await connection.rows(_QUESTIONS, {"interview": interview_id}))


async def find_candidate_by_token(connection: Connection, token_hash: bytes) -> Row[Any] | None:
    return await connection.row(_CANDIDATE, {"hash": token_hash})


async def find_candidate_by_entrance(
    connection: Connection, interview_id: str, entrance_hash: bytes
) -> Row[Any] | None:
    return await connection.row(_CANDIDATE_BY_ENTRANCE, {"interview": interview_id, "hash": entrance_hash})


async def find_slug_by_token(connection: Connection, token_hash: bytes) -> str | None:
    row = await connection.row(_SLUG_OF_TOKEN, {"hash": token_hash})
    return None if row is None else row.public_slug


_SESSION = select(_S).where(_S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"))


async def find_session(connection: Connection, organization_id: str, session_id: str) -> Row[Any] | None:
    return await connection.row(_SESSION, {"organization": organization_id, "session": session_id})


_SESSIONS = (
    select(_S)
    .where(_S.c.organization_id == bindparam("organization"), _S.c.candidate_id == bindparam("candidate"))
    .order_by(_S.c.created_at.desc(), _S.c.id.desc())
)
_NEWEST_SESSION = _SESSIONS.limit(1)


async def list_sessions_of(connection: Connection, organization_id: str, candidate_id: str) -> list[Row[Any]]:
    """All sessions of the candidate, newest first: a retake keeps the earlier one."""
    return list(await connection.rows(_SESSIONS, {"organization": organization_id, "candidate": candidate_id}))


async def find_newest_session(connection: Connection, organization_id: str, candidate_id: str) -> Row[Any] | None:
    return await connection.row(_NEWEST_SESSION, {"organization": organization_id, "candidate": candidate_id})


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
_COOKIE = (
    select(_C)
    .join(schema.room_cookies, schema.room_cookies.c.candidate_id == _C.c.id)
    .where(schema.room_cookies.c.hash == bindparam("hash"), schema.room_cookies.c.expires_at > bindparam("now"))
)


async def add_cookie(
    connection: Connection, organization_id: str, *, cookie_hash: bytes, candidate_id: str, expires_at: int
) -> None:
    """Adds a cookie. Deletes the candidate's oldest cookies beyond the most that are kept."""
    row = {
        "hash": cookie_hash,
        "organization_id": organization_id,
        "candidate_id": candidate_id,
        "expires_at": expires_at,
    }
    await connection.run(_ADD_COOKIE, row)
    await connection.run(_DROP_COOKIES, {"organization": organization_id, "candidate": candidate_id})


async def find_candidate_by_cookie(connection: Connection, cookie_hash: bytes, now: int) -> Row[Any] | None:
    return await connection.row(_COOKIE, {"hash": cookie_hash, "now": now})


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
    """(organization, session) of the ticket, which this call uses up; None if it is unknown, used or expired."""
    row = await connection.row(_USE_TICKET, {"ticket": ticket_hash, "now": now})
    return None if row is None else (row.organization_id, row.session_id)


async def purge_expired(connection: Connection, now: int) -> None:
    await connection.run(_PURGE_TICKETS, {"now": now})
    await connection.run(_PURGE_COOKIES, {"now": now})


# --- which socket is in the room ------------------------------------------------------------------------------------

# The row is locked because a socket that enters, and code that ends the session, decide by what they find in it.
_HOLDER = (
    select(_S.c.attachment, _S.c.attached_client, _S.c.attached_by, _S.c.attached_until)
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


async def find_holder(connection: Connection, organization_id: str, session_id: str) -> Row[Any] | None:
    """(attachment, attached_client, attached_by, attached_until)."""
    return await connection.row(_HOLDER, {"organization": organization_id, "session": session_id})


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
