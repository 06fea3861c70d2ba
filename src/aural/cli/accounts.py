"""`aural keys` and `aural users`: issues, lists and revokes API keys; lists users and restores their access."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from aural.accounts import identity_repository as identities
from aural.accounts import repository as users
from aural.accounts import reset_repository as resets
from aural.api.routes import SCOPES
from aural.api.validation import is_seen
from aural.cli.organizations import find_organization
from aural.guard.auth.gate import issue_key
from aural.guard.auth.setup import issue_setup_code
from aural.guard.auth.tokens import shown_part
from aural.guard.secrets import Secrets
from aural.organizations import key_repository as keys
from aural.organizations import repository as organizations
from aural.organizations import test_organization_repository as test_organizations
from aural.platform.clock import SystemClock, iso
from aural.platform.errors import BadRequestError, ConflictError, NotFoundError
from aural.settings import Settings
from aural.store.database import Database

DAY_MS = 86_400_000


async def create_key(
    database: Database,
    settings: Settings,
    *,
    organization: str,
    project: str | None = None,
    role: str = "OWNER",
    scopes: str = "",
    expires: str | None = None,
    plan: str | None = None,
    name: str = "Command line",
    test: bool = False,
) -> str:
    """Creates a key and returns it; it can't be shown again. It belongs to the organization's first owner.

    `test`: the key reaches all of the organization's test data. `check_options` has checked the options.
    """
    now = SystemClock().now()
    listed = read_scopes(scopes)
    expires_at = None if expires is None else read_expiry(expires, now)
    made = await organizations.take_organization(database, organization, now, plan)
    async with database.transaction() as transaction:
        home = await test_organizations.take_test_organization(transaction, made.id, now) if test else made.id
        reach: dict[str, Any] = {"expires_at": expires_at, "scopes": listed}
        if project is not None:
            reach["project_ids"] = [await organizations.take_project(transaction, home, project, now)]
        issued = await issue_key(
            transaction,
            home,
            Secrets(settings.secret_key),
            user_id=made.owner_id,
            name=name,
            role=role,
            now=now,
            **reach,
        )
    return issued.key


def check_options(
    *, organization: str | None, name: str, expires: str | None, project: str | None, test: bool, **_others: object
) -> None:
    """Raises BadRequestError for options of `create_key` that contradict each other or are blank."""
    named = {"name": name, "name of the organization": organization, "name of the project": project}
    for what, text in named.items():
        if text is not None and not is_seen(text):
            raise BadRequestError(f"The {what} must not be blank.")
    if test and project is not None:
        raise BadRequestError("A test key accesses all test data. Leave out --project.")
    if expires is not None:
        read_expiry(expires, SystemClock().now())


def read_scopes(text: str) -> list[str]:
    """The scopes in a comma-separated list. Raises BadRequestError for an unknown scope."""
    listed = [part.strip() for part in text.split(",") if part.strip()]
    known = sorted(SCOPES)
    for scope in listed:
        if scope not in known:
            raise BadRequestError(f"There is no scope {scope!r}. The scopes are {', '.join(known)}.")
    return listed


def read_expiry(text: str, now: int) -> int:
    """The instant (ms) after a number of days such as `30d`, or at the end (UTC) of a date such as 2027-01-31.

    Raises BadRequestError.
    """
    days = re.fullmatch(r"(\d{1,5})d", text.strip())
    if days is not None and int(days[1]) == 0:
        raise BadRequestError("The expiry must be at least one day away.")
    if days is not None:
        return now + int(days[1]) * DAY_MS
    try:
        date = datetime.strptime(text.strip(), "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise BadRequestError("Write the expiry as a date, such as 2027-01-31, or in days, such as 30d.") from error
    at = int(date.timestamp() * 1000) + DAY_MS - 1
    if at <= now:
        raise BadRequestError("The expiry is in the past. Choose a later date.")
    return at


async def list_keys(database: Database, _settings: Settings, organization: str | None) -> list[tuple[str, ...]]:
    """The prefix, state with expiry, role, organization, name and last use of each key, newest first.

    Raises NotFoundError if no organization has this name.
    """
    now = SystemClock().now()
    rows: list[tuple[str, ...]] = []
    if organization is None:
        listed = await organizations.list_organizations(database.read)
    else:
        listed = [await find_organization(database, organization)]
    for found in listed:
        for key in await keys.list_keys(database.read, found.id):
            rows.append((f"{key.prefix}…", _state(key, now), key.role, found.name, key.name, _used(key.last_used_at)))
    return rows


def _state(key: keys.Key, now: int) -> str:
    if key.revoked_at is not None:
        return "revoked"
    if key.expires_at is None:
        return "valid"
    return f"expired {iso(key.expires_at)[:10]}" if key.expires_at <= now else f"until {iso(key.expires_at)[:10]}"


def _used(at: int | None) -> str:
    return "never used" if at is None else f"used {iso(at)}"


async def revoke_key(database: Database, _settings: Settings, prefix: str) -> str:
    """Revokes a key and returns a sentence about it.

    Raises NotFoundError, and BadRequestError if several keys begin with `prefix` or it is too short.
    """
    shown = shown_part(prefix.rstrip("…"))
    if len(shown) < 8:
        raise BadRequestError("Enter at least 8 characters of the prefix that `aural keys list` shows.")
    found = []
    for organization in await organizations.list_organizations(database.read):
        for key in await keys.list_keys(database.read, organization.id):
            if key.prefix.startswith(shown) and key.revoked_at is None:
                found.append((organization, key))
    if not found:
        raise NotFoundError("No valid key begins with that. `aural keys list` shows all keys.")
    if len(found) > 1:
        raise BadRequestError("Several keys begin with that. Enter more characters.")
    organization, key = found[0]
    async with database.transaction() as transaction:
        await keys.revoke_key(transaction, organization.id, key.id, SystemClock().now())
    return f"Revoked {key.prefix}… ({key.name}, {organization.name}). It no longer works."


async def list_people(database: Database, _settings: Settings) -> list[tuple[str, ...]]:
    """The email address, name and roles of each user."""
    rows: list[tuple[str, ...]] = []
    for person in await users.list_users(database.read):
        joined = await users.list_memberships(database.read, person.id)
        roles = ", ".join(f"{row.role} of {row.name}" for row in joined) or "in no organization"
        rows.append((person.email or "", person.name, roles))
    return rows


async def make_reset_link(database: Database, settings: Settings, email: str) -> str:
    """A link to set a new password. It works once, for an hour. Raises NotFoundError."""
    person = await users.find_user_by_email(database.read, email.strip().lower())
    if person is None:
        raise NotFoundError("No account has this email address. `aural users list` lists all accounts.")
    secrets = Secrets(settings.secret_key)
    token = secrets.new_token()
    async with database.transaction() as transaction:
        await resets.add_reset(transaction, person.id, SystemClock().now(), token_hash=secrets.digest(token))
    return f"{settings.public_url}/sign-in/reset#{token}"


async def unlink_identities(database: Database, email: str) -> str:
    """Forgets the user's account at the identity provider. Raises NotFoundError."""
    person = await users.find_user_by_email(database.read, email.strip().lower())
    if person is None:
        raise NotFoundError("No account has this email address. `aural users list` lists all accounts.")
    async with database.transaction() as transaction:
        count = await identities.delete_identities(transaction, person.id)
    if not count:
        return f"{person.email} has no account at an identity provider."
    return (
        f"Unlinked {person.email}. The next account at the provider with this verified address will sign in as this "
        "user."
    )


async def make_setup_code(database: Database, settings: Settings) -> str:
    """A new setup code. Raises ConflictError if a user can already sign in."""
    code = await issue_setup_code(database, Secrets(settings.secret_key))
    if code is None:
        raise ConflictError("Aural is already set up. `aural users reset` lets a user sign in again.")
    return code
