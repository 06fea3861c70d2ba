"""Greenhouse's Assessment Partner API: https://developers.greenhouse.io/assessment.html

Greenhouse calls us with HTTP Basic and our key as the user name. When a state changes, we PATCH the URL that came with
`send_test`, with the same key and no parameters, and Greenhouse calls `test_status`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from aural.api.validation import LongText, ShortText
from aural.ats.sending import InviteRequest
from aural.ats.shapes import Incoming, Json, Message, OurId, VendorCandidate, basic, digest
from aural.ats.standing import HIGHEST_LEVEL, REPORTED, Standing
from aural.interviews.repository import Interview
from aural.platform.errors import AuralError

TOLD = REPORTED | {"EXPIRED", "REVOKED"}
_LONGEST_URL = 2_000
# Only `complete` has a special meaning for Greenhouse, which shows all other statuses unchanged.
_STATUS = {"READY": "complete", "NOT_SCORABLE": "complete"}


class SendTest(Incoming):
    """The body of `send_test`. Phone, résumé and the profile's URL are dropped."""

    partner_test_id: OurId
    candidate: VendorCandidate
    url: Annotated[LongText, Field(max_length=_LONGEST_URL)]

    @property
    def wanted(self) -> InviteRequest:
        return InviteRequest(self.partner_test_id, self.candidate.name, self.candidate.email, self.url, self.url)


class ResponseError(Incoming):
    """The body of `response_error`, which reports a response of ours that Greenhouse could not read."""

    api_call: ShortText
    errors: list[Annotated[str, Field(max_length=500)]] = Field(max_length=20)
    partner_interview_id: str | int | None = None


def tests_json(rows: Sequence[Interview]) -> list[Json]:
    return [{"partner_test_id": row.id, "partner_test_name": row.title} for row in rows]


def status_json(standing: Standing) -> Json:
    """The response to `test_status`. It has no `partner_score`, because reports have levels and no total."""
    levels = {f"AI level: {criterion}": f"{level} of {HIGHEST_LEVEL}" for criterion, level in standing.levels}
    known = {"Started At": standing.started_at, "Completed At": standing.completed_at}
    times = {name: at for name, at in known.items() if at is not None}
    result = {"Result": "Not scorable: the report says why"} if standing.state == "NOT_SCORABLE" else {}
    return {
        "partner_status": _STATUS.get(standing.state, standing.state.lower()),
        "partner_profile_url": standing.link,
        "metadata": {"Interview": standing.title, **times, **result, **levels},
    }


def message(standing: Standing, url: str | None, key: str) -> Message | None:
    """The request that notifies Greenhouse of a new state. None if there is nothing to report yet, or no URL."""
    if standing.state not in TOLD or url is None:
        return None
    return Message("PATCH", url, basic(key), b"", digest(status_json(standing)))


def refusal(error: AuralError) -> tuple[int, Json]:
    """The status and body for an error.

    Greenhouse doesn't document error bodies publicly, so this follows its other APIs.
    """
    return error.status, {"message": error.message, "errors": [{"message": error.message}]}
