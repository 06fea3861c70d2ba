"""Measures how long each stage of a spoken turn takes: for the log, for admission, and for the connection meter."""

from __future__ import annotations

import logging
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager

from aural.platform import metrics, traces
from aural.voice.load import Load

logger = logging.getLogger("aural.voice")
# How many durations of each stage a process remembers: enough for percentiles, and bounded.
REMEMBERED = 1000
# In order: the silence until the turn was over, smart-turn's prediction, the wait for a free STT engine, the
# recognition, the commit, the interviewer's words, their sound. Then the time from the end of the turn to that sound:
# in total, and without the time for the interviewer's words (`answer`).
STAGES = (
    *("end of turn", "advice", "queue", "recognition", "storing", "reply", "sound"),
    *("first sound", "answer"),
)


class Stages:
    """The stages of one voice session; `seen` is shared by all voice sessions of the process."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen
        # By `time.monotonic`: the end of the turn that gets the reply, its commit, the arrival of the reply's words.
        self._ended_at: float | None = None
        self._stored_at = self._worded_at = 0.0

    def saw(self, stage: str, seconds: float) -> None:
        self._seen.add(stage, seconds)

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.saw(stage, time.monotonic() - began)

    def answered(self, ended_at: float) -> None:
        """Call this when an answer is stored. Its turn ended at `ended_at`."""
        self._ended_at, self._stored_at, self._worded_at = ended_at, time.monotonic(), 0.0

    def worded(self) -> None:
        """Call this when the interviewer's next words are available."""
        if self._ended_at is not None and not self._worded_at:
            self._worded_at = time.monotonic()
            self.saw("reply", self._worded_at - self._stored_at)

    def first_sound(self) -> float | None:
        """Seconds from the end of the candidate's turn to now; None if this sound isn't a reply."""
        ended, self._ended_at = self._ended_at, None
        if ended is None:
            return None
        now = time.monotonic()
        worded = self._worded_at or now  # an acknowledgement is heard before there are words
        if self._worded_at:
            self.saw("sound", now - worded)
        self.saw("first sound", now - ended)
        self.saw("answer", now - ended - (worded - self._stored_at))
        return now - ended


class Seen:
    """The durations that a process measured. Some of the stages count toward `load`."""

    def __init__(self, load: Load) -> None:
        self.load = load
        self._seconds: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=REMEMBERED))

    def add(self, stage: str, seconds: float) -> None:
        self._seconds[stage].append(seconds)
        self.load.saw(stage, seconds)
        metrics.voice.labels(stage).observe(seconds)
        traces.tell(f"voice {stage}", seconds)
        logger.debug("voice: %s took %.3f s", stage, seconds)

    def percentiles(self) -> dict[str, dict[str, float]]:
        """For each stage, the count, and the 50th and 95th percentiles in seconds."""
        return {stage: _summary(sorted(values)) for stage, values in self._seconds.items()}


def _summary(values: list[float]) -> dict[str, float]:
    def at(share: float) -> float:
        return round(values[min(len(values) - 1, int(share * len(values)))], 4)

    return {"count": len(values), "p50": at(0.5), "p95": at(0.95)}
