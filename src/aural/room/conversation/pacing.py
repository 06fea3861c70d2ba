"""Limits on how fast one session may send over its socket, far above typing, speech and resending after a reconnect.

Each bucket refills within a minute (settings/budgets.py). A text frame beyond the limit is refused with an error, and
the socket is closed if the client exceeds twice the limit. A sound frame waits instead, because sound that is resent
after a reconnect arrives quickly. The buckets belong to the session, so a new socket doesn't get new ones.
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
    """The client exceeded the limit by so much that the socket is closed."""


@dataclass(slots=True)
class Bucket:
    """The amount that may be sent at once. It refills over the budget's time."""

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
        """The amount that is left. A negative value is the amount that was taken in excess."""
        now = self.now()
        self._left = min(self.budget.most, self._left + (now - self._at) * self._rate)
        self._at = now
        return self._left

    def take(self, amount: int) -> float:
        """Takes the amount, even if less is left. Returns the seconds until the excess has refilled, or 0."""
        self._left = self.left() - amount
        return self.seconds_for(0)

    def seconds_for(self, amount: int) -> float:
        """The seconds until this amount is available."""
        return max(0.0, (amount - self._left) / self._rate)


class Pace:
    """Counts what one session sends against its limits."""

    def __init__(self, now: Clock = time.monotonic) -> None:
        self._text = (Bucket(FRAMES_OF_SESSION, now), Bucket(FRAME_CHARACTERS_OF_SESSION, now))
        self._sound = (Bucket(SOUNDS_OF_SESSION, now), Bucket(SOUND_BYTES_OF_SESSION, now))

    def take_text(self, characters: int) -> int:
        """Counts a text frame. Returns 0 if it is accepted, or the seconds after which the client may send it again.

        Raises FloodError if the client has exceeded twice the limit.
        """
        taken = list(zip(self._text, (1, characters), strict=True))
        waits = [bucket.take(amount) for bucket, amount in taken]
        if not any(waits):
            return 0
        if any(bucket.left() < -bucket.budget.most for bucket in self._text):
            raise FloodError
        return math.ceil(max(bucket.seconds_for(amount) for bucket, amount in taken))

    async def wait_for_sound(self, size_bytes: int) -> None:
        """Counts a sound frame, and waits until it may be processed."""
        seconds = max(bucket.take(amount) for bucket, amount in zip(self._sound, (1, size_bytes), strict=True))
        if seconds:
            await asyncio.sleep(seconds)


class Paces:
    """The pace of each session that was opened in this process. Only the most recently used are kept."""

    def __init__(self) -> None:
        self._of: dict[str, Pace] = {}

    def of(self, session_id: str) -> Pace:
        known = self._of.pop(session_id, None)
        pace = self._of[session_id] = Pace() if known is None else known
        if len(self._of) > _MOST_REMEMBERED:
            del self._of[next(iter(self._of))]
        return pace
