"""Where a link leads: what the landing shows, consent, start or resume, and tickets for the socket. No key needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from email_validator import EmailNotValidError, validate_email

from aural.clock import iso
from aural.errors import BadRequestError, ConflictError, NotFoundError, UnauthorizedError
from aural.guard.bodies import text_problem
from aural.ids import new_id
from aural.interview.log import Reopened
from aural.interview.state import fold
from aural.room.consent import consent_text
from aural.room.context import RoomContext
from aural.room.views import consent_view, interview_view, participant_view, plan_of, progress_view
from aural.store import candidates, conversations, entries, usage
from aural.store.conversations import OutdatedError
from aural.store.database import Connection, Row

COOKIE_SECONDS = 30 * 86_400
TICKET_SECONDS = 60
DEFAULT_RESERVED_SECONDS = 3600  # a session without a limit reserves an hour (wire contract, Usage)


def cookie_name(slug: str) -> str:
    """The cookie that stands for a candidate of this interview."""
    return f"aural_room_{slug}"


@dataclass(frozen=True, slots=True)
class Who:
    """How somebody comes: by a link's slug and token, by the cookie of this browser, or both."""

    slug: str
    token: str | None
    cookie: str | None


@dataclass(frozen=True, slots=True)
class Door:
    """What stands behind a link."""

    state: str
    interview: Row[Any] | None = None
    questions: tuple[Row[Any], ...] = ()
    candidate: Row[Any] | None = None
    session: Row[Any] | None = None


async def open_door(context: RoomContext, connection: Connection, who: Who) -> Door:
    interview = await entries.find_interview_by_slug(connection, who.slug)
    if interview is None:
        return Door("unknown")
    candidate = await _candidate(context, connection, who, interview)
    if candidate is None and who.token is not None:
        return Door("unknown")
    if candidate is None and interview.require_invite:
        return Door("invite_only", interview)
    questions = tuple(await entries.list_questions_of(connection, interview.id))
    session = None
    if candidate is not None and candidate.session_id is not None:
        session = await entries.find_session(connection, interview.organization_id, candidate.session_id)
    state = await _state(context, connection, interview, questions, session)
    return Door(state, interview, questions, candidate, session)


async def _candidate(context: RoomContext, connection: Connection, who: Who, interview: Row[Any]) -> Row[Any] | None:
    candidate = None
    if who.token is not None:
        candidate = await entries.find_candidate_by_token(connection, context.secrets.digest(who.token))
    elif who.cookie is not None:
        digest = context.secrets.digest(who.cookie)
        candidate = await entries.find_candidate_by_cookie(connection, digest, context.clock.now())
    return candidate if candidate is not None and candidate.interview_id == interview.id else None


async def _state(
    context: RoomContext,
    connection: Connection,
    interview: Row[Any],
    questions: tuple[Row[Any], ...],
    session: Row[Any] | None,
) -> str:
    if session is not None and session.status == "COMPLETED":
        return "time_is_up" if session.end_reason == "TIME_LIMIT" else "completed"
    if session is not None and (session.status == "IN_PROGRESS" or interview.is_active):
        return "resumable"
    if not interview.is_active:
        return "closed"
    if not questions:
        return "not_ready"
    is_full = await usage.is_out_of_hours(connection, interview.organization_id, context.clock.now())
    return "full" if is_full else "new"


async def describe(context: RoomContext, who: Who, language: str | None) -> dict[str, Any]:
    """The answer of `POST /room/v1/entry`."""
    connection = context.database.read
    door = await open_door(context, connection, who)
    interview = door.interview
    is_open = door.state in ("new", "resumable")
    ended_at = None if door.session is None else door.session.completed_at
    shown = None
    if interview is not None:
        shown = (
            {"title": interview.title}
            if door.state == "invite_only"
            else interview_view(interview, len(door.questions))
        )
    return {
        "state": door.state,
        "interview": shown,
        "participant": participant_view(door.candidate) if is_open else None,
        "consent": consent_view(interview, language) if is_open and interview is not None else None,
        "progress": await _progress(connection, door) if door.state == "resumable" else None,
        "endedAt": None if ended_at is None or is_open else iso(ended_at),
    }


