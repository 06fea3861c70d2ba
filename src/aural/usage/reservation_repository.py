"""Hours reserved for sessions: for five minutes from the start, and without a time limit from the first answer on.

The session's row has its reservation, and the organization's row has the sum. Reading the sum leaves out lapsed
reservations, so no job has to clear them in time; the end of the session settles both rows. Of the hours that a plan
has left, running sessions from public links can reserve only a share (ADR 0058).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, literal, null, select, update

from aural.platform.errors import RateLimitedError
from aural.settings.budgets import (
    RESERVED_SECONDS,
    SHARE_OF_ADDRESS,
    SHARE_OF_PUBLIC_LINKS,
    UNANSWERED_OF_ADDRESS,
    UNANSWERED_OF_LINK,
)
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_one

_S = schema.sessions
_O = schema.organizations
DEFAULT_RESERVED_SECONDS = 3600
_HERE = _S.c.organization_id == bindparam("organization")
_OF_LINK = (_S.c.interview_id == bindparam("link")) & _S.c.reserved_by.is_not(None)
_OF_ADDRESS = _S.c.reserved_by == bindparam("address")
_UNANSWERED = select(
    func.count().filter(_OF_LINK).label("of_link"),
    func.min(_S.c.reserved_until).filter(_OF_LINK).label("link_free_at"),
    func.count().filter(_OF_ADDRESS).label("of_address"),
    func.min(_S.c.reserved_until).filter(_OF_ADDRESS).label("address_free_at"),
).where(_HERE, _S.c.reserved_until > bindparam("now"))
_HOLD = (
    update(_S)
    .where(_HERE, _S.c.id == bindparam("session"))
    .values(reserved_until=bindparam("until"), reserved_by=bindparam("address"))
)

_BY_VISITORS = select(
    func.coalesce(func.sum(_S.c.reserved_seconds), 0).label("by_links"),
    func.coalesce(func.sum(_S.c.reserved_seconds).filter(_OF_ADDRESS), 0).label("by_address"),
).where(
    _HERE,
    _S.c.status == literal("IN_PROGRESS", literal_execute=True),  # SQLite finds the partial index only by a literal
    _S.c.reserved_by.is_not(None),
    (_S.c.reserved_until.is_(None)) | (_S.c.reserved_until > bindparam("now")),
)
_SHARE_RETRY_SECONDS = 5 * 60  # hours become free when a session ends, which can't be predicted
_NETWORK_BUSY = "Many interviews are being taken from your network"
_LINK_BUSY = "Many people are starting this interview"
_LINKS_BUSY = "Many people are being interviewed by this organization"

_IS_PUBLIC = select(_S.c.id).where(_HERE, _S.c.id == bindparam("session"), _S.c.reserved_by.is_not(None))
_COUNT_FOR = update(_S).where(_HERE, _S.c.id == bindparam("session")).values(reserved_by=bindparam("address"))

# From its first answer on, a session keeps its hours as long as it runs. An answer that comes after the reservation
# lapsed is not refused for lack of hours either; but it reserves them again only for an invited candidate, since a
# script could start, wait and answer until the reservations exceed the plan. The statement has the parameter `now`.
FIRM = {
    "reserved_until": case(
        (_S.c.reserved_by.is_not(None) & (_S.c.reserved_until <= bindparam("now")), _S.c.reserved_until), else_=null()
    )
}
# An ended session counts for no address, but still says whether it was started from a public link.
SETTLED = {"reserved_until": null(), "reserved_by": case((_S.c.reserved_by.is_not(None), b""), else_=null())}

# Seconds of lapsed reservations that the organization's sum still includes. Correlated to `organizations`.
LAPSED_SECONDS = (
    select(func.coalesce(func.sum(_S.c.reserved_seconds), 0))
    .where(_S.c.organization_id == _O.c.id, _S.c.reserved_until <= bindparam("now"))
    .correlate(_O)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Start:
    """A start from a public link: the interview, and a keyed hash of the network address that it came from."""

    interview_id: str
    address: bytes


async def require_place(connection: Connection, organization_id: str, start: Start, now: int) -> None:
    """Checks that this link and address may have one more unanswered session. The organization must be locked.

    Raises RateLimitedError with the seconds until the next place is free.
    """
    keys = {"organization": organization_id, "link": start.interview_id, "address": start.address, "now": now}
    row = await connection.row(_UNANSWERED, keys)
    assert row is not None
    waits = [(row.address_free_at, _NETWORK_BUSY, row.of_address >= UNANSWERED_OF_ADDRESS.most)]
    waits.append((row.link_free_at, _LINK_BUSY, row.of_link >= UNANSWERED_OF_LINK.most))
    for free_at, what, is_full in waits:
        if is_full:
            raise _busy(-(-(free_at - now) // 1000), what)


async def require_share(
    connection: Connection, organization_id: str, start: Start, seconds: int, left_seconds: float, now: int
) -> None:
    """Checks that `seconds` more fit into what public links, and this address, may reserve of the `left_seconds` of the
    plan that are not used yet. The organization must be locked.

    Raises RateLimitedError.
    """
    row = await _read_visitors(connection, organization_id, start.address, now)
    if _is_full(row.by_address, seconds, SHARE_OF_ADDRESS * left_seconds):
        raise _busy(_SHARE_RETRY_SECONDS, _NETWORK_BUSY)
    if _is_full(row.by_links, seconds, SHARE_OF_PUBLIC_LINKS * left_seconds):
        raise _busy(_SHARE_RETRY_SECONDS, _LINKS_BUSY)


async def is_share_taken(
    connection: Connection, organization_id: str, address: bytes, seconds: int, left_seconds: float, now: int
) -> bool:
    """Whether `require_share` would refuse a start from this address."""
    row = await _read_visitors(connection, organization_id, address, now)
    is_taken_by_address = _is_full(row.by_address, seconds, SHARE_OF_ADDRESS * left_seconds)
    return is_taken_by_address or _is_full(row.by_links, seconds, SHARE_OF_PUBLIC_LINKS * left_seconds)


def _is_full(reserved: int, seconds: int, share: float) -> bool:
    """A first session may exceed the share, since otherwise a long interview could never start."""
    return reserved > 0 and reserved + seconds > share


class _Visitors(NamedTuple):
    """Seconds reserved by running sessions from public links: by all of them, and by those from one address."""

    by_links: int
    by_address: int


async def is_from_public_link(connection: Connection, organization_id: str, session_id: str) -> bool:
    row = await connection.row(_IS_PUBLIC, {"organization": organization_id, "session": session_id})
    return row is not None


async def count_for(connection: Connection, organization_id: str, session_id: str, start: Start) -> None:
    """Counts a reopened session for the address from which it was reopened."""
    keys = {"organization": organization_id, "session": session_id, "address": start.address}
    await connection.run(_COUNT_FOR, keys)


def seconds_to_reserve(time_limit_seconds: int | None) -> int:
    """The time limit, or an hour for a session without one."""
    return time_limit_seconds or DEFAULT_RESERVED_SECONDS


async def _read_visitors(connection: Connection, organization_id: str, address: bytes, now: int) -> _Visitors:
    keys = {"organization": organization_id, "address": address, "now": now}
    row = await fetch_one(connection, _Visitors, _BY_VISITORS, keys)
    assert row is not None
    return row


def _busy(seconds: int, what: str) -> RateLimitedError:
    error = RateLimitedError(seconds)
    minutes = -(-seconds // 60)
    soon = f"{minutes} minutes" if minutes > 1 else "a minute"
    error.message = f"{what} right now. Try again in {soon}."
    return error


async def hold(connection: Connection, organization_id: str, session_id: str, start: Start | None, now: int) -> None:
    """Reserves the new session's hours for five minutes. `start` None: the candidate used a personal link."""
    keys = {"organization": organization_id, "session": session_id, "until": now + RESERVED_SECONDS * 1000}
    await connection.run(_HOLD, keys | {"address": None if start is None else start.address})
