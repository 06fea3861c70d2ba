"""An interview's email templates, the recipient of an email (read when it is sent), and reminders that are due."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import BigInteger, bindparam, exists, func, insert, not_, select, update

from aural.candidates.repository import STATUS
from aural.candidates.tables import EmailTemplates as EmailTemplates
from aural.organizations.settings_repository import SHOWN_NAME
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

_L = schema.letters
_C = schema.candidates
_I = schema.interviews
_S = schema.sessions
_O = schema.organizations
_T = schema.organization_settings
FIELDS = (
    *("invitation_subject", "invitation_text", "reminder_subject", "reminder_text"),
    *("remind_after_days", "expire_after_days", "done_note_to"),
)
_OF_INTERVIEW = (_L.c.organization_id == bindparam("organization"), _L.c.interview_id == bindparam("interview"))
_ONE = select(_L).where(*_OF_INTERVIEW)
_INSERT = insert(_L)
_UPDATE = (
    update(_L)
    .where(*_OF_INTERVIEW)
    .values({name: bindparam(f"new_{name}", type_=_L.c[name].type) for name in FIELDS} | {"version": _L.c.version + 1})
)


async def find_letters(connection: Connection, organization_id: str, interview_id: str) -> EmailTemplates | None:
    """The interview's email templates; None if all of them are the built-in ones."""
    keys = {"organization": organization_id, "interview": interview_id}
    return await fetch_one(connection, EmailTemplates, _ONE, keys)


async def save_letters(
    connection: Connection, organization_id: str, interview_id: str, values: Mapping[str, object]
) -> None:
    """Sets these fields and leaves the others unchanged. The interview must be locked."""
    keys = {"organization": organization_id, "interview": interview_id}
    found = await find_letters(connection, organization_id, interview_id)
    if found is None:
        await connection.run(
            _INSERT,
            {**dict.fromkeys(FIELDS), **values, "organization_id": organization_id, "interview_id": interview_id},
        )
        return
    columns = {f"new_{name}": values.get(name, getattr(found, name)) for name in FIELDS}
    await connection.run(_UPDATE, columns | keys)


_ADDRESSEE = (
    select(
        *(_C.c.name, _C.c.email, _C.c.token_hash, _C.c.token_encrypted, _C.c.reminded_at, _C.c.expires_at),
        _C.c.mail_status,
        STATUS.label("status"),
        _I.c.title,
        _I.c.language,
        _I.c.purpose,
        _I.c.public_slug,
        _I.c.is_active,
        _I.c.time_limit_minutes,
        SHOWN_NAME.label("organization_name"),
        *(_L.c.invitation_subject, _L.c.invitation_text, _L.c.reminder_subject, _L.c.reminder_text),
    )
    .select_from(
        _C.join(_I, _I.c.id == _C.c.interview_id)
        .join(_O, _O.c.id == _C.c.organization_id)
        .outerjoin(_T, _T.c.organization_id == _C.c.organization_id)
        .outerjoin(_S, _S.c.id == _C.c.session_id)
        .outerjoin(_L, _L.c.interview_id == _C.c.interview_id)
    )
    .where(_C.c.organization_id == bindparam("organization"), _C.c.id == bindparam("candidate"))
)
_ADDRESSEE_LOCKED = _ADDRESSEE.with_for_update(of=_C)


class Addressee(NamedTuple):
    """A candidate and their status, with columns of the interview and its email templates."""

    name: str | None
    email: str | None
    token_hash: bytes
    token_encrypted: bytes
    reminded_at: int | None
    expires_at: int | None
    mail_status: str | None
    status: str
    title: str
    language: str
    purpose: str
    public_slug: str | None
    is_active: bool
    time_limit_minutes: int | None
    organization_name: str
    invitation_subject: str | None
    invitation_text: str | None
    reminder_subject: str | None
    reminder_text: str | None


async def find_addressee(
    connection: Connection, organization_id: str, candidate_id: str, now: int, *, lock: bool = False
) -> Addressee | None:
    keys = {"organization": organization_id, "candidate": candidate_id, "now": now}
    return await fetch_one(connection, Addressee, _ADDRESSEE_LOCKED if lock else _ADDRESSEE, keys)


_DONE = (
    select(
        _L.c.done_note_to,
        _I.c.title,
        _I.c.language,
        _I.c.purpose,
        _S.c.participant_name,
        _S.c.total_duration_seconds,
    )
    .select_from(_S.join(_I, _I.c.id == _S.c.interview_id).join(_L, _L.c.interview_id == _I.c.id))
    .where(
        _S.c.organization_id == bindparam("organization"),
        _S.c.id == bindparam("session"),
        _L.c.done_note_to.is_not(None),
    )
)


class DoneNote(NamedTuple):
    """The recipient and contents of a notification that a session is done."""

    done_note_to: str
    title: str
    language: str
    purpose: str
    participant_name: str | None
    total_duration_seconds: int


async def find_done_note(connection: Connection, organization_id: str, session_id: str) -> DoneNote | None:
    """None if no one is to be notified."""
    return await fetch_one(connection, DoneNote, _DONE, {"organization": organization_id, "session": session_id})


UNSETTLED = ("QUEUED", "UNKNOWN")
"""Statuses of the last email that prevent an automatic reminder. At UNKNOWN, a person decides whether to send again."""
_DAY_MS = 86_400_000
_BEGAN = _S.alias("began")
# A retake leaves the candidate without a session, but not without having begun.
_HAS_BEGUN_SINCE = exists().where(_BEGAN.c.candidate_id == _C.c.id, _BEGAN.c.created_at > _C.c.invited_at)
_TO_REMIND = (
    select(_C.c.organization_id, _C.c.id)
    .select_from(
        _C.join(_L, _L.c.interview_id == _C.c.interview_id)
        .join(_I, _I.c.id == _C.c.interview_id)
        .outerjoin(_S, _S.c.id == _C.c.session_id)
    )
    .where(
        _C.c.invited_at.is_not(None),
        _C.c.reminded_at.is_(None),
        _C.c.email.is_not(None),
        _L.c.remind_after_days.is_not(None),
        _C.c.invited_at + _L.c.remind_after_days * _DAY_MS <= bindparam("now", type_=BigInteger),
        _I.c.is_active,
        STATUS.in_(("INVITED", "OPENED")),
        not_(_HAS_BEGUN_SINCE),
        func.coalesce(_C.c.mail_status, "").not_in(UNSETTLED),
    )
    .order_by(_C.c.invited_at)
    .limit(bindparam("most"))
)


class CandidateRef(NamedTuple):
    organization_id: str
    id: str


async def list_to_remind(connection: Connection, now: int, most: int) -> list[CandidateRef]:
    """Candidates of all organizations whose reminder is due: those who have not begun since they were invited."""
    return await fetch_all(connection, CandidateRef, _TO_REMIND, {"now": now, "most": most})
