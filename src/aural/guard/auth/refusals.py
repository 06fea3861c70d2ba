"""Logs refused requests (ASVS 16.3).

Logged as warnings: missing permissions, missing keys, wrong passwords, exceeded limits, and typed addresses that aren't
on the internet. Logged at the level "info": refused input and conflicts, which honest programs cause, too.

The first refusal of a kind in a minute gets a line. The next refusal in a later minute logs how many more there were,
so that a flood of requests doesn't flood the log. A line has ids and, for creators and their programs, the address, but
never what was sent.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import asdict, dataclass

from aural.platform.errors import AuralError

_WARNINGS = frozenset({401, 403, 429})
_INFOS = frozenset({400, 409, 413, 415})
MOST_LINES = 200
"""How many different refusals of a level are logged per minute. Any others are counted together."""
_MINUTE_MS = 60_000
_OTHERS = "other refusals"
_log = logging.getLogger("aural.refusals")


@dataclass(frozen=True, slots=True)
class RefusedRequest:
    """The refused request and its caller, as far as known. `user_id`: the caller, or the account they tried to use."""

    operation: str
    address: str | None = None
    organization_id: str | None = None
    key_id: str | None = None
    user_id: str | None = None


def level_of(error: AuralError) -> int | None:
    """The level at which this refusal is logged, or None if it isn't logged."""
    is_warning = error.status in _WARNINGS or error.is_suspicious
    level = logging.WARNING if is_warning else logging.INFO if error.status in _INFOS else None
    return level if level is not None and _log.isEnabledFor(level) else None


class Refusals:
    """The refusals of one process. Logs nothing that the caller chose except its address."""

    def __init__(self) -> None:
        self._minute = 0
        self._counts: dict[int, Counter[str]] = {logging.WARNING: Counter(), logging.INFO: Counter()}

    def note(self, now: int, error: AuralError, asked: RefusedRequest, request_id: str) -> None:
        level = level_of(error)
        if level is not None:
            self.note_code(now, f"{error.status} {error.code}", asked, request_id, level)

    def note_code(
        self, now: int, code: str, asked: RefusedRequest, request_id: str | None, level: int = logging.WARNING
    ) -> None:
        """`code`: the reason. It must be one of Aural's own codes, never text from the request."""
        if now // _MINUTE_MS != self._minute:
            self._tell_more()
            self._minute = now // _MINUTE_MS
        told = {name: value for name, value in asdict(asked).items() if value}
        said = ", ".join([code, *(f"{name} {value}" for name, value in told.items() if name != "operation")])
        line = f"refused {asked.operation}: {said}"
        counts = self._counts[level]
        if line not in counts and len(counts) >= MOST_LINES:
            line = _OTHERS
        counts[line] += 1
        if counts[line] == 1 and line != _OTHERS:
            _log.log(level, "%s", line, extra={**told, "code": code, "request_id": request_id})

    def _tell_more(self) -> None:
        for level, counts in self._counts.items():
            for line, count in counts.items():
                more = count if line == _OTHERS else count - 1
                if more:
                    _log.log(level, "%s, %d times more in that minute", line, more)
            counts.clear()
