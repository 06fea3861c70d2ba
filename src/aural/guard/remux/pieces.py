"""File objects for PyAV, over files that were opened before the process limited its own resources."""

from __future__ import annotations

import os


class Piece:
    """One take to read."""

    def __init__(self, descriptor: int, size: int) -> None:
        self._descriptor, self.size, self._at = descriptor, size, 0

    def read(self, most: int) -> bytes:
        found = os.pread(self._descriptor, max(0, min(most, self.size - self._at)), self._at)
        self._at += len(found)
        return found

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = max(0, _place(offset, whence, self._at, self.size))
        return self._at

    def tell(self) -> int:
        return self._at


class Target:
    """The file to write. FFmpeg reads it again to move its index to the front."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor, self._at = descriptor, 0

    def again(self) -> Target:
        """The same file with its own position."""
        return Target(self._descriptor)

    def write(self, data: bytes) -> int:
        written = os.pwrite(self._descriptor, data, self._at)
        self._at += written
        return written

    def read(self, most: int) -> bytes:
        found = os.pread(self._descriptor, most, self._at)
        self._at += len(found)
        return found

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = max(0, _place(offset, whence, self._at, os.fstat(self._descriptor).st_size))
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        """Does nothing: the descriptor is closed by the caller that opened it."""


def _place(offset: int, whence: int, at: int, size: int) -> int:
    return offset + {os.SEEK_SET: 0, os.SEEK_CUR: at, os.SEEK_END: size}[whence]
