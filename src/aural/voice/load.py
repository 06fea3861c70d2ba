"""How much the voice of this process has to do, by what candidates feel of it, and what is given up first."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    CALM = 0
    BUSY = 1  # no captions while somebody speaks
    FULL = 2  # nobody more


@dataclass(frozen=True, slots=True)
class Bounds:
    """Seconds of a 95th percentile from which on it is BUSY, and FULL."""

    busy: float
    full: float


# What is promised is 1.2 s from the end of a turn to the first sound of the reply. A slow model is no load: `answer` is
# without the time that the words of the reply took.
BOUNDS: Mapping[str, Bounds] = {"answer": Bounds(0.9, 1.2), "queue": Bounds(0.4, 0.8), "loop": Bounds(0.12, 0.25)}
# A level is left where all is below this share of its bound, so that nothing goes on and off with each turn.
LEFT_SHARE = 0.75
WINDOW_SECONDS = 60.0
# Fewer say nothing, and of so few the largest one does not count: a single stall refuses nobody.
FEWEST = 5
_MOST = 600  # of each signal


# Where an engine is somebody else's, its slowness says nothing of this server.
REMOTE_BOUNDS = {"loop": BOUNDS["loop"]}


class Load:
    """`saw` notes what was measured, `measure` judges the last minute of it. `now`: seconds of a clock.

    Without bounds it is always calm.
    """

    def __init__(self, bounds: Mapping[str, Bounds] = BOUNDS, now: Callable[[], float] = time.monotonic) -> None:
        self._bounds, self._now = bounds, now
        self._seen: dict[str, deque[tuple[float, float]]] = {name: deque(maxlen=_MOST) for name in bounds}
        self.level = Level.CALM
        self.reason = ""  # what makes the level: the signal, and its 95th percentile

    def saw(self, signal: str, seconds: float) -> None:
        if signal in self._seen:
            self._seen[signal].append((self._now(), seconds))

    def measure(self) -> Level:
        judged = ((*self._judge(*bound), bound[0]) for bound in self._bounds.items())
        self.level, slow, signal = max(judged, default=(Level.CALM, 0.0, ""))
        self.reason = f"{signal} {slow:.2f} s"
        return self.level

    def forget(self) -> None:
        """Nobody is heard any more."""
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
