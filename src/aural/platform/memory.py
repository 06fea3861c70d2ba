"""Keeps a process that runs for months from taking more memory than it needs."""

from __future__ import annotations

import ctypes
import threading

M_ARENA_MAX = -8  # from glibc's malloc.h
TRIM_SECONDS = 60.0


def keep_small() -> None:
    """Lets all threads share one heap, and returns its free memory to the system every minute.

    glibc gives each thread a heap of its own, up to eight heaps per core. A thread can't use what was freed in another
    heap, so a process grows until each heap has reached its peak. Loading a neural network leaves as much free memory
    behind as its weights take. Returning it takes a few milliseconds. Without glibc, this function does nothing.
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
