"""Webhooks: the events, and when a failed delivery is retried."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal, get_args

EventName = Literal[
    "interview.published",
    "interview.archived",
    "candidate.invited",
    "candidate.opened",
    "session.started",
    "session.resumed",
    "session.completed",
    "session.abandoned",
    "session.analyzed",
    "session.not_scorable",
    "session.erased",
    "score.overridden",
    "consent.given",
    "consent.withdrawn",
    "review.requested",
    "webhook.disabled",
]
EVENTS: tuple[EventName, ...] = get_args(EventName)
WEBHOOK_TEST = "webhook.test"  # sent to one endpoint on request, whatever its filter

_MINUTE, _HOUR = 60, 3600
#: Seconds to wait after each failed attempt, as Standard Webhooks 1.0 recommends: just over three days in total.
RETRY_SECONDS = (5, 5 * _MINUTE, 30 * _MINUTE, *(hours * _HOUR for hours in (2, 5, 10, 14, 20, 24)))
MOST_ATTEMPTS = len(RETRY_SECONDS) + 1
JITTER = 0.2
_LONGEST_RETRY_AFTER_SECONDS = 24 * _HOUR


def retry_after_seconds(attempt: int, chance: float, retry_after: int | None = None) -> float:
    """Seconds from the failed attempt with this number (from 1) to the next attempt.

    `chance`, 0 to 1, varies the delay by up to a fifth either way. If the receiver sends a longer `Retry-After`, that
    applies instead, up to a day.
    """
    planned = RETRY_SECONDS[min(attempt, len(RETRY_SECONDS)) - 1] * (1 + JITTER * (2 * chance - 1))
    return max(planned, min(retry_after or 0, _LONGEST_RETRY_AFTER_SECONDS))


def is_wanted(event: str, events: Collection[str]) -> bool:
    """Whether an endpoint with this filter gets the event. An empty filter lets every event through."""
    return not events or event in events
