"""The caller's own account: name, address, password, preferences, signed-in browsers, and deletion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from aural.accounts import browser_repository as web_sessions
from aural.accounts import examples
from aural.accounts import repository as users
from aural.accounts import reset_repository as resets
from aural.accounts.confirmation_service import can_confirm
from aural.accounts.endpoints import (
    WHICH_ONES,
    NewPassword,
    Password,
    admit_account,
    hash_password_of,
    require_passwords,
)
from aural.accounts.me_schemas import Language, MeOut, Theme, me_json
from aural.api.operations import Answer, Body, Call, Operations, Reply
from aural.api.representation import Time, represent
from aural.api.validation import Email, Input, Name, Output, partial, refuse
from aural.audit import repository as audit
from aural.guard.auth import passwords
from aural.organizations import claim_repository as claims
from aural.organizations import member_repository as members
from aural.platform.errors import ConflictError
from aural.store.database import DuplicateError
from aural.store.deployment import drop_value, find_value
from aural.usage import repository as usage

operations = Operations("Accounts")
_PROOF = (
    "The current password. Omit it if you have confirmed this operation with the identity provider: `confirmed` of "
    "`GET /me`. Accounts that have neither a password nor a provider need a sign-in in the last ten minutes."
)
_NOT_YOURS = "is not your password"
_UNCONFIRMED = "is missing: confirm this with your identity provider, then try again within five minutes"
Proof = Literal["password", "confirmation", "recent sign-in"]
RECENT_MS = 10 * 60_000
"""People without a password and a provider to confirm with need a sign-in that is at most this old."""


class MeIn(Input):
    """Your own account's settings."""

    name: Name
    email: Email = Field(description="A new address needs `password`, or a confirmation.")
    language: Language | None = Field(description="The language of pages and emails. null: the browser's.")
    theme: Theme | None = Field(description="The theme of the pages. null: the system's.")
    password: Password = Field(description=f"{_PROOF} Only a new address needs it.")


MeChange = partial(MeIn, "MeChange", "Changes to your own account. Omitted fields keep their values.")


class PasswordChange(Input):
    """A new password, and the current one."""

    old_password: Password | None = Field(None, description=_PROOF)
    password: NewPassword = Field(description=WHICH_ONES)


class BrowserOut(Output):
    """A browser in which you are signed in."""

    id: str
    name: str | None = Field(description="The User-Agent header that it sent.")
    is_this: bool
    last_seen_at: Time
    created_at: Time


class SignOutIn(Input):
    """The browser to sign out."""

    browser: Annotated[str, Field(max_length=36)] | None = Field(
        None, description="The browser's id. Omitted or null: every browser except this one."
    )
    password: Password | None = Field(None, description=f"{_PROOF} Signing out this browser doesn't need it.")


class SignedOutBrowsers(Output):
    signed_out: bool


class DeleteMeIn(Input):
    """Confirms that the account is to be deleted."""

    password: Password | None = Field(None, description=_PROOF)


class AccountDeleted(Output):
    deleted: bool


async def check_change(call: Call) -> tuple[users.User, Proof | None]:
    """The person, and their proof of presence for a new address. Raises BadRequestError if it is missing."""
    person = await users.find_user(call.connection, call.caller.user_id)
    assert person is not None
    if call.body.get("email", person.email) != person.email:
        return person, await _require_presence(call, person, call.body.get("password"), "password")
    return person, None


@operations.patch(
    "/me",
    id="updateMe",
    summary="Change your name, address, language or theme",
    description="Omitted fields keep their values. A new address needs the password, or a confirmation.",
    prepare=check_change,
    answer=Answer(MeOut, examples.ME),
    access="person",
    body=Body(MeChange, {"name": "Dana Reyes", "language": "en"}),
    conflicts=True,
    is_unversioned=True,
)
async def update_me(call: Call) -> Reply:
    person, proof = call.prepared
    values = call.changes({name: value for name, value in call.body.items() if name != "password"}, person)
    try:
        await users.change_user(call.connection, call.caller.user_id, values)
    except DuplicateError as error:
        raise ConflictError("This email address cannot be used here. Choose another one.") from error
    if "email" in values:
        await resets.clear_resets_of(call.connection, call.caller.user_id)
        await _use_up(call, proof, "password")
    return Reply(await me_json(call))


