"""Every address without another handler is a page of the dashboard, except those that look like files or APIs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from aural import pages
from aural.platform.errors import NotFoundError


async def _missing(_request: Request, _error: Exception) -> Response:
    return Response(status_code=404)


@pytest.fixture
async def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx2.AsyncClient]:
    (tmp_path / "index.html").write_text("<!doctype html><title>Aural</title>")
    monkeypatch.setattr(pages, "STATIC", tmp_path)
    pages._files.cache_clear()
    pages._content.cache_clear()
    app = Starlette(routes=pages.dashboard_routes(), exception_handlers={NotFoundError: _missing})
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://here") as client:
        yield client
    pages._files.cache_clear()
    pages._content.cache_clear()


@pytest.mark.parametrize("path", ["/", "/interviews", "/sign-in?next=%2Finterviews", "/sessions/019643c0/nothing"])
async def test_an_address_of_the_dashboard_returns_its_page(browser: httpx2.AsyncClient, path: str) -> None:
    answer = await browser.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.headers["cache-control"] == "no-cache"
    assert "script-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/robots.txt", "/admin/setup.php", "/api/v2/interviews", "/room/v1/nothing", "/api"])
async def test_an_address_that_is_not_a_page_is_not_found(browser: httpx2.AsyncClient, path: str) -> None:
    assert (await browser.get(path)).status_code == 404


async def test_a_page_does_not_accept_post_requests(browser: httpx2.AsyncClient) -> None:
    assert (await browser.post("/interviews")).status_code in (404, 405)


async def test_only_our_own_pages_may_use_camera_microphone_and_screen(browser: httpx2.AsyncClient) -> None:
    allowed = (await browser.get("/i/backend/room")).headers["permissions-policy"].split(", ")
    assert {f"{device}=(self)" for device in ("camera", "microphone", "display-capture")} < set(allowed)
    assert not [rule for rule in allowed if not rule.endswith(("=(self)", "=()"))]


@pytest.mark.parametrize(
    ("path", "accepted", "expected"),
    [
        ("/i/backend", "en-GB,en;q=0.9", "landing.en"),
        ("/i/backend/room", "zh-CN,zh;q=0.9,en;q=0.8", "room.zh-Hans"),
        ("/interviews", "", "interviews.en"),
        ("/", "fr,zh;q=0.5", "interviews.zh-Hans"),
        ("/sessions/019643c0", "de", "report.en"),
        ("/sessions/compare", "en", "dashboard.en"),
        ("/team", "en", "dashboard.en"),
    ],
)
async def test_a_page_is_served_in_the_variant_for_its_area_and_language(
    browser: httpx2.AsyncClient, tmp_path: Path, path: str, accepted: str, expected: str
) -> None:
    for kind in ("landing", "room", "interviews", "report", "dashboard"):
        for locale in ("en", "zh-Hans"):
            (tmp_path / f"{kind}.{locale}.html").write_text(f"{kind}.{locale}")
    headers = {"Accept-Language": accepted, "Cookie": "aural_session=s"}
    answer = await browser.get(path, headers=headers)
    assert (answer.text, answer.headers["vary"]) == (expected, "Accept-Language, Cookie")


@pytest.mark.parametrize("cookie", ["aural_session", "__Host-aural_session", "other"])
async def test_only_people_who_are_signed_in_get_the_frame_of_the_page_first(
    browser: httpx2.AsyncClient, tmp_path: Path, cookie: str
) -> None:
    for kind in ("interviews", "report", "dashboard"):
        (tmp_path / f"{kind}.en.html").write_text(kind)
    shown = [(await browser.get(path, headers={"Cookie": f"{cookie}=s"})).text for path in ("/", "/sessions/019643c0")]
    assert shown == (["dashboard", "dashboard"] if cookie == "other" else ["interviews", "report"])
