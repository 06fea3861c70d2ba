"""Starts and resumes sessions from a link, with consent, identity and adjustments, and creates tickets for the socket.
No API key is needed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from aural.candidates import access_repository as entries
from aural.candidates import accommodation_repository as accommodations
from aural.candidates import repository as candidates
from aural.candidates.access_repository import LinkedCandidate
from aural.engine.integrity import exempt_kinds
from aural.engine.log import Reopened
from aural.engine.plan import without_limits
from aural.engine.state import fold
from aural.guard.http.bodies import text_problem
from aural.interviews import version_repository as versions
from aural.interviews.content import content_of
from aural.organizations.test_organization_repository import is_test
from aural.platform.clock import iso
from aural.platform.errors import BadRequestError, ConflictError, NotFoundError, UnauthorizedError
from aural.platform.ids import new_id
from aural.privacy.consent_repository import INTERVIEW, MODEL
from aural.room.access import hours
from aural.room.access.consent import Facts, consent_text
from aural.room.access.entry import TEST_LINK, Door, Who, adjustments_of, facts_of, open_door
from aural.room.access.recognition import find_candidate
from aural.room.context import RoomContext
from aural.room.conversation.views import plan_of
from aural.room.protocol.client import UUID
from aural.sessions import integrity_repository as integrity
from aural.sessions import log_repository as conversations
from aural.sessions.conversation.log import OutdatedError
from aural.settings.budgets import TICKETS_OF_SESSION
from aural.store.database import Connection, DuplicateError
from aural.usage import reservation_repository as reservations
from aural.webhooks.event_repository import record_session_event

COOKIE_SECONDS = 30 * 86_400
TICKET_SECONDS = 60
MORE_TIME = "more_time"


@dataclass(frozen=True, slots=True)
class Entered:
    organization_id: str
    session_id: str
    is_new: bool
    personal_url: str
    cookie: str


async def enter(context: RoomContext, who: Who, body: dict[str, object]) -> Entered:
    """Starts or resumes a session.

    Raises BadRequestError, ConflictError (with `state`), NotFoundError, PlanLimitError, and RateLimitedError if too
    many sessions were started from this link or address without an answer.
    """
    who = replace(who, entrance=_entrance(context, body))
    async with context.starts.turn(who.slug):
        try:
            return await _enter(context, who, body)
        except OutdatedError:  # another call with the same link or entrance created the session at the same moment
            return await _enter(context, who, body)


async def _enter(context: RoomContext, who: Who, body: dict[str, object]) -> Entered:
    async with context.database.transaction() as transaction:
        door = await open_door(context, transaction, who)
        _refuse_walls(door)
        assert door.interview is not None
        adjustments = _adjustments(door, body)
        if door.state == "resumable":
            assert door.candidate is not None
            assert door.session is not None
            await _reopen(context, transaction, door, who)
            await _adjust(context, transaction, door, door.session.id, adjustments)
            token = token_of(context, door.candidate)
            is_new = who.entrance is not None and door.candidate.entrance_hash == who.entrance  # the response was lost
            return await _entered(context, transaction, door, door.candidate.id, token, door.session.id, is_new=is_new)
        plan = plan_of(door.interview, door.questions, has_more_time=MORE_TIME in adjustments)
        consent, items, facts = _consent(context, door, body)
        name, email = identity_of(door, body)
        candidate_id, token = await _candidate_of(context, transaction, door, name, email, who.entrance)
        now = context.clock.now()
        organization_id = door.interview.organization_id
        start = hours.start_of(context, door, who)
        reserved = await hours.reserve(context, transaction, organization_id, plan, start)
        session_id = await conversations.start_conversation(
            transaction,
            organization_id,
            plan=plan,
            candidate_id=candidate_id,
            participant_name=name,
            participant_email=email,
            consent=consent,
            items=items,
            services=[asdict(service) | {"redacted": facts.is_redacted} for service in facts.services],
            reserved_seconds=reserved,
            now=now,
            version_number=await _version(transaction, door, now),
        )
        if reserved:
            await reservations.hold(transaction, organization_id, session_id, start, now)
        await _adjust(context, transaction, door, session_id, adjustments)
        await _tell(transaction, organization_id, session_id, consent, items, now)
        return await _entered(context, transaction, door, candidate_id, token, session_id, is_new=True)


def _entrance(context: RoomContext, body: dict[str, object]) -> bytes | None:
    """The digest of the client's id for this start together with everything the candidate entered, so only an exact
    repetition counts as the same start. None if the client sent no id. Raises BadRequestError.
    """
    given, consent = body.get("entrance"), body.get("consent")
    if given is None:
        return None
    if not isinstance(given, str) or not UUID.fullmatch(given):
        raise BadRequestError("The interview cannot be started like this.", [("entrance", "must be a UUID")])
    items = consent.get("items") if isinstance(consent, dict) else None
    said = [given, body.get("name"), body.get("email"), items, body.get("adjustments")]
    return context.secrets.digest(f"entrance {json.dumps(said)}")


async def _tell(
    transaction: Connection, organization_id: str, session_id: str, consent: tuple[str, str], items: list[str], now: int
) -> None:
    where = (transaction, organization_id)
    await record_session_event(*where, "consent.given", session_id, now, {"textVersion": consent[0], "items": items})
    await record_session_event(*where, "session.started", session_id, now)


async def _version(transaction: Connection, door: Door, now: int) -> int | None:
    """The version number of the interview's current content. The reservation has locked the organization."""
    interview = door.interview
    assert interview is not None
    if interview.preview_until is not None:
        return None
    content = content_of(interview, door.questions)
    return await versions.take_version(transaction, interview.organization_id, interview.id, content, now)


