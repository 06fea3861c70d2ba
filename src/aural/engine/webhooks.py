"""Webhooks: the events, and when a failed delivery is attempted again."""

from __future__ import annotations

from collections.abc import Collection

INTERVIEW_PUBLISHED = "interview.published"
INTERVIEW_ARCHIVED = "interview.archived"
CANDIDATE_INVITED = "candidate.invited"
CANDIDATE_OPENED = "candidate.opened"
SESSION_STARTED = "session.started"
SESSION_RESUMED = "session.resumed"
SESSION_COMPLETED = "session.completed"
SESSION_ABANDONED = "session.abandoned"
SESSION_ANALYZED = "session.analyzed"
SESSION_NOT_SCORABLE = "session.not_scorable"
SESSION_ERASED = "session.erased"
SCORE_OVERRIDDEN = "score.overridden"
CONSENT_GIVEN = "consent.given"
CONSENT_WITHDRAWN = "consent.withdrawn"
REVIEW_REQUESTED = "review.requested"
WEBHOOK_DISABLED = "webhook.disabled"
WEBHOOK_TEST = "webhook.test"  # sent by hand to one endpoint, whatever its filter

EVENTS = (
    INTERVIEW_PUBLISHED,
    INTERVIEW_ARCHIVED,
    CANDIDATE_INVITED,
    CANDIDATE_OPENED,
    SESSION_STARTED,
    SESSION_RESUMED,
    SESSION_COMPLETED,
    SESSION_ABANDONED,
    SESSION_ANALYZED,
    SESSION_NOT_SCORABLE,
    SESSION_ERASED,
    SCORE_OVERRIDDEN,
    CONSENT_GIVEN,
    CONSENT_WITHDRAWN,
    REVIEW_REQUESTED,
    WEBHOOK_DISABLED,
)

_MINUTE, _HOUR = 60, 3600
#: Seconds after each failed attempt, as Standard Webhooks 1.0 recommends: a little over three days in total.
RETRY_SECONDS = (5, 5 * _MINUTE, 30 * _MINUTE, *(hours * _HOUR for hours in (2, 5, 10, 14, 20, 24)))
MOST_ATTEMPTS = len(RETRY_SECONDS) + 1
JITTER = 0.2
_LONGEST_RETRY_AFTER_SECONDS = 24 * _HOUR


def retry_after_seconds(attempt: int, chance: float, retry_after: int | None = None) -> float:
    """Seconds from the failed attempt with this number (from 1) to the next one.

    `chance`, 0 to 1, varies the delay by up to a fifth either way. A longer `Retry-After` from the receiver applies
    instead, up to a day.
    """
    planned = RETRY_SECONDS[min(attempt, len(RETRY_SECONDS)) - 1] * (1 + JITTER * (2 * chance - 1))
    return max(planned, min(retry_after or 0, _LONGEST_RETRY_AFTER_SECONDS))


def is_wanted(event: str, events: Collection[str]) -> bool:
    """Whether an endpoint with this filter gets the event. An empty filter lets every event through."""
    return not events or event in events
