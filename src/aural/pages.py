"""The web application's files: index.html for every page, hashed assets for ever, compressed once."""

from __future__ import annotations

import gzip
import mimetypes
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from aural.errors import NotFoundError
from aural.guard.headers import PAGE_HEADERS

STATIC = Path(__file__).parent / "static"
COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg")
_MISSING = (
    "<!doctype html><title>Aural</title><p>The pages are not built yet. Run <code>make build</code>, "
    "or use <code>aural talk</code> and the REST API."
)


@cache
def _files() -> dict[str, Path]:
    """Only what is in the folder can be asked for: a path is a key, never joined."""
    return {path.relative_to(STATIC).as_posix(): path for path in STATIC.rglob("*") if path.is_file()}


@cache
def _content(name: str, zipped: bool) -> bytes:
    raw = _files()[name].read_bytes()
    return gzip.compress(raw, 9) if zipped else raw


def page() -> Response:
    """index.html: the page reads its own address."""
    if "index.html" not in _files():
        return HTMLResponse(_MISSING, 503, headers=PAGE_HEADERS)
    return HTMLResponse(_content("index.html", False), headers={**PAGE_HEADERS, "Cache-Control": "no-cache"})


def page_routes() -> list[BaseRoute]:
    return [Route("/assets/{name:path}", _asset), Route("/favicon.svg", _asset)]


async def _asset(request: Request) -> Response:
    name = request.url.path.lstrip("/")
    if name not in _files():
        raise NotFoundError
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    accepts = "gzip" in request.headers.get("accept-encoding", "")
    zipped = accepts and media_type.startswith((*COMPRESSIBLE, "text/javascript"))
    age = "public, max-age=31536000, immutable" if name.startswith("assets/") else "public, max-age=3600"
    headers = {**PAGE_HEADERS, "Cache-Control": age, "Vary": "Accept-Encoding"}
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(_content(name, zipped), media_type=media_type, headers=headers)
