"""How work grows with its input: the guard against rules that take for ever, on any machine and under any load."""

from __future__ import annotations

import time
from collections.abc import Callable

SMALL, LARGE = 5_000, 50_000
# Ten times the input is ten times the work where the work is linear, and a hundred times where it is quadratic.
LINEAR = 60
_LEAST_SECONDS = 0.001


def growth(work: Callable[[int], object]) -> float:
    """How many times the processor time of `work(SMALL)` one of `work(LARGE)` takes; what others run does not count.

    Of each the least of three counts: a neighbour in the cache, or the collector of garbage, only ever adds to it. So
    what is below `LINEAR` at once is not measured again.
    """
    work(SMALL)
    small = max(min(_seconds(work, SMALL) for _ in range(3)), _LEAST_SECONDS)
    large = _seconds(work, LARGE)
    for _ in range(2):
        if large < LINEAR * small:
            break
        large = min(large, _seconds(work, LARGE))
    return large / small


def _seconds(work: Callable[[int], object], size: int) -> float:
    began = time.thread_time()
    work(size)
    return time.thread_time() - began
