"""Limits the pace of sound that is sent again: faster than it was spoken, but without making other candidates wait."""

from __future__ import annotations

import asyncio

# Times real time. Voice activity detection costs 2 % of a core at real time (vad/silero.py), so 40 % at most.
FASTEST = 20.0
# Of the clock: sound that a stall of the connection held back is processed at once.
BURST_SECONDS = 0.25


class Pace:
    def __init__(self, fastest: float = FASTEST) -> None:
        self._fastest = fastest
        self._spent = 0.0  # seconds of the clock that the sound so far should have taken at least
        self._at = 0.0

    async def wait(self, milliseconds: int) -> None:
        """Call it after each frame. Even without a wait, it lets the other tasks of the event loop run."""
        now = asyncio.get_running_loop().time()
        self._spent = max(0.0, self._spent - (now - self._at)) + milliseconds / 1000 / self._fastest
        self._at = now
        await asyncio.sleep(max(0.0, self._spent - BURST_SECONDS))
