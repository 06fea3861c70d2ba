"""Keeps the microphone from getting ahead of the predictors that are asked in a pause.

The predictors take real time, while pauses are measured in the microphone's time.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

from aural.voice.pipeline.microphone import Microphone

# How far the microphone may be ahead of the clock before it waits: enough for jitter.
AHEAD_SECONDS = 0.5
LONGEST_SECONDS = 5.0
Spawn = Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]


class TurnModelGate:
    """Sound that the client sends again arrives faster than it was spoken. Without waiting, each prediction would come
    too late for its pause."""

    def __init__(
        self, microphone: Microphone, spawn: Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]
    ) -> None:
        self._microphone, self._spawn = microphone, spawn
        self._asked: set[asyncio.Task[None]] = set()
        self._asked_ms, self._asked_at = 0, 0.0  # the oldest question: by the microphone, by the clock

    def ask(self, prediction: Coroutine[Any, Any, None]) -> None:
        if not self._asked:
            self._asked_ms, self._asked_at = self._microphone.now_ms, time.monotonic()
        task = self._spawn(prediction)
        self._asked.add(task)
        task.add_done_callback(self._asked.discard)

    async def wait_if_ahead(self) -> None:
        sound_seconds = (self._microphone.now_ms - self._asked_ms) / 1000
        if self._asked and sound_seconds > time.monotonic() - self._asked_at + AHEAD_SECONDS:
            await asyncio.wait(self._asked, timeout=LONGEST_SECONDS)
