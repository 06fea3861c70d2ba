"""A short word that covers a slow reply ("Okay."), so that candidates know that they were heard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aural.interviewer.foreseen import may_acknowledge
from aural.sessions.conversation.live import Choice
from aural.voice.pipeline.speaking import Speaking

# A reply that takes longer than this is covered.
PATIENCE_SECONDS = 0.8


class Acknowledging:
    """`choose` returns the next word, given the last one and the language. Two turns in a row never get one, and nor
    does a move that it would seem to agree to; therefore it waits until `choice` has the interviewer's move."""

    def __init__(
        self, speaking: Speaking, choice: Choice, choose: Callable[[str | None, str], str], language: str
    ) -> None:
        self._speaking, self._choice, self._choose, self._language = speaking, choice, choose, language
        self._last: str | None = None
        self._was_said = False
        self._answers = 0

    async def cover(self, is_waiting: Callable[[], bool]) -> None:
        """Call it after an answer. `is_waiting`: whether the candidate still waits for the reply to it."""
        self._answers += 1
        answer, was_said, self._was_said = self._answers, self._was_said, False
        await asyncio.sleep(PATIENCE_SECONDS)
        move = await self._choice.made()
        is_due = answer == self._answers and self._speaking.is_silent and is_waiting()
        if is_due and may_acknowledge(move) and not was_said:
            self._was_said = True
            self._last = self._choose(self._last, self._language)
            self._speaking.say(self._last)
