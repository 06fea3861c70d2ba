"""Measures how processor time grows with the size of the input. It finds rules that take too long, on any machine and
under any load.
"""

from __future__ import annotations

import time
from collections.abc import Callable

SMALL, LARGE = 5_000, 50_000
STEP = 100  # longer than the pieces that inputs are made of
# Ten times the input takes ten times the work if the work is linear, and a hundred times if it is quadratic.
LINEAR = 60
_LEAST_SECONDS = 0.001


def growth(work: Callable[[int], object]) -> float:
    """The processor time of `work(LARGE)`, divided by that of `work(SMALL)`. The load of other processes doesn't count.

    Each time is the lowest of three measurements, because a shared cache or the garbage collector can only add to it. A
    ratio that is below `LINEAR` at the first measurement is not measured again. The sizes differ by `STEP` each time,
    because a result that the function itself has cached takes no time.
    """
    work(SMALL)
    small = max(min(_seconds(work, SMALL + n * STEP) for n in (1, 2, 3)), _LEAST_SECONDS)
    large = _seconds(work, LARGE)
    for n in (1, 2):
        if large < LINEAR * small:
            break
        large = min(large, _seconds(work, LARGE + n * STEP))
    return large / small


def _seconds(work: Callable[[int], object], size: int) -> float:
    began = time.thread_time()
    work(size)
    return time.thread_time() - began
