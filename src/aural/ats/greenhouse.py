"""Greenhouse's Assessment Partner API, in Greenhouse's shapes: https://developers.greenhouse.io/assessment.html

Greenhouse calls us with HTTP Basic, our key as the user name. When there is news we PATCH the address that came with
`send_test`, with the same key and no parameters, and Greenhouse asks `test_status`.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from aural.api.validation import LongText, ShortText
from aural.ats.sending import InviteRequest
from aural.ats.shapes import Incoming, Json, Message, OurId, VendorCandidate, basic, digest
from aural.ats.standing import HIGHEST_LEVEL, REPORTED, Standing
from aural.platform.errors import AuralError
from aural.store.database import Row

TOLD = REPORTED | {"EXPIRED", "REVOKED"}
_LONGEST_URL = 2_000
# Only `complete` has a meaning of its own for Greenhouse; the others are shown as they are.
_STATUS = {"READY": "complete", "NOT_SCORABLE": "complete"}


class SendTest(Incoming):
    """The body of `send_test`. Phone, résumé and the profile's address are not kept."""

    partner_test_id: OurId
    candidate: VendorCandidate
    url: Annotated[LongText, Field(max_length=_LONGEST_URL)]

    @property
    def wanted(self) -> InviteRequest:
        return InviteRequest(self.partner_test_id, self.candidate.name, self.candidate.email, self.url, self.url)


class ResponseError(Incoming):
    """The body of `response_error`: what Greenhouse could not read."""

    api_call: ShortText
    errors: list[Annotated[str, Field(max_length=500)]] = Field(max_length=20)
    partner_interview_id: str | int | None = None


def tests_json(rows: Any) -> list[Json]:
    return [{"partner_test_id": row.id, "partner_test_name": row.title} for row in rows]


def status_json(standing: Standing) -> Json:
    """The answer of `test_status`. There is no `partner_score`: reports have levels, and no total."""
    levels = {f"AI level: {criterion}": f"{level} of {HIGHEST_LEVEL}" for criterion, level in standing.levels}
    known = {"Started At": standing.started_at, "Completed At": standing.completed_at}
    times = {name: at for name, at in known.items() if at is not None}
    result = {"Result": "Not scorable: the report says why"} if standing.state == "NOT_SCORABLE" else {}
    return {
        "partner_status": _STATUS.get(standing.state, standing.state.lower()),
        "partner_profile_url": standing.link,
        "metadata": {"Interview": standing.title, **times, **result, **levels},
    }


def message(standing: Standing, row: Row[Any], key: str) -> Message | None:
    """What Greenhouse is sent; None where there is nothing to tell yet."""
    if standing.state not in TOLD:
        return None
    return Message("PATCH", row.callback_url, basic(key), b"", digest(status_json(standing)))


def refusal(error: AuralError) -> tuple[int, Json]:
    """Not documented publicly: the status says it, and the body is that of Greenhouse's other APIs."""
    return error.status, {"message": error.message, "errors": [{"message": error.message}]}
