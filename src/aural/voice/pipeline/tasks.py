"""Background tasks of a voice session, none of which outlives it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Never

logger = logging.getLogger("aural.voice")


class Tasks:
    """The tasks of one voice session. A failure is logged with the session's id, and stops no other task."""

    def __init__(self, session_id: str) -> None:
        self._session_id = session_id
        self._running: set[asyncio.Task[None]] = set()

    def spawn(self, work: Coroutine[object, Never, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.error("voice failed", exc_info=task.exception(), extra={"session_id": self._session_id})

    async def close(self) -> None:
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
