"""The session's own time: it runs while the candidate is connected and has neither paused nor reported a problem."""

from __future__ import annotations

from dataclasses import dataclass, replace

MAX_EXTENSIONS = 2
EXTENSION_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Stop:
    """A period in which the clock was stopped, for the report."""

    why: str  # pause, problem, disconnected
    at: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """`ran`: milliseconds counted so far. `since`: when the clock last started; None while it is stopped."""

    ran: int = 0
    since: int | None = None
    why: str | None = "not started"
    stood_at: int = 0
    stops: tuple[Stop, ...] = ()
    pauses: int = 0
    extensions: int = 0

    def elapsed_seconds(self, now: int) -> int:
        """The whole seconds counted so far. A system clock that jumps back never reduces what was counted."""
        running = 0 if self.since is None else max(0, now - self.since)
        return (self.ran + running) // 1000

    def stopped(self, at: int, why: str) -> Stopwatch:
        if self.since is None:
            return self
        return replace(self, ran=self.ran + max(0, at - self.since), since=None, why=why, stood_at=at)

    def started(self, at: int) -> Stopwatch:
        if self.since is not None:
            return self
        stop = Stop(self.why or "", self.stood_at, max(0, at - self.stood_at) // 1000)
        stops = self.stops if self.why == "not started" else (*self.stops, stop)
        return replace(self, since=at, why=None, stops=stops)
