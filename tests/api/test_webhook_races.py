"""An endpoint that is deleted while something happens takes nothing of it along."""

from __future__ import annotations

import asyncio

from sqlalchemy import text

from aural.interview.webhooks import INTERVIEW_ARCHIVED
from aural.store import webhooks
from aural.store.database import open_database
from aural.store.organizations import take_organization
from aural.store.webhook_events import record_event
from tests.clocks import START

_WAITS = text("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1")


async def test_what_happens_while_its_endpoint_is_deleted_happens(postgres_url: str) -> None:
    database = open_database(postgres_url)
    made = await take_organization(database, "Acme", START)
    values = {"url": "https://a.example.com", "description": "", "events": [], "secret_encrypted": b""}
    async with database.transaction() as transaction:
        webhook_id = await webhooks.insert_webhook(transaction, made.id, values, START)

    async def happens() -> None:
        async with database.transaction() as transaction:
            await record_event(transaction, made.id, INTERVIEW_ARCHIVED, START)

    async with database.transaction() as transaction:
        await webhooks.delete_webhook(transaction, made.id, webhook_id)
        happening = asyncio.create_task(happens())
        while not await database.read.rows(_WAITS):
            assert not happening.done()
    await happening
    await database.close()
