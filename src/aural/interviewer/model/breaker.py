"""Stops calling a model that keeps failing."""

from __future__ import annotations

from collections.abc import Callable


class Breaker:
    """After some failures in a row the model rests for a while, so that not every turn waits for its deadline."""

    def __init__(self, now: Callable[[], int], *, failures: int = 3, rest_seconds: int = 30) -> None:
        self._now, self._most, self._rest = now, failures, rest_seconds * 1000
        self._failures = 0
        self._until = 0

    @property
    def is_open(self) -> bool:
        """Whether to leave the model alone. After the rest, one call may try; its failure opens it again."""
        return self._failures >= self._most and self._now() < self._until

    def succeeded(self) -> None:
        self._failures = 0

    def failed(self) -> None:
        self._failures += 1
        self._until = self._now() + self._rest
