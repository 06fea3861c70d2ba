"""Keeps sound that a client resends faster than it was spoken from overwhelming the server.

The socket must still be read. Otherwise, the answers to the server's pings would wait behind the sound, and the
connection would be considered dead. So the frames wait in an inbox, and are processed at a limited pace and in step
with the predictors.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Never

from aural.room.protocol.client import DoneFrame, SwitchFrame
from aural.voice.pipeline.microphone import Microphone

# The most sound that a page stores: 17 minutes, 33 MB.
MOST_QUEUED_BYTES = 32 * 1024 * 1024
# A multiple of real time. Voice activity detection costs 2 % of a core at real time (vad/silero.py), so 40 % at most.
FASTEST = 20.0
# How far ahead of that pace, in real time, sound may be before it waits: a burst after a stall is processed at once.
BURST_SECONDS = 0.25
# How far the microphone may be ahead of the clock before it waits: enough for jitter.
AHEAD_SECONDS = 0.5
LONGEST_SECONDS = 5.0

Piece = bytes | DoneFrame | SwitchFrame
Spawn = Callable[[Coroutine[object, Never, None]], asyncio.Task[None]]


class Inbox:
    """A candidate's sound that waits to be processed: frames, and the button presses between them, in order."""

    def __init__(self) -> None:
        self._pieces: deque[Piece] = deque()
        self._bytes = 0
        self._added = self._taken = self._processed = 0  # how many pieces
        self._is_closed = False
        self._more, self._room, self._next = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def put(self, piece: Piece) -> None:
        """Adds a piece. Waits only if the inbox has more than any turn could need."""
        while self._bytes > MOST_QUEUED_BYTES:
            self._room.clear()
            await self._room.wait()
        self._pieces.append(piece)
        self._bytes += _size(piece)
        self._added += 1
        self._more.set()

    async def get(self) -> Piece:
        """Returns the next piece. The caller has processed the piece before it."""
        self._processed = self._taken
        self._next.set()
        while not self._pieces:
            self._more.clear()
            await self._more.wait()
        piece = self._pieces.popleft()
        self._bytes -= _size(piece)
        self._taken += 1
        self._room.set()
        return piece

    async def until_processed(self) -> None:
        """Waits until all pieces so far are processed, or the inbox is closed."""
        until = self._added
        while self._processed < until and not self._is_closed:
            self._next.clear()
            await self._next.wait()

    def close(self) -> None:
        """Call this when no more pieces will be taken."""
        self._is_closed = True
        self._next.set()


def _size(piece: Piece) -> int:
    return len(piece) if isinstance(piece, bytes) else 0


class Pace:
    """Limits how fast sound is processed: it may be faster than speech, but must not delay other candidates."""

    def __init__(self, fastest: float = FASTEST) -> None:
        self._fastest = fastest
        self._spent = 0.0  # how many seconds the sound so far should have taken at least
        self._at = 0.0

    async def wait(self, milliseconds: int) -> None:
        """Call this after each frame. Even if there is no need to wait, it lets the event loop's other tasks run."""
        now = asyncio.get_running_loop().time()
        self._spent = max(0.0, self._spent - (now - self._at)) + milliseconds / 1000 / self._fastest
        self._at = now
        await asyncio.sleep(max(0.0, self._spent - BURST_SECONDS))


class TurnModelGate:
    """Keeps the microphone from getting ahead of the predictors that are asked in a pause.

    They take real time, while pauses are measured in the microphone's time. Without waiting, each prediction would come
    too late for its pause.
    """

    def __init__(self, microphone: Microphone, spawn: Spawn) -> None:
        self._microphone, self._spawn = microphone, spawn
        self._asked: set[asyncio.Task[None]] = set()
        self._asked_ms, self._asked_at = 0, 0.0  # the oldest request, in the microphone's and real time

    def ask(self, prediction: Coroutine[object, Never, None]) -> None:
        if not self._asked:
            self._asked_ms, self._asked_at = self._microphone.now_ms, time.monotonic()
        task = self._spawn(prediction)
        self._asked.add(task)
        task.add_done_callback(self._asked.discard)

    async def wait_if_ahead(self) -> None:
        sound_seconds = (self._microphone.now_ms - self._asked_ms) / 1000
        if self._asked and sound_seconds > time.monotonic() - self._asked_at + AHEAD_SECONDS:
            await asyncio.wait(self._asked, timeout=LONGEST_SECONDS)
