"""Counts how much session time is used and reserved at once, separately for sessions whose first answer came too late.

Starting a session reserves its time for five minutes. Its first answer is never refused, so an answer that comes later,
when another session may already have the time, exceeds the plan on purpose (ADR 0045). From then on, the session of an
invited candidate reserves its time again. That of a visitor reserves nothing, and counts once it ends (ADR 0058). A
jump of the clock delays many answers that far.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from aural.settings.budgets import RESERVED_SECONDS

QUERY = """
SELECT s.id, s.reserved_seconds, s.reserved_until, s.created_at,
    CASE WHEN s.status = 'IN_PROGRESS' THEN 0 ELSE s.total_duration_seconds END,
    (SELECT min(m.created_at) FROM messages m WHERE m.session_id = s.id AND m.role = 'user')
FROM sessions s
"""


@dataclass(frozen=True, slots=True)
class Start:
    """A row of `sessions`; times are in milliseconds. `until`: when the reservation expires, None if it doesn't.
    `took`: seconds that count as used, 0 while the session runs. `answered`: when its first answer came.
    """

    id: str
    promised: int
    until: int | None
    created: int
    took: int
    answered: int | None


class Counted(NamedTuple):
    """Seconds used and reserved at one moment: by late sessions, and by all others."""

    others: int
    late: int


@dataclass
class Promises:
    """Follows a run through repeated snapshots. `late`: sessions whose first answer came after their reservation
    expired.
    """

    session_limit: int | None = None
    late: set[str] = field(default_factory=set)
    _lapsed: set[str] = field(default_factory=set)

    def count(self, starts: Iterable[Start], used: int, now: int) -> Counted:
        """The seconds used and reserved in a snapshot. `used`: the seconds used by all sessions. `now`: the server's
        time in milliseconds.
        """
        others, late = used, 0
        for start in starts:
            if start.until is not None and start.until <= now:
                self._lapsed.add(start.id)
            if start.answered is not None and self._is_late(start, start.answered):
                self.late.add(start.id)
            if start.id in self.late:
                took = start.took if self.session_limit is None else min(start.took, self.session_limit)
                others -= took
                late += took + (start.promised if start.until is None or start.until > now else 0)
            elif start.id not in self._lapsed:
                others += start.promised
        return Counted(others, late)

    def _is_late(self, start: Start, answered: int) -> bool:
        return start.id in self._lapsed or answered >= start.created + RESERVED_SECONDS * 1000
