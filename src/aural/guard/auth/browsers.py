"""People signed in with a browser: their cookie, their web session, and the proof that a page of Aural sent a request.

The cookie is HttpOnly and SameSite=Lax; over HTTPS, it is also Secure and has the prefix `__Host-`. A request that
changes anything must carry `X-CSRF-Token`, which another site can neither read nor send (OWASP, Cross-Site Request
Forgery Prevention).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from contextlib import suppress

from aural.accounts import browser_repository as web_sessions
from aural.accounts.browser_repository import WebSession
from aural.engine.permissions import permissions_of
from aural.guard.auth.callers import Caller
from aural.guard.auth.known_browsers import KnownBrowsers
from aural.guard.auth.lookup import match, refresh
from aural.guard.auth.rate_limits import limit_headers
from aural.guard.secrets import Secrets
from aural.organizations import key_repository as keys
from aural.platform.clock import Clock
from aural.platform.errors import ForbiddenError, StorageUnavailableError, UnauthorizedError
from aural.settings.budgets import REQUESTS_OF_PERSON
from aural.store.database import Connection, Database
from aural.store.hashes import WEB_SESSIONS
from aural.store.windows import Admission
from aural.usage import repository as usage

NAME = "aural_session"
PERSON_REQUESTS = REQUESTS_OF_PERSON.most
"""The lowest limit of requests per minute for a person in a browser, if keys are limited: a page sends several at
once."""
_BROWSER_CHARACTERS = 300
SIGNED_OUT = "You are not signed in, or your sign-in has expired. Sign in again."
_NOT_A_MEMBER = "You are not, or no longer, a member of this organization. Choose another one."
_FORGED = "This request did not come from a page of Aural. Reload the page and try again."


class Browsers:
    """`public_url` decides whether the cookie is sent only over HTTPS."""

    def __init__(self, database: Database, secrets: Secrets, clock: Clock, public_url: str) -> None:
        self._database = database
        self._secrets = secrets
        self._clock = clock
        self._is_secure = public_url.startswith("https://")
        self.cookie_name = f"__Host-{NAME}" if self._is_secure else NAME
        self.known = KnownBrowsers(secrets, is_secure=self._is_secure)

    def read_cookie(self, header: str | None) -> str | None:
        """The value of the session cookie in the Cookie header."""
        return _find_cookie(header, self.cookie_name)

    def read_known(self, header: str | None) -> str | None:
        """The value of the cookie that records who has signed in with this browser before."""
        return _find_cookie(header, self.known.cookie_name)

    async def sign_in(
        self, connection: Connection, user_id: str, browser: str | None, earlier: str | None = None
    ) -> str:
        """Starts a web session and returns its Set-Cookie. Ends the web session of the browser's `earlier` cookie."""
        if earlier is not None:
            for digest in self._secrets.digests(earlier):
                await web_sessions.delete_cookie(connection, digest)
        token = self._secrets.new_token()
        said = (browser or "")[:_BROWSER_CHARACTERS] or None
        now = self._clock.now()
        await web_sessions.add_session(connection, user_id, self._secrets.digest(token), said, now)
        return self._set_cookie(token, web_sessions.MOST_MS // 1000)

    def forget(self) -> str:
        """The Set-Cookie that deletes the cookie."""
        return self._set_cookie("", 0)

    def csrf_token(self, cookie: str) -> str:
        """The token that every changing request must repeat. It is derived from the cookie without revealing it."""
        return self._csrf_tokens(cookie)[0]

    def _csrf_tokens(self, cookie: str) -> list[str]:
        keys = self._secrets.derive_all("csrf").values()
        return [hmac.digest(key, cookie.encode(), hashlib.sha256).hex()[:40] for key in keys]

    def csrf_of(self, set_cookie: str) -> str:
        """The CSRF token of a cookie that was just set."""
        return self.csrf_token(set_cookie.partition("=")[2].partition(";")[0])

    def require_own_page(self, caller: Caller, sent: str | None) -> None:
        """Raises ForbiddenError if a signed-in browser's request doesn't carry its CSRF token."""
        if caller.csrf_token is None:
            return
        given = (sent or "").encode()
        if not any(hmac.compare_digest(one.encode(), given) for one in (caller.csrf_token, *caller.csrf_tokens)):
            raise ForbiddenError(_FORGED)

    async def find_person(self, cookie: str, organization_id: str | None) -> WebSession | None:
        now = self._clock.now()
        row, digest = await self._match(self._database.read, cookie, organization_id, now)
        if row is not None:
            digest = await refresh(self._database, self._secrets, WEB_SESSIONS, cookie, digest)
        if row is not None and row.organization_id is not None and row.key_id is None:
            await self._make_key(row.organization_id, digest, organization_id, now)
            row = await web_sessions.find_person(self._database.read, digest, organization_id, now)
        return row

    async def _match(
        self, connection: Connection, cookie: str, organization_id: str | None, now: int
    ) -> tuple[WebSession | None, bytes]:
        return await match(
            self._secrets, cookie, lambda digest: web_sessions.find_person(connection, digest, organization_id, now)
        )

    async def _make_key(self, home: str, digest: bytes, organization_id: str | None, now: int) -> None:
        """Creates only one key, even if a page sends several requests at once. Replays are found by key, so a repeated
        request under a second key would run again."""
        async with self._database.transaction() as transaction:
            await usage.lock_organization(transaction, home)
            row = await web_sessions.find_person(transaction, digest, organization_id, now)
            if row is not None and row.organization_id == home and row.key_id is None:
                await keys.create_browser_key(transaction, home, row.user_id, now)

    async def touch(self, row: WebSession) -> None:
        """Keeps an active browser signed in. Writes at most once an hour."""
        now = self._clock.now()
        if now - row.last_seen_at < web_sessions.TOUCH_MS:
            return
        with suppress(StorageUnavailableError):
            async with self._database.transaction() as transaction:
                await web_sessions.touch_session(transaction, row.web_session_id, now)

    async def look_again(self, connection: Connection, caller: Caller, cookie: str) -> Caller:
        """The same person with their current membership. Raises UnauthorizedError and ForbiddenError."""
        organization_id = caller.organization_id or None
        row, _ = await self._match(connection, cookie, organization_id, self._clock.now())
        if row is None:
            raise UnauthorizedError(SIGNED_OUT)
        return await self.make_caller(connection, row, cookie, organization_id, caller.admission)

    async def make_caller(
        self,
        connection: Connection,
        row: WebSession,
        cookie: str,
        organization_id: str | None,
        admission: Admission | None,
    ) -> Caller:
        """Raises ForbiddenError if the person isn't a member of the organization that the request names."""
        if row.organization_id is None and organization_id is not None:
            raise ForbiddenError(_NOT_A_MEMBER, headers=limit_headers(admission, self._clock.now()))
        reach = await self._reach(connection, row)
        return Caller(
            key_id=row.key_id or "",
            organization_id=row.organization_id or "",
            user_id=row.user_id,
            name=row.name,
            role=row.role or "VIEWER",
            scopes=(),
            project_ids=reach,
            plan=row.plan or "",
            admission=admission,
            web_session_id=row.web_session_id,
            csrf_token=self.csrf_token(cookie),
            csrf_tokens=tuple(self._csrf_tokens(cookie)[1:]),
        )

    async def _reach(self, connection: Connection, row: WebSession) -> tuple[str, ...] | None:
        if row.organization_id is None:
            return ()
        if not row.is_restricted or not permissions_of(row.role or "VIEWER").can_be_limited:
            return None
        return tuple(await web_sessions.list_reach(connection, row.organization_id, row.user_id))

    def _set_cookie(self, value: str, seconds: int) -> str:
        secure = "; Secure" if self._is_secure else ""
        return f"{self.cookie_name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"


def _find_cookie(header: str | None, wanted: str) -> str | None:
    """Parses the header by hand. The standard library drops everything after a cookie that it can't parse, such as JSON
    set by another application, so a browser with one of these cookies could never stay signed in.
    """
    for part in (header or "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == wanted:
            return value or None
    return None


def person_limit(limit: int) -> int:
    """How many requests per minute a person may send if a key may send `limit`. 0 means no limit."""
    return max(limit, PERSON_REQUESTS) if limit else 0


def wanted_organization(headers: Mapping[bytes, bytes]) -> str | None:
    """The organization that the page is working in, since a person may belong to several."""
    value = headers.get(b"aural-organization")
    return value.decode("latin-1")[:36] if value else None
