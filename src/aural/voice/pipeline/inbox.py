"""What has come of a candidate's sound and waits to be heard.

Sound that is sent again comes faster than it can be heard. The socket must be read all the same, or the answer to the
server's own pings waits behind it, and the line is taken for dead.
"""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

# A whole turn of the longest kind (15 minutes, 29 MB) and something more.
MOST_BYTES = 32 * 1024 * 1024

Piece = bytes | dict[str, Any]


class Inbox:
    """Frames of sound, and the presses of buttons that came between them, in their order."""

    def __init__(self) -> None:
        self._pieces: deque[Piece] = deque()
        self._bytes = 0
        self._more, self._room = asyncio.Event(), asyncio.Event()

    async def put(self, piece: Piece) -> None:
        """Waits only where more is here than any turn could need."""
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