async def check_new_password(call: Call) -> tuple[str, Proof]:
    require_passwords(call)
    person = await users.find_user(call.connection, call.caller.user_id)
    assert person is not None
    proof = await _require_presence(call, person, call.body.get("old_password"), "oldPassword")
    return await hash_password_of(call, person.id), proof


@operations.post(
    "/me/password",
    id="changePassword",
    summary="Change your password",
    description="Signs out every other browser.",
    prepare=check_new_password,
    answer=Answer(MeOut, examples.ME),
    access="person",
    body=Body(PasswordChange, {"oldPassword": examples.PASSWORD, "password": "correct horse staple"}),
)
async def change_password(call: Call) -> Reply:
    """Also signs out every other browser, including anyone else who knew the old password."""
    me, (password_hash, proof) = call.caller.user_id, call.prepared
    await users.set_password(call.connection, me, password_hash)
    await resets.clear_resets_of(call.connection, me)
    await _use_up(call, proof, "oldPassword")
    await web_sessions.delete_other_sessions(call.connection, me, call.caller.web_session_id or "")
    return Reply(await me_json(call))


async def _require_presence(call: Call, person: users.User, sent: str | None, path: str) -> Proof:
    """Requires proof that the person is at this browser, in case it is unattended. Raises BadRequestError.

    The proof is the password or, for linked accounts, a fresh sign-in at the provider (confirmation_service.py). For an
    account with neither, or with passwords off, it is a recent sign-in to this browser. The handler must use up a
    confirmation with `_use_up`.
    """
    is_linked = await can_confirm(call.connection, call.context.settings, person.id)
    session_id = call.caller.web_session_id or ""
    has_password = person.password_hash is not None and call.context.settings.passwords == "on"
    if has_password and sent is not None:
        await _require_password(call, person, sent, path)
        return "password"
    if is_linked and await web_sessions.find_confirmed(call.connection, session_id, call.now) == call.operation.id:
        return "confirmation"
    if has_password:
        refuse([(path, "is required")])
    if is_linked:
        refuse([(path, _UNCONFIRMED)])
    await _require_recent(call, person, path)
    return "recent sign-in"


async def _use_up(call: Call, proof: Proof | None, path: str) -> None:
    """Uses up a confirmation in the transaction of the change. Raises BadRequestError if another request was faster."""
    session_id = call.caller.web_session_id or ""
    if proof == "confirmation" and not await web_sessions.use_confirmation(
        call.connection, session_id, call.operation.id, call.now
    ):
        refuse([(path, _UNCONFIRMED)])


async def _require_password(call: Call, person: users.User, sent: str, path: str) -> None:
    await admit_account(call, person.email or person.id, call.caller.web_session_id)
    if not await passwords.is_right(sent, person.password_hash):
        refuse([(path, _NOT_YOURS)])


async def _require_recent(call: Call, person: users.User, path: str) -> None:
    """Raises BadRequestError if the person signed in to this browser too long ago."""
    rows = await web_sessions.list_sessions(call.connection, person.id, call.now)
    this = call.caller.web_session_id
    if not any(row.id == this and call.now - row.created_at <= RECENT_MS for row in rows):
        refuse([(path, "is missing, and you signed in more than ten minutes ago. Sign out and sign in again")])


@operations.get(
    "/me/browsers",
    id="listBrowsers",
    summary="List the browsers you are signed in with",
    description="Most recently used first; at most 100.",
    answer=Answer(
        BrowserOut,
        {
            "id": "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d43",
            "name": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            "isThis": True,
            "lastSeenAt": "2026-11-24T10:36:00.000Z",
            "createdAt": "2026-11-24T10:36:00.000Z",
        },
        is_list=True,
    ),
    access="person",
)
async def list_browsers(call: Call) -> Reply:
    rows = await web_sessions.list_sessions(call.connection, call.caller.user_id, call.now)
    this = call.caller.web_session_id
    return Reply([represent(BrowserOut, row, name=row.browser, is_this=row.id == this) for row in rows])