async def _progress(connection: Connection, door: Door) -> dict[str, int] | None:
    assert door.session is not None
    found = await conversations.find_conversation(connection, door.session.organization_id, door.session.id)
    return None if found is None else progress_view(found.plan, fold(found.plan, found.entries))


# --- start and resume -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entered:
    organization_id: str
    session_id: str
    is_new: bool
    personal_url: str
    cookie: str


async def enter(context: RoomContext, who: Who, body: dict[str, Any]) -> Entered:
    """Starts or resumes. Raises BadRequestError, ConflictError (with `state`), NotFoundError, PlanLimitError."""
    try:
        return await _enter(context, who, body)
    except OutdatedError:  # the same link was opened twice at once: the other one made the session
        return await _enter(context, who, body)


async def _enter(context: RoomContext, who: Who, body: dict[str, Any]) -> Entered:
    async with context.database.transaction() as transaction:
        door = await open_door(context, transaction, who)
        _refuse_walls(door)
        assert door.interview is not None
        if door.state == "resumable":
            assert door.candidate is not None
            assert door.session is not None
            await _reopen(context, transaction, door)
            token = context.secrets.decrypt(door.candidate.token_encrypted)
            return await _entered(context, transaction, door, door.candidate.id, token, door.session.id, is_new=False)
        plan = plan_of(door.interview, list(door.questions))
        consent = _consent(door, body)
        name, email = _identity(door, body)
        candidate_id, token = await _candidate_of(context, transaction, door, name, email)
        now = context.clock.now()
        reserved = plan.time_limit_seconds or DEFAULT_RESERVED_SECONDS
        organization_id = door.interview.organization_id
        await usage.reserve_session(transaction, organization_id, reserved, now, context.settings.upgrade_url)
        session_id = await conversations.start_conversation(
            transaction,
            organization_id,
            plan=plan,
            candidate_id=candidate_id,
            participant_name=name,
            participant_email=email,
            consent=consent,
            reserved_seconds=reserved,
            now=now,
        )
        return await _entered(context, transaction, door, candidate_id, token, session_id, is_new=True)


def _refuse_walls(door: Door) -> None:
    if door.state == "unknown":
        raise NotFoundError("We can't find this interview. Check that the link is complete.")
    if door.state not in ("new", "resumable", "full"):  # full: the reservation refuses, with the figures
        raise ConflictError("This interview cannot be started now.", state=door.state)


async def _reopen(context: RoomContext, transaction: Connection, door: Door) -> None:
    """An abandoned session goes on where it stopped."""
    assert door.session is not None
    assert door.interview is not None
    if door.session.status != "ABANDONED":
        return
    now = context.clock.now()
    organization_id, session_id = door.interview.organization_id, door.session.id
    found = await conversations.find_conversation(transaction, organization_id, session_id)
    assert found is not None
    reserved = found.plan.time_limit_seconds or DEFAULT_RESERVED_SECONDS
    await conversations.set_status(
        transaction, organization_id, session_id,
        was="ABANDONED", status="IN_PROGRESS", end_reason=None, reserved_seconds=reserved, now=now,
    )  # fmt: skip
    state = fold(found.plan, found.entries)
    await conversations.append(
        transaction, organization_id, session_id,
        number=state.number + 1, entry=Reopened(now), duration_seconds=state.stopwatch.elapsed_seconds(now),
    )  # fmt: skip
    # Last: everywhere a session is locked before its organization, so that no two wait for each other.
    await usage.reserve_session(transaction, organization_id, reserved, now, context.settings.upgrade_url)


def _consent(door: Door, body: dict[str, Any]) -> tuple[str, str]:
    given = body.get("consent")
    assert door.interview is not None
    if isinstance(given, dict) and given.get("accepted") is True:
        language = str(given.get("language"))
        text = consent_text(language, ai_name="", organization="")
        if given.get("version") == text.version and text.language == language:
            return text.version, text.language
        raise BadRequestError(
            "The consent text has changed. Read it again.", [("consent.version", "is not the current text")]
        )
    raise BadRequestError(
        "Consent is needed before the interview starts.", [("consent", "accept the text to take part")]
    )


