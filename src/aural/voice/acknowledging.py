"""A short word that covers a slow reply ("Okay."), so that nobody wonders whether they were heard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aural.voice.speaking import Speaking

# A reply that takes longer is covered.
PATIENCE_SECONDS = 0.8


class Acknowledging:
    """`choose` gives the next word, by the last one and the language. Never in two turns on end."""

    def __init__(self, speaking: Speaking, choose: Callable[[str | None, str], str], language: str) -> None:
        self._speaking, self._choose, self._language = speaking, choose, language
        self._last: str | None = None
        self._was_said = False

    async def cover(self, is_waiting: Callable[[], bool]) -> None:
        """After an answer. `is_waiting`: whether nothing else has come up in the meantime."""
        await asyncio.sleep(PATIENCE_SECONDS)
        self._was_said = self._speaking.is_silent and is_waiting() and not self._was_said
        if self._was_said:
            self._last = self._choose(self._last, self._language)
            self._speaking.say(self._last)
