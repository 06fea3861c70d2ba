"""The one place that reads the time. Instants are whole milliseconds since the epoch, UTC."""

from __future__ import annotations

import time
from datetime import date, timedelta
from functools import lru_cache
from typing import Protocol

Instant = int
"""Milliseconds since 1970-01-01T00:00:00Z. Names end in `_at`."""

_EPOCH = date(1970, 1, 1)


class Clock(Protocol):
    def now(self) -> Instant: ...


class SystemClock:
    def now(self) -> Instant:
        return time.time_ns() // 1_000_000


def iso(at: Instant) -> str:
    """`2026-04-01T12:00:00.000Z`, the only spelling of a time that leaves the server."""
    minutes, milliseconds = divmod(at, 60_000)
    hours, minute = divmod(minutes, 60)
    day, hour = divmod(hours, 24)
    return f"{_date(day)}T{hour:02d}:{minute:02d}:{milliseconds // 1000:02d}.{milliseconds % 1000:03d}Z"


@lru_cache(1000)
def _date(day: int) -> str:
    """The date of a day since 1970: answers are full of times, and most of them are of a few days."""
    return (_EPOCH + timedelta(days=day)).isoformat()
