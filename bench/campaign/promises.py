"""How much session time is used and promised at once, with the starts left out that were answered too late.

A start is promised its time for five minutes. Its first answer is never refused, so one that comes later, when another
start may have the time already, goes beyond the plan on purpose (ADR 0045). A jump of the clock makes many so late.
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
    """A session as its row has it; instants in milliseconds. `until` None: its hours are its own. `took`: seconds
    that count as used, 0 while it runs. `answered`: when its first answer came.
    """

    id: str
    promised: int
    until: int | None
    created: int
    took: int
    answered: int | None


@dataclass
class Promises:
    """Goes through a run look by look. `late`: the sessions whose first answer came after their hours had lapsed."""

    session_limit: int | None = None
    late: set[str] = field(default_factory=set)
    _lapsed: set[str] = field(default_factory=set)

    def count(self, starts: Iterable[Start], used: int, now: int) -> int:
        """Seconds used and promised. `used` of all sessions; `now` by the server's clock, in milliseconds."""
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
