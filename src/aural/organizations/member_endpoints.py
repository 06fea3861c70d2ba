"""The members of an organization: their roles, the projects they can access, and their removal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field

from aural.api.operations import RANKS, Answer, Body, Call, Operations, Reply, Role, page_reply
from aural.api.reach import is_within
from aural.api.validation import Input, Json, Output, partial, refuse
from aural.organizations import examples
from aural.organizations import invitation_repository as invitations
from aural.organizations import key_repository as keys
from aural.organizations import member_repository as members
from aural.organizations import repository as organizations
from aural.platform.clock import iso
from aural.platform.errors import ConflictError, ForbiddenError
from aural.store.database import Row

operations = Operations("Members")
RESTRICTABLE = ("MEMBER", "VIEWER")
_LAST_OWNER = (
    "An organization needs an owner, and this is the only one. Make another member an owner first, or delete the "
    "organization."
)
ProjectIds = Annotated[list[Annotated[str, Field(max_length=36)]], Field(max_length=200)]


class MemberIn(Input):
    """A member's role and projects."""

    role: Role = Field(description="An ADMIN gives roles up to ADMIN; only an OWNER gives the role OWNER.")
    project_ids: ProjectIds | None = Field(description="For a MEMBER or a VIEWER: only these. null: every project.")


MemberChange = partial(MemberIn, "MemberChange", "Changes to a member; omitted fields keep their values.")


class MemberOut(Output):
    """A person in the organization."""

    id: str
    name: str
    email: str | None = Field(description="null for a VIEWER.")
    role: Role
    project_ids: list[str] | None = Field(description="null: every project.")
    keys: int = Field(description="Valid API keys of this person here.")
    last_seen_at: str | None = Field(description="In a browser, to the hour.")
    created_at: str = Field(description="When the person joined.")


class MemberRemoved(Output):
    id: str
    removed: bool


def require_rank(call: Call, role: str) -> None:
    """Raises ForbiddenError if the role is above the caller's own."""
    if RANKS[role] > RANKS[call.caller.role]:
        raise ForbiddenError(
            f"Only an {role} may do this to or for an {role}, and you have the role {call.caller.role}."
        )


async def read_reach(call: Call, role: str, wanted: Sequence[str] | None) -> list[str] | None:
    """The projects to restrict a member to, each of which exists. None: all projects. Raises BadRequestError."""
    if wanted is None:
        return None
    if role not in RESTRICTABLE:
        refuse([("projectIds", f"must be null for the role {role}, which has access to every project")])
    known = {row.id for row in await organizations.list_projects(call.connection, call.organization_id)}
    refuse([(f"projectIds.{at}", "isn't a project here") for at, one in enumerate(wanted) if one not in known])
    return sorted(set(wanted))


async def find_member(call: Call, *, lock: bool) -> Row[Any] | None:
    """The member of `/members/{id}`. `lock` is ignored: the organization's lock covers this row too."""
    if call.caller.project_ids is not None:
        return None
    return await members.find_member(call.connection, call.organization_id, call.id)


@operations.get(
    "/members",
    id="listMembers",
    summary="List members",
    description="Newest first. A caller who is restricted to projects sees the members of these projects.",
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


def _member_json(call: Call, row: Row[Any], reach: Sequence[str] | None) -> Json:
    return {
        "id": row.id,
        "name": row.name,
        "email": None if call.caller.role == "VIEWER" else row.email,
        "role": row.role,
        "projectIds": None if reach is None else list(reach),
        "keys": row.key_count,
        "lastSeenAt": None if row.last_seen_at is None else iso(row.last_seen_at),
        "createdAt": iso(row.created_at),
    }


async def _reach_of(call: Call, row: Row[Any]) -> list[str] | None:
    if not row.is_restricted:
        return None
    return (await members.list_reaches(call.connection, call.organization_id, [row.id]))[row.id]


@operations.patch(
    "/members/{id}",
    id="updateMember",
    summary="Change a member",
    description="Role and projects. The member's keys and invitations with wider access end. An owner remains.",
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
        reach = await _reach_of(call, row) if role in RESTRICTABLE else None
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
    """Ends keys and invitations that would allow more than their creator may now do."""
    same = (call.connection, call.organization_id)
    for key in await members.list_keys_of(*same, user_id):
        if RANKS[key.role] > RANKS[role] or not is_within(reach, key.project_ids):
            await keys.revoke_key(*same, key.id, call.now)
    for made in await members.list_invitations_of(*same, user_id):
        if RANKS[role] < RANKS["ADMIN"] or RANKS[made.role] > RANKS[role]:
            await invitations.delete_invitation(*same, made.id)


@operations.delete(
    "/members/{id}",
    id="removeMember",
    summary="Remove a member",
    description="The member loses access at once: their keys here and their invitations are revoked.",
    mode="LIVE",
    answer=Answer(MemberRemoved, {"id": examples.MEMBER["id"], "removed": True}),
    find=find_member,
    role="ADMIN",
    conflicts=True,
    locks_organization=True,
    is_unversioned=True,
)
async def remove_member(call: Call) -> Reply:
    """Takes effect at once: the person's next request is refused, and so is that of any key they have here."""
    row = call.found
    require_rank(call, row.role)
    if row.role == "OWNER":
        await require_other_owner(call)
    await members.leave(call.connection, call.organization_id, row.id, call.now)
    return Reply({"id": row.id, "removed": True})
