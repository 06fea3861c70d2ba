"""A server whose clock is off by a number of seconds that it reads from a file and that can change at any moment.

Only the clock for the time of day jumps, as on a machine whose time is set; durations are measured as usual.
"""

from __future__ import annotations

import mmap
import struct
import time
from pathlib import Path

FORM = struct.Struct("<q")


def set_offset(path: Path, seconds: int) -> None:
    """Sets the clock offset of the server that reads this file."""
    if not path.exists():
        path.write_bytes(FORM.pack(0))
    with path.open("r+b") as file:
        file.write(FORM.pack(seconds))


def read_offset(path: Path) -> int:
    """The number of seconds by which the server's clock is off now."""
    seconds: int = FORM.unpack(path.read_bytes())[0]
    return seconds


def shift(path: str) -> None:
    """Adds the number of seconds in the file to the time of day in this process."""
    with Path(path).open("rb") as file:
        shown = mmap.mmap(file.fileno(), FORM.size, access=mmap.ACCESS_READ)
    nanoseconds, seconds = time.time_ns, time.time
    time.time_ns = lambda: nanoseconds() + FORM.unpack(shown[:])[0] * 1_000_000_000
    time.time = lambda: seconds() + FORM.unpack(shown[:])[0]
