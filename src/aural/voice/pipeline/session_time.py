"""When something was said: milliseconds since the session began, by the microphone's time of one voice session.

Sound that was kept on the device over a lost line arrives late, and then faster than it was spoken; while the
microphone is muted its time stands still. So a moment is told by what came after it: it was never later than the
arrival of any later sound, less the sound in between. Live sound makes that exact to the delay of the network.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable


class SessionTime:
    """`elapsed`: milliseconds since the session began, now. `told_ms`: the end of what was stored before.

    What is told only grows, over lines, server processes and clocks that are set back.
    """

    def __init__(self, elapsed: Callable[[], int] = lambda: 0, told_ms: int = 0) -> None:
        self._elapsed = elapsed
        self._floor_at, self._floor_ms = 0, told_ms  # the microphone's time, and the least that it is in the session's
        # (the microphone's time, how much less that is than the session's), where nothing later shows less.
        self._marks: list[tuple[int, int]] = []

    def arrived(self, at_ms: int) -> None:
        """All sound up to `at_ms` of the microphone's time is here."""
        behind = self._elapsed() - at_ms
        while self._marks and self._marks[-1][1] >= behind:
            self._marks.pop()
        self._marks.append((at_ms, behind))

    def at(self, at_ms: int) -> int:
        """The session's time of a moment of the microphone's."""
        least = self._floor_ms + max(0, at_ms - self._floor_at)
        found = bisect_left(self._marks, (at_ms, -(1 << 62)))
        return least if found == len(self._marks) else max(least, at_ms + self._marks[found][1])

    def settle(self, at_ms: int, told_ms: int = 0) -> None:
        """Nothing before `at_ms` is asked for any more; `told_ms` is the latest that was told."""
        self._floor_ms, self._floor_at = max(self.at(at_ms), told_ms), at_ms
        del self._marks[: bisect_left(self._marks, (at_ms, -(1 << 62)))]
