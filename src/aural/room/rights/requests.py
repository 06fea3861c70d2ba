"""Candidates' requests for an interview by a person, a review of the result by a person, or an adjustment."""

from __future__ import annotations

from aural.candidates import code_repository as codes
from aural.platform.clock import iso
from aural.platform.errors import BadRequestError, ConflictError, NotFoundError, RateLimitedError
from aural.privacy import request_repository as requests
from aural.room.access.calls import optional_text
from aural.room.access.entry import TEST_LINK, Door, Who, open_door
from aural.room.access.identify import find_person
from aural.room.access.sessions import identity_of
from aural.room.context import RoomContext
from aural.settings.budgets import REQUESTS_A_DAY_OF_ADDRESS
from aural.store import jobs
from aural.store.database import Connection

KINDS = ("human_interview", "human_review", "adjustment")
MOST_CHARACTERS = 2_000
_WALLS = ("invite_only", "erased")


async def take_request(context: RoomContext, who: Who, caller: Who, body: dict[str, object]) -> dict[str, str]:
    """Stores the request and queues an email to the interview's contact.

    `who` is the caller as identified by the link that they opened. `caller` is the same person as identified by an
    earlier visit, which only a review needs.
    Raises BadRequestError, NotFoundError, ConflictError, RateLimitedError, and UnauthorizedError for a review.
    """
    kind, message = body.get("kind"), optional_text(body, "message", MOST_CHARACTERS)
    if kind not in KINDS:
        raise BadRequestError("Say what you are asking for.", [("kind", f"must be one of {', '.join(KINDS)}")])
    now = context.clock.now()
    async with context.database.transaction() as transaction:
        door = await _door(context, transaction, who, caller, str(kind))
        assert door.interview is not None
        name, email = identity_of(door, body)
        organization_id = door.interview.organization_id
        await _count(context, transaction, organization_id, who.address, now)
        request_id = await requests.insert_request(
            transaction,
            organization_id,
            interview_id=door.interview.id,
            candidate_id=None if door.candidate is None else door.candidate.id,
            session_id=None if door.session is None else door.session.id,
            kind=kind,
            name=name,
            email=email,
            message=(message or "").strip() or None,
            now=now,
        )
        has_mail = context.settings.smtp_url and door.interview.preview_until is None
        if has_mail:
            about = {"about": "request", "requestId": request_id}
            session = {} if door.session is None else {"sessionId": door.session.id}
            await jobs.enqueue(transaction, organization_id, kind="mail", payload=about | session, now=now)
    context.wake_jobs()
    return {"id": request_id, "at": iso(now)}


async def _count(
    context: RoomContext, transaction: Connection, organization_id: str, network_address: str | None, now: int
) -> None:
    """Counts a request for the visitor's network address. Raises RateLimitedError."""
    if network_address is None or not context.settings.rate_limit_per_minute:
        return
    digest = context.secrets.digest(f"request budget {network_address}")
    if not await codes.take_budget(transaction, organization_id, digest, now, REQUESTS_A_DAY_OF_ADDRESS.most):
        raise RateLimitedError(codes.A_DAY_MS // 1000 // 24)


async def _door(context: RoomContext, connection: Connection, who: Who, caller: Who, kind: str) -> Door:
    if kind == "human_review":
        person = await find_person(context, connection, caller)
        if person.session.status == "IN_PROGRESS":
            raise ConflictError("Only a finished interview can be reviewed. Finish it, or ask for a person instead.")
        return Door("completed", person.interview, (), person.candidate, person.session)
    door = await open_door(context, connection, who)
    if door.state == "unknown":
        raise NotFoundError("We can't find this interview. Check that the link is complete.")
    if door.state == "test":
        raise ConflictError(TEST_LINK, state=door.state)
    if door.state in _WALLS:
        raise ConflictError("This needs your personal link.", state=door.state)
    return door
