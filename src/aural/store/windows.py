"""The arithmetic of a rate limit's sliding window, and the batches that count requests under large limits."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

WINDOW_MS = 60_000
DIGITS = 13

# Up to this limit, each request is one hit. Above it, a process takes batches: hits that count for many requests each,
# at most BATCHES per window. So a bucket stays small, and most requests don't touch the database.
EXACT = 600
BATCHES = 300
BATCH_MS = 10_000
_MOST_HELD = 10_000


@dataclass(frozen=True, slots=True)
class Admission:
    """The outcome for one request. `reset_at`: when the oldest hit stops counting, which admits one more request."""

    limit: int
    remaining: int
    reset_at: int
    is_admitted: bool
    retry_after_seconds: int = 0


def to_stamp(at: int) -> str:
    # Times before 1970, from a clock that isn't set, become 0: a minus sign would break the order of the strings.
    return f"{max(0, at):0{DIGITS}d}"


def _read(hits: str) -> list[int]:
    return [int(hits[start : start + DIGITS]) for start in range(0, len(hits), DIGITS)]


def admitted(hits: str, limit: int, now: int) -> Admission:
    instants = _read(hits)
    first = bisect_right(instants, now - WINDOW_MS)
    return Admission(limit, max(0, limit - len(instants) + first), instants[first] + WINDOW_MS, is_admitted=True)


def refused(hits: str, limit: int, now: int) -> Admission:
    instants = _read(hits)[-limit:]
    free_at = instants[0] + WINDOW_MS if instants else now
    return Admission(limit, 0, free_at, is_admitted=False, retry_after_seconds=max(1, -(-(free_at - now) // 1000)))


def is_from_the_future(hits: str, now: int) -> bool:
    """Whether the newest hit is too late to be explained by differing clocks: the clock must have been set back.

    Without a correction, the bucket would stay blocked until the clock has caught up.
    """
    return hits[-DIGITS:] > to_stamp(now + WINDOW_MS)


def as_of(hits: str, now: int) -> str:
    return to_stamp(now) * (len(hits) // DIGITS)


Take = Callable[[str, int, int, int], Awaitable[Admission]]
"""Takes one hit. Arguments: the bucket, the limit, the current time, and the time at which the hit counts."""


@dataclass(slots=True)
class _Batch:
    limit: int
    left: int
    taken_at: int
    until: int
    remaining: int  # requests left outside this batch when it was taken
    reset_at: int


class Batches:
    """The batches of this process. A batch counts at the last moment at which it may be used, so at most `limit`
    requests are admitted in any 60 seconds. The unused part of a batch expires, so there can be slightly fewer."""

    def __init__(self) -> None:
        self._held: dict[str, _Batch] = {}
        self._taking = asyncio.Lock()  # concurrent requests share one batch

    async def admit(self, bucket: str, limit: int, now: int, take: Take) -> Admission:
        if limit <= EXACT:
            return await take(bucket, limit, now, now)
        return self._use(bucket, limit, now) or await self._take(bucket, limit, now, take)

    def _use(self, bucket: str, limit: int, now: int) -> Admission | None:
        batch = self._held.get(bucket)
        if batch is None or not batch.left or batch.limit != limit or not batch.taken_at <= now < batch.until:
            return None
        batch.left -= 1
        return Admission(limit, batch.remaining + batch.left, batch.reset_at, is_admitted=True)

    async def _take(self, bucket: str, limit: int, now: int, take: Take) -> Admission:
        size = -(-limit // BATCHES)
        async with self._taking:
            if (admission := self._use(bucket, limit, now)) is not None:
                return admission
            taken = await take(bucket, limit // size, now, now + BATCH_MS)
            if not taken.is_admitted:
                return Admission(limit, 0, taken.reset_at, False, taken.retry_after_seconds)
            if len(self._held) >= _MOST_HELD:
                self._held.clear()
            remaining = taken.remaining * size
            self._held[bucket] = _Batch(limit, size - 1, now, now + BATCH_MS, remaining, taken.reset_at)
        return Admission(limit, remaining + size - 1, taken.reset_at, is_admitted=True)
