"""Writes log entries in the background, such as who read what. No response waits for them, or fails if they do."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Never

from aural.platform.errors import StorageUnavailableError

RETRY_SECONDS = 5.0
MOST_WAITING = 10_000
_INCOMPLETE = "Entries of the audit log cannot be written right now, so it is not complete. Try again shortly."

logger = logging.getLogger(__name__)


class Notes:
    """`add` tries once to write an entry. `keep` tries until it succeeds, and `settle` waits for its entries."""

    def __init__(self) -> None:
        self._added: set[asyncio.Task[None]] = set()
        self._kept: dict[asyncio.Task[None], asyncio.Event] = {}
        self._late: set[asyncio.Event] = set()
        self._closing = asyncio.Event()

    def add(self, writing: Coroutine[object, Never, None]) -> None:
        note = asyncio.create_task(writing)
        self._added.add(note)
        note.add_done_callback(self._added.discard)

    def keep(self, write: Callable[[], Awaitable[None]]) -> None:
        if len(self._kept) >= MOST_WAITING:
            logger.error("entries of the audit log are lost: %d are already waiting for the storage", MOST_WAITING)
            return
        tried = asyncio.Event()
        note = asyncio.create_task(self._keep_on(write, tried))
        self._kept[note] = tried
        note.add_done_callback(self._kept.pop)

    async def _keep_on(self, write: Callable[[], Awaitable[None]], tried: asyncio.Event) -> None:
        try:
            while not await self._is_written(write):
                self._late.add(tried)
                tried.set()
                if self._closing.is_set():
                    logger.error("an entry of the audit log is lost: the storage wasn't back when the server stopped")
                    return
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._closing.wait(), RETRY_SECONDS)
        finally:
            self._late.discard(tried)
            tried.set()

    async def _is_written(self, write: Callable[[], Awaitable[None]]) -> bool:
        try:
            await write()
        except StorageUnavailableError:
            return False
        return True

    async def settle(self) -> None:
        """Waits until each entry given to `keep` has been tried at least once.

        Raises StorageUnavailableError if some couldn't be written so far.
        """
        for tried in list(self._kept.values()):
            await tried.wait()
        if self._late:
            raise StorageUnavailableError(_INCOMPLETE)

    async def close(self) -> None:
        """Waits for pending entries. Those that couldn't be written so far get one more try."""
        self._closing.set()
        await asyncio.gather(*self._added, *self._kept)
        self._closing.clear()
