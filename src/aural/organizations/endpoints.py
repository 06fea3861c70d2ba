"""Organizations: create, rename, delete, and claim those created on the command line."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from aural.accounts import repository as users
from aural.accounts.examples import ME, ORGANIZATION
from aural.accounts.me_schemas import MeOut, organization_json, person_json
from aural.api.operations import Answer, Body, Call, Operations, Reply
from aural.api.reach import require_whole
from aural.api.representation import Time, represent
from aural.api.validation import Input, Name, Output, partial, refuse
from aural.audit import repository as audit
from aural.guard.auth.callers import Mode
from aural.organizations import claim_repository as claims
from aural.organizations import examples
from aural.organizations import member_repository as members
from aural.organizations import repository as organizations
from aural.organizations import test_organization_repository as test_organizations
from aural.organizations.member_endpoints import require_other_owner
from aural.platform.errors import BadRequestError, ConflictError, HeldError
from aural.privacy.legal_hold_repository import has_holds
from aural.store.database import DuplicateError
from aural.store.deployment import find_value

operations = Operations("Organizations")
MOST_OWNED = 50
_TAKEN = "There is already an organization with this name. Choose another one."
_NOT_CLAIMABLE = "This organization cannot be claimed, or you may not claim it."


class OrganizationIn(Input):
    """An organization."""

    name: Name


OrganizationChange = partial(OrganizationIn, "OrganizationChange", "The organization's new name.")


class OrganizationOut(Output):
    """The organization that the request works in."""

    id: str
    name: str
    plan: str
    mode: Mode = Field(description="TEST: the request used a test key, which accesses only test data.")
    is_sample: bool = Field(description="Whether `aural demo` created this organization's data.")
    created_at: Time


class OrganizationDeleted(Output):
    id: str
    deleted: bool


class MembershipEnded(Output):
    left: bool


class DeleteOrganizationIn(Input):
    """Confirms which organization to delete."""

    name: Name = Field(description="The organization's current name.")


class ClaimableOut(Output):
    """An organization that was created on the command line and has no owner."""

    id: str
    name: str
    interviews: int = Field(description="The number of interviews.")
    is_sample: bool = Field(description="Whether `aural demo` created this organization's data.")
    created_at: Time


class ClaimIn(Input):
    """The organization to claim."""

    organization: Annotated[str, Field(max_length=36)] = Field(description="The organization's id.")


@operations.get(
    "/organization",
    id="getOrganization",
    summary="Get the organization",
    description="The organization of the key, or the one that the signed-in person works in.",
    answer=Answer(OrganizationOut, examples.OWN_ORGANIZATION),
)
async def get_organization(call: Call) -> Reply:
    row = await organizations.find_organization(call.connection, call.organization_id)
    assert row is not None
    sample = await find_value(call.connection, claims.SAMPLE)
    return Reply(represent(OrganizationOut, row, mode=call.caller.mode, is_sample=row.id == sample))


@operations.patch(
    "/organization",
    id="renameOrganization",
    summary="Rename the organization",
    description="Candidates see the new name too, unless the brand has its own name.",
    mode="LIVE",
    answer=Answer(OrganizationOut, examples.OWN_ORGANIZATION),
    role="OWNER",
    body=Body(OrganizationChange, {"name": ORGANIZATION["name"]}),
    conflicts=True,
    is_unversioned=True,
)
async def rename_organization(call: Call) -> Reply:
    require_whole(call)
    row = await organizations.find_organization(call.connection, call.organization_id)
    values = call.changes(call.body, row)
    if values:
        try:
            await organizations.rename_organization(call.connection, call.organization_id, values["name"])
            await test_organizations.rename_test_organization(call.connection, call.organization_id, values["name"])
        except DuplicateError as error:
            raise ConflictError(_TAKEN, [("name", _TAKEN)]) from error
    return await get_organization(call)


@operations.post(
    "/organization/delete",
    id="deleteOrganization",
    summary="Delete the organization",
    description="Deletes it with all its interviews, sessions, reports, files and keys. This cannot be undone.",
    answer=Answer(OrganizationDeleted, {"id": ORGANIZATION["id"], "deleted": True}),
    role="OWNER",
    access="person",
    body=Body(DeleteOrganizationIn, {"name": ORGANIZATION["name"]}),
)
async def delete_organization(call: Call) -> Reply:
    row = await organizations.find_organization(call.connection, call.organization_id)
    assert row is not None
    if call.body["name"] != row.name:
        refuse([("name", "is not the name of this organization")])
    if await has_holds(call.connection, row.id):
        raise HeldError
    await organizations.delete_organization(call.connection, row.id)
    call.is_audited = False
    return Reply({"id": row.id, "deleted": True})


@operations.post(
    "/organization/leave",
    id="leaveOrganization",
    summary="Leave the organization",
    description="Your keys and invitations in it are revoked. The last owner cannot leave.",
    answer=Answer(MembershipEnded, {"left": True}),
    access="person",
    locks_organization=True,
)
async def leave_organization(call: Call) -> Reply:
    # The caller's role was read before the organization was locked, and may have changed to OWNER since.
    own = await members.find_member(call.connection, call.organization_id, call.caller.user_id)
    if own is not None and own.role == "OWNER":
        await require_other_owner(call)
    await members.leave(call.connection, call.organization_id, call.caller.user_id, call.now)
    return Reply({"left": True})


@operations.post(
    "/organizations",
    id="createOrganization",
    summary="Create another organization",
    description="You become its owner. It has one project, and the plan of your current organization. "
    "Without one, it gets `free` where plans are sold (`AURAL_UPGRADE_URL`), and `self-hosted` elsewhere.",
    answer=Answer(MeOut, ME),
    access="person",
    body=Body(OrganizationIn, {"name": ORGANIZATION["name"]}),
)
async def create_organization(call: Call) -> Reply:
    """Uses the plan of the current organization, so that creating another one doesn't get around a plan's limits."""
    me = call.caller.user_id
    joined = await users.list_memberships(call.connection, me)
    if sum(row.role == "OWNER" for row in joined) >= MOST_OWNED:
        raise ConflictError(f"You own {MOST_OWNED} organizations. Delete one first.")
    plan = call.caller.plan or await _first_plan(call)
    try:
        made = await organizations.found_organization(call.connection, call.body["name"], me, call.now, plan)
    except DuplicateError as error:
        raise ConflictError(_TAKEN, [("name", _TAKEN)]) from error
    await _note(call, made)
    return await _me_in(call, made)


async def _first_plan(call: Call) -> str:
    """The plan for a person without an organization.

    Where plans are sold, it is the free one, except for the operator. Otherwise, leaving an organization would be a
    way to a plan without limits.
    """
    settings = call.context.settings
    if settings.upgrade_url == settings.public_url:
        return organizations.DEFAULT_PLAN
    is_operator = await find_value(call.connection, claims.OPERATOR) == call.caller.user_id
    return organizations.DEFAULT_PLAN if is_operator else organizations.FREE_PLAN


async def _note(call: Call, organization_id: str) -> None:
    """Writes to the audit log of the organization that changed, which isn't the one that the request works in."""
    await audit.note(
        call.connection,
        organization_id,
        user_id=call.caller.user_id,
        actor=call.caller.name,
        key_id=None,
        operation=call.operation.id,
        object_id=organization_id,
        now=call.now,
    )
    call.is_audited = False


