"""Waiting for what must come. Where all is well it takes no time: the bound is for what never comes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

PATIENCE_SECONDS = 60.0  # of a machine that may have much else to do


async def until(is_so: Callable[[], bool]) -> None:
    """Yields to the loop until it has come so far."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not is_so():  # noqa: ASYNC110 - what is waited for has no event of its own
            await asyncio.sleep(0)
