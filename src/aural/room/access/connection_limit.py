"""A limit on the open sockets of one address in this process, so that one client can't exhaust the server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class Crowd:
    """Counts open sockets by address: at most `most` for each, or any number if `most` is 0."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str] = Counter()

    @contextmanager
    def place(self, address: str) -> Iterator[bool]:
        """Yields whether one more socket of this address may open. It counts as open until the context ends."""
        if self._most and self._open[address] >= self._most:
            yield False
            return
        self._open[address] += 1
        try:
            yield True
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]
