"""Signing in with an OpenID Connect provider: the authorization code flow with state, nonce and PKCE.

Nothing that a browser sends is trusted unchecked. The state must be that of this browser's own trip to the provider.
The ID token must be signed by a key of the provider, be issued for this client, be valid now, and contain the trip's
nonce.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from binascii import Error as BinasciiError
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

import httpx2

from aural.guard.outbound.encryption import tls_context
from aural.guard.secrets import Secrets, WrongSecretError
from aural.platform.clock import Clock
from aural.settings import Settings

SECONDS = 10.0
MOST_BYTES = 1_000_000
LEEWAY_SECONDS = 60
ROUNDING_SECONDS = 2
TRIP_SECONDS = 600
# Signatures by a key that only the provider has: never `none`, and never with the shared client secret as the key.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"]


class SingleSignOnError(Exception):
    """The provider didn't sign the person in. The sign-in page has a sentence for each `reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Trip:
    """A browser's trip to the provider and back, kept in a cookie that only this server can read."""

    state: str
    nonce: str
    verifier: str
    began_at: int  # milliseconds
    next: str = "/"
    invitation: str | None = None
    session_id: str | None = None
    operation: str | None = None
    """The operation that the person of this web session confirms by signing in again. None: the trip is a sign-in."""

    def seal(self, secrets: Secrets) -> str:
        # Hosts of the previous version, which don't know the last two fields, can read trips that are sign-ins.
        filled = {name: value for name, value in asdict(self).items() if value is not None}
        return _base64url(secrets.seal(json.dumps(filled), "single sign-on"))

    def challenge(self) -> str:
        """The hash of the verifier. The provider gets it first, and the verifier itself later (RFC 7636, S256)."""
        return _base64url(hashlib.sha256(self.verifier.encode()).digest())


