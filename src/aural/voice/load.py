"""The load of this process's voice sessions, measured by the delays that candidates notice, in three levels."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    CALM = 0
    BUSY = 1  # no captions while a candidate speaks
    FULL = 2  # no new candidates


@dataclass(frozen=True, slots=True)
class Bounds:
    """The 95th percentiles, in seconds, at which the level becomes BUSY and FULL."""

    busy: float
    full: float


# The target is 1.2 s from the end of a turn to the first sound of the reply. A slow model isn't load on this server,
# so `answer` excludes the time that it took to word the reply.
BOUNDS: Mapping[str, Bounds] = {"answer": Bounds(0.9, 1.2), "queue": Bounds(0.4, 0.8), "loop": Bounds(0.12, 0.25)}
# The level drops only once each signal is below this share of its bound, so that it doesn't change with each turn.
LEFT_SHARE = 0.75
WINDOW_SECONDS = 60.0
# With fewer measurements, a signal isn't judged. With this many, the largest is ignored, so that a single stall
# doesn't turn a candidate away.
FEWEST = 5
_MOST = 600  # measurements of each signal


# A slow remote engine says nothing about the load of this server.
REMOTE_BOUNDS = {"loop": BOUNDS["loop"]}


class Load:
    """`saw` adds a measurement, and `measure` judges those of the last minute. `now`: a clock, in seconds.

    Without bounds, the level is always CALM.
    """

    def __init__(self, bounds: Mapping[str, Bounds] = BOUNDS, now: Callable[[], float] = time.monotonic) -> None:
        self._bounds, self._now = bounds, now
        self._seen: dict[str, deque[tuple[float, float]]] = {name: deque(maxlen=_MOST) for name in bounds}
        self.level = Level.CALM
        self.reason = ""  # the reason for the level: the signal and its 95th percentile

    def saw(self, signal: str, seconds: float) -> None:
        if signal in self._seen:
            self._seen[signal].append((self._now(), seconds))

    def measure(self) -> Level:
        judged = ((*self._judge(*bound), bound[0]) for bound in self._bounds.items())
        self.level, slow, signal = max(judged, default=(Level.CALM, 0.0, ""))
        self.reason = f"{signal} {slow:.2f} s"
        return self.level

    def forget(self) -> None:
        """Forgets all measurements. Call this when no voice session is open any longer."""
        for seen in self._seen.values():
            seen.clear()
        self.level = Level.CALM

    def _judge(self, signal: str, bounds: Bounds) -> tuple[Level, float]:
        seen = self._seen[signal]
        while seen and seen[0][0] < self._now() - WINDOW_SECONDS:
            seen.popleft()
        if len(seen) < FEWEST:
            return Level.CALM, 0.0
        slow = sorted(seconds for _, seconds in seen)[int(0.95 * (len(seen) - 1))]
        for level, bound in ((Level.FULL, bounds.full), (Level.BUSY, bounds.busy)):
            if slow >= bound * (LEFT_SHARE if self.level >= level else 1.0):
                return level, slow
        return Level.CALM, slow
