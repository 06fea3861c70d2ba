"""Decides whether to email a candidate, based on the candidate's status."""

from __future__ import annotations

from typing import Literal

from aural.engine.authoring.email_templates import LetterKind

Reason = Literal[
    "NO_EMAIL", "CLOSED", "QUEUED", "DONE", "IN_INTERVIEW", "LEFT", "EXPIRED", "REVOKED", "NOT_INVITED", "UNKNOWN"
]
# Never send an email during the interview or after its end.
_WRITTEN_TO: dict[LetterKind, tuple[str, ...]] = {
    "invitation": ("NOT_INVITED", "INVITED", "OPENED", "LEFT"),
    "reminder": ("INVITED", "OPENED", "LEFT"),
}


def why_not_write(
    kind: LetterKind, *, status: str, email: str | None, is_active: bool, mail_status: str | None = None
) -> Reason | None:
    """Why this candidate can't get this email now; None if they can."""
    if not email:
        return "NO_EMAIL"
    if not is_active:
        return "CLOSED"
    if status not in _WRITTEN_TO[kind]:
        return status  # type: ignore[return-value]
    return "QUEUED" if mail_status == "QUEUED" else None
