"""First-run setup, signing in and out, and getting the caller."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints

from aural.accounts import browser_repository as web_sessions
from aural.accounts import examples
from aural.accounts import repository as users
from aural.accounts.me_schemas import MeOut, me_json, organization_json, person_json
from aural.api.operations import Answer, Body, Call, Operations, Reply
from aural.api.validation import Email, Input, Json, Name, Output, refuse
from aural.audit import repository as audit
from aural.guard.auth import passwords
from aural.guard.auth.new_passwords import find_problem
from aural.guard.auth.rate_limits import network_of
from aural.guard.auth.setup import SETUP, is_setup_code
from aural.organizations import claim_repository as claims
from aural.organizations import repository as organizations
from aural.platform.errors import BadRequestError, ConflictError, RateLimitedError, UnauthorizedError
from aural.settings.budgets import FIRST_TRIES_OF_NETWORK, TRIES_OF_ACCOUNT, TRIES_OF_ACCOUNT_AND_ADDRESS
from aural.store.database import DuplicateError
from aural.store.deployment import drop_value, put_value

operations = Operations("Accounts")
_WRONG = "The email address or the password is wrong. Check both, or reset the password."
_WRONG_CODE = "This is not the setup code. Aural prints a new one each time it starts without an account."
_TAKEN_ADDRESS = "An account with this email address already exists. Use another address."
_TAKEN_NAME = "An organization with this name already exists. Choose another name."
_SET_UP = "Aural is already set up. Sign in, or ask for an invitation."
Password = Annotated[str, StringConstraints(min_length=1, max_length=passwords.LONGEST)]
NewPassword = Annotated[str, StringConstraints(min_length=passwords.SHORTEST, max_length=passwords.LONGEST)]
WHICH_ONES = (
    "At least 12 characters. Passwords known from leaks are refused, and so are those that consist of your name, your "
    "address, your organization's name or Aural's."
)


class SetupIn(Input):
    """The first account and its organization."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=40)] = Field(
        description="The one-time code that `aural serve` printed."
    )
    name: Name
    email: Email
    password: NewPassword = Field(description=WHICH_ONES)
    organization: Name = Field(description="The name of the organization to create.")


class SignInIn(Input):
    """An email address and its password."""

    email: Email
    password: Password


class AuthOut(Output):
    """The ways to sign in to this deployment."""

    needs_setup: bool = Field(description="Whether there are no accounts yet. The setup code creates the first one.")
    passwords: bool = Field(
        description="Whether people can sign in with a password. false: only with the identity provider."
    )
    mail: bool = Field(description="Whether this deployment sends email, such as links to reset a password.")
    single_sign_on: str | None = Field(
        description="The name of the identity provider, if there is one. Open `/sso/start` to sign in with it."
    )


class SignedOut(Output):
    signed_out: bool


@operations.get(
    "/auth",
    id="getAuth",
    summary="Get the ways to sign in",
    description="The ways to sign in to this deployment, and whether any account exists.",
    answer=Answer(AuthOut, {"needsSetup": False, "passwords": True, "mail": True, "singleSignOn": None}),
    access="public",
)
async def get_auth(call: Call) -> Reply:
    settings = call.context.settings
    return Reply(
        {
            "needsSetup": not await users.is_anybody_there(call.connection),
            "passwords": settings.passwords == "on",
            "mail": bool(settings.smtp_url),
            "singleSignOn": settings.oidc_name if settings.oidc_issuer else None,
        }
    )


def require_passwords(call: Call) -> None:
    """Raises BadRequestError if people sign in only through the identity provider."""
    settings = call.context.settings
    if settings.passwords == "off":
        raise BadRequestError(f"Sign-in with a password is turned off here. Sign in with {settings.oidc_name}.")


async def hash_new_password(call: Call, *about: str | None) -> str:
    """Hashes the password of the request's body. Call it outside of a transaction: it takes a tenth of a second.

    `about`: names and addresses of the password's owner. Raises BadRequestError if the password is easily guessed.
    """
    password, host = call.body["password"], urlsplit(call.context.settings.public_url).hostname
    problem = await asyncio.to_thread(find_problem, password, (*about, host))
    if problem is not None:
        refuse([("password", problem)])
    return await passwords.hash_password(password)


async def hash_password_of(call: Call, user_id: str) -> str:
    """Does the same as `hash_new_password` for a person who has an account. Raises BadRequestError."""
    person = await users.find_user(call.connection, user_id)
    assert person is not None
    joined = await users.list_memberships(call.connection, user_id)
    return await hash_new_password(call, person.name, person.email, *(row.name for row in joined))


async def prepare_setup(call: Call) -> str:
    if not await is_setup_code(call.connection, call.context.secrets, call.body["code"]):
        raise BadRequestError(_WRONG_CODE, [("code", "is not the setup code")])
    body = call.body
    return await hash_new_password(call, body["name"], body["email"], body["organization"])


