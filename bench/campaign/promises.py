"""Counts how much session time is used and reserved at once, without sessions whose first answer came too late.

Starting a session reserves its time for five minutes. Its first answer is never refused, so an answer that comes later,
when another session may already have the time, exceeds the plan on purpose (ADR 0045). A jump of the clock delays
many answers that far.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

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


@dataclass
class Promises:
    """Follows a run through repeated snapshots. `late`: sessions whose first answer came after their reservation
    expired.
    """

    session_limit: int | None = None
    late: set[str] = field(default_factory=set)
    _lapsed: set[str] = field(default_factory=set)

    def count(self, starts: Iterable[Start], used: int, now: int) -> int:
        """The seconds used and reserved in a snapshot, without late sessions. `used`: the seconds used by all sessions.
        `now`: the server's time in milliseconds.
        """
        for start in starts:
            if start.until is not None and start.until <= now:
                self._lapsed.add(start.id)
            if start.answered is not None and self._is_late(start, start.answered):
                self.late.add(start.id)
            if start.id in self.late:
                used -= start.took if self.session_limit is None else min(start.took, self.session_limit)
            elif start.id not in self._lapsed:
                used += start.promised
        return used

    def _is_late(self, start: Start, answered: int) -> bool:
        return start.id in self._lapsed or answered >= start.created + RESERVED_SECONDS * 1000
