"""A real OpenID Connect provider on this machine: discovery, keys, codes with PKCE, signed identity tokens.

A test can bend its claims, to find a client that trusts too much.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

Json = dict[str, Any]
CLIENT_ID, CLIENT_SECRET = "aural", "a secret & more"
POLL_SECONDS = 0.02  # how soon it notices a stop: the library's half a second would slow every test


@cache
def _key() -> RSAKey:
    """One key for all tests, because generating one takes long."""
    return RSAKey.generate_key(2048, {"kid": "good", "use": "sig", "alg": "RS256"})


class IdentityProvider:
    """`person` is the user who is signed in at the provider. `bend` changes the claims of the next token; `key` signs
    it.
    """

    def __init__(self) -> None:
        self.person: Json = {"sub": "1", "email": "dana@example.com", "email_verified": True, "name": "Dana Reyes"}
        self.bend: Json = {}
        self.offset = 0  # how many seconds its clock is fast
        self.date: str | None = None  # what it sends as the Date header, if not its clock; empty: no such header
        self.says_in_token = True  # otherwise only the userinfo endpoint returns the address
        self.key = _key()
        self.published = self.key
        self.algorithm = "RS256"
        self._codes: dict[str, Json] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = self.claimed_issuer = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(POLL_SECONDS,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.answer(self, {})

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                form = {name: values[0] for name, values in parse_qs(self.rfile.read(length).decode()).items()}
                provider.answer(self, form)

            def date_time_string(self, timestamp: float | None = None) -> str:
                now = provider.now() if timestamp is None else timestamp
                return super().date_time_string(now) if provider.date is None else provider.date

            def send_header(self, keyword: str, value: str) -> None:
                if keyword != "Date" or value:
                    super().send_header(keyword, value)

            def log_message(self, *_: object) -> None:
                """Logs nothing."""

        return Handler

    def now(self) -> int:
        return int(time.time()) + self.offset

    def answer(self, handler: BaseHTTPRequestHandler, form: Json) -> None:
        parts = urlsplit(handler.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/authorize":
            handler.send_response(302)
            handler.send_header("Location", self.consent(asked))
            handler.end_headers()
            return
        found = {
            "/.well-known/openid-configuration": self._discovery,
            "/keys": lambda: {"keys": [self.published.as_dict(private=False)]},
            "/token": lambda: self._exchange(form, handler.headers.get("Authorization", "")),
            "/userinfo": lambda: self.person,
        }[parts.path]()
        handler.send_response(200 if found is not None else 400)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(json.dumps(found).encode())

    def _discovery(self) -> Json:
        return {
            "issuer": self.claimed_issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
        }

    def consent(self, asked: Json) -> str:
        """The user agrees. Returns the address that the browser is redirected to."""
        code = secrets.token_urlsafe()
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.issuer})}"

    def _exchange(self, form: Json, authorization: str) -> Json | None:
        asked = self._codes.pop(form.get("code", ""), None)
        wanted = base64.b64encode(b"aural:a+secret+%26+more").decode()
        if asked is None or authorization != f"Basic {wanted}" or asked["client_id"] != CLIENT_ID:
            return None
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != asked["code_challenge"]:
            return None
        self.issued = [secrets.token_urlsafe(), self._token(asked)]
        return {"access_token": self.issued[0], "token_type": "Bearer", "id_token": self.issued[1]}

    def _token(self, asked: Json) -> str:
        now = self.now()
        said = self.person if self.says_in_token else {"sub": self.person["sub"]}
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        if "max_age" in asked:  # the user has entered a password again
            claims["auth_time"] = now
        claims = {name: value for name, value in {**claims, **said, **self.bend}.items() if value is not None}
        if self.algorithm == "none":
            parts = ({"alg": "none"}, claims)
            return ".".join(base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in parts) + "."
        return jwt.encode({"alg": self.algorithm, "kid": "good"}, claims, self.key, algorithms=[self.algorithm])
