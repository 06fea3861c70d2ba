"""Deleting an endpoint while something happens loses no event and blocks no one forever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select, text

from aural.guard.outbound.fetch import Outbound
from aural.guard.outbound.webhooks import DeliveryResponse, Sender, new_secret
from aural.guard.secrets import Secrets
from aural.jobs.worker import JobFailedError
from aural.organizations.repository import OwnedOrganization, take_organization
from aural.store import jobs, schema
from aural.store.database import Database, open_database
from aural.webhooks import delivery_repository as webhook_deliveries
from aural.webhooks import repository as webhooks
from aural.webhooks.event_repository import DELIVER, record_event
from aural.webhooks.jobs import Delivering, Turns
from tests.clocks import START, FakeClock

SECRETS = Secrets("s" * 40)
_WAITING = text("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


@pytest_asyncio.fixture(loop_scope="session")
async def database(postgres_url: str) -> AsyncIterator[Database]:
    """PostgreSQL only, because SQLite has one writer at a time."""
    database = open_database(postgres_url)
    yield database
    await database.close()


@pytest_asyncio.fixture(loop_scope="session")
async def acme(database: Database) -> OwnedOrganization:
    return await take_organization(database, "Acme", START)


async def add_webhook(database: Database, organization: OwnedOrganization) -> str:
    secret = SECRETS.encrypt(new_secret())
    values = {"url": "https://a.example.com", "description": "", "events": [], "secret_encrypted": secret}
    async with database.transaction() as transaction:
        return await webhooks.insert_webhook(transaction, organization.id, values, START)


async def happen(database: Database, organization: OwnedOrganization) -> None:
    async with database.transaction() as transaction:
        await record_event(transaction, organization.id, "interview.archived", START)


async def wait_for(database: Database, waiting: int, *tasks: asyncio.Task[None]) -> None:
    """Waits until this many transactions wait for a lock."""
    while len(await database.read.rows(_WAITING)) < waiting:
        assert not any(task.done() for task in tasks)


async def test_an_event_can_be_stored_while_its_endpoint_is_deleted(
    database: Database, acme: OwnedOrganization
) -> None:
    webhook_id, other_id = await add_webhook(database, acme), await add_webhook(database, acme)
    async with database.transaction() as transaction:
        await webhooks.delete_webhook(transaction, acme.id, webhook_id)
        happening = asyncio.create_task(happen(database, acme))
        await wait_for(database, 1, happening)
    await happening
    (event,) = await database.read.rows(select(schema.webhook_events))
    (delivery,) = await database.read.rows(select(schema.webhook_deliveries))
    assert event.type == "interview.archived"
    assert (delivery.event_id, delivery.webhook_id) == (event.id, other_id)


async def nothing() -> None: ...


@dataclass(frozen=True)
class Saying(Sender):
    """An endpoint that gives this answer after calling `first`."""

    status: int = 204
    first: Callable[[], Awaitable[object]] = nothing

    async def send(self, *_sent: Any, **_more: Any) -> DeliveryResponse:
        await self.first()
        return DeliveryResponse(self.status)


@pytest.mark.parametrize("status", [204, 410, 503, None])
async def test_an_endpoint_can_be_deleted_while_a_delivery_to_it_is_saved(
    database: Database, acme: OwnedOrganization, status: int | None
) -> None:
    """A lock keeps the attempt until both need it. None: another attempt follows an interrupted one."""
    webhook_id = await add_webhook(database, acme)
    await happen(database, acme)
    async with database.transaction() as transaction:
        (job,) = await jobs.claim_jobs(transaction, [DELIVER], "one", START, 1)
        if status is None:
            await webhook_deliveries.begin_attempt(transaction, acme.id, job.payload["deliveryId"], {}, START)

    async def hold() -> None:
        transaction = await others.enter_async_context(database.transaction())
        await transaction.rows(select(schema.webhook_attempts).with_for_update())

    async def deliver() -> None:
        sender = Saying(Outbound(), status=status or 204, first=nothing if status is None else hold)
        handler = Delivering(database, FakeClock(), SECRETS, sender, Turns())
        try:
            save = await handler.run(job)
        except JobFailedError:
            return
        async with database.transaction() as transaction:
            await save(transaction)

    async def delete() -> None:
        async with database.transaction() as transaction:
            await webhooks.delete_webhook(transaction, acme.id, webhook_id)

    async with AsyncExitStack() as others:
        if status is None:
            await hold()
        delivering = asyncio.create_task(deliver())
        await wait_for(database, 1, delivering)
        deleting = asyncio.create_task(delete())
        await wait_for(database, 2, delivering, deleting)
    await asyncio.gather(delivering, deleting)
    assert await webhooks.list_webhooks(database.read, acme.id) == []
