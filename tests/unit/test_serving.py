"""What a server process does before it serves."""

from __future__ import annotations

import subprocess
import sys

# Threads that hold much memory at the same time, and glibc's own count of its heaps: none where it has no such count.
COUNT_HEAPS = """
import ctypes, sys, tempfile, threading
from aural.serving import use_one_heap

if "one" in sys.argv:
    use_one_heap()
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


def count_heaps(*arguments: str) -> int:
    run = subprocess.run([sys.executable, "-c", COUNT_HEAPS, *arguments], capture_output=True, text=True, check=True)
    return int(run.stdout)


def test_all_threads_of_a_server_take_memory_from_one_heap() -> None:
    assert count_heaps() > 1
    assert count_heaps("one") == 1
