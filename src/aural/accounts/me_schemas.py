"""The caller's own account and organization, as the API returns them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from aural import lang
from aural.accounts import browser_repository as web_sessions
from aural.accounts import repository as users
from aural.accounts.confirmation_service import ConfirmedOperation, can_confirm
from aural.api.operations import Call
from aural.api.validation import Json, Output
from aural.engine.permissions import Role
from aural.guard.auth.callers import Mode
from aural.organizations import claim_repository as claims
from aural.organizations import repository as organizations
from aural.store.deployment import find_value

if TYPE_CHECKING:
    Language = str
else:
    Language = Literal[lang.page_locales()]  # a language of the web pages
Theme = Literal["light", "dark"]


class NamedOut(Output):
    id: str
    name: str


class OwnOrganizationOut(NamedOut):
    plan: str
    mode: Mode = Field(description="TEST: the request used a test key, which accesses only test data.")
    is_sample: bool = Field(description="Whether `aural demo` created this organization's data.")


class MembershipOut(NamedOut):
    role: Role


class MeOut(Output):
    """The caller: the signed-in person, or the holder of the key."""

    id: str
    name: str
    email: str | None
    has_password: bool = Field(description="false: this person signs in only with the identity provider.")
    confirms_with: str | None = Field(
        description="The name of the identity provider, if this person can confirm an operation by signing in there "
        "again instead of with the password. Open `/sso/confirm?operation=…&next=…`. null: only with the password."
    )
    confirmed: ConfirmedOperation | None = Field(
        description="The operation that this person has confirmed in this browser by signing in again at the identity "
        "provider. It needs no password for five minutes, once."
    )
    language: Language | None = Field(description="The language of pages and emails. null: the browser's.")
    theme: Theme | None = Field(description="The theme of the pages. null: the system's.")
    is_operator: bool = Field(
        description="Whether this person set up the deployment, and so can claim organizations that were created on "
        "the command line."
    )
    csrf_token: str | None = Field(description="Send it as X-CSRF-Token with every change. null: the caller is a key.")
    role: Role | None = Field(description="The caller's role in the organization that the request works in.")
    organization: OwnOrganizationOut | None
    organizations: list[MembershipOut] = Field(description="The person's organizations. Empty for a test key.")
    projects: list[NamedOut] = Field(description="Projects that the caller can access, oldest first.")


async def me_json(call: Call) -> Json:
    """The JSON of MeOut, with the caller's current data."""
    caller = call.caller
    data = await person_json(call, caller.user_id)
    if caller.is_test:
        data |= await _test_json(call)
    else:
        data |= await organization_json(call, caller.user_id, caller.organization_id or None)
    if data["organization"] is not None:
        data["role"] = caller.role
        reach = caller.project_ids
        data["projects"] = [project for project in data["projects"] if reach is None or project["id"] in reach]
    data["csrfToken"] = caller.csrf_token
    return data


async def person_json(call: Call, user_id: str) -> Json:
    person = await users.find_user(call.connection, user_id)
    assert person is not None
    joined = await users.list_memberships(call.connection, user_id)
    is_linked = await can_confirm(call.connection, call.context.settings, user_id)
    session_id = call.caller.web_session_id or ""
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "hasPassword": person.password_hash is not None and call.context.settings.passwords == "on",
        "confirmsWith": call.context.settings.oidc_name if is_linked else None,
        "confirmed": await web_sessions.find_confirmed(call.connection, session_id, call.now) if is_linked else None,
        "language": person.language,
        "theme": person.theme,
        "isOperator": await find_value(call.connection, claims.OPERATOR) == user_id,
        "organizations": [{"id": row.id, "name": row.name, "role": row.role} for row in joined],
    }


async def _test_json(call: Call) -> Json:
    """The test organization that a test key works in.

    It has no members, and the response doesn't reveal which other organizations the key's holder belongs to.
    """
    test_organization = await organizations.find_organization(call.connection, call.organization_id)
    assert test_organization is not None
    projects = await organizations.list_projects(call.connection, test_organization.id)
    return {
        "organization": {
            "id": test_organization.id,
            "name": test_organization.name,
            "plan": test_organization.plan,
            "mode": "TEST",
            "isSample": False,
        },
        "organizations": [],
        "projects": [{"id": project.id, "name": project.name} for project in projects],
    }


async def organization_json(call: Call, user_id: str, organization_id: str | None) -> Json:
    """The organization that a person works in, and the projects that they can access there as a member."""
    joined = await users.list_memberships(call.connection, user_id)
    row = next((row for row in joined if row.id == organization_id), None)
    if row is None or organization_id is None:
        return {"role": None, "organization": None, "projects": []}
    projects = await organizations.list_projects(call.connection, organization_id)
    reach = None
    if row.is_restricted:
        reach = await web_sessions.list_reach(call.connection, organization_id, user_id)
    is_sample = await find_value(call.connection, claims.SAMPLE) == row.id
    return {
        "role": row.role,
        "organization": {"id": row.id, "name": row.name, "plan": row.plan, "mode": "LIVE", "isSample": is_sample},
        "projects": [
            {"id": project.id, "name": project.name} for project in projects if reach is None or project.id in reach
        ],
    }
