"""Deadlines for answering requests about personal data."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime

_RIGHTS = frozenset({"human_interview", "human_review"})


def answer_until(kind: str, asked_at: int, erase_asked_at: int | None) -> int | None:
    """One month after the request (GDPR, Article 12(3)), in ms; None if that rule doesn't apply.

    The rule applies to erasure and to a request for a person instead of an automated decision (Articles 17 and 22). It
    doesn't apply to a request for an adjustment, which is needed before the interview.
    """
    if erase_asked_at is not None:
        return _month_later(erase_asked_at)
    return _month_later(asked_at) if kind in _RIGHTS else None


def _month_later(at: int) -> int:
    """The same day and time of the next month, or its last day if that month is too short (Regulation 1182/71)."""
    moment = datetime.fromtimestamp(at // 1000, UTC)
    year, month = (moment.year, moment.month + 1) if moment.month < 12 else (moment.year + 1, 1)
    day = min(moment.day, monthrange(year, month)[1])
    return int(moment.replace(year=year, month=month, day=day).timestamp()) * 1000 + at % 1000
