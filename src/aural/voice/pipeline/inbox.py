"""The queue of a candidate's sound that was received and waits to be processed.

Sound that is sent again arrives faster than it can be processed. The socket must be read all the same, or the answers
to the server's pings wait behind the sound, and the connection is taken for dead.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

# A turn of the maximum length (15 minutes, 29 MB) and some more.
MOST_BYTES = 32 * 1024 * 1024

Piece = bytes | dict[str, Any]


class Inbox:
    """Frames of sound and the button presses between them, in order."""

    def __init__(self) -> None:
        self._pieces: deque[Piece] = deque()
        self._bytes = 0
        self._more, self._room = asyncio.Event(), asyncio.Event()

    async def put(self, piece: Piece) -> None:
        """Waits only if there is more than any turn could need."""
        while self._bytes > MOST_BYTES:
            self._room.clear()
            await self._room.wait()
        self._pieces.append(piece)
        self._bytes += _size(piece)
        self._more.set()

    async def get(self) -> Piece:
        while not self._pieces:
            self._more.clear()
            await self._more.wait()
        piece = self._pieces.popleft()
        self._bytes -= _size(piece)
        self._room.set()
        return piece


def _size(piece: Piece) -> int:
    return len(piece) if isinstance(piece, bytes) else 0
