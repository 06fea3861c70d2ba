"""The access state of a link, and the contents of the landing and consent pages. No API key is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aural.candidates import access_repository as entries
from aural.candidates.access_repository import LinkedCandidate, LinkedInterview, LinkedSession
from aural.candidates.repository import mark_opened
from aural.engine import integrity
from aural.engine.privacy.transcript_check import can_check, check_until
from aural.engine.question_types import takes_code
from aural.engine.state import fold
from aural.guard.auth.lookup import match, refresh
from aural.interviews.question_repository import Question, list_questions
from aural.platform.clock import iso
from aural.privacy import receipt_repository as receipts
from aural.room.access.consent import Facts, consent_text
from aural.room.access.recognition import find_candidate
from aural.room.access.services import TEXT_ONLY, can_be_spoken, services_of, types_only
from aural.room.context import RoomContext
from aural.room.conversation.views import consent_view, interview_view, participant_view, progress_view
from aural.room.protocol import link
from aural.room.protocol.views import Progress
from aural.room.recording.tracks import recording_view, tracks_of
from aural.sessions import log_repository as conversations
from aural.store.database import Connection
from aural.store.hashes import RECEIPTS
from aural.usage import repository as usage
from aural.usage import reservation_repository as reservations
from aural.webhooks.event_repository import record_event

TEST_LINK = "This is a test interview: only simulated candidates take it."
ADJUSTMENTS = ("more_time", TEXT_ONLY)  # always offered


def adjustments_of(interview: LinkedInterview) -> tuple[str, ...]:
    """The adjustments that candidates may ask for in this interview."""
    watched = integrity.ADJUSTMENTS if interview.anti_cheating_enabled else ()
    return (*ADJUSTMENTS, *watched, *((integrity.NO_CAMERA,) if counts_faces(interview) else ()))


def counts_faces(interview: LinkedInterview) -> bool:
    """Whether candidates are asked to agree to face counting, an integrity signal that has its own setting."""
    return bool(interview.anti_cheating_enabled and interview.face_count_enabled)


def cookie_name(slug: str) -> str:
    """The name of the cookie that identifies a candidate of this interview."""
    return f"aural_room_{slug}"


@dataclass(frozen=True, slots=True)
class Who:
    """A visitor, identified by a link's slug and token, by this browser's cookie, or both. `is_simulated`: whether this
    is a simulated candidate of test mode. `entrance`: a digest that identifies a request to start a session, so
    that a repeated request finds the same candidate. `address`: the client's address; None if the request doesn't come
    from a browser. `session_id`: the session that the visitor's page shows; a candidate without this session isn't the
    visitor."""

    slug: str
    token: str | None
    cookie: str | None
    is_simulated: bool = False
    entrance: bytes | None = None
    address: str | None = None
    session_id: str | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """A link's access state, with the rows behind the link."""

    state: str
    interview: LinkedInterview | None = None
    questions: tuple[Question, ...] = ()
    candidate: LinkedCandidate | None = None
    session: LinkedSession | None = None
    receipt: receipts.Receipt | None = None
    earlier: LinkedSession | None = None  # the session before a retake that has not begun

    @property
    def known_session(self) -> LinkedSession | None:
        """The session that the candidate's rights apply to."""
        return self.session or self.earlier


async def open_door(context: RoomContext, connection: Connection, who: Who) -> Door:
    interview = await entries.find_interview_by_slug(connection, who.slug)
    if interview is None:
        return Door("unknown")
    if interview.is_test and not who.is_simulated:
        return Door("test", interview)
    candidate = await _candidate(context, connection, who, interview)
    if candidate is None and who.token is not None:
        receipt = await _receipt(context, connection, who.token)
        is_here = receipt is not None and receipt.interview_id == interview.id
        return Door("erased", interview, receipt=receipt) if is_here else Door("unknown")
    if candidate is None and interview.require_invite:
        return Door("invite_only", interview)
    questions = tuple(await list_questions(connection, interview.organization_id, interview.id))
    session = earlier = None
    if candidate is not None and candidate.session_id is not None:
        session = await entries.find_session(connection, interview.organization_id, candidate.session_id)
    elif candidate is not None and candidate.retakes:
        earlier = await entries.find_newest_session(connection, interview.organization_id, candidate.id)
    state = await _state(context, connection, who, interview, questions, candidate, session)
    return Door(state, interview, questions, candidate, session, earlier=earlier)


