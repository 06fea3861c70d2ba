"""The members of an organization: their roles, the projects they can access, and their removal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.reach import is_within
from aural.api.representation import Time, represent
from aural.api.validation import Input, Json, Output, partial, refuse
from aural.engine.permissions import Role, is_at_least, permissions_of
from aural.organizations import examples
from aural.organizations import invitation_repository as invitations
from aural.organizations import key_repository as keys
from aural.organizations import member_repository as members
from aural.organizations import repository as organizations
from aural.platform.errors import ConflictError, ForbiddenError

operations = Operations("Members")
_LAST_OWNER = (
    "An organization needs an owner, and this is the only one. Make another member an owner first, or delete the "
    "organization."
)
ProjectIds = Annotated[list[Annotated[str, Field(max_length=36)]], Field(max_length=200)]


class MemberIn(Input):
    """A member's role and projects."""

    role: Role = Field(description="An ADMIN can give roles up to ADMIN. Only an OWNER can give the role OWNER.")
    project_ids: ProjectIds | None = Field(
        description="The projects that a MEMBER or a VIEWER can access. null: every project."
    )


MemberChange = partial(MemberIn, "MemberChange", "Changes to a member. Omitted fields keep their values.")


class MemberOut(Output):
    """A person in the organization."""

    id: str
    name: str
    email: str | None = Field(description="null if the caller is a VIEWER.")
    role: Role
    project_ids: list[str] | None = Field(description="null: every project.")
    keys: int = Field(description="The number of this person's API keys in the organization that aren't revoked.")
    last_seen_at: Time | None = Field(description="When the person last used a browser, to within an hour.")
    created_at: Time = Field(description="When the person joined.")


class MemberRemoved(Output):
    id: str
    removed: bool


def require_rank(call: Call, role: str) -> None:
    """Raises ForbiddenError if the role is above the caller's own."""
    if not is_at_least(call.caller.role, role):
        raise ForbiddenError(
            f"Only an {role} can give this role or manage members with it, and your role is {call.caller.role}."
        )


async def read_reach(call: Call, role: str, wanted: Sequence[str] | None) -> list[str] | None:
    """The projects to restrict a member to, or None for all projects. Raises BadRequestError if one doesn't exist."""
    if wanted is None:
        return None
    if not permissions_of(role).can_be_limited:
        refuse([("projectIds", f"must be null for the role {role}, which has access to every project")])
    known = {row.id for row in await organizations.list_projects(call.connection, call.organization_id)}
    refuse([(f"projectIds.{at}", "isn't a project here") for at, one in enumerate(wanted) if one not in known])
    return sorted(set(wanted))


async def find_member(call: Call, *, lock: bool) -> members.Member | None:
    """The member of `/members/{id}`. `lock` is ignored: the organization's lock covers this row too."""
    if call.caller.project_ids is not None:
        return None
    return await members.find_member(call.connection, call.organization_id, call.id)


@operations.get(
    "/members",
    id="listMembers",
    summary="List members",
    description="Newest first. A caller who is restricted to projects sees only members with access to one of them.",
    mode="LIVE",
    answer=Answer(MemberOut, examples.MEMBER, is_list=True),
    paging="always",
)
async def list_members(call: Call) -> Reply:
    page = call.page
    rows = await members.list_members(
        call.connection,
        call.organization_id,
        call.caller.project_ids,
        limit=(page.limit or 0) + 1,
        after=page.after,
    )
    restricted = [row.id for row in rows if row.is_restricted]
    reaches = await members.list_reaches(call.connection, call.organization_id, restricted)
    return page_reply(call, rows, lambda row: _member_json(call, row, reaches.get(row.id)))


def _member_json(call: Call, row: members.Member, reach: Sequence[str] | None) -> Json:
    email = row.email if call.caller.permissions.sees_contacts else None
    return represent(MemberOut, row, email=email, project_ids=reach, keys=row.key_count)


async def _reach_of(call: Call, row: members.Member) -> list[str] | None:
    if not row.is_restricted:
        return None
    return (await members.list_reaches(call.connection, call.organization_id, [row.id]))[row.id]


@operations.patch(
    "/members/{id}",
    id="updateMember",
    summary="Change a member",
    description="Changes the role and projects. Keys and invitations of this member that allow more are revoked. The "
    "last owner stays an owner.",
    mode="LIVE",
    answer=Answer(MemberOut, examples.MEMBER),
    find=find_member,
    role="ADMIN",
    body=Body(MemberChange, {"role": "VIEWER"}),
    conflicts=True,
    locks_organization=True,
    is_unversioned=True,
)
async def change_member(call: Call) -> Reply:
    row = call.found
    role = call.body.get("role", row.role)
    require_rank(call, row.role)
    require_rank(call, role)
    if row.role == "OWNER" and role != "OWNER":
        await require_other_owner(call)
    if "project_ids" in call.body:
        reach = await read_reach(call, role, call.body["project_ids"])
    else:
        reach = await _reach_of(call, row) if permissions_of(role).can_be_limited else None
    if not call.changes({"role": role, "reach": reach}, {"role": row.role, "reach": await _reach_of(call, row)}):
        return Reply(_member_json(call, row, reach))
    await members.change_membership(call.connection, call.organization_id, row.id, role, reach, call.now)
    await _end_what_reaches_further(call, row.id, role, reach)
    call.audit_detail = {"role": role, "was": row.role, "isRestricted": reach is not None}
    changed = await members.find_member(call.connection, call.organization_id, row.id)
    assert changed is not None
    return Reply(_member_json(call, changed, reach))


async def require_other_owner(call: Call) -> None:
    if await members.count_owners(call.connection, call.organization_id) < 2:
        raise ConflictError(_LAST_OWNER)


async def _end_what_reaches_further(call: Call, user_id: str, role: str, reach: Sequence[str] | None) -> None:
    """Revokes keys and invitations that allow more than their creator may now do."""
    same = (call.connection, call.organization_id)
    for key in await members.list_keys_of(*same, user_id):
        if not is_at_least(role, key.role) or not is_within(reach, key.project_ids):
            await keys.revoke_key(*same, key.id, call.now)
    for made in await members.list_invitations_of(*same, user_id):
        if not (is_at_least(role, "ADMIN") and is_at_least(role, made.role)):
            await invitations.delete_invitation(*same, made.id)


@operations.delete(
    "/members/{id}",
    id="removeMember",
    summary="Remove a member",
    description="The member loses access at once. Their keys and invitations in the organization are revoked.",
    mode="LIVE",
    answer=Answer(MemberRemoved, {"id": examples.MEMBER["id"], "removed": True}),
    find=find_member,
    role="ADMIN",
    conflicts=True,
    locks_organization=True,
    is_unversioned=True,
)
async def remove_member(call: Call) -> Reply:
    """Takes effect at once: the person's next request is refused, and so is the next one with any of their keys."""
    row = call.found
    require_rank(call, row.role)
    if row.role == "OWNER":
        await require_other_owner(call)
    await members.leave(call.connection, call.organization_id, row.id, call.now)
    return Reply({"id": row.id, "removed": True})
