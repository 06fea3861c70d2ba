"""Getting in: the first run, signing in and out, and who one is."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from aural.api.operations import Call, Reply, Role
from aural.api.validation import Email, Input, Json, Name, Output
from aural.errors import BadRequestError, ConflictError, UnauthorizedError
from aural.guard import passwords
from aural.guard.setup import SETUP, is_setup_code
from aural.store import organizations, users, web_sessions
from aural.store.database import DuplicateError
from aural.store.deployment import drop_value

SIGN_IN_TRIES = 10
"""Sign-ins a minute for one e-mail address, whoever tries."""
_WRONG = "The e-mail address and the password do not belong together. Check both, or reset the password."
_WRONG_CODE = "This is not the setup code. Aural prints a new one each time that it starts without an account."
_TAKEN = "There is an organization of this name, or an account of this address, already. Choose another one."
_SET_UP = "Aural is set up already. Sign in, or ask for an invitation."

Password = Annotated[str, StringConstraints(min_length=1, max_length=passwords.LONGEST)]
NewPassword = Annotated[str, StringConstraints(min_length=passwords.SHORTEST, max_length=passwords.LONGEST)]


class SetupIn(Input):
    """The first account and its organization."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=40)] = Field(
        description="The one-time code that `aural serve` printed."
    )
    name: Name
    email: Email
    password: NewPassword = Field(description="At least 12 characters.")
    organization: Name = Field(description="The name of the organization; a new one is made.")


class SignInIn(Input):
    """An e-mail address and its password."""

    email: Email
    password: Password


class AuthOut(Output):
    """How one gets in here."""

    needs_setup: bool = Field(description="Nobody has an account yet: the setup code makes the first one.")
    mail: bool = Field(description="Whether this deployment sends e-mail, such as links to reset a password.")
    single_sign_on: str | None = Field(description="The name of the identity provider, where there is one.")


class NamedOut(Output):
    id: str
    name: str


class OwnOrganizationOut(NamedOut):
    plan: str


class MembershipOut(NamedOut):
    role: Role


class MeOut(Output):
    """Who is calling: the signed-in person, or the one who holds the key."""

    id: str
    name: str
    email: str | None
    csrf_token: str | None = Field(description="To be sent as X-CSRF-Token with every change. null: a key.")
    role: Role | None = Field(description="In the organization that the request works in.")
    organization: OwnOrganizationOut | None
    organizations: list[MembershipOut]
    projects: list[NamedOut] = Field(description="Those within reach, oldest first.")


class SignedOut(Output):
    signed_out: bool


async def get_auth(call: Call) -> Reply:
    settings = call.context.settings
    return Reply(
        {
            "needsSetup": not await users.is_anybody_there(call.connection),
            "mail": bool(settings.smtp_url),
            "singleSignOn": None,
        }
    )


async def hash_new_password(call: Call) -> str:
    """Outside of the transaction: it takes a tenth of a second."""
    return await passwords.hash_password(call.body["password"])


async def prepare_setup(call: Call) -> str:
    if not await is_setup_code(call.connection, call.context.secrets, call.body["code"]):
        raise BadRequestError(_WRONG_CODE, [("code", "is not the setup code")])
    return await hash_new_password(call)


async def set_up(call: Call) -> Reply:
    """The first account, owner of a new organization. Of two at once, one is the first."""
    body = call.body
    if await users.is_anybody_there(call.connection) or not await drop_value(call.connection, SETUP):
        raise ConflictError(_SET_UP)
    try:
        user_id = await users.insert_user(
            call.connection, name=body["name"], email=body["email"], password_hash=call.prepared, now=call.now
        )
        await organizations.found_organization(call.connection, body["organization"], user_id, call.now)
    except DuplicateError as error:
        raise ConflictError(_TAKEN) from error
    return await _welcome(call, user_id)


async def check_password(call: Call) -> Any:
    """The account, if the password is its own. Whether the address is known is not told, nor shown by the time."""
    email = call.body["email"]
    whose = call.context.secrets.digest(email).hex()[:32]
    await call.context.gate.admit_address("account", whose, SIGN_IN_TRIES)
    found = await users.find_user_by_email(call.connection, email)
    if not await passwords.is_right(call.body["password"], None if found is None else found.password_hash):
        raise UnauthorizedError(_WRONG)
    return found


async def sign_in(call: Call) -> Reply:
    return await _welcome(call, call.prepared.id)


async def _welcome(call: Call, user_id: str) -> Reply:
    cookie = await call.context.gate.browsers.sign_in(call.connection, user_id, call.request.browser)
    data = await _person_json(call, user_id)
    first = data["organizations"][0]["id"] if data["organizations"] else None
    data |= await _organization_json(call, user_id, first, None)
    data["csrfToken"] = call.context.gate.browsers.csrf_of(cookie)
    return Reply(data, headers={"Set-Cookie": cookie})


async def sign_out(call: Call) -> Reply:
    if call.caller.web_session_id is not None:
        await web_sessions.delete_session(call.connection, call.caller.web_session_id)
    return Reply({"signedOut": True}, headers={"Set-Cookie": call.context.gate.browsers.forget()})


async def get_me(call: Call) -> Reply:
    caller = call.caller
    data = await _person_json(call, caller.user_id)
    data |= await _organization_json(call, caller.user_id, caller.organization_id or None, caller.project_ids)
    if data["organization"] is not None:
        data["role"] = caller.role
    data["csrfToken"] = caller.csrf_token
    return Reply(data)


async def _person_json(call: Call, user_id: str) -> Json:
    person = await users.find_user(call.connection, user_id)
    assert person is not None
    joined = await users.list_memberships(call.connection, user_id)
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "organizations": [{"id": row.id, "name": row.name, "role": row.role} for row in joined],
    }


async def _organization_json(
    call: Call, user_id: str, organization_id: str | None, reach: tuple[str, ...] | None
) -> Json:
    joined = await users.list_memberships(call.connection, user_id)
    row = next((row for row in joined if row.id == organization_id), None)
    if row is None or organization_id is None:
        return {"role": None, "organization": None, "projects": []}
    projects = await organizations.list_projects(call.connection, organization_id)
    return {
        "role": row.role,
        "organization": {"id": row.id, "name": row.name, "plan": row.plan},
        "projects": [
            {"id": project.id, "name": project.name} for project in projects if reach is None or project.id in reach
        ],
    }
