"""How many candidates can be heard at once on this host: each holds one of so many locked files.

The system gives a lock up when its process dies, however it dies; so the count is exact over all server processes of
the host, with nothing to renew and nothing to clean up. Where there are no such locks (Windows), each process counts
for itself.
"""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl


class Place:
    """Held until `give_back`."""

    def __init__(self, places: Places, number: int, descriptor: int) -> None:
        self._places, self._number, self._descriptor = places, number, descriptor

    def give_back(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
            self._places.returned(self._number)


class Places:
    def __init__(self, data_dir: Path, count: int) -> None:
        self._folder = data_dir / "voice-places" / socket.gethostname()
        self._count = count
        self._mine: set[int] = set()

    def take(self) -> Place | None:
        """None where all are taken."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in range(self._count):
            if number in self._mine:
                continue
            descriptor = os.open(self._folder / str(number), os.O_CREAT | os.O_RDWR, 0o600)
            if _lock(descriptor):
                self._mine.add(number)
                return Place(self, number, descriptor)
            os.close(descriptor)
        return None

    def count_free(self) -> tuple[int, int]:
        """(all, those that are free)."""
        taken: list[Place] = []
        while (place := self.take()) is not None:
            taken.append(place)
        for place in taken:
            place.give_back()
        return self._count, len(taken)

    def has_free(self) -> bool:
        place = self.take()
        if place is not None:
            place.give_back()
        return place is not None

    def returned(self, number: int) -> None:
        self._mine.discard(number)


def _lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        return True
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
