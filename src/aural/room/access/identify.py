"""Identifies a candidate who consented earlier, by this browser's cookie or by the link and a code sent by email."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aural.candidates import access_repository as entries
from aural.candidates import code_repository as codes
from aural.candidates import repository as candidates
from aural.candidates.access_repository import LinkedCandidate, LinkedInterview, LinkedSession
from aural.candidates.code_repository import CodeRequestResult
from aural.engine.privacy.addresses import masked
from aural.platform.errors import BadRequestError, ConflictError, NotFoundError, RateLimitedError, UnauthorizedError
from aural.privacy import request_repository as requests
from aural.room.access.entry import Door, Who, open_door
from aural.room.access.recognition import find_candidate
from aural.room.access.sessions import give_cookie
from aural.room.context import RoomContext
from aural.settings.budgets import CODE_EMAILS_OF_ADDRESS, CODE_EMAILS_OF_ORGANIZATION
from aural.store import jobs
from aural.store.database import Connection

_WRONG = "That code doesn't match. Type it again, or ask for a new one."
_OVER = "That code has expired or was tried too many times. Request a new one."
_NO_MAIL = "This server sends no email, so it can't check an address. Ask the organization that invited you."
_UNKNOWN = "Open your personal link again: this browser does not know who you are."


@dataclass(frozen=True, slots=True)
class IdentifiedCandidate:
    """A candidate with a current or earlier session, who has proven who they are."""

    interview: LinkedInterview
    candidate: LinkedCandidate
    session: LinkedSession

    @property
    def organization_id(self) -> str:
        return self.session.organization_id


@dataclass(frozen=True, slots=True)
class Identified:
    """If `cookie` is None, a code is on its way to `email`. `is_new`: whether this call sent it."""

    cookie: str | None
    email: str | None = None
    is_new: bool = False


async def find_person(context: RoomContext, connection: Connection, who: Who) -> IdentifiedCandidate:
    """Finds a candidate by the cookie. A token decides who the candidate is, because another person may have left the
    cookie in this browser, but it is enough without their cookie only if no code can be sent. Raises
    UnauthorizedError."""
    door = await open_door(context, connection, replace(who, token=None))
    if who.token is not None:
        by_cookie, door = door.candidate, await open_door(context, connection, replace(who, cookie=None))
        is_same = by_cookie is not None and door.candidate is not None and by_cookie.id == door.candidate.id
        if not is_same and _address(context, door) is not None:
            raise UnauthorizedError(_UNKNOWN)
    if door.known_session is None:
        raise UnauthorizedError(_UNKNOWN)
    return _person(door)


def _person(door: Door) -> IdentifiedCandidate:
    assert door.interview is not None
    assert door.candidate is not None
    session = door.known_session
    assert session is not None
    return IdentifiedCandidate(door.interview, door.candidate, session)


async def every_session(connection: Connection, person: IdentifiedCandidate) -> list[IdentifiedCandidate]:
    """The candidate with each of their sessions, newest first. A retake keeps the earlier sessions."""
    rows = await entries.list_sessions_of(connection, person.organization_id, person.candidate.id)
    return [replace(person, session=row) for row in rows]


def _address(context: RoomContext, door: Door) -> str | None:
    if door.candidate is None or door.known_session is None:
        return None
    return address_of(context, _person(door))


def address_of(context: RoomContext, person: IdentifiedCandidate) -> str | None:
    """The address that a code can be sent to; None if mail isn't set up or there is no address."""
    address: str | None = person.candidate.email or person.session.participant_email
    return address if context.settings.smtp_url else None


async def identify(context: RoomContext, who: Who, code: str | None) -> Identified:
    """Gives this browser a cookie that identifies the candidate, or sends a code to the candidate's address.

    Raises NotFoundError, BadRequestError if the code doesn't match, RateLimitedError, and ConflictError.
    ConflictError's `state` is the access state if the interview wasn't started or was erased, and `code_over` if the
    candidate can't try a code any more.
    """
    door = await open_door(context, context.database.read, Who(who.slug, who.token, None))
    if door.state == "unknown":
        raise NotFoundError("We can't find this interview. Check that the link is complete.")
    if door.known_session is None or door.candidate is None:
        raise ConflictError("You have no interview to show here.", state=door.state)
    address = _address(context, door)
    if address is None or await is_known(context, who):
        return await _known(context, door)
    if code is None:
        return await _send_code(context, _person(door), address, who.address)
    await _check_code(context, _person(door), address, code)
    return await _known(context, door, proved=address)


@dataclass(frozen=True, slots=True)
class Proof:
    """`is_sent`: whether a code is on its way, so the address isn't verified yet. `request_count`: how many
    earlier requests are now assigned to the candidate."""

    is_sent: bool
    email: str
    is_new: bool = False
    request_count: int = 0


