"""An organization's usage this month, checked against the limits of its plan. Concurrent changes can't exceed a limit.

A change that counts against a limit locks the organization's row first and then reads the figures in another
statement of the same transaction. PostgreSQL locks with FOR UPDATE; SQLite has only one writer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, bindparam, cast, delete, func, select, update

from aural.platform.errors import NotFoundError, PlanLimitError
from aural.settings.budgets import TOKENS_OF_SESSION
from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import upsert
from aural.store.records import fetch_one
from aural.usage import reservation_repository as reservations

_O = schema.organizations
_P = schema.plans
_U = schema.usage_months
_I = schema.interviews
_M = schema.memberships
_R = schema.recordings
_F = schema.files
_S = schema.sessions

_THIS = _O.c.id == bindparam("organization")
# With key_share, because inserting a row that refers to the organization locks its key. Without it, two transactions
# that first insert and then lock would wait for each other.
_LOCK = select(_O.c.id).where(_THIS).with_for_update(key_share=True)
_FIGURES = (
    select(
        *(_P.c.name, _P.c.templates, _P.c.session_hours, _P.c.ai_tokens, _P.c.seats, _P.c.recording_bytes),
        cast(_O.c.reserved_seconds - reservations.LAPSED_SECONDS, BigInteger).label("reserved_seconds"),
        func.coalesce(_U.c.session_seconds, 0).label("used_seconds"),
        func.coalesce(_U.c.ai_tokens, 0).label("used_tokens"),
        select(func.count()).where(_M.c.organization_id == _O.c.id).scalar_subquery().label("members"),
    )
    .join(_P, _P.c.name == _O.c.plan)
    .outerjoin(_U, (_U.c.organization_id == _O.c.id) & (_U.c.month == bindparam("month")))
    .where(_THIS)
)
# Separate from the figures: its cost grows with the number of interviews, and few callers need it.
_ACTIVE = select(func.count().label("count")).where(
    _I.c.organization_id == bindparam("organization"), _I.c.is_active, _I.c.preview_until.is_(None)
)
_HELD = select(
    select(func.coalesce(func.sum(_R.c.size_bytes), 0))
    .where(_R.c.organization_id == bindparam("organization"))
    .scalar_subquery()
    .label("recordings"),
    select(func.coalesce(func.sum(_F.c.size_bytes), 0))
    .where(_F.c.organization_id == bindparam("organization"))
    .scalar_subquery()
    .label("files"),
    select(func.coalesce(func.sum(_S.c.text_bytes), 0))
    .where(_S.c.organization_id == bindparam("organization"))
    .scalar_subquery()
    .label("texts"),
)
_SESSION = (_S.c.organization_id == bindparam("organization")) & (_S.c.id == bindparam("session"))
_SPEND = update(_S).where(_SESSION).values(ai_tokens=_S.c.ai_tokens + bindparam("tokens"))
_SPENT = select(_S.c.ai_tokens).where(_SESSION)
_RESERVE = update(_O).where(_THIS).values(reserved_seconds=_O.c.reserved_seconds + bindparam("seconds"))
_NEXT_MONTH = "Wait until next month"
_FORGET = delete(_U).where(_U.c.organization_id == bindparam("organization"))
_new = upsert(_U)
_METER = _new.on_conflict_do_update(
    index_elements=["organization_id", "month"],
    set_={
        "session_seconds": _U.c.session_seconds + _new.excluded.session_seconds,
        "ai_tokens": _U.c.ai_tokens + _new.excluded.ai_tokens,
    },
)


@dataclass(frozen=True, slots=True)
class Figure:
    """Usage and its limit. `limit` None: unlimited."""

    used: float
    limit: int | None

    @property
    def is_reached(self) -> bool:
        return self.limit is not None and self.used >= self.limit


@dataclass(frozen=True, slots=True)
class Usage:
    """`session_hours.used` counts this month's ended sessions. `reserved_hours` is in addition: hours promised to
    running sessions that have an answer, and for five minutes to sessions that have only started.

    `recording_bytes` counts recordings, drawings and the texts of ended sessions that are stored now.
    """

    plan: str
    templates: Figure
    session_hours: Figure
    reserved_hours: float
    ai_tokens: Figure
    seats: Figure
    recording_bytes: Figure


def _month(at: int) -> str:
    return f"{datetime.fromtimestamp(at // 1000, UTC):%Y-%m}"


async def read_usage(connection: Connection, organization_id: str, now: int) -> Usage:
    """This month's figures with the plan's limits. Raises NotFoundError if the organization doesn't exist."""
    row = await _read_figures(connection, organization_id, now)
    return Usage(
        plan=row.name,
        templates=await _count_templates(connection, organization_id, row.templates),
        session_hours=Figure(row.used_seconds / 3600, row.session_hours),
        reserved_hours=row.reserved_seconds / 3600,
        ai_tokens=_tokens(row),
        seats=_seats(row),
        recording_bytes=Figure(await _held_bytes(connection, organization_id), row.recording_bytes),
    )