def _refuse_walls(door: Door) -> None:
    if door.state == "unknown":
        raise NotFoundError("We can't find this interview. Check that the link is complete.")
    if door.state == "test":
        raise ConflictError(TEST_LINK, state=door.state)
    # "full" is refused by the reservation, whose error includes the figures.
    if door.state not in ("new", "resumable", "full"):
        raise ConflictError("This interview cannot be started now.", state=door.state)


async def _reopen(context: RoomContext, transaction: Connection, door: Door, who: Who) -> None:
    """Reopens an abandoned session where it stopped. Does nothing if the session is running. Raises PlanLimitError and
    RateLimitedError.
    """
    assert door.session is not None
    assert door.interview is not None
    if door.session.status != "ABANDONED":
        return
    now = context.clock.now()
    organization_id, session_id = door.interview.organization_id, door.session.id
    found = await conversations.find_conversation(transaction, organization_id, session_id)
    assert found is not None
    is_counted = not found.plan.is_preview
    reserved = reservations.seconds_to_reserve(found.plan.time_limit_seconds) if is_counted else 0
    is_public = await reservations.is_from_public_link(transaction, organization_id, session_id)
    visit = hours.visit_of(context, door, who) if is_public else None
    await conversations.set_status(
        transaction, organization_id, session_id,
        was="ABANDONED", status="IN_PROGRESS", end_reason=None, reserved_seconds=reserved, now=now,
    )  # fmt: skip
    state = fold(found.plan, found.entries)
    await conversations.append(
        transaction, organization_id, session_id,
        number=state.number + 1, entry=Reopened(now), duration_seconds=state.stopwatch.elapsed_seconds(now),
    )  # fmt: skip
    # This comes last: a session is always locked before its organization, to prevent deadlocks.
    if is_counted:
        await hours.take(context, transaction, organization_id, reserved, visit)
    if visit is not None:
        await reservations.count_for(transaction, organization_id, session_id, visit)
    await record_session_event(transaction, organization_id, "session.resumed", session_id, now)


def _adjustments(door: Door, body: dict[str, object]) -> list[str]:
    given = body.get("adjustments")
    if given is None:
        return []
    assert door.interview is not None
    offered = adjustments_of(door.interview)
    if not isinstance(given, list) or not all(item in offered for item in given):
        raise BadRequestError(
            "One of these adjustments isn't offered.", [("adjustments", f"may contain {', '.join(offered)}")]
        )
    return list(dict.fromkeys(given))


async def _adjust(
    context: RoomContext, transaction: Connection, door: Door, session_id: str, adjustments: list[str]
) -> None:
    """Adds adjustments to those the candidate asked for before. More time removes the limits from the plan, and signals
    of kinds that the candidate is now exempt from are erased.
    """
    assert door.interview is not None
    organization_id = door.interview.organization_id
    now = context.clock.now()
    await accommodations.add_accommodations(transaction, organization_id, session_id, adjustments, now)
    await integrity.erase_of_kinds(transaction, organization_id, session_id, exempt_kinds(adjustments))
    if MORE_TIME in adjustments and door.session is not None:
        found = await conversations.find_conversation(transaction, organization_id, session_id)
        assert found is not None
        await conversations.change_plan(transaction, organization_id, session_id, without_limits(found.plan))


