"""Two transactions at once: the one waits until the other has to wait for it."""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy import text

from tests.api.world import World

_WAITS = text("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1")


async def wait_until_somebody_waits(world: World, other: asyncio.Task[Any]) -> None:
    """On SQLite one transaction begins when the other has ended: there is nothing to wait for."""
    if world.database.dialect == "sqlite":
        return
    async with asyncio.timeout(10):
        while not other.done() and not await world.database.read.rows(_WAITS):  # noqa: ASYNC110 - no event tells of locks
            await asyncio.sleep(0)
