"""Cookies that only this host can set and that are sent only over HTTPS: with the prefix `__Host-` and the path `/`.

Without HTTPS, browsers reject that prefix, so a cookie has its plain name and its own path. Over HTTPS, it is also set
under its plain name, because during an upgrade some servers still run the previous version, which reads only that name.
The next version will no longer set it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from starlette.responses import Response

PREFIX = "__Host-"


def read_cookie(cookies: Mapping[str, str], name: str) -> str | None:
    """The cookie's value. The plain name is read only if the prefixed one is missing."""
    return cookies.get(f"{PREFIX}{name}") or cookies.get(name) or None


def set_cookie(
    response: Response,
    name: str,
    value: str,
    seconds: int,
    *,
    path: str,
    same_site: Literal["Lax", "Strict"],
    is_secure: bool,
) -> None:
    """Sets the cookie; an empty value and 0 seconds delete it. `path`: the path of the cookie with the plain name."""
    rest = f"Max-Age={seconds}; HttpOnly; SameSite={same_site}{'; Secure' if is_secure else ''}"
    if is_secure:
        response.headers.append("set-cookie", f"{PREFIX}{name}={value}; Path=/; {rest}")
    response.headers.append("set-cookie", f"{name}={value}; Path={path}; {rest}")
