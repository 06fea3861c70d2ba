"""Connections to applicant tracking systems. There are none until an admin creates one. Keys are shown once."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.reach import is_within, require_project
from aural.api.representation import Time, represent
from aural.api.validation import Input, Json, Output, ShortText, no_default, refuse
from aural.integrations import assessment_repository as assessments
from aural.integrations import examples
from aural.integrations import repository as integrations
from aural.platform.clock import iso_or_none
from aural.platform.errors import ConflictError
from aural.platform.ids import new_id

operations = Operations("Integrations")
MOST_INTEGRATIONS = 20
OVERLAP_DAYS = 7
PREFIX = "ats_"
_DAY_MS = 86_400_000
READ_ONLY = frozenset({"url", "hasVendorKey", "previousKeyUntil", "usedAt", "key", "isEnabled"})  # at creation
Vendor = Literal["GREENHOUSE", "ASHBY"]
AssessmentStatus = Literal[
    "NOT_INVITED", "INVITED", "OPENED", "IN_INTERVIEW", "DONE", "LEFT", "EXPIRED", "REVOKED", "CANCELLED"
]
_PROJECT = "Only interviews of this project are offered. null: all interviews of the organization."
_VENDOR_KEY = "ASHBY: the API key of your Ashby account, with candidatesWrite. GREENHOUSE issues no key."


class IntegrationIn(Input):
    """A new connection."""

    vendor: Vendor
    project_id: ShortText | None = Field(None, description=_PROJECT)
    vendor_key: ShortText | None = Field(None, description=_VENDOR_KEY)


class IntegrationChange(Input):
    """The changes. Fields that you leave out keep their values."""

    is_enabled: bool = Field(
        True,
        description="false: the vendor finds no interviews here and gets no notifications.",
        json_schema_extra=no_default,
    )
    vendor_key: ShortText = Field("", min_length=1, description=_VENDOR_KEY, json_schema_extra=no_default)


class IntegrationOut(Output):
    id: str
    vendor: Vendor
    project_id: str | None = Field(description=_PROJECT)
    url: str = Field(description="The base URL that the vendor calls.")
    has_vendor_key: bool
    is_enabled: bool
    previous_key_until: str | None = Field(description="When the previous key stops working.")
    used_at: Time | None = Field(description="When the vendor last called, to the minute.")
    created_at: Time
    updated_at: Time


class NewIntegrationOut(IntegrationOut):
    """A new connection, or one with a new key."""

    key: str = Field(description="The key for the vendor. It is shown only in this response.")


class IntegrationDeleted(Output):
    id: str
    deleted: bool


class AssessmentOut(Output):
    """A candidate that the vendor has sent."""

    id: str = Field(description="The id that the vendor uses.")
    candidate_id: str
    session_id: str | None
    status: AssessmentStatus = Field(description="The candidate's status. CANCELLED: the vendor has canceled it.")
    told_at: Time | None = Field(description="When the vendor accepted the latest notification.")
    error: str | None = Field(description="Why the vendor did not accept the last notification.")
    created_at: Time


_ONE = Answer(IntegrationOut, examples.INTEGRATION, has_etag=True)
_NEW = Answer(NewIntegrationOut, {**examples.INTEGRATION, **examples.KEY}, has_etag=True)


def _integration_json(call: Call, row: integrations.Integration) -> Json:
    is_rotating = row.previous_until is not None and row.previous_until > call.now
    return represent(
        IntegrationOut,
        row,
        url=f"{call.context.settings.public_url}/integrations/{row.vendor.lower()}",
        has_vendor_key=row.vendor_key_encrypted is not None,
        previous_key_until=iso_or_none(row.previous_until) if is_rotating else None,
    )


def _assessment_json(row: assessments.Assessment) -> Json:
    return represent(AssessmentOut, row, status=row.status if row.cancelled_at is None else "CANCELLED")


def _etag(row: integrations.Integration) -> str:
    return f'"{row.updated_at}"'


def _reaches(call: Call, project_id: str | None) -> bool:
    return is_within(call.caller.project_ids, None if project_id is None else [project_id])


async def find_integration(call: Call, *, lock: bool) -> integrations.Integration | None:
    """The connection of `/integrations/{id}`. None if it offers interviews that the caller cannot access."""
    row = await integrations.find_integration(call.connection, call.organization_id, call.id, lock=lock)
    return row if row is not None and _reaches(call, row.project_id) else None


async def find_assessment(call: Call, *, lock: bool) -> assessments.Assessment | None:
    """The assessment of `/integrations/{id}/assessments/{assessmentId}`."""
    if await find_integration(call, lock=lock) is None:
        return None
    row = await assessments.find_assessment(call.connection, call.organization_id, call.part_id, call.now)
    return row if row is not None and row.integration_id == call.id else None


@operations.get(
    "/integrations",
    id="listIntegrations",
    summary="List connections",
    description="Connections to applicant tracking systems, oldest first. Initially there are none.",
    answer=Answer(IntegrationOut, examples.INTEGRATION, is_list=True),
    role="MEMBER",
    mode="LIVE",
)
async def list_integrations(call: Call) -> Reply:
    rows = await integrations.list_integrations(call.connection, call.organization_id)
    return Reply([_integration_json(call, row) for row in rows if _reaches(call, row.project_id)])


@operations.post(
    "/integrations",
    id="createIntegration",
    summary="Connect a tracking system",
    description="The connection's key is shown only once: give it to the vendor.",
    answer=_NEW,
    role="ADMIN",
    mode="LIVE",
    body=Body(IntegrationIn, {"vendor": "GREENHOUSE"}, read_only=READ_ONLY),
    shows_secret=True,
    locks_organization=True,
)
async def create_integration(call: Call) -> Reply:
    vendor, project_id = call.body["vendor"], call.body.get("project_id")
    await require_project(call, project_id)
    if len(await integrations.list_integrations(call.connection, call.organization_id)) >= MOST_INTEGRATIONS:
        raise ConflictError(f"An organization has at most {MOST_INTEGRATIONS} connections. Delete one first.")
    vendor_key = call.body.get("vendor_key") or None
    if (vendor == "ASHBY") != (vendor_key is not None):
        refuse([("vendorKey", "is required for ASHBY only: Aural sends it the candidates' status")])
    made = new_id()
    sealed = None if vendor_key is None else _sealed(call, vendor_key, made)
    key, columns = _new_key(call, made)
    values = {"id": made, "vendor": vendor, "project_id": project_id, "vendor_key_encrypted": sealed, **columns}
    call.id = await integrations.insert_integration(call.connection, call.organization_id, values, call.now)
    call.audit_detail = {"vendor": vendor}
    return await _read(call, key)


@operations.get(
    "/integrations/{id}",
    id="getIntegration",
    summary="Get a connection",
    description="Includes when the vendor last called.",
    answer=_ONE,
    find=find_integration,
    role="MEMBER",
    mode="LIVE",
)
async def get_integration(call: Call) -> Reply:
    return Reply(_integration_json(call, call.found), _etag(call.found))


def _new_key(call: Call, integration_id: str) -> tuple[str, Json]:
    secrets = call.context.secrets
    key = PREFIX + secrets.new_token()
    return key, {"key_hash": secrets.digest(key), "key_encrypted": _sealed(call, key, integration_id)}


def _sealed(call: Call, key: str, integration_id: str) -> bytes:
    return call.context.secrets.seal(key, "integration", call.organization_id, integration_id)


@operations.patch(
    "/integrations/{id}",
    id="updateIntegration",
    summary="Change a connection",
    description="Switches it on or off, or replaces the vendor's key.",
    answer=_ONE,
    find=find_integration,
    role="ADMIN",
    mode="LIVE",
    body=Body(IntegrationChange, {"isEnabled": False}, read_only=frozenset({"key"})),
)
async def update_integration(call: Call) -> Reply:
    changed: Json = dict(call.body)
    vendor_key = changed.pop("vendor_key", None)
    if vendor_key is not None:
        if call.found.vendor != "ASHBY":
            refuse([("vendorKey", "is for ASHBY only")])
        changed["vendor_key_encrypted"] = _sealed(call, vendor_key, call.id)
    call.require_match(_etag(call.found))
    changed = call.changes(changed, call.found)
    if changed:
        await integrations.update_integration(call.connection, call.organization_id, call.id, changed, call.now)
    if changed.get("is_enabled") is True:  # catches up on what fell due while it was off
        await assessments.queue_integration(call.connection, call.organization_id, call.id, call.now)
    call.audit_detail = {"isEnabled": call.body.get("is_enabled"), "newVendorKey": vendor_key is not None}
    return await _read(call)


@operations.delete(
    "/integrations/{id}",
    id="deleteIntegration",
    summary="Delete a connection",
    description="The vendor can no longer find interviews here and gets no notifications. Candidates stay.",
    answer=Answer(IntegrationDeleted, {"id": examples.INTEGRATION_ID, "deleted": True}),
    find=find_integration,
    role="ADMIN",
    mode="LIVE",
)
async def delete_integration(call: Call) -> Reply:
    call.require_match(_etag(call.found))
    await integrations.delete_integration(call.connection, call.organization_id, call.id)
    return Reply({"id": call.id, "deleted": True})


@operations.post(
    "/integrations/{id}/rotate-key",
    id="rotateIntegrationKey",
    summary="Give a connection a new key",
    description="The previous key works for seven more days.",
    answer=_NEW,
    find=find_integration,
    role="ADMIN",
    mode="LIVE",
    shows_secret=True,
)
async def rotate_key(call: Call) -> Reply:
    """Sets a new key. The current key works for OVERLAP_DAYS, since a person must enter the new one at the vendor."""
    found = call.found
    key, columns = _new_key(call, call.id)
    values = {**columns, "previous_until": call.now + OVERLAP_DAYS * _DAY_MS, "is_key_known": False}
    is_unused = not found.is_key_known and found.previous_until is not None and found.previous_until > call.now
    if not is_unused:  # otherwise the vendor never used the last key, and still uses the one before it
        values |= {"previous_key_hash": found.key_hash, "previous_key_encrypted": found.key_encrypted}
    await integrations.update_integration(call.connection, call.organization_id, call.id, values, call.now)
    return await _read(call, key)


async def _read(call: Call, key: str | None = None) -> Reply:
    row = await integrations.find_integration(call.connection, call.organization_id, call.id)
    assert row is not None
    shown = _integration_json(call, row)
    return Reply(shown if key is None else {**shown, "key": key}, _etag(row))


@operations.get(
    "/integrations/{id}/assessments",
    id="listAssessments",
    summary="List candidates that the vendor has sent",
    description="Newest first, each with the time of the last notification, or the reason why the vendor did not "
    "accept it.",
    answer=Answer(AssessmentOut, examples.ASSESSMENT, is_list=True),
    find=find_integration,
    role="MEMBER",
    mode="LIVE",
    paging="always",
)
async def list_assessments(call: Call) -> Reply:
    rows = await assessments.list_assessments(
        call.connection,
        call.organization_id,
        call.id,
        limit=(call.page.limit or 0) + 1,
        after=call.page.after,
        now=call.now,
    )
    return page_reply(call, rows, _assessment_json)


@operations.post(
    "/integrations/{id}/assessments/{assessmentId}",
    id="tellAssessment",
    summary="Notify the vendor again",
    description="Sends the current status again if the vendor did not accept it before.",
    answer=Answer(AssessmentOut, examples.ASSESSMENT),
    find=find_assessment,
    role="ADMIN",
    mode="LIVE",
)
async def tell_again(call: Call) -> Reply:
    """Reports the assessment's state again, as it is when the job runs."""
    row = call.found
    if row.cancelled_at is not None:
        raise ConflictError("The vendor has canceled this and wants no more notifications about it.")
    if not row.is_enabled:
        raise ConflictError(
            "This connection is switched off, so no notifications are sent. Switch it on, then send again."
        )
    await assessments.forget_told(call.connection, call.organization_id, row.id)
    await assessments.queue_telling(call.connection, call.organization_id, row.id, row.job_number, call.now)
    return Reply(_assessment_json(row))
