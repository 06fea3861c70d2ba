"""Invitations into a team: a link, a role, an end. Whoever opens it joins, once, with an account old or new."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from aural.accounts import repository as users
from aural.accounts.endpoints import (
    WHICH_ONES,
    NewPassword,
    hash_new_password,
    me_json,
    organization_json,
    require_passwords,
    welcome,
)
from aural.api.operations import RANKS, Call, Reply, Role, page_reply
from aural.api.reach import require_whole
from aural.api.validation import Email, Input, Json, Name, Output, refuse
from aural.audit import repository as audit
from aural.guard.auth.lookup import find_by
from aural.organizations import invitation_repository as invitations
from aural.organizations import member_repository as members
from aural.organizations import repository as organizations
from aural.organizations.member_endpoints import ProjectIds, read_reach, require_rank
from aural.platform.clock import iso
from aural.platform.errors import BadRequestError, ConflictError
from aural.platform.ids import new_id
from aural.settings.budgets import INVITATIONS_OF_ORGANIZATION
from aural.store import jobs
from aural.store.database import DuplicateError, Row
from aural.usage import repository as usage

GOOD_MS = 7 * 86_400_000
MOST_OPEN = INVITATIONS_OF_ORGANIZATION.most
_OVER = "This invitation has been used, was taken back, or has ended. Ask for a new one."
_KNOWN = "There is an account of this address already. Sign in, and open the link again."
_MEMBER = "You are a member of this organization already."

Code = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class InvitationIn(Input):
    """Whom to let in, and what they may do then."""

    role: Role = Field(description="An ADMIN gives roles up to ADMIN; only an OWNER makes an OWNER.")
    project_ids: ProjectIds | None = Field(
        None, description="For a MEMBER or a VIEWER: only these. null: every project."
    )
    email: Email | None = Field(
        None, description="Only an account of this address may use the link. Where mail is set up, it is sent there."
    )


class InvitationOut(Output):
    """An invitation that nobody has used. `url` is null where its role is above one's own."""

    id: str
    role: Role
    project_ids: list[str] | None
    email: str | None
    url: str | None
    invited_by: str
    is_over: bool = Field(description="It has ended; it is shown for 30 days more.")
    expires_at: str
    created_at: str


class InvitationMade(InvitationOut):
    is_mailed: bool = Field(description="The link was sent to the address as well.")


class InvitationRevoked(Output):
    id: str
    revoked: bool


class CodeIn(Input):
    """The end of an invitation's link."""

    code: Code


class DoorOut(Output):
    """What an invitation leads to."""

    organization: str
    role: Role
    invited_by: str
    email: str | None = Field(description="Only an account of this address may use it. null: any.")
    expires_at: str


class JoinIn(CodeIn):
    """A new account, and the invitation that it is made for."""

    name: Name
    email: Email
    password: NewPassword = Field(description=WHICH_ONES)


async def find_invitation(call: Call, *, lock: bool) -> Row[Any] | None:
    """The invitation of `/invitations/{id}`."""
    if call.caller.project_ids is not None:
        return None
    return await invitations.find_invitation(call.connection, call.organization_id, call.id)


async def list_invitations(call: Call) -> Reply:
    require_whole(call)
    page = call.page
    rows = await invitations.list_invitations(
        call.connection, call.organization_id, limit=(page.limit or 0) + 1, after=page.after
    )
    return page_reply(call, rows, lambda row: _invitation_json(call, row))


def _invitation_json(call: Call, row: Row[Any]) -> Json:
    is_open = RANKS[row.role] <= RANKS[call.caller.role]
    about = ("invitation", call.organization_id, row.id)
    token = call.context.secrets.unseal(bytes(row.token_encrypted), *about) if is_open else ""
    return {
        "id": row.id,
        "role": row.role,
        "projectIds": row.project_ids,
        "email": row.email,
        "url": f"{call.context.settings.public_url}/join/{token}" if is_open else None,
        "invitedBy": row.inviter,
        "isOver": row.expires_at <= call.now,
        "expiresAt": iso(row.expires_at),
        "createdAt": iso(row.created_at),
    }


