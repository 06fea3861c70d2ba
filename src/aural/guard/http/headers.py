"""The headers of every response, and the id that identifies a request in the log."""

from __future__ import annotations

import re
from collections.abc import Iterable

from starlette.types import Scope

from aural.platform.ids import new_id

_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{1,128}")
_STATE = "aural.request_id"

_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # the address contains a personal link's token
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
API_HEADERS = {
    **_COMMON,
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
}
PICTURE_HEADERS = {  # about one person: no shared cache may keep it, and it can do nothing when opened directly
    **_COMMON,
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, max-age=600",
}
LOGO_HEADERS = {**PICTURE_HEADERS, "Cache-Control": "public, max-age=86400"}  # its address changes with the logo
PAGE_HEADERS = {
    **_COMMON,
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "media-src 'self' data:; "  # data: for the captions of a recording
        "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": (
        "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()"
    ),
}
_ALONE = (  # no network at all, not even this server
    "sandbox allow-scripts; default-src 'none'; script-src 'sha256-{}' 'wasm-unsafe-eval'; worker-src blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


def sandbox_headers(script_hash: str) -> dict[str, str]:
    """The headers of the only page that may be framed, and only by Aural's own pages.

    `script_hash`: the SHA-256 of its script, in base64.
    """
    return {
        **_COMMON,
        "X-Frame-Options": "SAMEORIGIN",
        "Content-Security-Policy": _ALONE.format(script_hash),
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    }


def choose_request_id(sent: str | None) -> str:
    """The client's own `X-Request-Id` if it is well-formed (1 to 128 of A–Z a–z 0–9 . _ -), otherwise a new one."""
    return sent if sent is not None and _WELL_FORMED.fullmatch(sent) else new_id()


def request_id(scope: Scope) -> str:
    """The id of this request. It is the same on every call."""
    if _STATE not in scope:
        scope[_STATE] = choose_request_id(_find(scope["headers"], b"x-request-id"))
    chosen: str = scope[_STATE]
    return chosen


def _find(headers: Iterable[tuple[bytes, bytes]], wanted: bytes) -> str | None:
    return next((value.decode("latin-1") for name, value in headers if name == wanted), None)
