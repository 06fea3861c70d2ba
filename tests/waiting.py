"""Waits for something that must happen. A passing test doesn't wait long: the limit is only for what never happens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

PATIENCE_SECONDS = 180.0  # long enough for a machine with much other work


async def until(is_so: Callable[[], bool]) -> None:
    """Yields to the loop until the condition is true."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not is_so():  # noqa: ASYNC110 - what is waited for has no event of its own
            await asyncio.sleep(0)
