"""Admits candidates to voice as long as this host has free slots and its measured load allows it."""

from __future__ import annotations

import asyncio
import logging

from aural.voice.load import Level, Load
from aural.voice.slots import VoiceSlot, VoiceSlots

logger = logging.getLogger("aural.voice")
# The interval at which the load is judged and reported to the other server processes of this host.
SAMPLE_SECONDS = 0.5


class Admission:
    """`load` is measured by this process's voice sessions; other processes write theirs into their slots."""

    def __init__(self, slots: VoiceSlots, load: Load) -> None:
        self._slots, self.load = slots, load
        self._next: asyncio.TimerHandle | None = None

    def take(self, *, is_back: bool) -> VoiceSlot | None:
        """Takes a slot; None if only chat can be offered. A candidate who is back (`is_back`) gets in at any load."""
        if not is_back and self._is_full():
            return None
        slot = self._slots.take()
        if slot is not None and self._next is None:
            self._wait()
        return slot

    def has_free(self) -> bool:
        return not self._is_full() and self._slots.has_free()

    def count_free(self) -> tuple[int, int]:
        """Returns (all slots, slots that a new candidate could get now)."""
        count, free = self._slots.count_free()
        return count, 0 if self._is_full() else free

    def may_caption(self) -> bool:
        """Whether to show captions. They are dropped first: they cost as much as answers, but no one waits for them."""
        return self.load.level < Level.BUSY

    def _is_full(self) -> bool:
        return max(self.load.level, self._slots.read_levels()) >= Level.FULL

    def _wait(self) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + SAMPLE_SECONDS
        self._next = loop.call_at(due, self._sample, due)

    def _sample(self, due: float) -> None:
        """Judges the load, including the event loop's own delay, which everything in this process shares."""
        self._next = None
        if not self._slots.is_holding:
            self.load.forget()
            return
        self.load.saw("loop", asyncio.get_running_loop().time() - due)
        before = self.load.level
        if self.load.measure() != before:
            grade = logging.WARNING if self.load.level == Level.FULL else logging.INFO
            logger.log(grade, "voice: the load is %s (%s, 95th percentile)", self.load.level.name, self.load.reason)
        self._slots.tell(self.load.level)
        self._wait()

    def close(self) -> None:
        if self._next is not None:
            self._next.cancel()
            self._next = None
