"""The one place that reads the time. Instants are whole milliseconds since the epoch, UTC."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol

Instant = int
"""Milliseconds since 1970-01-01T00:00:00Z. Names end in `_at`."""


class Clock(Protocol):
    def now(self) -> Instant: ...


class SystemClock:
    def now(self) -> Instant:
        return time.time_ns() // 1_000_000


def iso(at: Instant) -> str:
    """`2026-04-01T12:00:00.000Z`, the only spelling of a time that leaves the server."""
    moment = datetime.fromtimestamp(at // 1000, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{at % 1000:03d}Z"