async def prove_address(context: RoomContext, who: Who, code: str | None) -> Proof:
    """Sends a code to the invitation's address, or else the one that the candidate typed, or checks the code. If it
    matches, requests made with this address on the landing page are assigned to the candidate.

    Raises UnauthorizedError, ConflictError (with `state`: `no_mail` or `code_over`), BadRequestError and
    RateLimitedError.
    """
    person = await find_person(context, context.database.read, who)
    address = address_of(context, person)
    if address is None:
        raise ConflictError(_NO_MAIL, state="no_mail")
    if code is None:
        sent = await _send_code(context, person, address, who.address)
        return Proof(True, masked(address), sent.is_new)
    await _check_code(context, person, address, code)
    async with context.database.transaction() as transaction:
        count = await _take_proof(transaction, person, address)
    return Proof(False, masked(address), request_count=count)


async def _take_proof(transaction: Connection, person: IdentifiedCandidate, address: str) -> int:
    await codes.forget_code(transaction, person.organization_id, person.candidate.id)
    await candidates.note_known_email(transaction, person.organization_id, person.candidate.id, address)
    return await requests.claim_requests(
        transaction, person.organization_id, person.interview.id, person.candidate.id, address
    )


async def is_known(context: RoomContext, who: Who) -> bool:
    """Whether this browser's cookie and the link's token belong to the same candidate."""
    if who.token is None or who.cookie is None:
        return False
    by_token = await find_candidate(context, context.database.read, who.token, None)
    by_cookie = await find_candidate(context, context.database.read, None, who.cookie)
    return by_token is not None and by_cookie is not None and by_token.id == by_cookie.id


async def _known(context: RoomContext, door: Door, *, proved: str | None = None) -> Identified:
    """Gives this browser a cookie. `proved`: the address that the candidate has verified with a code."""
    person = _person(door)
    async with context.database.transaction() as transaction:
        if proved is not None:
            await _take_proof(transaction, person, proved)
        return Identified(await give_cookie(context, transaction, person.organization_id, person.candidate.id))


async def _send_code(
    context: RoomContext, person: IdentifiedCandidate, address: str, network_address: str | None
) -> Identified:
    now = context.clock.now()
    is_typed = person.candidate.known_email != address.lower()
    if is_typed:
        await _count_email(context, person, address, network_address)
    async with context.database.transaction() as transaction:
        asked = await codes.ask_code(transaction, person.organization_id, person.candidate.id, now)
        if is_typed and asked is CodeRequestResult.NEW:
            budget = _budget_of(context, address)
            if not await codes.take_budget(transaction, person.organization_id, budget, now):
                raise RateLimitedError(codes.A_DAY_MS // 1000 // 24)
        if asked is CodeRequestResult.NEW:
            await jobs.enqueue(
                transaction,
                person.organization_id,
                kind="mail",
                payload={"about": "code", "sessionId": person.session.id, "candidateId": person.candidate.id},
                max_attempts=3,
                now=now,
            )
    if asked is CodeRequestResult.TOO_MANY:
        raise RateLimitedError(codes.A_DAY_MS // 1000 // 24)
    context.wake_jobs()
    return Identified(None, masked(address), is_new=asked is CodeRequestResult.NEW)


def _budget_of(context: RoomContext, address: str) -> bytes:
    """The digest by which codes for an address are counted. Anyone can type any address, so someone who starts many
    sessions must not be able to flood a mailbox or guess a code."""
    return context.secrets.digest(f"code budget {address.lower()}")


async def _count_email(
    context: RoomContext, person: IdentifiedCandidate, address: str, network_address: str | None
) -> None:
    """Counts an email to a typed address for the visitor's network address and for the organization, if the request
    sends one. Raises RateLimitedError.

    Not in the transaction, because the limits use another connection, and what is counted must outlive an erasure.
    """
    organization_id, now = person.organization_id, context.clock.now()
    budget = _budget_of(context, address)
    if await codes.can_send_code(context.database.read, organization_id, person.candidate.id, budget, now):
        await context.gate.admit(f"address:code-emails:{network_address}", CODE_EMAILS_OF_ADDRESS.most)
        await context.gate.admit(f"code-emails:{organization_id}", CODE_EMAILS_OF_ORGANIZATION.most)


async def _check_code(context: RoomContext, person: IdentifiedCandidate, address: str, code: str) -> None:
    """Counts the attempt, whether or not the code matches. Raises BadRequestError if it doesn't match, and
    ConflictError if the candidate has no code that can still be tried."""
    async with context.database.transaction() as transaction:
        kept = await codes.try_code(transaction, person.organization_id, person.candidate.id, context.clock.now())
    if kept is None:
        raise ConflictError(_OVER, state="code_over")
    about = (person.organization_id, person.candidate.id, address, code.strip())
    if not context.secrets.is_code(kept, *about):
        raise BadRequestError(_WRONG, [("code", "does not match")])
