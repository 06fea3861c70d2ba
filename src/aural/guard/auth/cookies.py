"""Cookies that only this host can set and only HTTPS carries: `__Host-` before their name, and the path `/`.

Without HTTPS a browser takes no such name: there, a cookie has its plain name and a path of its own. Under HTTPS it is
set by its plain name, too, since hosts of the version before read no other one while an upgrade lasts; the next version
no longer does that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from starlette.responses import Response

PREFIX = "__Host-"


def read_cookie(cookies: Mapping[str, str], name: str) -> str | None:
    """Its value; that under the plain name only where there is no other."""
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
    """Gives it; with an empty value and 0 seconds, takes it away. `path`: of the plain name."""
    rest = f"Max-Age={seconds}; HttpOnly; SameSite={same_site}{'; Secure' if is_secure else ''}"
    if is_secure:
        response.headers.append("set-cookie", f"{PREFIX}{name}={value}; Path=/; {rest}")
    response.headers.append("set-cookie", f"{name}={value}; Path={path}; {rest}")
