"""An analysis that begins before the answer is stored, so that the candidate waits less."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from aural.engine.analysis import Analysis
from aural.engine.context import Context


class Foresight:
    """Runs at most one analysis at a time, and drops it if the answer turns out to have other words."""

    def __init__(self) -> None:
        self._context: Context | None = None
        self._task: asyncio.Task[Analysis] | None = None

    def begin(self, context: Context, analysis: Coroutine[Any, Any, Analysis]) -> None:
        if context == self._context:
            analysis.close()
            return
        self.drop()
        self._context, self._task = context, asyncio.create_task(analysis)

    def drop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._context = self._task = None

    async def take(self, context: Context) -> Analysis | None:
        """The analysis of exactly this context. None if none was begun, or another one, which is dropped."""
        if context != self._context or self._task is None:
            self.drop()
            return None
        task, self._context, self._task = self._task, None, None
        return await task
