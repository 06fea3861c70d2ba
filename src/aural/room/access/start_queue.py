"""The queue of those who start at the same moment: a class, an hour that many were invited for, or a script.

A start locks its organization's row, so starts of one link only wait for each other. They wait here, and not with a
connection to the database each: there are twenty, and answers that are to be stored need them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary

from aural.platform.errors import StorageUnavailableError

AT_ONCE = 8
AT_ONCE_OF_LINK = 4  # one has the lock, and the others come up to it
PATIENCE_SECONDS = 60.0
_BUSY = "Many interviews are being started right now. Try again shortly."


class Starts:
    """Lets in so many at once, in this process, in the order of their coming."""

    def __init__(self) -> None:
        self._all = asyncio.Semaphore(AT_ONCE)
        self._of_link: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, slug: str) -> AsyncIterator[None]:
        """Raises StorageUnavailableError where it does not come for long."""
        own = self._of_link.setdefault(slug, asyncio.Semaphore(AT_ONCE_OF_LINK))
        async with AsyncExitStack() as held:
            try:
                async with asyncio.timeout(PATIENCE_SECONDS):
                    await held.enter_async_context(own)
                    await held.enter_async_context(self._all)
            except TimeoutError as error:
                raise StorageUnavailableError(_BUSY) from error
            yield