async def _receipt(context: RoomContext, connection: Connection, token: str) -> receipts.Receipt | None:
    receipt, digest = await match(context.secrets, token, lambda digest: receipts.find_receipt(connection, digest))
    if receipt is not None and connection is context.database.read:
        await refresh(context.database, context.secrets, RECEIPTS, token, digest)
    return receipt


async def _candidate(
    context: RoomContext, connection: Connection, who: Who, interview: LinkedInterview
) -> LinkedCandidate | None:
    token = await _valid_token(context, connection, who)
    candidate = await find_candidate(context, connection, token, who.cookie, who.session_id)
    if candidate is None and who.token is None and who.entrance is not None:
        candidate = await entries.find_candidate_by_entrance(connection, interview.id, who.entrance)
    return candidate if candidate is not None and candidate.interview_id == interview.id else None


async def _valid_token(context: RoomContext, connection: Connection, who: Who) -> str | None:
    """The link's token, or None if the cookie decides. A page keeps the token that it was opened with, and the link may
    have been renewed since. So an unknown token doesn't matter if the page names the session that it shows, which the
    cookie's candidate must have. Without a session, the cookie may be that of another person."""
    if who.token is None or who.session_id is None:
        return who.token
    return who.token if await find_candidate(context, connection, who.token, None) is not None else None


async def _state(
    context: RoomContext,
    connection: Connection,
    who: Who,
    interview: LinkedInterview,
    questions: tuple[Question, ...],
    candidate: LinkedCandidate | None,
    session: LinkedSession | None,
) -> str:
    if session is not None and session.end_reason == "CONSENT_WITHDRAWN":
        return "withdrawn"
    if session is not None and session.status == "COMPLETED":
        return "time_is_up" if session.end_reason == "TIME_LIMIT" else "completed"
    if session is not None and session.status == "IN_PROGRESS":
        return "resumable"  # a candidate in an interview may finish it even if the link was revoked
    dead = None if candidate is None else _dead(candidate, context.clock.now())
    if dead is not None:
        return dead
    if session is not None and interview.is_active:
        return "resumable"
    if not interview.is_active or _is_past(interview, context.clock.now()):
        return "closed"
    if not questions:
        return "not_ready"
    if interview.preview_until is not None:  # a preview doesn't use the organization's hours
        return "new"
    address = None if candidate is not None else address_digest(context, who)
    return "full" if await _is_full(context, connection, interview, address) else "new"


async def _is_full(
    context: RoomContext, connection: Connection, interview: LinkedInterview, address: bytes | None
) -> bool:
    minutes = interview.time_limit_minutes
    seconds = reservations.seconds_to_reserve(None if minutes is None else minutes * 60)
    return await usage.is_full(connection, interview.organization_id, seconds, context.clock.now(), address)


def address_digest(context: RoomContext, who: Who) -> bytes | None:
    """The digest of a visitor's address; None if visits aren't limited, or if they don't come from a browser."""
    if who.address is None or not context.settings.rate_limit_per_minute:
        return None
    return context.secrets.digest(f"start {who.address}")


def _dead(candidate: LinkedCandidate, now: int) -> str | None:
    """Why a personal link can no longer start a session, or None if it still can."""
    if candidate.revoked_at is not None:
        return "revoked"
    return "expired" if candidate.expires_at is not None and candidate.expires_at <= now else None


def _is_past(interview: LinkedInterview, now: int) -> bool:
    """Whether the interview is a preview whose time is over."""
    return interview.preview_until is not None and interview.preview_until <= now


def facts_of(context: RoomContext, interview: LinkedInterview, questions: Sequence[Question]) -> Facts:
    """The facts that the consent text states about this interview on this server."""
    return Facts(
        ai_name=interview.ai_name,
        organization=interview.organization_name,
        has_code=takes_code(question.type for question in questions),
        has_pauses=interview.max_pauses > 0,
        tracks=tracks_of(context, interview),
        is_watched=interview.anti_cheating_enabled,
        is_spoken=can_be_spoken(context, interview),
        counts_faces=counts_faces(interview),
        services=services_of(context, interview),
        is_redacted=context.settings.model_redact == "on",
        purpose=interview.purpose,
        kept_days=interview.kept_days,
    )