async def create_invitation(call: Call) -> Reply:
    require_whole(call)
    role, email = call.body["role"], call.body.get("email")
    require_rank(call, role)
    reach = await read_reach(call, role, call.body.get("project_ids"))
    if await invitations.count_open(call.connection, call.organization_id, call.now) >= MOST_OPEN:
        raise ConflictError(f"{MOST_OPEN} invitations are open. Take some of them back first.")
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


async def revoke_invitation(call: Call) -> Reply:
    require_rank(call, call.found.role)
    await invitations.delete_invitation(call.connection, call.organization_id, call.id)
    return Reply({"id": call.id, "revoked": True})


async def _find_door(call: Call) -> Row[Any]:
    found = await find_by(
        call.context.secrets,
        call.body["code"],
        lambda digest: invitations.find_invitation_by_hash(call.connection, digest, call.now),
    )
    if found is None:
        raise BadRequestError(_OVER, [("code", "leads nowhere any more")])
    return found


async def read_invitation(call: Call) -> Reply:
    found = await _find_door(call)
    data = {
        "organization": found.organization_name,
        "role": found.role,
        "invitedBy": found.inviter,
        "email": found.email,
        "expiresAt": iso(found.expires_at),
    }
    return Reply(data)


async def prepare_join(call: Call) -> str:
    require_passwords(call)
    door, body = await _find_door(call), call.body
    _require_address(door, body["email"])
    return await hash_new_password(call, body["name"], body["email"], door.organization_name)


def _require_address(invitation: Row[Any], email: str | None) -> None:
    if invitation.email is not None and invitation.email != email:
        refuse([("email", "is not the address that this invitation is for")])


async def join(call: Call) -> Reply:
    """A new account, signed in."""
    found = await _find_door(call)
    body = call.body
    try:
        user_id = await users.insert_user(
            call.connection, name=body["name"], email=body["email"], password_hash=call.prepared, now=call.now
        )
    except DuplicateError as error:
        raise ConflictError(_KNOWN) from error
    await use_invitation(call.context.settings.upgrade_url, call.connection, found, user_id, body["name"], call.now)
    return await welcome(call, user_id, found.organization_id)


async def join_as_me(call: Call) -> Reply:
    """Joins as who is signed in."""
    found = await _find_door(call)
    me = await users.find_user(call.connection, call.caller.user_id)
    assert me is not None
    _require_address(found, me.email)
    await use_invitation(call.context.settings.upgrade_url, call.connection, found, me.id, me.name, call.now)
    data = await me_json(call) | await organization_json(call, me.id, found.organization_id)
    return Reply(data)


async def use_invitation(
    upgrade_url: str, connection: Any, invitation: Row[Any], user_id: str, name: str, now: int
) -> None:
    """Joins, on a seat of the plan, and uses the invitation up.

    Of two who use it at once, one joins. Raises PlanLimitError, ConflictError, BadRequestError.
    """
    organization_id = invitation.organization_id
    await usage.require_seat(connection, organization_id, now, upgrade_url)
    if not await invitations.delete_invitation(connection, organization_id, invitation.id):
        raise BadRequestError(_OVER, [("code", "leads nowhere any more")])
    if await members.find_member(connection, organization_id, user_id) is not None:
        raise ConflictError(_MEMBER)
    reach = await _still_there(connection, organization_id, invitation.project_ids)
    await members.add_membership(connection, organization_id, user_id, invitation.role, reach, now)
    await audit.note(
        connection,
        organization_id,
        user_id=user_id,
        actor=name,
        key_id=None,
        operation="join",
        object_id=user_id,
        now=now,
        detail={"role": invitation.role, "isRestricted": reach is not None},
    )


async def _still_there(connection: Any, organization_id: str, wanted: list[str] | None) -> list[str] | None:
    """A project may have been deleted since."""
    if wanted is None:
        return None
    known = {row.id for row in await organizations.list_projects(connection, organization_id)}
    return [one for one in wanted if one in known]
