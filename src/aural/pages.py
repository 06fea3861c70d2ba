"""The web application's files: an HTML file for each kind of page, and assets with a hash in their name.

Browsers may cache hashed assets forever. The build compresses them.
"""

from __future__ import annotations

import gzip
import mimetypes
import re
from functools import cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from aural.guard.auth.browsers import NAME as COOKIE
from aural.guard.http.headers import PAGE_HEADERS
from aural.platform.errors import NotFoundError

STATIC = Path(__file__).parent / "static"
MOST_IN_MEMORY_BYTES = 500_000
_NOT_PAGES = {"api", "integrations", "mcp", "room", "assets", "sandbox", "healthz", "livez", "readyz", "metrics"}
_KINDS = (
    (re.compile(r"/i/[^/]+/room/?"), "room"),
    (re.compile(r"/i/.+"), "landing"),
    (re.compile(r"/(interviews/?)?"), "interviews"),
    (re.compile(r"/sessions/(?!compare)[^/]+/?"), "report"),
)
_FOR_MEMBERS = ("interviews", "report")
_MISSING = (
    "<!doctype html><title>Aural</title><p>The pages are not built yet. Run <code>make build</code>, "
    "or use <code>aural talk</code> and the REST API."
)


@cache
def _files() -> dict[str, Path]:
    """The built files by path. A requested path is only a key here, never joined, so it can't leave the folder."""
    return {path.relative_to(STATIC).as_posix(): path for path in STATIC.rglob("*") if path.is_file()}


@cache
def _content(name: str) -> bytes:
    return _files()[name].read_bytes()


def page(request: Request) -> Response:
    """An HTML file whose script decides by the address which page to show.

    The files differ in what the browser shows and fetches before that script runs (`web/preloads.ts`).
    """
    if "index.html" not in _files():
        return HTMLResponse(_MISSING, 503, headers=PAGE_HEADERS)
    name = _find_page(_kind_of(request), request.headers.get("accept-language", ""))
    headers = {**PAGE_HEADERS, "Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}
    return HTMLResponse(_content(name), headers=headers)


def _kind_of(request: Request) -> str:
    """People who aren't signed in are sent to the sign-in page, so they don't see the frame of another page first."""
    path = request.url.path
    kind = next((kind for pattern, kind in _KINDS if pattern.fullmatch(path)), "dashboard")
    is_signed_in = not {COOKIE, f"__Host-{COOKIE}"}.isdisjoint(request.cookies)
    return "dashboard" if kind in _FOR_MEMBERS and not is_signed_in else kind


def _find_page(kind: str, accepted: str) -> str:
    """The file of this kind in the first language of an Accept-Language header that the pages have."""
    names = (name.split(".") for name in _files() if name.startswith(f"{kind}.") and name.endswith(".html"))
    pages = {locale.partition("-")[0]: f"{kind}.{locale}.html" for _, locale, _ in names}
    primary = (tag.strip()[:2].lower() for tag in accepted.split(","))
    return next((pages[tag] for tag in primary if tag in pages), pages.get("en", "index.html"))


def find_asset(name: str) -> str | None:
    """The address of a built file, whose name contains a digest: `docs.css` may be /assets/docs-1a2b3c.css."""
    stem, dot, suffix = name.rpartition(".")
    found = (path for path in _files() if path.startswith(f"assets/{stem}-") and path.endswith(dot + suffix))
    return next((f"/{path}" for path in found), None)


def page_routes() -> list[BaseRoute]:
    return [Route("/assets/{name:path}", _asset), Route("/favicon.svg", _asset)]


def dashboard_routes() -> list[BaseRoute]:
    """Must come after all other routes: every remaining address belongs to the dashboard, which knows its pages."""
    return [Route("/", _dashboard), Route("/{path:path}", _dashboard)]


async def _dashboard(request: Request) -> Response:
    first, *others = request.path_params.get("path", "").split("/")
    is_file = "." in (others[-1] if others else first)
    if first in _NOT_PAGES or is_file or request.method not in ("GET", "HEAD"):
        raise NotFoundError
    shown = page(request)
    if first == "shared":  # for people who have the link, not for search engines
        shown.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return shown


async def _asset(request: Request) -> Response:
    """Sends an asset. The build compresses those that shrink, and keeps the largest only in compressed form."""
    name = request.url.path.lstrip("/")
    zipped = f"{name}.gz"
    if name.endswith(".gz") or not {name, zipped} & _files().keys():
        raise NotFoundError
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    age = "public, max-age=31536000, immutable" if name.startswith("assets/") else "public, max-age=3600"
    headers = {**PAGE_HEADERS, "Cache-Control": age, "Vary": "Accept-Encoding"}
    if zipped in _files() and "gzip" in request.headers.get("accept-encoding", ""):
        return _send(zipped, media_type, headers | {"Content-Encoding": "gzip"})
    if name in _files():
        return _send(name, media_type, headers)
    content = await run_in_threadpool(gzip.decompress, _files()[zipped].read_bytes())
    return Response(content, media_type=media_type, headers=headers)


def _send(name: str, media_type: str, headers: dict[str, str]) -> Response:
    path = _files()[name]
    if path.stat().st_size > MOST_IN_MEMORY_BYTES:
        return FileResponse(path, media_type=media_type, headers=headers)
    return Response(_content(name), media_type=media_type, headers=headers)
