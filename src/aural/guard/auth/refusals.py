"""Logs refused requests: missing rights, missing keys, wrong passwords, exceeded limits. ASVS 16.3.

The first refusal of a kind in a minute gets a line. A refusal in a later minute writes how many more there were, so
that a flood of requests doesn't flood the log. A line has ids and, for creators and their programs, the address; never
what was sent.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import asdict, dataclass

from aural.platform.errors import AuralError

LOGGED = frozenset({401, 403, 429})
MOST_LINES = 200
"""Different refusals per minute; any others are counted together."""
_MINUTE_MS = 60_000
_OTHERS = "other refusals"
_log = logging.getLogger("aural.refusals")


@dataclass(frozen=True, slots=True)
class RefusedRequest:
    """The refused request and its caller, as far as known. `user_id`: the person's, or that of the account tried."""

    operation: str
    address: str | None = None
    organization_id: str | None = None
    key_id: str | None = None
    user_id: str | None = None


class Refusals:
    """The refusals of one process. Logs nothing that the caller chose except its address."""

    def __init__(self) -> None:
        self._minute = 0
        self._counts: Counter[str] = Counter()

    def note(self, now: int, error: AuralError, asked: RefusedRequest, request_id: str) -> None:
        if error.status in LOGGED:
            self.note_code(now, f"{error.status} {error.code}", asked, request_id)

    def note_code(self, now: int, code: str, asked: RefusedRequest, request_id: str | None) -> None:
        """`code`: the reason, in our own words."""
        if now // _MINUTE_MS != self._minute:
            self._tell_more()
            self._minute = now // _MINUTE_MS
        told = {name: value for name, value in asdict(asked).items() if value}
        said = ", ".join([code, *(f"{name} {value}" for name, value in told.items() if name != "operation")])
        line = f"refused {asked.operation}: {said}"
        if line not in self._counts and len(self._counts) >= MOST_LINES:
            line = _OTHERS
        self._counts[line] += 1
        if self._counts[line] == 1 and line != _OTHERS:
            _log.warning("%s", line, extra={**told, "code": code, "request_id": request_id})

    def _tell_more(self) -> None:
        for line, count in self._counts.items():
            more = count if line == _OTHERS else count - 1
            if more:
                _log.warning("%s, %d times more in that minute", line, more)
        self._counts.clear()
