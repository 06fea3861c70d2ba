"""The candidate's check of the transcript: until when it is open, and whether a report waits for it.

Everything is derived from the stored session (`status`, `end_reason`, `completed_at`, `review_sent_at`, `corrected_at`,
`report_status`) and the time of the request, so nothing has to be written when the time is over.
"""

from __future__ import annotations

from typing import Any

from aural.engine.timing import REVIEW_SECONDS


def check_until(session: Any) -> int | None:
    """Until when (ms since 1970) a finished session's transcript may be corrected; None if it may not."""
    if session.status != "COMPLETED" or session.end_reason == "CONSENT_WITHDRAWN":
        return None
    return int(session.completed_at) + REVIEW_SECONDS * 1000


def can_check(session: Any, now: int) -> bool:
    """Whether a correction would be accepted now."""
    until = check_until(session)
    return until is not None and now < until and session.review_sent_at is None and session.corrected_at is None


def preliminary_until(session: Any, now: int) -> int | None:
    """Until when the candidate's check may still change the report; None if the report is final or doesn't exist."""
    has_report = session.report_status in ("READY", "NOT_SCORABLE")
    return check_until(session) if has_report and can_check(session, now) else None
