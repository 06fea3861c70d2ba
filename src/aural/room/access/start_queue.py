"""A queue for sessions that start at the same moment, such as when a whole class begins or a script starts many.

A start locks its organization's row, so starts from one link would only wait for each other. They wait here instead,
where they don't occupy a database connection each: connections are few, and storing answers needs them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary

from aural.platform.errors import StorageUnavailableError

AT_ONCE = 8
AT_ONCE_OF_LINK = 4  # one start has the lock while the others prepare
PATIENCE_SECONDS = 60.0
_BUSY = "Many interviews are being started right now. Try again shortly."


class Starts:
    """Limits how many sessions start at once in this process, first come, first served."""

    def __init__(self) -> None:
        self._all = asyncio.Semaphore(AT_ONCE)
        self._of_link: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, slug: str) -> AsyncIterator[None]:
        """Waits for a turn. Raises StorageUnavailableError if that takes longer than PATIENCE_SECONDS."""
        own = self._of_link.setdefault(slug, asyncio.Semaphore(AT_ONCE_OF_LINK))
        async with AsyncExitStack() as held:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await held.enter_async_context(own)
                    await held.enter_async_context(self._all)
            except TimeoutError as error:
                raise StorageUnavailableError(_BUSY) from error
            yield
