"""Converts the microphone's time of one voice session into the session's: milliseconds since the session began.

Sound that the device kept while it was disconnected arrives late, and then faster than it was spoken; while the
microphone is muted, its time stands still. So a moment is dated by later sound: it can't be later than the arrival of
that sound, minus the length of the sound in between. With live sound, that is exact up to the network's delay.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable


class SessionTime:
    """`elapsed` returns the milliseconds since the session began. `told_ms`: the end of the last stored answer.

    The times only ever grow, even across connections, server processes and clocks that are set back.
    """

    def __init__(self, elapsed: Callable[[], int] = lambda: 0, told_ms: int = 0) -> None:
        self._elapsed = elapsed
        self._floor_at, self._floor_ms = 0, told_ms  # a microphone's time, and the earliest session time for it
        # (microphone's time, how far it is behind the session's). Later sound at most as far behind replaces a mark.
        self._marks: list[tuple[int, int]] = []

    def arrived(self, at_ms: int) -> None:
        """Call this when all sound up to `at_ms` of the microphone's time has arrived."""
        behind = self._elapsed() - at_ms
        while self._marks and self._marks[-1][1] >= behind:
            self._marks.pop()
        self._marks.append((at_ms, behind))

    def at(self, at_ms: int) -> int:
        """The session's time for `at_ms` of the microphone's time."""
        least = self._floor_ms + max(0, at_ms - self._floor_at)
        found = bisect_left(self._marks, (at_ms, -(1 << 62)))
        return least if found == len(self._marks) else max(least, at_ms + self._marks[found][1])

    def settle(self, at_ms: int, told_ms: int = 0) -> None:
        """Call this when no time before `at_ms` is needed any more. `told_ms`: the latest time that was returned."""
        self._floor_ms, self._floor_at = max(self.at(at_ms), told_ms), at_ms
        del self._marks[: bisect_left(self._marks, (at_ms, -(1 << 62)))]
