"""Deliveries of events to endpoints, and their attempts: what was sent, the response, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import BigInteger, String, and_, bindparam, case, func, insert, literal, or_, select, tuple_, update

from aural.engine.webhooks import WEBHOOK_TEST
from aural.interviews.repository import Position
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one
from aural.webhooks.repository import Webhook

_W = schema.webhooks
_E = schema.webhook_events
SWITCHED_OFF = "The endpoint is switched off."

_D = schema.webhook_deliveries
_A = schema.webhook_attempts
_LAST_MS = (
    select(_A.c.milliseconds)
    .where(_A.c.delivery_id == _D.c.id, _A.c.number == _D.c.attempt_count)
    .scalar_subquery()
    .label("last_milliseconds")
)
_SHOWN = select(_D, _LAST_MS, _E.c.type, _E.c.data, _E.c.created_at.label("happened_at")).join(
    _E, _E.c.id == _D.c.event_id
)
_MINE = (_D.c.organization_id == bindparam("organization"), _D.c.id == bindparam("delivery"))
_OF_WEBHOOK = (_D.c.organization_id == bindparam("organization"), _D.c.webhook_id == bindparam("webhook"))
_TO_SEND = (
    select(_D, _E.c.type, _E.c.data, _E.c.created_at.label("happened_at"))
    .add_columns(
        *(_W.c.url, _W.c.is_enabled, _W.c.secret_encrypted, _W.c.previous_secret_encrypted, _W.c.previous_until)
    )
    .join(_E, _E.c.id == _D.c.event_id)
    .join(_W, _W.c.id == _D.c.webhook_id)
    .where(*_MINE)
)
_FIND = _SHOWN.where(*_OF_WEBHOOK, _D.c.id == bindparam("delivery"))
_STATE = bindparam("state", type_=String)
_TYPE = bindparam("type", type_=String)
_FROM, _TO = bindparam("begin", type_=BigInteger), bindparam("end", type_=BigInteger)
_PAGE = (
    _SHOWN.where(*_OF_WEBHOOK)
    .where(or_(_STATE.is_(None), _D.c.state == _STATE), or_(_TYPE.is_(None), _E.c.type == _TYPE))
    .where(or_(_FROM.is_(None), _D.c.created_at >= _FROM), or_(_TO.is_(None), _D.c.created_at < _TO))
    .order_by(_D.c.created_at.desc(), _D.c.id.desc())
    .limit(bindparam("limit"))
)
_PAGES = {
    False: _PAGE,
    True: _PAGE.where(tuple_(_D.c.created_at, _D.c.id) < tuple_(bindparam("created_at"), bindparam("id"))),
}
_ATTEMPTS = (
    select(_A)
    .where(_A.c.organization_id == bindparam("organization"), _A.c.delivery_id == bindparam("delivery"))
    .order_by(_A.c.number)
)
_INTERRUPT = (
    update(_A).where(_A.c.delivery_id == bindparam("delivery"), _A.c.outcome == "SENDING").values(outcome="INTERRUPTED")
)
_NEXT_NUMBER = select(func.coalesce(func.max(_A.c.number), 0) + 1).where(_A.c.delivery_id == bindparam("delivery"))
_BEGIN = insert(_A)
_COUNT = update(_D).where(*_MINE).values(attempt_count=bindparam("number"), next_at=None)
_END_ATTEMPT = (
    update(_A)
    .where(_A.c.delivery_id == bindparam("delivery"), _A.c.number == bindparam("nth"))
    .values(
        outcome=bindparam("outcome"),
        status=bindparam("status"),
        answer=bindparam("answer"),
        error=bindparam("error"),
        milliseconds=bindparam("milliseconds"),
    )
)
# A delivery that was ended during the attempt has no further one.
_NEXT_AT = case((_D.c.state == "PENDING", bindparam("next_at", type_=BigInteger)))
_FAIL = update(_D).where(*_MINE).values(last_status=bindparam("status"), next_at=_NEXT_AT)
_END_PENDING = (
    update(_D)
    .where(*_OF_WEBHOOK, _D.c.state == "PENDING")
    .values(state="FAILED", reason=SWITCHED_OFF, next_at=None, ended_at=bindparam("now"))
)
_END = (
    update(_D)
    .where(*_MINE)
    .values(
        state=bindparam("new_state"),
        reason=bindparam("reason"),
        last_status=func.coalesce(bindparam("status"), _D.c.last_status),
        next_at=None,
        ended_at=bindparam("now"),
    )
)
# The events of the endpoint's project, or of all projects, that may be sent again. The caller selects event types.
_ARRIVED = and_(_D.c.webhook_id == bindparam("webhook"), _D.c.event_id == _E.c.id, _D.c.state == "DELIVERED")
_WAITS = and_(_D.c.webhook_id == bindparam("webhook"), _D.c.event_id == _E.c.id, _D.c.state == "PENDING")
_PROJECT = bindparam("project", type_=String)
_EVENTS = (
    select(_E.c.id, _E.c.type)
    .where(_E.c.organization_id == bindparam("organization"), _E.c.created_at >= _FROM, _E.c.created_at < _TO)
    .where(_E.c.type != WEBHOOK_TEST, or_(_PROJECT.is_(None), _E.c.project_id == _PROJECT))
    .where(~select(literal(1)).where(_WAITS).correlate(_E).exists())
    .order_by(_E.c.created_at, _E.c.id)
    .limit(bindparam("most"))
)
_MISSED = _EVENTS.where(~select(literal(1)).where(_ARRIVED).correlate(_E).exists())


class Delivery(NamedTuple):
    """A delivery with its event, which happened at `happened_at`, and how long its last attempt took."""

    id: str
    organization_id: str
    webhook_id: str
    event_id: str
    state: str
    reason: str | None
    is_replay: bool
    attempt_count: int
    last_status: int | None
    next_at: int | None
    created_at: int
    ended_at: int | None
    hastened_count: int
    last_milliseconds: int | None
    type: str
    data: dict[str, object]
    happened_at: int


class DeliveryToSend(NamedTuple):
    """A delivery with its event, and the endpoint's URL and secrets."""

    id: str
    organization_id: str
    webhook_id: str
    event_id: str
    state: str
    reason: str | None
    is_replay: bool
    attempt_count: int
    last_status: int | None
    next_at: int | None
    created_at: int
    ended_at: int | None
    hastened_count: int
    type: str
    data: dict[str, object]
    happened_at: int
    url: str
    is_enabled: bool
    secret_encrypted: bytes
    previous_secret_encrypted: bytes | None
    previous_until: int | None


