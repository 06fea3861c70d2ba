"""Ashby's Assessments API: https://developers.ashbyhq.com/docs/creating-an-assessments-integration

Ashby calls `assessment.list`, `assessment.start` and `assessment.cancel` here; we call its `assessment.update` with the
customer's API key as the user name of HTTP Basic. https://developers.ashbyhq.com/reference/assessmentupdate
"""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from aural.api.validation import Name
from aural.ats.sending import InviteRequest
from aural.ats.shapes import Incoming, Json, Message, OurId, VendorCandidate, basic, digest
from aural.ats.standing import HIGHEST_LEVEL, REPORTED, Standing
from aural.interviews.repository import Interview
from aural.platform.errors import AuralError

_CANCELLED = {"EXPIRED": "The invitation has expired.", "REVOKED": "The invitation was revoked."}
_UNPROCESSABLE = 422
# The statuses of errors whose messages are meant for people. Ashby shows people only the messages of statuses that it
# documents for `assessment.start`.
_SHOWN = frozenset({400, 403, 409})


class _Application(Incoming):
    ashby_id: Name


class Start(Incoming):
    """The body of `assessment.start`. The job and all other fields are dropped."""

    assessment_type_id: OurId
    candidate: VendorCandidate
    application: _Application

    @property
    def wanted(self) -> InviteRequest:
        once = f"{self.application.ashby_id}\0{self.assessment_type_id}"
        return InviteRequest(self.assessment_type_id, self.candidate.name, self.candidate.email, once)


class Cancel(Incoming):
    """The body of `assessment.cancel`."""

    assessment_id: OurId


def types_json(rows: Sequence[Interview]) -> Json:
    types = [{"assessment_type_id": row.id, "name": row.title, "description": row.description or ""} for row in rows]
    return {"success": True, "results": types}


def assessment_json(assessment_id: str) -> Json:
    return {"success": True, "results": {"assessment_id": assessment_id}}


def _field(identifier: str, label: str, kind: str, value: object, description: str = "") -> Json:
    more = {"description": description} if description else {}
    return {"identifier": identifier, "label": label, "type": kind, "value": value, **more}


def update_json(standing: Standing) -> Json | None:
    """The body of `assessment.update` without its timestamp; None if there is nothing to report yet.

    A result ends the assessment in Ashby. It is text, never a number, because reports have levels and no total.
    """
    about = {"assessment_id": standing.id}
    if standing.state in _CANCELLED:
        return about | {"cancelled_reason": _field("cancelled", "Cancelled", "string", _CANCELLED[standing.state])}
    link = {"assessment_profile_url": _field("report", "Report in Aural", "url", standing.link)}
    if standing.state == "STARTED":
        return about | link | {"assessment_status": _field("status", "Status", "string", "Started")}
    if standing.state not in REPORTED:
        return None
    is_ready = standing.state == "READY"
    result = "Report ready" if is_ready else "Not scorable: the report says why"
    scale = f"From 1 to {HIGHEST_LEVEL}, by the AI. A person decides."
    levels = [
        _field(f"level-{number}", f"AI level: {criterion}", "numeric_score", level, scale)
        for number, (criterion, level) in enumerate(standing.levels, 1)
    ]
    return {
        **about,
        **link,
        "assessment_status": _field("status", "Status", "string", "Complete"),
        "assessment_result": _field("result", "Result", "string", result),
        "metadata": levels,
    }


def message(standing: Standing, address: str, key: str, now: int) -> Message | None:
    """The request that reports the state to Ashby at `address`; None if there is nothing to report yet."""
    told = update_json(standing)
    if told is None:
        return None
    body = orjson.dumps({**told, "timestamp": now})
    headers = basic(key) | {"Accept": "application/json; version=1"}
    return Message("POST", f"{address}/assessment.update", headers, body, digest(told))


def is_taken(text: str | None) -> bool:
    """Whether Ashby accepted the update. Ashby responds with 200 even if it refuses, and says so in the body."""
    try:
        answer = orjson.loads(text or "{}")
    except orjson.JSONDecodeError:
        return True
    return not (isinstance(answer, dict) and answer.get("success") is False)


def refusal(error: AuralError) -> tuple[int, Json]:
    """The status and body for an error.

    Ashby documents 422 with a `message` for errors to show to people; `errors` follows Ashby's own API.
    """
    status = _UNPROCESSABLE if error.status in _SHOWN else error.status
    return status, {"success": False, "errors": [error.message], "message": error.message}