def has_model(engine: str | None, deployed: str) -> bool:
    """Whether a model reads the answers: the organization's own, or the deployment's if no other engine was chosen."""
    return engine == "OWN" or (engine in (None, "DEPLOYMENT") and bool(deployed))


async def describe(context: RoomContext, who: Who, language: str | None) -> dict[str, Any]:
    """The response of `POST /room/v1/entry`."""
    connection = context.database.read
    door = await open_door(context, connection, who)
    await _mark_opened(context, door, who)
    return {
        "state": door.state,
        "interview": _shown(context, door),
        **_offered(context, door, language),
        "progress": await _progress(connection, door) if door.state == "resumable" else None,
        **_ended(context, door),
        "typesOnly": door.state == "resumable" and await _types_only(connection, door),
    }


async def _mark_opened(context: RoomContext, door: Door, who: Who) -> None:
    """Records that a personal link was opened, which the creator can see. Nothing else about the visit is kept."""
    if who.token is None or door.candidate is None or door.candidate.opened_at is not None:
        return
    async with context.database.transaction() as transaction:
        candidate, now = door.candidate, context.clock.now()
        if await mark_opened(transaction, candidate.organization_id, candidate.id, now):
            await record_event(
                transaction,
                candidate.organization_id,
                "candidate.opened",
                now,
                interview_id=candidate.interview_id,
                candidate_id=candidate.id,
            )


def _shown(context: RoomContext, door: Door) -> link.Interview | None:
    if door.interview is None:
        return None
    if door.state in ("invite_only", "erased", "test"):
        return {"title": door.interview.title}
    voice, recording = _voice(context, door.interview), recording_view(context, door.interview)
    return interview_view(door.interview, door.questions, voice, recording)


def _offered(context: RoomContext, door: Door, language: str | None) -> dict[str, object]:
    """The information and choices for a candidate who may enter."""
    if door.state not in ("new", "resumable") or door.interview is None:
        return {"participant": None, "consent": None, "disclosure": None, "adjustments": []}
    facts = facts_of(context, door.interview, door.questions)
    text = consent_text(language or door.interview.language, facts)
    return {
        "participant": participant_view(door.candidate),
        "consent": consent_view(text),
        "disclosure": {
            name: list(getattr(text.disclosure, name)) for name in ("measured", "watched", "readers", "never")
        },
        "adjustments": list(adjustments_of(door.interview)),
    }


def _voice(context: RoomContext, interview: LinkedInterview) -> link.VoiceOffer | None:
    """The offer of voice; None if this server can't recognize speech in the interview's language."""
    if context.voice is None or not can_be_spoken(context, interview):
        return None
    return {"hasPlace": context.voice.has_free_slot(), "speaks": context.voice.speaks(interview.language)}


def _ended(context: RoomContext, door: Door) -> dict[str, object]:
    """When the session or the invitation ended, and what the candidate may still do."""
    session, now = door.session, context.clock.now()
    is_over = session is not None and door.state not in ("new", "resumable")
    ended_at = session.completed_at if is_over and session is not None else None
    if door.state in ("expired", "revoked") and door.candidate is not None:
        ended_at = door.candidate.expires_at if door.state == "expired" else door.candidate.revoked_at
    until = check_until(session) if is_over and session is not None else None
    receipt = door.receipt
    return {
        "endedAt": None if ended_at is None else iso(ended_at),
        "canReview": is_over and session is not None and can_check(session, now),
        "reviewUntil": None if until is None else iso(until),
        "hasData": door.known_session is not None,
        "receipt": None if receipt is None else {"id": receipt.id, "at": iso(receipt.erased_at)},
    }


async def _types_only(connection: Connection, door: Door) -> bool:
    assert door.session is not None
    return await types_only(connection, door.session.organization_id, door.session.id)


async def _progress(connection: Connection, door: Door) -> Progress | None:
    assert door.session is not None
    found = await conversations.find_conversation(connection, door.session.organization_id, door.session.id)
    return None if found is None else progress_view(found.plan, fold(found.plan, found.entries))
