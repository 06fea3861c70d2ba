"""Single sign-on: URLs that take the browser to the identity provider and back. They only redirect.

A person who comes back is signed in to the account that their identity belongs to, or else to the account with the same
verified address. If that account is already linked to another identity, the person is refused, because the address may
have been given to someone else since. A person without an account joins with an invitation, or automatically if their
address is in the configured domain. Everyone else is refused.

A signed-in person can also sign in again to confirm an operation (confirmation_service.py). That signs in no browser,
and links no account. The sealed trip says which of the two it is.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import get_args
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from aural.accounts import browser_repository as web_sessions
from aural.accounts import identity_repository as identities
from aural.accounts import repository as users
from aural.accounts import reset_repository as resets
from aural.accounts.confirmation_service import ConfirmedOperation
from aural.api.context import Context
from aural.audit import repository as audit
from aural.guard.auth.cookies import read_cookie, set_cookie
from aural.guard.auth.lookup import find_by
from aural.guard.auth.oidc import TRIP_SECONDS, Identity, Provider, SingleSignOnError, Trip, unseal
from aural.guard.auth.rate_limits import find_client_address
from aural.guard.auth.refusals import RefusedRequest
from aural.guard.http.headers import PAGE_HEADERS
from aural.organizations import claim_repository as claims
from aural.organizations import invitation_repository as invitations
from aural.organizations import member_repository as members
from aural.organizations import repository as organizations
from aural.organizations.join_endpoints import use_invitation
from aural.platform.errors import AuralError, PlanLimitError
from aural.store.database import Connection, DuplicateError
from aural.store.deployment import find_value
from aural.usage import repository as usage

COOKIE = "aural_trip"
_SEARCH = r"[\w~.=&%/?:@!$'()*+,;-]*"  # the characters of a query by RFC 3986
_OWN_PATH = re.compile(rf"/(?:[\w~.-][\w~./-]*)?(?:\?{_SEARCH})?(?:#{_SEARCH})?")


def sign_on_routes(context: Context) -> list[BaseRoute]:
    """The routes for single sign-on. Empty if no identity provider is configured."""
    if not context.settings.oidc_issuer:
        return []
    desk = _Desk(context)
    return [
        Route("/sso/start", desk.start),
        Route("/sso/confirm", desk.confirm),
        Route("/sso/callback", desk.callback),
    ]


class _Desk:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._provider = Provider(context.settings)

    async def start(self, request: Request) -> Response:
        """Sends the browser to the provider."""
        return await self._leave(request, self._plan_sign_in, "/sign-in")

    async def confirm(self, request: Request) -> Response:
        """Sends the browser to the provider, where the person signs in again to confirm an operation.

        A person who is no longer signed in must first sign in here.
        """
        return await self._leave(request, self._plan_confirmation, urlsplit(_next_path(request)).path)

    async def _plan_sign_in(self, request: Request) -> Trip:
        invitation = request.query_params.get("invitation", "")[:64] or None
        return self._provider.new_trip(self._context.clock.now(), _next_path(request), invitation=invitation)

    async def _plan_confirmation(self, request: Request) -> Trip | None:
        """None if no one is signed in. Raises SingleSignOnError."""
        operation, browser = request.query_params.get("operation"), await self._find_browser(request)
        if browser is None:
            return None
        if operation not in get_args(ConfirmedOperation):
            raise SingleSignOnError("failed")
        return self._provider.new_trip(
            self._context.clock.now(),
            urlsplit(_next_path(request)).path,
            session_id=browser.web_session_id,
            operation=operation,
        )

    async def _leave(self, request: Request, plan: Callable[[Request], Awaitable[Trip | None]], page: str) -> Response:
        """Counts the request before anything else. A refused person returns to `page`."""
        try:
            await self._count(request, "sso")
            trip = await plan(request)
            if trip is None:
                return self._redirect(f"/sign-in?{urlencode({'next': page})}")
            address = await self._provider.address(trip)
        except SingleSignOnError as error:
            return self._turn_away(request, error.reason, page)
        except AuralError:
            return self._turn_away(request, "busy", page)
        return self._redirect(address, trip.seal(self._context.secrets), TRIP_SECONDS)

    async def callback(self, request: Request) -> Response:
        """Completes the trip of the browser that comes back, or redirects with the reason for refusing."""
        context = self._context
        trip = unseal(context.secrets, read_cookie(request.cookies, COOKIE), context.clock.now())
        page = "/sign-in" if trip is None or trip.operation is None else trip.next
        try:
            await self._count(request, "sso-callback")
        except AuralError:
            return self._turn_away(request, "busy", page)
        try:
            if trip is None:
                raise SingleSignOnError("failed")
            identity = await self._provider.finish(trip, request.query_params, context.clock)
            complete = self._sign_in if trip.operation is None else self._confirm
            cookies = await complete(request, identity, trip)
        except SingleSignOnError as error:
            return self._turn_away(request, error.reason, page)
        except PlanLimitError:
            return self._turn_away(request, "full", page)
        except (AuralError, DuplicateError):  # DuplicateError: another tab was faster; a second attempt works
            return self._turn_away(request, "failed", page)
        return self._redirect(trip.next, cookies=cookies)

    async def _sign_in(self, request: Request, identity: Identity, trip: Trip) -> list[str]:
        """Signs the browser in and returns its cookies. Raises the errors of `_admit`."""
        browsers = self._context.gate.browsers
        async with self._context.database.transaction() as transaction:
            user_id = await self._admit(transaction, identity, trip)
            earlier = browsers.read_cookie(request.headers.get("cookie"))
            cookie = await browsers.sign_in(transaction, user_id, request.headers.get("user-agent"), earlier)
            await self._note(transaction, user_id, request, "signIn", {"by": "SINGLE_SIGN_ON"})
        return [cookie]

    async def _confirm(self, request: Request, identity: Identity, trip: Trip) -> list[str]:
        """Stores the confirmation. Raises SingleSignOnError if another browser or another person has come back."""
        browser = await self._find_browser(request)
        if browser is None or browser.web_session_id != trip.session_id:
            raise SingleSignOnError("failed")
        assert trip.operation is not None
        async with self._context.database.transaction() as transaction:
            if await identities.find_user_id(transaction, identity.issuer, identity.subject) != browser.user_id:
                raise SingleSignOnError("mismatch")
            now = self._context.clock.now()
            await web_sessions.confirm(transaction, browser.web_session_id, trip.operation, now)
            await self._note(transaction, browser.user_id, request, "confirmOperation", {"confirms": trip.operation})
        return []

    async def _find_browser(self, request: Request) -> web_sessions.WebSession | None:
        browsers = self._context.gate.browsers
        cookie = browsers.read_cookie(request.headers.get("cookie"))
        return None if cookie is None else await browsers.find_person(cookie, None)

    async def _count(self, request: Request, purpose: str) -> None:
        await self._context.gate.admit_address(purpose, self._address_of(request))

    async def _note(
        self, connection: Connection, user_id: str, request: Request, operation: str, detail: Mapping[str, object]
    ) -> None:
        """Notes the operation in the audit log of each organization that the person is a member of."""
        person, now = await users.find_user(connection, user_id), self._context.clock.now()
        for membership in await users.list_memberships(connection, user_id):
            await audit.note(
                connection,
                membership.id,
                user_id=user_id,
                actor="" if person is None else person.name,
                key_id=None,
                operation=operation,
                object_id=user_id,
                now=now,
                detail=detail,
                address=self._address_of(request),
            )

    def _address_of(self, request: Request) -> str:
        peer = request.client.host if request.client else None
        forwarded = request.headers.get("x-forwarded-for")
        return find_client_address(peer, forwarded, self._context.settings.trusted_proxies)

    def _turn_away(self, request: Request, reason: str, page: str) -> Response:
        """Redirects with the reason to the sign-in page, or to the page on which the person wanted to confirm."""
        what = "signIn" if page == "/sign-in" else "confirmOperation"
        asked = RefusedRequest(f"{what} by an identity provider", self._address_of(request))
        self._context.refusals.note_code(self._context.clock.now(), reason, asked, None)
        return self._redirect(f"{page}?problem={reason}")

    def _redirect(self, address: str, trip: str = "", seconds: int = 0, cookies: Sequence[str] = ()) -> Response:
        """Redirects, and sets the cookie for the trip to the provider, or removes it if `trip` is empty."""
        response = RedirectResponse(address, 303, headers={**PAGE_HEADERS, "Cache-Control": "no-store"})
        for cookie in cookies:
            response.headers.append("set-cookie", cookie)
        is_secure = self._context.settings.public_url.startswith("https:")
        set_cookie(response, COOKIE, trip, seconds, path="/sso", same_site="Lax", is_secure=is_secure)
        return response

    async def _admit(self, connection: Connection, identity: Identity, trip: Trip) -> str:
        """The account's id. Raises SingleSignOnError, and the errors of `use_invitation`."""
        now = self._context.clock.now()
        user_id = await identities.find_user_id(connection, identity.issuer, identity.subject)
        if user_id is None:
            user_id = await self._recognize(connection, identity, trip, now)
            await identities.add_identity(connection, identity.issuer, identity.subject, user_id, now)
        elif trip.invitation is not None:
            await self._join(connection, await self._find_invitation(connection, trip, identity), user_id, now)
        return user_id

    async def _recognize(self, connection: Connection, identity: Identity, trip: Trip, now: int) -> str:
        """The account for an identity that isn't linked to one yet. Creates an account if the person may join.

        Raises SingleSignOnError, and the errors of `use_invitation`.
        """
        found = await users.find_user_by_email(connection, identity.email)
        invitation = await self._find_invitation(connection, trip, identity) if trip.invitation else None
        if found is not None:
            user_id = found.id
            if await identities.is_joined(connection, identity.issuer, user_id):
                raise SingleSignOnError("taken")
            await _hand_over(connection, found, now)
        elif invitation is not None or self._is_of_domain(identity):
            user_id = await users.insert_user(
                connection, name=identity.name, email=identity.email, password_hash=None, now=now, is_confirmed=True
            )
        else:
            raise SingleSignOnError("uninvited")
        if invitation is not None:
            await self._join(connection, invitation, user_id, now)
        elif found is None:
            await self._join_first(connection, identity, user_id, now)
        return user_id

    async def _find_invitation(self, connection: Connection, trip: Trip, identity: Identity) -> invitations.Invitation:
        now = self._context.clock.now()
        found = await find_by(
            self._context.secrets,
            trip.invitation or "",
            lambda digest: invitations.find_invitation_by_hash(connection, digest, now),
        )
        if found is None:
            raise SingleSignOnError("over")
        if found.email is not None and found.email != identity.email:
            raise SingleSignOnError("other")
        return found

    async def _join(self, connection: Connection, invitation: invitations.Invitation, user_id: str, now: int) -> None:
        if await members.find_member(connection, invitation.organization_id, user_id) is not None:
            return
        person = await users.find_user(connection, user_id)
        name = "" if person is None else person.name
        await use_invitation(self._context.settings.upgrade_url, connection, invitation, user_id, name, now)

    def _is_of_domain(self, identity: Identity) -> bool:
        domain = self._context.settings.oidc_domain
        return bool(domain) and identity.email.rpartition("@")[2] == domain

    async def _join_first(self, connection: Connection, identity: Identity, user_id: str, now: int) -> None:
        organization_id = await organizations.find_first_owned(connection, await find_value(connection, claims.SAMPLE))
        if organization_id is None:
            raise SingleSignOnError("uninvited")
        await usage.require_seat(connection, organization_id, now, self._context.settings.upgrade_url)
        await members.add_membership(connection, organization_id, user_id, "VIEWER", None, now)
        await audit.note(
            connection,
            organization_id,
            user_id=user_id,
            actor=identity.name,
            key_id=None,
            operation="join",
            object_id=user_id,
            now=now,
            detail={"role": "VIEWER", "isRestricted": False},
        )


def _next_path(request: Request) -> str:
    wanted = request.query_params.get("next", "/")
    return wanted if _OWN_PATH.fullmatch(wanted) else "/"


async def _hand_over(connection: Connection, found: users.User, now: int) -> None:
    """Hands an existing account to the person whom the identity provider has verified as the owner of its address.

    If the address wasn't confirmed before, someone else may have created the account with it. So its password is
    removed and all its browsers are signed out. Reset links sent before no longer work.
    """
    await resets.clear_resets_of(connection, found.id)
    if found.email_confirmed_at is None:
        await users.drop_password(connection, found.id)
        await web_sessions.delete_sessions_of(connection, found.id)
        await users.confirm_email(connection, found.id, now)
