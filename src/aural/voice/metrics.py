"""How long each stage of a spoken turn takes: for the log, for `/metrics` of a bench, and for the connection meter."""

from __future__ import annotations

import logging
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager

logger = logging.getLogger("aural.voice")
# As many of each stage are remembered by a process: enough for percentiles, nothing that grows.
REMEMBERED = 1000
STAGES = ("end of turn", "advice", "recognition", "storing", "reply", "first sound")


class Stages:
    """The stages of one line; `seen` is shared by all lines of the process."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        self.answered_at: float | None = None  # the clock of `time.monotonic`

    def saw(self, stage: str, seconds: float) -> None:
        self._seen.add(stage, seconds)

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.saw(stage, time.monotonic() - began)

    def first_sound(self) -> float | None:
        """Seconds from the end of the candidate's turn to now; None where this is no reply."""
        ended, self.answered_at = self.answered_at, None
        if ended is None:
            return None
        delay = time.monotonic() - ended
        self.saw("first sound", delay)
        return delay


class Seen:
    def __init__(self) -> None:
        self._seconds: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=REMEMBERED))

    def add(self, stage: str, seconds: float) -> None:
        self._seconds[stage].append(seconds)
        logger.debug("voice: %s took %.3f s", stage, seconds)

    def percentiles(self) -> dict[str, dict[str, float]]:
        """Of each stage: how many, and the 50th and 95th percentile in seconds."""
        return {stage: _summary(sorted(values)) for stage, values in self._seconds.items()}


def _summary(values: list[float]) -> dict[str, float]:
    def at(share: float) -> float:
        return round(values[min(len(values) - 1, int(share * len(values)))], 4)

    return {"count": len(values), "p50": at(0.5), "p95": at(0.95)}
