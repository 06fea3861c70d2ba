"""A clock that stands still until a test moves it."""

from __future__ import annotations

START = 1_780_000_000_000  # in May 2026


class FakeClock:
    def __init__(self, now: int = START) -> None:
        self.at = now

    def now(self) -> int:
        return self.at

    def pass_seconds(self, seconds: float) -> None:
        self.at += int(seconds * 1000)