async def check_sign_out(call: Call) -> Proof | None:
    """Requires proof of the person's presence for signing out other browsers. Raises BadRequestError."""
    this = call.caller.web_session_id
    if call.body.get("browser") == this:
        return None
    person = await users.find_user(call.connection, call.caller.user_id)
    assert person is not None
    return await _require_presence(call, person, call.body.get("password"), "password")


@operations.post(
    "/me/sign-out",
    id="signOutBrowser",
    summary="Sign out other browsers",
    description="Signs out one browser by its id, or all except this one. Their cookies stop working. Signing out any "
    "browser except this one needs the password.",
    prepare=check_sign_out,
    answer=Answer(SignedOutBrowsers, {"signedOut": True}),
    access="person",
    body=Body(SignOutIn, {"browser": None, "password": examples.PASSWORD}),
)
async def sign_out_browser(call: Call) -> Reply:
    wanted, this = call.body.get("browser"), call.caller.web_session_id or ""
    await _use_up(call, call.prepared, "password")
    if wanted is None:
        await web_sessions.delete_other_sessions(call.connection, call.caller.user_id, this)
    elif not await web_sessions.delete_own_session(call.connection, call.caller.user_id, wanted):
        refuse([("browser", "is not a browser that you are signed in with")])
    headers = {"Set-Cookie": call.context.gate.browsers.forget()} if wanted == this else {}
    return Reply({"signedOut": True}, headers=headers)


async def check_farewell(call: Call) -> Proof:
    person = await users.find_user(call.connection, call.caller.user_id)
    assert person is not None
    return await _require_presence(call, person, call.body.get("password"), "password")


@operations.post(
    "/me/delete",
    id="deleteMe",
    summary="Delete your account",
    description="You leave every organization. The only owner of an organization cannot do this. Ratings, decisions "
    "and other records stay, without your name.",
    prepare=check_farewell,
    answer=Answer(AccountDeleted, {"deleted": True}),
    access="person",
    body=Body(DeleteMeIn, {"password": examples.PASSWORD}),
)
async def delete_me(call: Call) -> Reply:
    """Leaves every organization and erases the account. The person's work stays, under the name “Former member”."""
    me = call.caller.user_id
    joined = sorted(await users.list_memberships(call.connection, me), key=lambda row: row.id)
    for row in joined:
        await usage.lock_organization(call.connection, row.id)
    await _use_up(call, call.prepared, "password")
    await _require_successors(call, joined)
    for row in joined:
        await members.leave(call.connection, row.id, me, call.now)
        await _note_farewell(call, row.id)
    await web_sessions.delete_sessions_of(call.connection, me)
    await resets.clear_resets_of(call.connection, me)
    await users.forget_user(call.connection, me)
    if await find_value(call.connection, claims.OPERATOR) == me:
        await drop_value(call.connection, claims.OPERATOR)
    call.is_audited = False
    return Reply({"deleted": True}, headers={"Set-Cookie": call.context.gate.browsers.forget()})


async def _note_farewell(call: Call, organization_id: str) -> None:
    await audit.note(
        call.connection,
        organization_id,
        user_id=call.caller.user_id,
        actor=users.GONE,
        key_id=None,
        operation=call.operation.id,
        object_id=call.caller.user_id,
        now=call.now,
    )


async def _require_successors(call: Call, joined: Sequence[users.Membership]) -> None:
    alone = [
        row.name for row in joined if row.role == "OWNER" and await members.count_owners(call.connection, row.id) < 2
    ]
    if alone:
        names = ", ".join(f"“{name}”" for name in alone)
        raise ConflictError(
            f"You are the only owner of {names}. Make another member an owner there, or delete it first."
        )
