"""Webhook endpoints: the URLs that an organization's events are sent to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, case, delete, func, insert, or_, select, update

from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import later
from aural.store.records import fetch_all, fetch_one

RECENT = 50

_W = schema.webhooks
_D = schema.webhook_deliveries
_MINE = (_W.c.organization_id == bindparam("organization"), _W.c.id == bindparam("webhook"))
_ADD = insert(_W)
_LIST = select(_W).where(_W.c.organization_id == bindparam("organization")).order_by(_W.c.created_at, _W.c.id)
_FIND = select(_W).where(*_MINE)
_LOCK = _FIND.with_for_update()
_DELETE = delete(_W).where(*_MINE)
_RECENT = (
    select(_D.c.state)
    .where(_D.c.webhook_id == bindparam("webhook"), _D.c.state != "PENDING")
    .order_by(_D.c.created_at.desc(), _D.c.id.desc())
    .limit(RECENT)
    .subquery()
)
_COUNT_RECENT = select(
    *(func.coalesce(func.sum(case((_RECENT.c.state == state, 1), else_=0)), 0).label(state.lower())
      for state in ("DELIVERED", "FAILED"))
)  # fmt: skip
_SUCCEED = update(_W).where(*_MINE).values(delivered_at=bindparam("now"), failing_since=None)
_FAIL = update(_W).where(*_MINE, _W.c.failing_since.is_(None)).values(failing_since=bindparam("now"))
_DISABLE = (
    update(_W)
    .where(*_MINE, _W.c.is_enabled.is_(True))
    .values(is_enabled=False, disabled_reason=bindparam("reason"), updated_at=later(_W.c.updated_at, bindparam("now")))
)
_UNANSWERED_SINCE = select(_W.c.id).where(
    *_MINE, or_(_W.c.delivered_at.is_(None), _W.c.delivered_at < bindparam("since"))
)


class Webhook(NamedTuple):
    """An endpoint. `tables.py` explains its columns."""

    id: str
    organization_id: str
    project_id: str | None
    url: str
    description: str
    events: list[str]
    secret_encrypted: bytes
    previous_secret_encrypted: bytes | None
    previous_until: int | None
    is_enabled: bool
    disabled_reason: str | None
    failing_since: int | None
    delivered_at: int | None
    created_at: int
    updated_at: int


async def insert_webhook(connection: Connection, organization_id: str, values: Mapping[str, object], now: int) -> str:
    """Adds an enabled endpoint and returns its id. `values`: project_id, url, description, events, secret_encrypted,
    and the `id` that the secret is encrypted for."""
    made = {"id": new_id(), "organization_id": organization_id, "created_at": now, "updated_at": now}
    row = {**made, "is_enabled": True, **values}
    await connection.run(_ADD, row)
    return str(row["id"])


async def list_webhooks(connection: Connection, organization_id: str) -> list[Webhook]:
    """All endpoints, oldest first."""
    return await fetch_all(connection, Webhook, _LIST, {"organization": organization_id})


async def find_webhook(
    connection: Connection, organization_id: str, webhook_id: str, *, lock: bool = False
) -> Webhook | None:
    keys = {"organization": organization_id, "webhook": webhook_id}
    return await fetch_one(connection, Webhook, _LOCK if lock else _FIND, keys)


async def count_recent(connection: Connection, webhook_id: str) -> tuple[int, int]:
    """Of the newest RECENT finished deliveries, how many arrived and how many failed."""
    row = await connection.row(_COUNT_RECENT, {"webhook": webhook_id})
    return (0, 0) if row is None else (int(row.delivered), int(row.failed))


async def update_webhook(
    connection: Connection, organization_id: str, webhook_id: str, values: Mapping[str, object], now: int
) -> None:
    statement = update(_W).where(*_MINE).values(**values, updated_at=later(_W.c.updated_at, now))
    await connection.run(statement, {"organization": organization_id, "webhook": webhook_id})


async def delete_webhook(connection: Connection, organization_id: str, webhook_id: str) -> None:
    """Deletes an endpoint with its deliveries. Their events stay, for other endpoints."""
    await connection.run(_DELETE, {"organization": organization_id, "webhook": webhook_id})


async def note_success(connection: Connection, organization_id: str, webhook_id: str, now: int) -> None:
    await connection.run(_SUCCEED, {"organization": organization_id, "webhook": webhook_id, "now": now})


async def note_failure(connection: Connection, organization_id: str, webhook_id: str, now: int) -> None:
    """Notes that the endpoint has been failing since `now`, unless it already was."""
    await connection.run(_FAIL, {"organization": organization_id, "webhook": webhook_id, "now": now})


async def disable_webhook(
    connection: Connection, organization_id: str, webhook_id: str, *, reason: str, now: int
) -> bool:
    """Disables an endpoint. Returns False if it was already disabled."""
    keys = {"organization": organization_id, "webhook": webhook_id, "reason": reason, "now": now}
    return await connection.run(_DISABLE, keys) == 1


async def is_unanswered_since(connection: Connection, organization_id: str, webhook_id: str, since: int) -> bool:
    """Whether no delivery has arrived at the endpoint since the time `since`."""
    keys = {"organization": organization_id, "webhook": webhook_id, "since": since}
    return await connection.row(_UNANSWERED_SINCE, keys) is not None