@operations.post(
    "/auth/setup",
    id="setUp",
    summary="Create the first account",
    description="Needs the code that `aural serve` prints while there are no accounts. Works once, and signs you in.",
    prepare=prepare_setup,
    answer=Answer(MeOut, examples.ME),
    access="public",
    body=Body(
        SetupIn,
        {
            "code": "7KQM-2XWD-9RTF",
            "name": "Dana Reyes",
            "email": "dana@example.com",
            "password": examples.PASSWORD,
            "organization": "Harbour Cooperative",
        },
    ),
)
async def set_up(call: Call) -> Reply:
    """Creates the first account, as the owner of a new organization. Of two simultaneous calls, only one succeeds."""
    body = call.body
    if await users.is_anybody_there(call.connection) or not await drop_value(call.connection, SETUP):
        raise ConflictError(_SET_UP)
    person = {"name": body["name"], "email": body["email"], "password_hash": call.prepared, "now": call.now}
    try:
        user_id = await users.insert_user(call.connection, **person, is_confirmed=True)
    except DuplicateError as error:
        raise ConflictError(_TAKEN_ADDRESS, [("email", _TAKEN_ADDRESS)]) from error
    try:
        await organizations.found_organization(call.connection, body["organization"], user_id, call.now)
    except DuplicateError as error:
        raise ConflictError(_TAKEN_NAME, [("organization", _TAKEN_NAME)]) from error
    await put_value(call.connection, claims.OPERATOR, user_id)
    return await welcome(call, user_id)


async def admit_account(call: Call, email: str, browser: str | None) -> None:
    """Counts an attempt to sign in to an account. Raises RateLimitedError after too many.

    A `browser` that the person has signed in with before has its own limit, so that attempts by others never lock it
    out. All other attempts are counted per account and address, and also per account, since an attacker may have many
    addresses. The first ones from each network don't count per account: however many others fail, the owner can try.
    """
    if browser is not None:
        await _admit_try(call, f"{email} browser {browser}", TRIES_OF_ACCOUNT_AND_ADDRESS.most)
        return
    await _admit_try(call, f"{email} address {call.request.address}", TRIES_OF_ACCOUNT_AND_ADDRESS.most)
    try:
        await _admit_try(call, f"{email} network {network_of(call.request.address)}", FIRST_TRIES_OF_NETWORK.most)
    except RateLimitedError:
        await _admit_try(call, email, TRIES_OF_ACCOUNT.most)


async def _admit_try(call: Call, what: str, most: int) -> None:
    await call.context.gate.admit(f"account:{call.context.secrets.digest(what).hex()[:32]}", most)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """`renewed`: a new hash of the correct password, if the stored hash was computed at another cost."""

    person: users.User
    renewed: str | None


async def check_password(call: Call) -> SignedIn:
    """The account, if the password is correct. Raises UnauthorizedError.

    Neither the error nor the time it takes reveals whether the address is known.
    """
    require_passwords(call)
    email = call.body["email"]
    found = await users.find_user_by_email(call.connection, email)
    browser = call.context.gate.browsers.known.find(call.request.known, "" if found is None else found.id)
    await admit_account(call, email, browser)
    if not await passwords.is_right(call.body["password"], None if found is None else found.password_hash):
        wrong = UnauthorizedError(_WRONG)
        wrong.about = None if found is None else found.id
        raise wrong
    assert found is not None
    assert found.password_hash is not None
    is_outdated = passwords.is_outdated(found.password_hash)
    return SignedIn(found, await passwords.hash_password(call.body["password"]) if is_outdated else None)


@operations.post(
    "/auth/sign-in",
    id="signIn",
    summary="Sign in",
    description="Sets the cookie that identifies the person in this browser.",
    prepare=check_password,
    answer=Answer(MeOut, examples.ME),
    access="public",
    body=Body(SignInIn, {"email": "dana@example.com", "password": examples.PASSWORD}),
)
async def sign_in(call: Call) -> Reply:
    person, renewed = call.prepared.person, call.prepared.renewed
    if renewed is not None:
        await users.renew_hash(call.connection, person.id, person.password_hash, renewed)
    return await welcome(call, person.id)


async def welcome(call: Call, user_id: str, organization_id: str | None = None) -> Reply:
    """Signs this browser in as the person, in this organization or the first one, and ends its earlier sign-in."""
    browsers = call.context.gate.browsers
    cookie = await browsers.sign_in(call.connection, user_id, call.request.browser, call.request.cookie)
    data = await person_json(call, user_id)
    first = data["organizations"][0]["id"] if data["organizations"] else None
    data |= await organization_json(call, user_id, organization_id or first)
    data["csrfToken"] = browsers.csrf_of(cookie)
    await _note_sign_in(call, data)
    known = browsers.known.remember(call.request.known, user_id)
    return Reply(data, headers={"Set-Cookie": f"{cookie}\n{known}"})


async def _note_sign_in(call: Call, person: Json) -> None:
    """Notes the sign-in in the audit log of each of the person's organizations, unless a line already says it."""
    for organization in person["organizations"] if call.is_audited else ():
        await audit.note(
            call.connection,
            organization["id"],
            user_id=person["id"],
            actor=person["name"],
            key_id=None,
            operation=call.operation.id,
            object_id=person["id"],
            now=call.now,
            address=call.request.address,
        )


@operations.post(
    "/auth/sign-out",
    id="signOut",
    summary="Sign out",
    description="Signs out this browser. Its cookie stops working.",
    answer=Answer(SignedOut, {"signedOut": True}),
    access="person",
)
async def sign_out(call: Call) -> Reply:
    if call.caller.web_session_id is not None:
        await web_sessions.delete_session(call.connection, call.caller.web_session_id)
    return Reply({"signedOut": True}, headers={"Set-Cookie": call.context.gate.browsers.forget()})


@operations.get(
    "/me",
    id="getMe",
    summary="Get the caller",
    description="The signed-in person, or the holder of the key, and the organization that the request works in.",
    answer=Answer(MeOut, examples.ME),
    without_organization=True,
)
async def get_me(call: Call) -> Reply:
    return Reply(await me_json(call))