class _Figures(NamedTuple):
    """The limits of the plan `name`, and the usage that counts against them."""

    name: str
    templates: int | None
    session_hours: int | None
    ai_tokens: int | None
    seats: int | None
    recording_bytes: int | None
    reserved_seconds: int
    used_seconds: int
    used_tokens: int
    members: int


async def _read_figures(connection: Connection, organization_id: str, now: int) -> _Figures:
    keys = {"organization": organization_id, "month": _month(now), "now": now}
    row = await fetch_one(connection, _Figures, _FIGURES, keys)
    if row is None:
        raise NotFoundError
    return row


async def _count_templates(connection: Connection, organization_id: str, limit: int | None) -> Figure:
    row = await connection.row(_ACTIVE, {"organization": organization_id})
    return Figure(0 if row is None else int(row[0]), limit)


async def _held_bytes(connection: Connection, organization_id: str) -> int:
    row = await connection.row(_HELD, {"organization": organization_id})
    return 0 if row is None else int(row.recordings) + int(row.files) + int(row.texts)


def _promised_hours(row: _Figures) -> Figure:
    return Figure((row.used_seconds + row.reserved_seconds) / 3600, row.session_hours)


def _left_seconds(row: _Figures) -> int | None:
    """The seconds of the plan that this month's ended sessions haven't used; None: unlimited."""
    return None if row.session_hours is None else row.session_hours * 3600 - row.used_seconds


def _tokens(row: _Figures) -> Figure:
    return Figure(row.used_tokens, row.ai_tokens)


def _seats(row: _Figures) -> Figure:
    return Figure(row.members, row.seats)


async def lock_organization(connection: Connection, organization_id: str) -> None:
    """Keeps others from changing the organization's usage until the transaction ends. Lock it before other rows."""
    await connection.row(_LOCK, {"organization": organization_id})


async def _read_locked(connection: Connection, organization_id: str, now: int) -> _Figures:
    await lock_organization(connection, organization_id)
    return await _read_figures(connection, organization_id, now)


def _refuse(name: str, words: str, figure: Figure, upgrade_url: str, remedy: str) -> None:
    if not figure.is_reached or figure.limit is None:
        return
    scale, unit = (2**30, " GiB") if name == "recording_bytes" else (1, "")
    used, limit = (f"{amount / scale:,.2f}".removesuffix(".00") for amount in (figure.used, figure.limit))
    raise PlanLimitError(
        f"Your plan's {words} used up ({used} of {limit}{unit}). {remedy}, or change the plan.",
        limit=name,
        current=figure.used,
        maximum=figure.limit,
        upgrade_url=upgrade_url,
    )


async def require_template(connection: Connection, organization_id: str, now: int, upgrade_url: str) -> None:
    """Reserves one active interview until the transaction ends. Raises PlanLimitError (templates) at the limit."""
    row = await _read_locked(connection, organization_id, now)
    if row.templates is not None:
        figure = await _count_templates(connection, organization_id, row.templates)
        _refuse("templates", "active interviews are", figure, upgrade_url, "Archive one")


async def require_seat(connection: Connection, organization_id: str, now: int, upgrade_url: str) -> None:
    """Reserves one seat until the transaction ends. Raises PlanLimitError (seats) at the limit."""
    row = await _read_locked(connection, organization_id, now)
    _refuse("seats", "seats are", _seats(row), upgrade_url, "Remove a member")


async def require_hours(connection: Connection, organization_id: str, now: int, upgrade_url: str) -> None:
    """Checks before an invite that used and reserved hours are below the limit. Raises PlanLimitError (session_hours).

    A session that starts is checked the same way.
    """
    row = await _read_locked(connection, organization_id, now)
    remedy = _NEXT_MONTH
    left = _left_seconds(row)
    if row.reserved_seconds and left is not None and left > 0:
        remedy = f"Running sessions reserve {row.reserved_seconds / 3600:g} of them. Wait until some have ended"
    _refuse("session_hours", "session hours are", _promised_hours(row), upgrade_url, remedy)


