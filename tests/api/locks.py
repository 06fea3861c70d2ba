"""Two transactions at once: one stays open until the other has to wait for it."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import text

from aural.store.database import Connection, Database
from tests.waiting import PATIENCE_SECONDS

_HOLDER = text("SELECT pg_backend_pid()")
_WAITS = text("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND :holder = ANY(pg_blocking_pids(pid))")


async def wait_until_somebody_waits(database: Database, transaction: Connection, other: asyncio.Future[Any]) -> None:
    """Waits until something waits for this transaction, or `other` has finished without waiting.

    On SQLite, a transaction begins only when the other has ended, so there is nothing to wait for.
    """
    if database.dialect == "sqlite":
        return
    ((holder,),) = await transaction.rows(_HOLDER)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not other.done() and not await database.read.rows(_WAITS, {"holder": holder}):  # noqa: ASYNC110 - no event reports it
            await asyncio.sleep(0)