def _identity(door: Door, body: dict[str, Any]) -> tuple[str | None, str | None]:
    """Name and e-mail: the invite's, else what the person wrote."""
    invited = door.candidate
    problems: list[tuple[str, str]] = []
    name = invited.name if invited is not None and invited.name is not None else _name(body.get("name"), problems)
    email = invited.email if invited is not None and invited.email is not None else _email(body.get("email"), problems)
    if problems:
        raise BadRequestError("Some of what you entered needs another look.", problems)
    return name, email


def _name(value: Any, problems: list[tuple[str, str]]) -> str | None:
    name = value.strip() if isinstance(value, str) else ""
    if not name or len(name) > 200 or text_problem(name):
        problems.append(("name", "Enter your name, 200 characters at most."))
        return None
    return name


def _email(value: Any, problems: list[tuple[str, str]]) -> str | None:
    try:
        return validate_email(value if isinstance(value, str) else "", check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        problems.append(("email", "Enter an e-mail address, such as name@example.com."))
        return None


async def _candidate_of(
    context: RoomContext, transaction: Connection, door: Door, name: str | None, email: str | None
) -> tuple[str, str]:
    """(id, token) of the invited candidate, or of a new one on an open link."""
    assert door.interview is not None
    if door.candidate is not None:
        return door.candidate.id, context.secrets.decrypt(door.candidate.token_encrypted)
    token = context.secrets.new_token()
    now = context.clock.now()
    row = {
        "id": new_id(),
        "interview_id": door.interview.id,
        "name": name,
        "email": email,
        "phone": None,
        "notes": None,
        "token_hash": context.secrets.digest(token),
        "token_encrypted": context.secrets.encrypt(token),
        "session_id": None,
        "created_at": now,
        "updated_at": now,
    }
    await candidates.insert_candidates(transaction, door.interview.organization_id, [row])
    return str(row["id"]), token


async def _entered(
    context: RoomContext,
    transaction: Connection,
    door: Door,
    candidate_id: str,
    token: str,
    session_id: str,
    *,
    is_new: bool,
) -> Entered:
    assert door.interview is not None
    cookie = context.secrets.new_token()
    expires_at = context.clock.now() + COOKIE_SECONDS * 1000
    digest = context.secrets.digest(cookie)
    await entries.add_cookie(
        transaction,
        door.interview.organization_id,
        cookie_hash=digest,
        candidate_id=candidate_id,
        expires_at=expires_at,
    )
    url = f"{context.settings.public_url}/i/{door.interview.public_slug}?token={token}"
    return Entered(door.interview.organization_id, session_id, is_new, url, cookie)


async def make_ticket(context: RoomContext, *, cookie: str | None, token: str | None) -> dict[str, str]:
    """A one-time ticket for the socket. Raises UnauthorizedError."""
    now = context.clock.now()
    secrets = context.secrets
    candidate = None
    if token is not None:
        candidate = await entries.find_candidate_by_token(context.database.read, secrets.digest(token))
    elif cookie is not None:
        candidate = await entries.find_candidate_by_cookie(context.database.read, secrets.digest(cookie), now)
    if candidate is None or candidate.session_id is None:
        raise UnauthorizedError("Open your interview's link again: this browser is not in an interview.")
    session = await entries.find_session(context.database.read, candidate.organization_id, candidate.session_id)
    if session is not None and session.status == "ABANDONED":
        raise UnauthorizedError("You were away for long. Open your interview's link again to go on.")
    ticket = secrets.new_token()
    expires_at = now + TICKET_SECONDS * 1000
    async with context.database.transaction() as transaction:
        await entries.purge_expired(transaction, now)
        await entries.add_ticket(
            transaction,
            candidate.organization_id,
            ticket_hash=secrets.digest(ticket),
            session_id=candidate.session_id,
            expires_at=expires_at,
        )
    return {"ticket": ticket, "expiresAt": iso(expires_at)}