def _consent(context: RoomContext, door: Door, body: dict[str, object]) -> tuple[tuple[str, str], list[str], Facts]:
    """Returns (version, language), the items that the candidate agreed to, and the facts that the text depends on.
    Raises BadRequestError."""
    given = body.get("consent")
    assert door.interview is not None
    if not isinstance(given, dict) or given.get("accepted") is not True:
        raise BadRequestError(
            "Consent is needed before the interview starts.", [("consent", "accept the text to take part")]
        )
    language = str(given.get("language"))
    facts = facts_of(context, door.interview, door.questions)
    text = consent_text(language, facts)
    if given.get("version") != text.version or text.language != language:
        raise BadRequestError(
            "The consent text has changed. Read it again.", [("consent.version", "is not the current text")]
        )
    offered = [item.key for item in text.items]
    # Without a list of items, the candidate agrees to the text as a whole.
    items = given.get("items", [key for key in offered if key in (INTERVIEW, MODEL)])
    if not isinstance(items, list) or not all(item in offered for item in items) or INTERVIEW not in items:
        raise BadRequestError(
            "To take part, agree to the interview. All other items must be items of the consent text.",
            [("consent.items", f"must contain {INTERVIEW}, and may contain {', '.join(offered)}")],
        )
    return (text.version, text.language), [item for item in offered if item in items], facts


def identity_of(door: Door, body: dict[str, object]) -> tuple[str | None, str | None]:
    """Name and email: from the invite if it has them, then from the session, otherwise as the candidate entered
    them."""
    invited, session = door.candidate, door.session
    problems: list[tuple[str, str]] = []
    name = (invited and invited.name) or (session and session.participant_name)
    email = (invited and invited.email) or (session and session.participant_email)
    name = name or _name(body.get("name"), problems)
    email = email or _email(body.get("email"), problems)
    if problems:
        raise BadRequestError("Some of what you entered needs another look.", problems)
    return name, email


def _name(value: object, problems: list[tuple[str, str]]) -> str | None:
    name = value.strip() if isinstance(value, str) else ""
    if not name or len(name) > 200 or text_problem(name):
        problems.append(("name", "Enter your name, 200 characters at most."))
        return None
    return name


def _email(value: object, problems: list[tuple[str, str]]) -> str | None:
    from email_validator import EmailNotValidError, validate_email  # slow to import, and only needed to start a session

    try:
        return validate_email(value if isinstance(value, str) else "", check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        problems.append(("email", "Enter an email address, such as name@example.com."))
        return None


async def _candidate_of(
    context: RoomContext,
    transaction: Connection,
    door: Door,
    name: str | None,
    email: str | None,
    entrance: bytes | None,
) -> tuple[str, str]:
    """(id, token) of the invited candidate, or of a new one on a public link. Raises OutdatedError if another call has
    used this entrance meanwhile.
    """
    assert door.interview is not None
    if door.candidate is not None:
        return door.candidate.id, token_of(context, door.candidate)
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
        # Also without an entrance, since it tells visitors from invited candidates.
        "entrance_hash": entrance or context.secrets.digest(f"entrance {token}"),
        "session_id": None,
        "created_at": now,
        "updated_at": now,
    }
    try:
        await candidates.insert_candidates(transaction, door.interview.organization_id, [row])
    except DuplicateError as error:
        raise OutdatedError from error
    return str(row["id"]), token


def token_of(context: RoomContext, candidate: LinkedCandidate | candidates.Candidate) -> str:
    """The token of the candidate's personal link."""
    return context.secrets.open_token(candidate.token_encrypted, candidate.token_hash)


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
    organization_id = door.interview.organization_id
    cookie = await give_cookie(context, transaction, organization_id, candidate_id)
    url = f"{context.settings.public_url}/i/{door.interview.public_slug}?token={token}"
    return Entered(organization_id, session_id, is_new, url, cookie)


async def give_cookie(context: RoomContext, transaction: Connection, organization_id: str, candidate_id: str) -> str:
    """Creates a cookie that identifies this candidate."""
    cookie = context.secrets.new_token()
    digest, until = context.secrets.digest(cookie), context.clock.now() + COOKIE_SECONDS * 1000
    await entries.add_cookie(
        transaction, organization_id, cookie_hash=digest, candidate_id=candidate_id, expires_at=until
    )
    return cookie


async def make_ticket(
    context: RoomContext, *, cookie: str | None, token: str | None, session_id: str | None
) -> dict[str, str]:
    """Creates a one-time ticket for the socket. `session_id`: the session that the page shows.

    Raises UnauthorizedError, RateLimitedError, and ConflictError (with `state`) in test mode.
    """
    now = context.clock.now()
    secrets = context.secrets
    candidate = await find_candidate(context, context.database.read, token, cookie, session_id)
    if candidate is None or candidate.session_id is None or session_id not in (None, candidate.session_id):
        raise UnauthorizedError("Open your interview's link again: this browser is not in an interview.")
    if await is_test(context.database.read, candidate.organization_id):
        raise ConflictError(TEST_LINK, state="test")
    session = await entries.find_session(context.database.read, candidate.organization_id, candidate.session_id)
    if session is not None and session.status == "ABANDONED":
        raise UnauthorizedError("You were away for a long time. Open your interview's link again to continue.")
    await context.gate.admit(f"tickets:{candidate.session_id}", TICKETS_OF_SESSION.most)
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
