"""How a process stays small: measured in separate processes, with glibc's figures and the system's."""

from __future__ import annotations

import subprocess
import sys

# Threads that use much memory at the same time.
COUNT_HEAPS = """
import ctypes, sys, tempfile, threading
from aural.platform.memory import keep_small

if "small" in sys.argv:
    keep_small()
libc = ctypes.CDLL(None)
together = threading.Barrier(4)

def hold():
    held = [libc.malloc(60_000) for _ in range(100)]
    together.wait()

threads = [threading.Thread(target=hold) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc.fdopen.restype, libc.malloc_info.argtypes = ctypes.c_void_p, (ctypes.c_int, ctypes.c_void_p)
libc.fflush.argtypes = (ctypes.c_void_p,)
with tempfile.TemporaryFile() as file:
    told = libc.fdopen(file.fileno(), b"w")
    libc.malloc_info(0, told)
    libc.fflush(told)
    file.seek(0)
    print(file.read().count(b"<heap nr="))
"""

# 60 MB are taken and freed below a block that stays, and returned without a request.
WAIT_UNTIL_GIVEN_BACK = """
import ctypes, sys
from pathlib import Path
from aural.platform import memory

memory.TRIM_SECONDS = 0.01
memory.keep_small()
libc = ctypes.CDLL(None)
libc.malloc.restype, libc.free.argtypes, libc.memset.argtypes = ctypes.c_void_p, (ctypes.c_void_p,), (
    ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t
)
resident = lambda: int(Path("/proc/self/statm").read_text().split()[1]) * 4096
before = resident()
taken = [libc.malloc(60_000) for _ in range(1000)]
for place in taken:
    libc.memset(place, 1, 60_000)
assert resident() - before > 50e6
stays = libc.malloc(60_000)
for place in taken:
    libc.free(place)
while resident() - before > 10e6:
    pass
"""


def run(script: str, *arguments: str) -> str:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


def test_all_threads_use_one_heap() -> None:
    assert int(run(COUNT_HEAPS)) > 1
    assert int(run(COUNT_HEAPS, "small")) == 1


def test_free_memory_is_returned_to_the_system() -> None:
    run(WAIT_UNTIL_GIVEN_BACK)
