"""Invitations to an organization: links with a role, accessible projects and an expiry."""

from __future__ import annotations

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.reach import require_whole
from aural.api.representation import Time, represent
from aural.api.validation import Email, Input, Json, Output
from aural.engine.permissions import Role, is_at_least
from aural.organizations import examples
from aural.organizations import invitation_repository as invitations
from aural.organizations.member_endpoints import ProjectIds, read_reach, require_rank
from aural.platform.errors import ConflictError
from aural.platform.ids import new_id
from aural.settings.budgets import INVITATIONS_OF_ORGANIZATION
from aural.store import jobs
from aural.usage import repository as usage

operations = Operations("Members")
GOOD_MS = 7 * 86_400_000
MOST_OPEN = INVITATIONS_OF_ORGANIZATION.most


class InvitationIn(Input):
    """The role and projects of the person to invite, and optionally their email address."""

    role: Role = Field(description="An ADMIN can give roles up to ADMIN. Only an OWNER can give the role OWNER.")
    project_ids: ProjectIds | None = Field(
        None, description="The projects that a MEMBER or a VIEWER can access. null: every project."
    )
    email: Email | None = Field(
        None, description="Only an account with this address can use the link. If email is set up, it is sent there."
    )


class InvitationOut(Output):
    """An unused invitation. `url` is null if its role is above your own."""

    id: str
    role: Role
    project_ids: list[str] | None
    email: str | None
    url: str | None
    invited_by: str
    is_over: bool = Field(description="Whether it has expired. Expired invitations are listed for 30 more days.")
    expires_at: Time
    created_at: Time


class InvitationMade(InvitationOut):
    is_mailed: bool = Field(description="Whether the link is also sent to the email address.")


class InvitationRevoked(Output):
    id: str
    revoked: bool


async def find_invitation(call: Call, *, lock: bool) -> invitations.Invitation | None:
    """The invitation of `/invitations/{id}`."""
    if call.caller.project_ids is not None:
        return None
    return await invitations.find_invitation(call.connection, call.organization_id, call.id)


@operations.get(
    "/invitations",
    id="listInvitations",
    summary="List invitations",
    description="Unused invitations, newest first.",
    mode="LIVE",
    answer=Answer(InvitationOut, examples.INVITATION, is_list=True),
    role="ADMIN",
    paging="always",
)
async def list_invitations(call: Call) -> Reply:
    require_whole(call)
    page = call.page
    rows = await invitations.list_invitations(
        call.connection, call.organization_id, limit=(page.limit or 0) + 1, after=page.after
    )
    return page_reply(call, rows, lambda row: _invitation_json(call, row))


def _invitation_json(call: Call, row: invitations.Invitation) -> Json:
    is_open = is_at_least(call.caller.role, row.role)
    about = ("invitation", call.organization_id, row.id)
    token = call.context.secrets.unseal(bytes(row.token_encrypted), *about) if is_open else ""
    url = f"{call.context.settings.public_url}/join/{token}" if is_open else None
    is_over = row.expires_at <= call.now
    return represent(InvitationOut, row, url=url, invited_by=row.inviter, is_over=is_over)


@operations.post(
    "/invitations",
    id="createInvitation",
    summary="Invite a member",
    description="Returns a link that works once, for 7 days.",
    mode="LIVE",
    answer=Answer(InvitationMade, {**examples.INVITATION, "isMailed": False}),
    role="ADMIN",
    body=Body(InvitationIn, {"role": "MEMBER", "projectIds": None, "email": None}),
    plan_limit="seats",
    locks_organization=True,
)
async def create_invitation(call: Call) -> Reply:
    require_whole(call)
    role, email = call.body["role"], call.body.get("email")
    require_rank(call, role)
    reach = await read_reach(call, role, call.body.get("project_ids"))
    if await invitations.count_open(call.connection, call.organization_id, call.now) >= MOST_OPEN:
        raise ConflictError(f"{MOST_OPEN} invitations are open. Revoke some of them first.")
    await usage.require_seat(call.connection, call.organization_id, call.now, call.context.settings.upgrade_url)
    token = call.context.secrets.new_token()
    values = {"role": role, "project_ids": reach, "email": email, "created_by": call.caller.user_id}
    secrets, made = call.context.secrets, new_id()
    sealed = {
        "hash": secrets.digest(token),
        "token_encrypted": secrets.seal(token, "invitation", call.organization_id, made),
    }
    times = {"created_at": call.now, "expires_at": call.now + GOOD_MS}
    await invitations.insert_invitation(call.connection, call.organization_id, values | sealed | times | {"id": made})
    is_mailed = await _mail(call, made, email)
    call.audit_detail = {"role": role, "isRestricted": reach is not None}
    row = await invitations.find_invitation(call.connection, call.organization_id, made)
    assert row is not None
    return Reply({**_invitation_json(call, row), "isMailed": is_mailed})


async def _mail(call: Call, invitation_id: str, email: str | None) -> bool:
    if email is None or not call.context.settings.smtp_url:
        return False
    payload = {"about": "invitation", "invitationId": invitation_id}
    await jobs.enqueue(call.connection, call.organization_id, kind="mail", payload=payload, now=call.now)
    return True


@operations.delete(
    "/invitations/{id}",
    id="revokeInvitation",
    summary="Revoke an invitation",
    description="Its link stops working.",
    mode="LIVE",
    answer=Answer(InvitationRevoked, {"id": examples.INVITATION["id"], "revoked": True}),
    find=find_invitation,
    role="ADMIN",
    is_unversioned=True,
)
async def revoke_invitation(call: Call) -> Reply:
    require_rank(call, call.found.role)
    await invitations.delete_invitation(call.connection, call.organization_id, call.id)
    return Reply({"id": call.id, "revoked": True})
