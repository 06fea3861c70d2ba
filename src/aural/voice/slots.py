"""Voice slots: how many candidates can speak at once on this host. Each slot is a file, and taking it locks the file.

The operating system releases a lock when its process dies, however it dies. So the count is exact across all server
processes of the host, with nothing to renew and nothing to clean up. The process that has a slot writes its load level
into the file, and the level counts as long as the lock is held. Without file locks (Windows), each process counts only
its own slots.
"""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl


class VoiceSlot:
    """A slot that is locked until `give_back`."""

    def __init__(self, slots: VoiceSlots, number: int, descriptor: int) -> None:
        self._slots, self._number, self._descriptor = slots, number, descriptor

    def tell(self, level: int) -> None:
        if self._descriptor >= 0:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, b"%d" % level)

    def give_back(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
            self._slots.returned(self._number)


class VoiceSlots:
    def __init__(self, data_dir: Path, count: int) -> None:
        self._folder = data_dir / "voice-places" / socket.gethostname()
        self._count = count
        self._mine: dict[int, VoiceSlot] = {}
        self._level = 0

    @property
    def is_holding(self) -> bool:
        """Whether this process has any slot."""
        return bool(self._mine)

    def take(self) -> VoiceSlot | None:
        """Takes a free slot; None if all are taken."""
        # Twice, because a process that only checks whether a slot is free locks it for a moment.
        for number in (*range(self._count), *range(self._count)):
            descriptor = self._try(number)
            if descriptor is not None:
                slot = self._mine[number] = VoiceSlot(self, number, descriptor)
                slot.tell(self._level)
                return slot
        return None

    def _try(self, number: int) -> int | None:
        """Locks the slot's file and returns its descriptor; None if the slot is taken."""
        if number in self._mine:
            return None
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._folder / str(number), os.O_CREAT | os.O_RDWR, 0o600)
        if _lock(descriptor):
            return descriptor
        os.close(descriptor)
        return None

    def _is_free(self, number: int) -> bool:
        descriptor = self._try(number)
        if descriptor is not None:
            os.close(descriptor)
        return descriptor is not None

    def count_free(self) -> tuple[int, int]:
        """Returns (all slots, free slots)."""
        return self._count, sum(map(self._is_free, range(self._count)))

    def has_free(self) -> bool:
        return any(map(self._is_free, range(self._count)))

    def tell(self, level: int) -> None:
        """Writes this process's load level where the other processes of this host read it."""
        if level != self._level:
            self._level = level
            for slot in self._mine.values():
                slot.tell(level)

    def read_levels(self) -> int:
        """The highest load level that another process of this host reports; 0 if none does."""
        return max((self._read_level(number) for number in range(self._count)), default=0)

    def _read_level(self, number: int) -> int:
        file = self._folder / str(number)
        if number in self._mine or not file.exists() or self._is_free(number):
            return 0
        text = file.read_bytes()[:1]
        return int(text) if text.isdigit() else 0

    def returned(self, number: int) -> None:
        self._mine.pop(number, None)


def _lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        return True
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