async def require_space(connection: Connection, organization_id: str, now: int, upgrade_url: str) -> None:
    """Checks that what candidates stored takes less than the plan's space. Raises PlanLimitError (recording_bytes).

    Locks nothing: uploads ask every few megabytes, so two concurrent ones exceed the limit only by about that much.
    """
    row = await _read_figures(connection, organization_id, now)
    if row.recording_bytes is not None:
        held = Figure(await _held_bytes(connection, organization_id), row.recording_bytes)
        _refuse("recording_bytes", "space for recordings, drawings and texts is", held, upgrade_url, "Delete some")


async def reserve_session(
    connection: Connection,
    organization_id: str,
    seconds: int,
    now: int,
    upgrade_url: str,
    start: reservations.Start | None = None,
) -> None:
    """Reserves the hours of a starting session, which for a `start` from a public link come from the share of such
    links. Raises PlanLimitError (session_hours) and RateLimitedError if none are left.
    """
    await require_hours(connection, organization_id, now, upgrade_url)
    if start is not None:
        left = _left_seconds(await _read_figures(connection, organization_id, now))
        if left is not None:
            await reservations.require_share(connection, organization_id, start, seconds, left, now)
    await connection.run(_RESERVE, {"organization": organization_id, "seconds": seconds})


async def settle_session(
    connection: Connection, organization_id: str, *, reserved_seconds: int, used_seconds: int, now: int
) -> None:
    """Releases a session's reservation and adds the time that it took to the month in which it ends."""
    await connection.run(_RESERVE, {"organization": organization_id, "seconds": -reserved_seconds})
    await _meter(connection, organization_id, now, seconds=used_seconds)


async def require_tokens(connection: Connection, organization_id: str, now: int, upgrade_url: str) -> None:
    """Checks that tokens are left, for work that only a model can do. Raises PlanLimitError (ai_tokens)."""
    tokens = _tokens(await _read_figures(connection, organization_id, now))
    _refuse("ai_tokens", "AI tokens are", tokens, upgrade_url, _NEXT_MONTH)


async def add_tokens(connection: Connection, organization_id: str, tokens: int, now: int) -> None:
    """Adds the tokens that a model reported to this month's usage."""
    await lock_organization(connection, organization_id)  # before the month's row, as everywhere, to avoid deadlocks
    await _meter(connection, organization_id, now, tokens=tokens)


async def add_tokens_of_session(
    connection: Connection, organization_id: str, session_id: str, tokens: int, now: int
) -> None:
    """Adds the tokens that a session's conversation cost to the session and to this month's usage."""
    await add_tokens(connection, organization_id, tokens, now)
    await connection.run(_SPEND, {"organization": organization_id, "session": session_id, "tokens": tokens})


async def forget_usage(connection: Connection, organization_id: str) -> None:
    """Deletes the hours and tokens of all months. For samples."""
    await connection.run(_FORGET, {"organization": organization_id})


async def _meter(connection: Connection, organization_id: str, now: int, *, seconds: int = 0, tokens: int = 0) -> None:
    row = {"organization_id": organization_id, "month": _month(now), "session_seconds": seconds, "ai_tokens": tokens}
    await connection.run(_METER, row)


async def is_full(
    connection: Connection, organization_id: str, seconds: int, now: int, address: bytes | None = None
) -> bool:
    """Whether no session that reserves `seconds` can start. `address` is the digest of a visitor's address; None for an
    invited candidate, whom the shares of public links don't limit.
    """
    row = await _read_figures(connection, organization_id, now)
    left = _left_seconds(row)
    if _promised_hours(row).is_reached or address is None or left is None:
        return _promised_hours(row).is_reached
    return await reservations.is_share_taken(connection, organization_id, address, seconds, left, now)


async def has_tokens(connection: Connection, organization_id: str, now: int) -> bool:
    """Whether tokens for a model are left this month; otherwise the guided interviewer continues."""
    return not _tokens(await _read_figures(connection, organization_id, now)).is_reached


async def has_tokens_of_session(connection: Connection, organization_id: str, session_id: str) -> bool:
    """Whether a model may continue this session's conversation; otherwise the guided interviewer does."""
    row = await connection.row(_SPENT, {"organization": organization_id, "session": session_id})
    return row is None or int(row.ai_tokens) < TOKENS_OF_SESSION.most
