"""Whoever is asked in a pause: they answer by the clock, while the pause is measured by the microphone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

from aural.voice.pipeline.microphone import Microphone

# The microphone may be so far ahead of the clock before it waits: jitter, and no more.
AHEAD_SECONDS = 0.5
LONGEST_SECONDS = 5.0
Spawn = Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]


class TurnModelGate:
    """Sound that is sent again comes faster than it was spoken: it waits for the predictors, or they came too late for
    every pause in it."""

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
