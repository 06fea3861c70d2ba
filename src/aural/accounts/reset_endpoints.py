"""Password reset: emails a link that works once, for an hour. The response is the same for an unknown address."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from aural.accounts import browser_repository as web_sessions
from aural.accounts import examples
from aural.accounts import identity_repository as identities
from aural.accounts import repository as users
from aural.accounts import reset_repository as resets
from aural.accounts.endpoints import WHICH_ONES, NewPassword, hash_password_of, require_passwords, welcome
from aural.accounts.me_schemas import MeOut
from aural.api.operations import Answer, Body, Call, Operations, Reply
from aural.api.validation import Email, Input, Output
from aural.guard.auth.lookup import find_by
from aural.organizations import repository as organizations
from aural.platform.errors import BadRequestError, ConflictError
from aural.settings.budgets import RESETS_OF_ACCOUNT
from aural.store import jobs

operations = Operations("Accounts")
RESETS_A_MINUTE = RESETS_OF_ACCOUNT.most
"""The maximum number of emails to one address, counted across all callers."""
_NO_MAIL = (
    "This deployment sends no email. Ask its operator for a link: `aural users reset` with your address creates one."
)
_OVER = "This link has been used, or is older than an hour. Ask for a new one."
Token = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class ResetIn(Input):
    """The account whose password to reset."""

    email: Email


class PasswordIn(Input):
    """A new password, and the token of the link that allows it."""

    token: Token = Field(description="The part of the link after the #.")
    password: NewPassword = Field(description=WHICH_ONES)


class ResetOut(Output):
    """The response, which is the same for known and unknown addresses."""

    sent: bool


async def count_reset(call: Call) -> users.User | None:
    """The account with this address, if there is one. Raises RateLimitedError after too many requests for an address.

    The limit applies to unknown addresses too. An account that is linked to the identity provider counts as unknown:
    the provider may have given its address, and so its mailbox, to someone else.
    """
    require_passwords(call)
    if not call.context.settings.smtp_url:
        raise ConflictError(_NO_MAIL)
    email = call.body["email"]
    whose = call.context.secrets.digest(email).hex()[:32]
    await call.context.gate.admit_address("reset", whose, RESETS_A_MINUTE)
    found = await users.find_user_by_email(call.connection, email)
    issuer = call.context.settings.oidc_issuer
    # Looked up for unknown addresses too, so that they take as long.
    is_linked = bool(issuer) and await identities.is_joined(call.connection, issuer, "" if found is None else found.id)
    return None if is_linked else found


@operations.post(
    "/auth/reset",
    id="askReset",
    summary="Ask for a link to reset a password",
    description="The link is emailed and works once, for an hour. The response is the same for an unknown address.",
    prepare=count_reset,
    answer=Answer(ResetOut, {"sent": True}),
    access="public",
    body=Body(ResetIn, {"email": "dana@example.com"}),
)
async def ask_reset(call: Call) -> Reply:
    """Queues the email. For an unknown address, the same statements run, but no email is sent."""
    user_id = None if call.prepared is None else call.prepared.id
    reset_id = await resets.add_reset(call.connection, user_id, call.now)
    organization_id = await organizations.find_oldest(call.connection)
    if organization_id is not None:
        payload = {"about": "reset", "resetId": reset_id}
        await jobs.enqueue(call.connection, organization_id, kind="mail", payload=payload, now=call.now)
    return Reply({"sent": True})


async def _find(call: Call) -> resets.ResetLink:
    found = await find_by(
        call.context.secrets,
        call.body["token"],
        lambda digest: resets.find_reset_by_hash(call.connection, digest, call.now),
    )
    if found is None:
        raise BadRequestError(_OVER, [("token", "no longer works")])
    return found


async def prepare_password(call: Call) -> str:
    found = await _find(call)
    return await hash_password_of(call, found.user_id)


@operations.post(
    "/auth/password",
    id="resetPassword",
    summary="Set a new password with a link",
    description="Signs out every browser, then signs in this one.",
    prepare=prepare_password,
    answer=Answer(MeOut, examples.ME),
    access="public",
    body=Body(PasswordIn, {"token": examples.CODE, "password": examples.PASSWORD}),
)
async def reset_password(call: Call) -> Reply:
    """Signs out every browser, then signs this one in. Of two simultaneous uses of a link, only one succeeds."""
    found = await _find(call)
    if not await resets.use_reset(call.connection, found.id):
        raise BadRequestError(_OVER, [("token", "no longer works")])
    await users.set_password(call.connection, found.user_id, call.prepared)
    await resets.clear_resets_of(call.connection, found.user_id)
    await web_sessions.delete_sessions_of(call.connection, found.user_id)
    await users.confirm_email(call.connection, found.user_id, call.now)
    return await welcome(call, found.user_id)
