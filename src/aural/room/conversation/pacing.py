"""How fast one session may send over its socket, far above any person, any voice and any resend after a lost line.

Each bucket fills in a minute (settings/budgets.py). A frame of text beyond it is refused in words; a client that sends
as much again meanwhile is closed. A frame of sound waits: sound that is sent again after a lost line comes in a hurry.
The buckets belong to the session, so a new socket brings no new ones.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from aural.settings.budgets import (
    FRAME_CHARACTERS_OF_SESSION,
    FRAMES_OF_SESSION,
    MINUTE_SECONDS,
    SOUND_BYTES_OF_SESSION,
    SOUNDS_OF_SESSION,
    Budget,
)

Clock = Callable[[], float]
_MOST_REMEMBERED = 10_000


class FloodError(Exception):
    """So much was sent beyond the limit that the socket is closed."""


@dataclass(slots=True)
class Bucket:
    """Holds what may be sent at once, and fills again in the budget's time."""

    budget: Budget
    now: Clock
    _left: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        self._left, self._at = float(self.budget.most), self.now()

    @property
    def _rate(self) -> float:
        return self.budget.most / (self.budget.seconds or MINUTE_SECONDS)

    def left(self) -> float:
        """Below 0: so much too much was taken."""
        now = self.now()
        self._left = min(self.budget.most, self._left + (now - self._at) * self._rate)
        self._at = now
        return self._left

    def take(self, amount: int) -> float:
        """Takes it, also where it isn't there; the seconds until it is made up for, 0 where it was there."""
        self._left = self.left() - amount
        return self.seconds_for(0)

    def seconds_for(self, amount: int) -> float:
        """Until so much is there."""
        return max(0.0, (amount - self._left) / self._rate)


class Pace:
    """What one session may still send now."""

    def __init__(self, now: Clock = time.monotonic) -> None:
        self._text = (Bucket(FRAMES_OF_SESSION, now), Bucket(FRAME_CHARACTERS_OF_SESSION, now))
        self._sound = (Bucket(SOUNDS_OF_SESSION, now), Bucket(SOUND_BYTES_OF_SESSION, now))

    def take_text(self, characters: int) -> int:
        """Counts a frame of text: 0 where it is let in, else in how many seconds to send it again.

        Raises FloodError where as much as the limit has come beyond it.
        """
        taken = list(zip(self._text, (1, characters), strict=True))
        waits = [bucket.take(amount) for bucket, amount in taken]
        if not any(waits):
            return 0
        if any(bucket.left() < -bucket.budget.most for bucket in self._text):
            raise FloodError
        return math.ceil(max(bucket.seconds_for(amount) for bucket, amount in taken))

    async def wait_for_sound(self, size_bytes: int) -> None:
        """Counts a frame of sound, and returns when it may be heard."""
        seconds = max(bucket.take(amount) for bucket, amount in zip(self._sound, (1, size_bytes), strict=True))
        if seconds:
            await asyncio.sleep(seconds)


class Paces:
    """The pace of each session that has been open in this process; of thousands, the oldest is forgotten."""

    def __init__(self) -> None:
        self._of: dict[str, Pace] = {}

    def of(self, session_id: str) -> Pace:
        known = self._of.pop(session_id, None)
        pace = self._of[session_id] = Pace() if known is None else known
        if len(self._of) > _MOST_REMEMBERED:
            del self._of[next(iter(self._of))]
        return pace
