"""Whether an organization asks candidates for their sex and ethnicity. This API never returns their answers."""

from __future__ import annotations

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply
from aural.api.reach import require_whole
from aural.api.validation import Input, Output, no_default
from aural.organizations import settings_repository as settings
from aural.organizations.model_endpoints import read_settings, settings_etag

operations = Operations("Settings")


class FairnessChange(Input):
    """Fields to change. Omitted fields stay the same."""

    asks_self_identification: bool = Field(default=False, json_schema_extra=no_default)


class FairnessOut(Output):
    """Voluntary questions to candidates, separate from the interview."""

    asks_self_identification: bool


@operations.get(
    "/settings/fairness",
    id="getFairness",
    summary="Get the fairness setting",
    description="Says whether candidates are asked for their sex and ethnicity after a hiring interview. Only the "
    "candidate can read their answers; `aural audit bias` counts them.",
    answer=Answer(FairnessOut, {"asksSelfIdentification": True}, has_etag=True),
)
async def get_fairness(call: Call) -> Reply:
    row = await read_settings(call)
    return Reply({"asksSelfIdentification": bool(row.asks_self_identification)}, settings_etag(row))


@operations.patch(
    "/settings/fairness",
    id="updateFairness",
    summary="Turn the fairness questions on or off",
    description="Off by default: in many countries, asking needs a legal basis. After you switch it off, existing "
    "answers stay until their candidates are erased.",
    answer=Answer(FairnessOut, {"asksSelfIdentification": True}, has_etag=True),
    role="ADMIN",
    body=Body(FairnessChange, {"asksSelfIdentification": True}),
    locks_organization=True,
)
async def update_fairness(call: Call) -> Reply:
    require_whole(call)
    row = await read_settings(call)
    call.require_match(settings_etag(row))
    values = call.changes(call.body, {"asks_self_identification": bool(row.asks_self_identification)})
    if values:
        await settings.change_settings(call.connection, call.organization_id, values, call.now)
        call.audit_detail = {"asksSelfIdentification": call.body["asks_self_identification"]}
    return await get_fairness(call)
