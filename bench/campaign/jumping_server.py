"""A server whose clock is wrong by the seconds that a file says, from one moment to the next.

Only what the clock shows jumps, as on a machine whose time is set: how long something takes is measured as ever.
"""

from __future__ import annotations

import mmap
import struct
import time
from pathlib import Path

FORM = struct.Struct("<q")


def set_offset(path: Path, seconds: int) -> None:
    """Of the server that reads this file, from now on."""
    if not path.exists():
        path.write_bytes(FORM.pack(0))
    with path.open("r+b") as file:
        file.write(FORM.pack(seconds))


def read_offset(path: Path) -> int:
    """By how many seconds the server's clock is wrong now."""
    seconds: int = FORM.unpack(path.read_bytes())[0]
    return seconds


def shift(path: str) -> None:
    """The time of this process is what the system says, and the file's seconds more."""
    with Path(path).open("rb") as file:
        shown = mmap.mmap(file.fileno(), FORM.size, access=mmap.ACCESS_READ)
    nanoseconds, seconds = time.time_ns, time.time
    time.time_ns = lambda: nanoseconds() + FORM.unpack(shown[:])[0] * 1_000_000_000
    time.time = lambda: seconds() + FORM.unpack(shown[:])[0]
