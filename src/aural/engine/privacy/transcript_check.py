"""The candidate's check of the transcript: its deadline, and whether it may still change a report.

Everything is derived from the stored session (`status`, `end_reason`, `completed_at`, `review_sent_at`, `corrected_at`,
`report_status`) and the time of the request, so nothing has to be written when the time for the check is over.
"""

from __future__ import annotations

from typing import Protocol

from aural.engine.timing import REVIEW_SECONDS


class Checked(Protocol):
    """A session whose candidate may check the transcript."""

    @property
    def status(self) -> str: ...
    @property
    def end_reason(self) -> str | None: ...
    @property
    def report_status(self) -> str | None: ...
    @property
    def completed_at(self) -> int | None: ...
    @property
    def review_sent_at(self) -> int | None: ...
    @property
    def corrected_at(self) -> int | None: ...


def check_until(session: Checked) -> int | None:
    """The deadline (ms since 1970) for correcting a finished session's transcript; None if it can't be corrected."""
    if session.completed_at is None or session.status != "COMPLETED" or session.end_reason == "CONSENT_WITHDRAWN":
        return None
    return session.completed_at + REVIEW_SECONDS * 1000


def can_check(session: Checked, now: int) -> bool:
    """Whether a correction would be accepted now."""
    until = check_until(session)
    return until is not None and now < until and session.review_sent_at is None and session.corrected_at is None


def preliminary_until(session: Checked, now: int) -> int | None:
    """The deadline for a correction that may change the report; None if the report is final or doesn't exist."""
    has_report = session.report_status in ("READY", "NOT_SCORABLE")
    return check_until(session) if has_report and can_check(session, now) else None