async def _me_in(call: Call, organization_id: str) -> Reply:
    """The caller (MeOut), working in the given organization."""
    me = call.caller.user_id
    data = await person_json(call, me) | await organization_json(call, me, organization_id)
    return Reply(data | {"csrfToken": call.caller.csrf_token})


@operations.get(
    "/organizations/claimable",
    id="listClaimable",
    summary="List organizations to claim",
    description="Organizations that were created on the command line and have no owner. Only the person who set up "
    "this deployment sees any.",
    answer=Answer(
        ClaimableOut, {**ORGANIZATION, "interviews": 3, "isSample": True, "createdAt": examples.AT}, is_list=True
    ),
    access="person",
)
async def list_claimable(call: Call) -> Reply:
    """Empty for all callers except the operator."""
    if await find_value(call.connection, claims.OPERATOR) != call.caller.user_id:
        return Reply([])
    sample = await find_value(call.connection, claims.SAMPLE)
    rows = await claims.list_claimable(call.connection)
    return Reply(
        [represent(ClaimableOut, row, interviews=row.interview_count, is_sample=row.id == sample) for row in rows]
    )


@operations.post(
    "/organizations/claim",
    id="claimOrganization",
    summary="Claim an organization",
    description="You become the owner of an organization that was created on the command line. Its keys keep working.",
    answer=Answer(MeOut, ME),
    access="person",
    body=Body(ClaimIn, {"organization": ORGANIZATION["id"]}),
)
async def claim_organization(call: Call) -> Reply:
    """Replaces the placeholder owner with the person. Existing keys keep working and become the person's."""
    wanted, me = call.body["organization"], call.caller.user_id
    is_operator = await find_value(call.connection, claims.OPERATOR) == me
    found = await claims.find_claimable(call.connection, wanted) if is_operator else None
    if found is None:
        raise BadRequestError(_NOT_CLAIMABLE, [("organization", "is not an organization that you may claim")])
    if await members.find_member(call.connection, wanted, me) is None:
        await members.add_membership(call.connection, wanted, me, "OWNER", None, call.now)
    else:
        await members.change_membership(call.connection, wanted, me, "OWNER", None, call.now)
    await claims.replace_placeholder(call.connection, found.placeholder_id, me)
    await _note(call, wanted)
    return await _me_in(call, wanted)
