"""Throws away, every quarter of an hour, what has served its time: kept answers, tickets, cookies, done jobs, files."""

from __future__ import annotations

import asyncio
import logging

from aural.clock import Clock
from aural.store import entries, files, idempotency, jobs
from aural.store.database import Database
from aural.store.files import Bytes

EVERY_SECONDS = 15 * 60
DONE_JOBS_KEPT_MS = 7 * 24 * 3600 * 1000

logger = logging.getLogger(__name__)


async def tidy_up(database: Database, clock: Clock, content: Bytes) -> None:
    """One round. Each kind has a transaction of its own, so that no writer waits long."""
    now = clock.now()
    async with database.transaction() as transaction:
        await idempotency.purge(transaction, now)
    async with database.transaction() as transaction:
        await entries.purge_expired(transaction, now)
    async with database.transaction() as transaction:
        await jobs.purge_done_jobs(transaction, now - DONE_JOBS_KEPT_MS)
    await files.sweep(database, content)


async def keep_tidying(database: Database, clock: Clock, content: Bytes) -> None:
    """As long as the server runs. A round that fails is made up for by the next one."""
    while True:
        try:
            await tidy_up(database, clock, content)
        except Exception:
            logger.exception("tidying up failed")
        await asyncio.sleep(EVERY_SECONDS)
