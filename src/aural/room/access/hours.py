"""The hours that a session reserves when a candidate starts or reopens it."""

from __future__ import annotations

from aural.engine.plan import Plan
from aural.platform.errors import PlanLimitError
from aural.room.access.entry import Door, Who, address_digest
from aural.room.context import RoomContext
from aural.store.database import Connection
from aural.usage import repository as usage
from aural.usage import reservation_repository as reservations
from aural.usage.reservation_repository import Start

_FULL = "This interview is full right now. Come back later with the same link."


def start_of(context: RoomContext, door: Door, who: Who) -> Start | None:
    """The start that counts toward the limits of its link and address.

    None if visits aren't limited, and for an invited candidate, who can start again only if a retake was allowed.
    """
    return None if door.candidate is not None else visit_of(context, door, who)


def visit_of(context: RoomContext, door: Door, who: Who) -> Start | None:
    """The visit to a link from an address; None if visits aren't limited, or if they don't come from a browser."""
    address = address_digest(context, who)
    if address is None:
        return None
    assert door.interview is not None
    return Start(door.interview.id, address)


async def reserve(
    context: RoomContext, transaction: Connection, organization_id: str, plan: Plan, start: Start | None
) -> int:
    """Reserves time for a new session and returns its seconds; 0 for a preview. Raises PlanLimitError and
    RateLimitedError.
    """
    if plan.is_preview:
        return 0
    seconds = reservations.seconds_to_reserve(plan.time_limit_seconds)
    await usage.lock_organization(transaction, organization_id)
    if start is not None:
        await reservations.require_place(transaction, organization_id, start, context.clock.now())
    await take(context, transaction, organization_id, seconds, start)
    return seconds


async def take(
    context: RoomContext, transaction: Connection, organization_id: str, seconds: int, start: Start | None
) -> None:
    """Reserves hours. Raises PlanLimitError, in words for a candidate, and RateLimitedError."""
    now, upgrade_url = context.clock.now(), context.settings.upgrade_url
    try:
        await usage.reserve_session(transaction, organization_id, seconds, now, upgrade_url, start)
    except PlanLimitError as error:
        error.message = _FULL
        raise
