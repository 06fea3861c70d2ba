"""Keeps a process that runs for months as small as what it holds."""

from __future__ import annotations

import ctypes
import threading

M_ARENA_MAX = -8  # of glibc's malloc.h
TRIM_SECONDS = 60.0


def keep_small() -> None:
    """From now on all threads take memory from one heap, and each minute what is free of it goes back to the system.

    glibc gives each thread a heap of its own, eight a core at most. What was freed in one is not found by the next, so
    a process grows until each had its turn at the most memory. A network that is loaded leaves as much free memory
    behind as it has weights. Giving it back takes some milliseconds. Without glibc nothing happens.
    """
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "malloc_trim"):
        return
    libc.mallopt(M_ARENA_MAX, 1)
    threading.Thread(target=_keep_trimming, args=(libc,), name="trim", daemon=True).start()


def _keep_trimming(libc: ctypes.CDLL) -> None:
    never = threading.Event()
    while not never.wait(TRIM_SECONDS):
        libc.malloc_trim(0)