def _base64url(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def unseal(secrets: Secrets, cookie: str | None, now: int) -> Trip | None:
    """This browser's trip. None if it has none, or the trip took too long."""
    try:
        sealed = base64.urlsafe_b64decode((cookie or "") + "=" * (-len(cookie or "") % 4))
        trip = Trip(**json.loads(secrets.unseal(sealed, "single sign-on")))
    except (WrongSecretError, BinasciiError, ValueError, TypeError):
        return None
    if not 0 <= now - trip.began_at <= TRIP_SECONDS * 1000:
        return None
    return trip


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as the provider has identified them. `email` is verified."""

    issuer: str
    subject: str
    email: str
    name: str


class Provider:
    """The provider at AURAL_OIDC_ISSUER."""

    def __init__(self, settings: Settings) -> None:
        self._issuer = settings.oidc_issuer
        self._client_id = settings.oidc_client_id
        self._secret = settings.oidc_client_secret
        self._redirect_uri = f"{settings.public_url}/sso/callback"

    def new_trip(self, now: int, next_path: str, **purpose: str | None) -> Trip:
        return Trip(Secrets.new_token(), Secrets.new_token(), Secrets.new_token() * 2, now, next_path, **purpose)

    async def address(self, trip: Trip) -> str:
        """The address to send the browser to. Raises SingleSignOnError if the provider can't be reached."""
        asked = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": self._redirect_uri,
            "scope": "openid email profile",
            "state": trip.state,
            "nonce": trip.nonce,
            "code_challenge": trip.challenge(),
            "code_challenge_method": "S256",
        }
        if trip.operation is not None:
            asked |= {"prompt": "login", "max_age": "0"}
        async with _client() as http:
            endpoint = (await self._discover(http))["authorization_endpoint"]
        return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(asked)}"

    async def finish(self, trip: Trip, answer: Mapping[str, str], clock: Clock) -> Identity:
        """The person who came back from the provider. Raises SingleSignOnError."""
        if not hmac.compare_digest(trip.state.encode(), answer.get("state", "").encode()):
            raise SingleSignOnError("failed")
        if answer.get("error"):
            raise SingleSignOnError("cancelled" if answer["error"] == "access_denied" else "failed")
        if answer.get("iss", self._issuer).rstrip("/") != self._issuer:  # RFC 9207: another provider's answer
            raise SingleSignOnError("failed")
        async with _client() as http:
            found = await self._discover(http)
            tokens, provider_now = await self._exchange(http, found, answer.get("code", ""), trip.verifier)
            trip_seconds = (clock.now() - trip.began_at) / 1000
            claims = await self._read(http, found, tokens, trip.nonce)
            if trip.operation is not None:
                _require_fresh(claims, provider_now, trip_seconds)
            if "email" not in claims and "userinfo_endpoint" in found:
                claims |= await self._ask_more(http, found, tokens, claims["sub"])
        return self._read_identity(claims)

    async def _discover(self, http: httpx2.AsyncClient) -> dict[str, Any]:
        found = await _fetch(http, "GET", f"{self._issuer}/.well-known/openid-configuration")
        if str(found.get("issuer", "")).rstrip("/") != self._issuer:
            raise SingleSignOnError("failed")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            self._require_safe(found.get(name))
        return found

    def _require_safe(self, address: object) -> None:
        """Requires https for every address of a provider whose issuer uses https."""
        schemes = ("https",) if self._issuer.startswith("https:") else ("http", "https")
        if not isinstance(address, str) or urlsplit(address).scheme not in schemes:
            raise SingleSignOnError("failed")

    async def _exchange(
        self, http: httpx2.AsyncClient, found: dict[str, Any], code: str, verifier: str
    ) -> tuple[dict[str, object], int]:
        """The tokens, and the time in seconds by the provider's clock."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._redirect_uri}
        form |= {"code_verifier": verifier}
        known = found.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if "client_secret_basic" in known:
            pair = f"{quote_plus(self._client_id)}:{quote_plus(self._secret)}"
            headers = {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        else:
            form |= {"client_id": self._client_id, "client_secret": self._secret}
            headers = {}
        tokens, date = await _fetch_dated(http, "POST", found["token_endpoint"], data=form, headers=headers)
        return tokens, _read_date(date)

    async def _read(
        self, http: httpx2.AsyncClient, found: dict[str, Any], tokens: dict[str, object], nonce: str
    ) -> dict[str, Any]:
        """The claims of the ID token, after its signature and each claim have been verified."""
        from joserfc import jwt
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        keys = await _fetch(http, "GET", found["jwks_uri"])
        try:
            token = jwt.decode(str(tokens.get("id_token", "")), KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]
            is_for_several = isinstance(token.claims.get("aud"), list) and len(token.claims["aud"]) > 1
            jwt.JWTClaimsRegistry(
                int(time.time()),
                LEEWAY_SECONDS,
                iss={"essential": True, "value": found["issuer"]},
                sub={"essential": True},
                aud={"essential": True, "value": self._client_id},
                azp={"essential": is_for_several, "value": self._client_id},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(token.claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise SingleSignOnError("failed") from error
        return dict(token.claims)

    async def _ask_more(
        self, http: httpx2.AsyncClient, found: dict[str, Any], tokens: dict[str, object], subject: str
    ) -> dict[str, object]:
        self._require_safe(found["userinfo_endpoint"])
        headers = {"Authorization": f"Bearer {tokens.get('access_token', '')}"}
        more = await _fetch(http, "GET", found["userinfo_endpoint"], headers=headers)
        return more if more.get("sub") == subject else {}

    def _read_identity(self, claims: dict[str, object]) -> Identity:
        email, subject = claims.get("email"), str(claims["sub"])
        if claims.get("email_verified") not in (True, "true") or not isinstance(email, str) or "@" not in email:
            raise SingleSignOnError("unverified")
        name = claims.get("name")
        shown = name.strip() if isinstance(name, str) else ""
        return Identity(self._issuer, subject[:255], email.strip().lower(), (shown or email)[:200])


def _require_fresh(claims: Mapping[str, object], provider_now: int, trip_seconds: float) -> None:
    """Raises SingleSignOnError if the person didn't sign in at the provider during the trip, or it doesn't say when.

    An address can be changed on its way through the browser, so asking for a fresh sign-in isn't enough. The age is
    measured by the provider's own clock, so a clock that is wrong doesn't matter. `iat` isn't that clock: Microsoft
    Entra ID sets it five minutes back.
    """
    signed_in_at = claims.get("auth_time")
    if isinstance(signed_in_at, bool) or not isinstance(signed_in_at, int | float):
        raise SingleSignOnError("stale")
    if not -LEEWAY_SECONDS <= provider_now - signed_in_at <= trip_seconds + ROUNDING_SECONDS:
        raise SingleSignOnError("stale")


def _read_date(header: str | None) -> int:
    """The time of a Date header in seconds, or our own time if it is absent or unreadable."""
    try:
        return int(parsedate_to_datetime(header or "").timestamp())
    except (ValueError, OverflowError):
        return int(time.time())


def _client() -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        verify=tls_context(trust_env=True),
        timeout=SECONDS,
        follow_redirects=False,
        headers={"Accept": "application/json"},
    )


async def _fetch(http: httpx2.AsyncClient, method: str, url: str, **more: Any) -> dict[str, object]:
    """The JSON object at an address of the provider. Raises SingleSignOnError for anything else."""
    value, _ = await _fetch_dated(http, method, url, **more)
    return value


async def _fetch_dated(
    http: httpx2.AsyncClient, method: str, url: str, **more: Any
) -> tuple[dict[str, object], str | None]:
    """Like `_fetch`, with the response's Date header."""
    try:
        async with http.stream(method, url, **more) as response:
            body = b""
            async for part in response.aiter_bytes():
                body += part
                if len(body) > MOST_BYTES:
                    raise SingleSignOnError("failed")
        value = json.loads(body) if response.status_code == 200 else None
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        raise SingleSignOnError("failed") from error
    if not isinstance(value, dict):
        raise SingleSignOnError("failed")
    return value, response.headers.get("Date")
