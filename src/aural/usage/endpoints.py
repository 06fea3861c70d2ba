"""Usage: what the organization has used of its plan."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.validation import Json, Output
from aural.usage import examples
from aural.usage import repository as usage

operations = Operations("Usage")


class WholeUse(Output):
    """Usage as a whole number. `limit` null: unlimited."""

    used: int
    limit: int | None


class HourUse(Output):
    """Usage in hours. `limit` null: unlimited."""

    used: float
    limit: int | None


class UsageOut(Output):
    """This month's usage. Field names are in snake case."""

    model_config = ConfigDict(alias_generator=None)

    plan: str
    templates: WholeUse
    session_hours: HourUse
    ai_tokens: WholeUse
    seats: WholeUse
    recording_bytes: WholeUse = Field(
        description="The size of all recordings, drawings and texts of ended sessions stored now."
    )


def _figure(figure: usage.Figure) -> Json:
    return {"used": figure.used, "limit": figure.limit}


@operations.get(
    "/usage",
    id="getUsage",
    summary="Get usage and limits",
    description="How much of its plan the organization has used. Session hours and tokens are for this month.",
    answer=Answer(UsageOut, examples.USAGE),
)
async def get_usage(call: Call) -> Reply:
    read = await usage.read_usage(call.connection, call.organization_id, call.now)
    return Reply(
        {
            "plan": read.plan,
            "templates": _figure(read.templates),
            "session_hours": _figure(read.session_hours),
            "ai_tokens": _figure(read.ai_tokens),
            "seats": _figure(read.seats),
            "recording_bytes": _figure(read.recording_bytes),
        }
    )
