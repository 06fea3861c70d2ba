"""Who it is, after consent was given once: by the cookie of this browser, else by the link and an e-mailed code."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from typing import Any

from aural.errors import BadRequestError, ConflictError, NotFoundError, RateLimitedError, UnauthorizedError
from aural.interview.addresses import masked
from aural.room.context import RoomContext
from aural.room.entry import Door, Who, open_door
from aural.room.sessions import give_cookie
from aural.store import codes, entries, jobs
from aural.store.codes import Asked
from aural.store.database import Connection, Row

_WRONG = "That code doesn't match. Type it again, or ask for a new one."
_OVER = "That code is no longer good: it is too old, or was tried too often. Have a new one sent."
_UNKNOWN = "Open your personal link again: this browser does not know who you are."


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has been interviewed here, or is, and who has shown that it is them."""

    interview: Row[Any]
    candidate: Row[Any]
    session: Row[Any]

    @property
    def organization_id(self) -> str:
        return str(self.session.organization_id)


@dataclass(frozen=True, slots=True)
class Identified:
    """`cookie` None: a code is on its way to `email`; `is_new` where this call sent it."""

    cookie: str | None
    email: str | None = None
    is_new: bool = False


async def find_person(context: RoomContext, connection: Connection, who: Who) -> Person:
    """By the cookie; the token alone does only where no code could be sent. Raises UnauthorizedError."""
    by_cookie = await open_door(context, connection, Who(who.slug, None, who.cookie))
    if by_cookie.known_session is None and who.token is not None:
        by_token = await open_door(context, connection, Who(who.slug, who.token, None))
        if by_token.known_session is not None and _address(context, by_token) is None:
            return _person(by_token)
    if by_cookie.known_session is None:
        raise UnauthorizedError(_UNKNOWN)
    return _person(by_cookie)


def _person(door: Door) -> Person:
    assert door.interview is not None
    assert door.candidate is not None
    session = door.known_session
    assert session is not None
    return Person(door.interview, door.candidate, session)


async def every_session(connection: Connection, person: Person) -> list[Person]:
    """The person in each session of theirs, newest first: a retake leaves the earlier ones."""
    rows = await entries.list_sessions_of(connection, person.organization_id, person.candidate.id)
    return [replace(person, session=row) for row in rows]


def _address(context: RoomContext, door: Door) -> str | None:
    """Where a code can be sent to; None where mail is not set up, or there is no address."""
    if not context.settings.smtp_url or door.candidate is None or door.known_session is None:
        return None
    address: str | None = door.candidate.email or door.known_session.participant_email
    return address


async def identify(context: RoomContext, who: Who, code: str | None) -> Identified:
    """Makes this browser known, or sends a code to the person's address.

    Raises NotFoundError, ConflictError (with `state`: nobody has begun, it was erased, or `code_over`: no code can be
    tried any more), BadRequestError (the code does not match) and RateLimitedError.
    """
    door = await open_door(context, context.database.read, Who(who.slug, who.token, None))
    if door.state == "unknown":
        raise NotFoundError("We can't find this interview. Check that the link is complete.")
    if door.known_session is None or door.candidate is None:
        raise ConflictError("There is no interview of yours to show here.", state=door.state)
    address = _address(context, door)
    if address is None or await _is_known(context, who, door):
        return await _known(context, door)
    if code is None:
        return await _send_code(context, door, address)
    if not await _matches(context, door, code):
        raise BadRequestError(_WRONG, [("code", "does not match")])
    return await _known(context, door)


async def _is_known(context: RoomContext, who: Who, door: Door) -> bool:
    if who.cookie is None or door.candidate is None:
        return False
    known = await open_door(context, context.database.read, Who(who.slug, None, who.cookie))
    return known.candidate is not None and known.candidate.id == door.candidate.id


async def _known(context: RoomContext, door: Door) -> Identified:
    person = _person(door)
    async with context.database.transaction() as transaction:
        await codes.forget_code(transaction, person.organization_id, person.candidate.id)
        return Identified(await give_cookie(context, transaction, person.organization_id, person.candidate.id))


async def _send_code(context: RoomContext, door: Door, address: str) -> Identified:
    person, now = _person(door), context.clock.now()
    async with context.database.transaction() as transaction:
        asked = await codes.ask_code(transaction, person.organization_id, person.candidate.id, now)
        if asked is Asked.NEW:
            await jobs.enqueue(
                transaction,
                person.organization_id,
                kind="mail",
                payload={"about": "code", "sessionId": person.session.id, "candidateId": person.candidate.id},
                max_attempts=3,
                now=now,
            )
    if asked is Asked.TOO_MANY:
        raise RateLimitedError(codes.A_DAY_MS // 1000 // 24)
    context.wake_jobs()
    return Identified(None, masked(address), is_new=asked is Asked.NEW)


async def _matches(context: RoomContext, door: Door, code: str) -> bool:
    """Counts the try, whatever comes of it. Raises ConflictError where no code can be tried."""
    person = _person(door)
    async with context.database.transaction() as transaction:
        kept = await codes.try_code(transaction, person.organization_id, person.candidate.id, context.clock.now())
    if kept is None:
        raise ConflictError(_OVER, state="code_over")
    return hmac.compare_digest(kept, context.secrets.digest_code(person.candidate.id, code.strip()))
