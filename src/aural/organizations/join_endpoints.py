"""Joining an organization with an invitation."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from aural.accounts import repository as users
from aural.accounts.endpoints import (
    WHICH_ONES,
    NewPassword,
    hash_new_password,
    require_passwords,
    welcome,
)
from aural.accounts.examples import CODE, ME, ORGANIZATION, PASSWORD
from aural.accounts.me_schemas import MeOut, me_json, organization_json
from aural.api.operations import Answer, Body, Call, Operations, Reply
from aural.api.representation import Time, represent
from aural.api.validation import Email, Input, Name, Output, refuse
from aural.audit import repository as audit
from aural.engine.permissions import Role
from aural.guard.auth.lookup import find_by
from aural.organizations import invitation_repository as invitations
from aural.organizations import member_repository as members
from aural.organizations import repository as organizations
from aural.platform.errors import BadRequestError, ConflictError
from aural.store.database import Connection, DuplicateError
from aural.usage import repository as usage

operations = Operations("Accounts")
_OVER = "This invitation has been used or revoked, or has expired. Ask for a new one."
_KNOWN = "There is already an account with this address. Sign in, and open the link again."
_MEMBER = "You are already a member of this organization."
Code = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class CodeIn(Input):
    """The code of an invitation."""

    code: Code = Field(description="The last part of the invitation's link.")


class DoorOut(Output):
    """An invitation, as the invited person sees it."""

    organization: str
    role: Role
    invited_by: str
    email: str | None = Field(description="Only an account with this address can use it. null: any account.")
    expires_at: Time


class JoinIn(CodeIn):
    """A new account, and the invitation that it joins with."""

    name: Name
    email: Email
    password: NewPassword = Field(description=WHICH_ONES)


async def _find_door(call: Call) -> invitations.Invitation:
    found = await find_by(
        call.context.secrets,
        call.body["code"],
        lambda digest: invitations.find_invitation_by_hash(call.connection, digest, call.now),
    )
    if found is None:
        raise BadRequestError(_OVER, [("code", "no longer works")])
    return found


@operations.post(
    "/auth/invitation",
    id="readInvitation",
    summary="Read an invitation",
    description="The invitation behind a link. Reading it does not use it up.",
    answer=Answer(
        DoorOut,
        {
            "organization": ORGANIZATION["name"],
            "role": "MEMBER",
            "invitedBy": "Dana Reyes",
            "email": None,
            "expiresAt": "2026-11-24T10:36:00.000Z",
        },
    ),
    access="public",
    body=Body(CodeIn, {"code": CODE}),
)
async def read_invitation(call: Call) -> Reply:
    found = await _find_door(call)
    return Reply(represent(DoorOut, found, organization=found.organization_name, invited_by=found.inviter))


async def prepare_join(call: Call) -> str:
    require_passwords(call)
    door, body = await _find_door(call), call.body
    _require_address(door, body["email"])
    return await hash_new_password(call, body["name"], body["email"], door.organization_name)


def _require_address(invitation: invitations.Invitation, email: str | None) -> None:
    if invitation.email is not None and invitation.email != email:
        refuse([("email", "is not the address that this invitation is for")])


@operations.post(
    "/auth/join",
    id="join",
    summary="Join with a new account",
    description="Creates an account, joins the organization and signs you in. This uses up the invitation.",
    prepare=prepare_join,
    answer=Answer(MeOut, ME),
    access="public",
    body=Body(JoinIn, {"code": CODE, "name": "Robin Hale", "email": "robin@example.com", "password": PASSWORD}),
    plan_limit="seats",
)
async def join(call: Call) -> Reply:
    """Creates an account, joins the organization and signs in."""
    found = await _find_door(call)
    body = call.body
    try:
        user_id = await users.insert_user(
            call.connection, name=body["name"], email=body["email"], password_hash=call.prepared, now=call.now
        )
    except DuplicateError as error:
        raise ConflictError(_KNOWN) from error
    await _use(call, found, user_id, body["name"])
    call.is_audited = False  # `_use` has written the line
    return await welcome(call, user_id, found.organization_id)


@operations.post(
    "/me/join",
    id="joinAsMe",
    summary="Join as the signed-in person",
    description="Joins the organization with your account. This uses up the invitation.",
    answer=Answer(MeOut, ME),
    access="person",
    body=Body(CodeIn, {"code": CODE}),
    plan_limit="seats",
)
async def join_as_me(call: Call) -> Reply:
    """Adds the signed-in person to the organization."""
    found = await _find_door(call)
    me = await users.find_user(call.connection, call.caller.user_id)
    assert me is not None
    _require_address(found, me.email)
    await _use(call, found, me.id, me.name)
    data = await me_json(call) | await organization_json(call, me.id, found.organization_id)
    return Reply(data)


async def _use(call: Call, invitation: invitations.Invitation, user_id: str, name: str) -> None:
    upgrade_url, address = call.context.settings.upgrade_url, call.request.address
    await use_invitation(upgrade_url, call.connection, invitation, user_id, name, call.now, address=address)


async def use_invitation(
    upgrade_url: str,
    connection: Connection,
    invitation: invitations.Invitation,
    user_id: str,
    name: str,
    now: int,
    *,
    address: str | None = None,
) -> None:
    """Adds the person as a member, who takes a seat of the plan, and uses up the invitation.

    Of two simultaneous uses, only one succeeds. Raises PlanLimitError, ConflictError or BadRequestError.
    """
    organization_id = invitation.organization_id
    await usage.require_seat(connection, organization_id, now, upgrade_url)
    if not await invitations.delete_invitation(connection, organization_id, invitation.id):
        raise BadRequestError(_OVER, [("code", "no longer works")])
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
        address=address,
    )


async def _still_there(connection: Connection, organization_id: str, wanted: list[str] | None) -> list[str] | None:
    """The invitation's projects, except those deleted since it was created."""
    if wanted is None:
        return None
    known = {row.id for row in await organizations.list_projects(connection, organization_id)}
    return [one for one in wanted if one in known]
