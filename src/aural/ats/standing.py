"""The state of an assessment that a tracking system requested, in terms that don't depend on the vendor."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from aural.integrations.assessment_repository import Assessment
from aural.platform.clock import iso_or_none

State = Literal["SENT", "OPENED", "STARTED", "ENDED", "READY", "NOT_SCORABLE", "EXPIRED", "REVOKED", "CANCELLED"]
REPORTED: frozenset[State] = frozenset({"READY", "NOT_SCORABLE"})
LAPSED: frozenset[State] = frozenset({"EXPIRED", "REVOKED", "CANCELLED"})
HIGHEST_LEVEL = 4
_OF_STATUS: dict[str, State] = {
    "NOT_INVITED": "SENT",
    "INVITED": "SENT",
    "OPENED": "OPENED",
    "IN_INTERVIEW": "STARTED",
    "EXPIRED": "EXPIRED",
    "REVOKED": "REVOKED",
}
_OF_REPORT: dict[str | None, State] = {"READY": "READY", "NOT_SCORABLE": "NOT_SCORABLE"}


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of an assessment. `link` leads to a page that needs a sign-in.

    `levels`: (criterion, the AI's level from 1 to 4), for criteria with a level. They are left out for interviews with
    blind rating, and for criteria on which a person disagrees with the AI. There is no total, because the report has
    none.
    """

    id: str
    state: State
    title: str
    link: str
    started_at: str | None = None
    completed_at: str | None = None
    levels: tuple[tuple[str, int], ...] = ()


def state_of(row: Assessment) -> State:
    """The state of an assessment. The session's state outranks the link's."""
    if row.cancelled_at is not None:
        return "CANCELLED"
    if row.status not in ("DONE", "LEFT"):
        return _OF_STATUS[row.status]
    return _OF_REPORT.get(row.report_status, "ENDED")


def standing_of(row: Assessment, public_url: str, contested: Collection[str] = ()) -> Standing:
    """Describes an assessment. `contested`: the criteria for which a person disagrees with the AI."""
    state = state_of(row)
    path = f"candidates/{row.candidate_id}" if row.session_id is None else f"sessions/{row.session_id}"
    scores = row.scores or () if state == "READY" and not row.is_blind else ()
    told = [(score["criterion"], score["level"]) for score in scores if score["criterion"] not in contested]
    return Standing(
        row.id,
        state,
        row.title,
        f"{public_url}/{path}",
        started_at=iso_or_none(row.started_at),
        completed_at=iso_or_none(row.completed_at),
        levels=tuple((criterion, level) for criterion, level in told if level is not None),
    )
