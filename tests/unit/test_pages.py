"""The files of the pages: compressed as built, decompressed for clients that can't, and no other files."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from aural import pages
from aural.platform.errors import NotFoundError

SCRIPT = b"export const answer = 42;\n" * 100
LARGE = b"\0asm" + bytes(range(256)) * 4000
FOR_EVER = "public, max-age=31536000, immutable"


async def _missing(_request: Request, _error: Exception) -> Response:
    return Response(status_code=404)


@pytest.fixture
async def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx2.AsyncClient]:
    (tmp_path / "assets").mkdir()
    for name, content in (
        ("assets/app.js", SCRIPT),
        ("assets/app.js.gz", gzip.compress(SCRIPT)),
        ("assets/large.wasm.gz", gzip.compress(LARGE)),
        ("assets/font.woff2", b"wOF2"),
        ("favicon.svg", b"<svg/>"),
    ):
        (tmp_path / name).write_bytes(content)
    (tmp_path.parent / "secret.txt").write_text("outside")
    monkeypatch.setattr(pages, "STATIC", tmp_path)
    caches = (pages._files, pages._content)
    for cached in caches:
        cached.cache_clear()
    app = Starlette(routes=pages.page_routes(), exception_handlers={NotFoundError: _missing})
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://here") as client:
        yield client
    for cached in caches:
        cached.cache_clear()


@pytest.mark.parametrize(
    ("path", "media_type", "content", "is_zipped"),
    [
        ("/assets/app.js", "text/javascript; charset=utf-8", SCRIPT, True),
        ("/assets/large.wasm", "application/wasm", LARGE, True),
        ("/assets/font.woff2", "font/woff2", b"wOF2", False),
    ],
)
@pytest.mark.parametrize("accepts", ["gzip, br", "identity"])
async def test_a_file_is_served_in_an_encoding_that_the_browser_accepts(
    browser: httpx2.AsyncClient, path: str, media_type: str, content: bytes, is_zipped: bool, accepts: str
) -> None:
    answer = await browser.get(path, headers={"Accept-Encoding": accepts})
    assert (answer.status_code, answer.content) == (200, content)  # the client decompresses it
    assert answer.headers.get("content-encoding") == ("gzip" if is_zipped and "gzip" in accepts else None)
    assert answer.headers["content-type"] == media_type
    assert answer.headers["cache-control"] == FOR_EVER
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_only_files_of_the_folder_are_served_under_their_own_names(browser: httpx2.AsyncClient) -> None:
    for path in ("app.js.gz", "large.wasm.gz", "nothing.js", "..%2f..%2fsecret.txt", "%2e%2e/%2e%2e/secret.txt", ""):
        assert (await browser.get(f"/assets/{path}")).status_code == 404, path
    icon = await browser.get("/favicon.svg")
    assert icon.headers["cache-control"] == "public, max-age=3600"
