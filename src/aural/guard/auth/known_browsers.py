"""Browsers in which a person has signed in before: wrong passwords tried elsewhere don't lock these out.

The cookie contains a random id and, for each of the last few people, a keyed hash of that id and the person's id. It
grants no access: a browser with the cookie may try a limited number of passwords per minute, counted separately from
other attempts at the same account.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from aural.guard.secrets import Secrets

NAME = "aural_browser"
KEPT_SECONDS = 365 * 86_400
MOST_PEOPLE = 5
_PURPOSE = "known browser"
_VALUE = re.compile(rf"[0-9A-Za-z_-]{{16,64}}(?:~[0-9a-f]{{32}}){{1,{MOST_PEOPLE}}}\Z")


class KnownBrowsers:
    def __init__(self, secrets: Secrets, *, is_secure: bool) -> None:
        self._secrets = secrets
        self._is_secure = is_secure
        self.cookie_name = f"__Host-{NAME}" if is_secure else NAME

    def find(self, cookie: str | None, user_id: str) -> str | None:
        """The browser's id if this person has signed in there before, otherwise None."""
        browser, marks = _read(cookie)
        ours = self._marks(browser, user_id)
        return browser if any(hmac.compare_digest(mark, one) for mark in ours for one in marks) else None

    def remember(self, cookie: str | None, user_id: str) -> str:
        """The Set-Cookie that adds this person to those who have signed in with this browser."""
        browser, marks = _read(cookie)
        browser = browser or self._secrets.new_token()
        ours = self._marks(browser, user_id)
        kept = [one for one in marks if one not in ours][: MOST_PEOPLE - 1]
        value = "~".join([browser, ours[0], *kept])
        secure = "; Secure" if self._is_secure else ""
        return f"{self.cookie_name}={value}; Path=/; Max-Age={KEPT_SECONDS}; HttpOnly; SameSite=Lax{secure}"

    def _marks(self, browser: str, user_id: str) -> list[str]:
        """The person's keyed hash under each secret key, the current key first."""
        said = f"{browser} {user_id}".encode()
        keys = self._secrets.derive_all(_PURPOSE).values()
        return [hmac.digest(key, said, hashlib.sha256).hex()[:32] for key in keys]


def _read(cookie: str | None) -> tuple[str, list[str]]:
    if cookie is None or not _VALUE.match(cookie):
        return "", []
    browser, *marks = cookie.split("~")
    return browser, marks