class Attempt(NamedTuple):
    """An attempt. `tables.py` explains its columns."""

    delivery_id: str
    number: int
    organization_id: str
    outcome: str
    status: int | None
    answer: str | None
    error: str | None
    started_at: int
    milliseconds: int | None
    headers: dict[str, str] | None


class EventRef(NamedTuple):
    id: str
    type: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended. `status`, `answer`: the receiver's response, if it gave one; `error`: why it failed."""

    outcome: str
    milliseconds: int
    status: int | None = None
    answer: str | None = None
    error: str | None = None


async def find_to_send(connection: Connection, organization_id: str, delivery_id: str) -> DeliveryToSend | None:
    keys = {"organization": organization_id, "delivery": delivery_id}
    return await fetch_one(connection, DeliveryToSend, _TO_SEND, keys)


async def find_delivery(
    connection: Connection, organization_id: str, webhook_id: str, delivery_id: str
) -> Delivery | None:
    keys = {"organization": organization_id, "webhook": webhook_id, "delivery": delivery_id}
    return await fetch_one(connection, Delivery, _FIND, keys)


@dataclass(frozen=True, slots=True)
class Filter:
    state: str | None = None
    type: str | None = None
    begin: int | None = None
    end: int | None = None


async def list_deliveries(
    connection: Connection,
    organization_id: str,
    webhook_id: str,
    wanted: Filter,
    *,
    limit: int,
    after: Position | None,
) -> list[Delivery]:
    """At most `limit` deliveries to an endpoint, newest first, starting after the position `after`."""
    keys: dict[str, object] = {"organization": organization_id, "webhook": webhook_id, "limit": limit}
    keys |= {"state": wanted.state, "type": wanted.type, "begin": wanted.begin, "end": wanted.end}
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, Delivery, _PAGES[after is not None], keys)


async def list_attempts(connection: Connection, organization_id: str, delivery_id: str) -> list[Attempt]:
    """All attempts of a delivery, oldest first."""
    keys = {"organization": organization_id, "delivery": delivery_id}
    return await fetch_all(connection, Attempt, _ATTEMPTS, keys)


async def begin_attempt(
    connection: Connection, organization_id: str, delivery_id: str, headers: Mapping[str, str], now: int
) -> int:
    """Records that an attempt is starting, with its headers, and returns its number.

    An earlier attempt that was running when its server died becomes INTERRUPTED.
    """
    keys: dict[str, object] = {"organization": organization_id, "delivery": delivery_id}
    row = await connection.row(_NEXT_NUMBER, keys)
    assert row is not None
    number = int(row[0])
    await connection.run(_COUNT, keys | {"number": number})  # first, in the same order as a deletion
    await connection.run(_INTERRUPT, keys)
    made = {"delivery_id": delivery_id, "number": number, "organization_id": organization_id}
    await connection.run(_BEGIN, made | {"outcome": "SENDING", "headers": dict(headers), "started_at": now})
    return number


async def end_attempt(connection: Connection, delivery_id: str, number: int, outcome: Outcome) -> None:
    told = {name: getattr(outcome, name) for name in ("outcome", "status", "answer", "error", "milliseconds")}
    await connection.run(_END_ATTEMPT, told | {"delivery": delivery_id, "nth": number})


async def note_failure(
    connection: Connection, organization_id: str, delivery_id: str, *, status: int | None, next_at: int | None
) -> None:
    """Notes a failed attempt. The next one is due at `next_at`; None: that was the last one."""
    keys = {"organization": organization_id, "delivery": delivery_id, "status": status, "next_at": next_at}
    await connection.run(_FAIL, keys)


async def end_delivery(
    connection: Connection,
    organization_id: str,
    delivery_id: str,
    *,
    state: str,
    now: int,
    status: int | None = None,
    reason: str | None = None,
) -> None:
    """Ends a delivery with its final state, DELIVERED or FAILED."""
    keys = {"organization": organization_id, "delivery": delivery_id, "new_state": state, "now": now}
    await connection.run(_END, keys | {"status": status, "reason": reason})


async def end_pending(connection: Connection, organization_id: str, webhook_id: str, now: int) -> None:
    """Ends all pending deliveries to an endpoint that was switched off. One that is being sent may still arrive."""
    await connection.run(_END_PENDING, {"organization": organization_id, "webhook": webhook_id, "now": now})


async def list_events_between(
    connection: Connection, organization_id: str, webhook: Webhook, begin: int, end: int, *, most: int, missed: bool
) -> list[EventRef]:
    """The events of that period, oldest first, except those still waiting for delivery to this endpoint.

    `missed`: only events that have never arrived there.
    """
    keys: dict[str, object] = {
        "organization": organization_id,
        "webhook": webhook.id,
        "project": webhook.project_id,
    }
    span = {"begin": begin, "end": end, "most": most}
    return await fetch_all(connection, EventRef, _MISSED if missed else _EVENTS, keys | span)
