"""Sound that is sent again comes faster than it was spoken, but not so fast that everybody else waits for it."""

from __future__ import annotations

import asyncio

# Times real time. To look for a voice in it costs 2 % of a core at real time (activity.py): 40 % at most.
FASTEST = 20.0
# Of the clock; what was held back by a stall of the line is heard at once.
BURST_SECONDS = 0.25


class Pace:
    def __init__(self, fastest: float = FASTEST) -> None:
        self._fastest = fastest
        self._spent = 0.0  # seconds of the clock that the sound so far should have taken at least
        self._at = 0.0

    async def wait(self, milliseconds: int) -> None:
        """After each frame; also where nothing is to be waited for, everybody else has a turn."""
        now = asyncio.get_running_loop().time()
        self._spent = max(0.0, self._spent - (now - self._at)) + milliseconds / 1000 / self._fastest
        self._at = now
        await asyncio.sleep(max(0.0, self._spent - BURST_SECONDS))
