"""Puts a track's packets in order, for an STT engine instead of a loudspeaker. Imported with aiortc only.

aiortc's own buffer releases nothing before five consecutive packets have arrived, so if every fifth is lost, there is
no sound at all; and after a loss, its sound stays 320 ms late. An STT engine needs no even flow: packets in order are
passed on at once, and a missing packet is waited for briefly.
"""

from __future__ import annotations

from typing import Any

from aiortc.jitterbuffer import JitterFrame

# 80 ms of packets of 20 ms.
MOST_WAITING = 4
_TURN = 1 << 16  # sequence numbers begin again
_FAR = 1000  # a larger jump means another stream, or one that was interrupted


class Reordering:
    """The jitter buffer that `aiortc.rtcrtpreceiver` expects. Each packet of Opus is a whole frame."""

    def __init__(self) -> None:
        self._next: int | None = None
        self._waiting: dict[int, Any] = {}

    def add(self, packet: Any) -> tuple[bool, JitterFrame | None]:
        """Returns False (as there is no picture to request again), and the next frame or None."""
        number: int = packet.sequence_number
        if self._next is None or _FAR <= self._ahead(number) < _TURN - _FAR:
            self._next = number
            self._waiting.clear()
        if self._ahead(number) >= _TURN - _FAR:
            return False, None  # too late, or a duplicate
        self._waiting[number] = packet
        if self._next not in self._waiting and len(self._waiting) > MOST_WAITING:
            self._next = min(self._waiting, key=self._ahead)
        found = self._waiting.pop(self._next, None)
        if found is None:
            return False, None
        self._next = (self._next + 1) % _TURN
        return False, JitterFrame(found._data, found.timestamp)

    def _ahead(self, number: int) -> int:
        return (number - (self._next or 0)) % _TURN
