"""What a page shows and requests while its scripts are still loading."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Page, Route, expect

from tests.web.conftest import Profiles, list_violations
from tests.web.dashboard_fake import FakeApi
from tests.web.report_states import REPLIES
from tests.web.room_fake import FakeRoom

FRAME = "#frame"
LIST = ["/api/v1/me", "/api/v1/interviews?limit=20&isArchived=false"]
REPORT = ["/api/v1/me", "/api/v1/sessions/s1", "/api/v1/sessions/s1/background"]
ANSWERED = """() => performance.getEntriesByType("resource").map(({ name }) => name.slice(location.origin.length))"""


async def hold_scripts(page: Page) -> asyncio.Event:
    """Stops all scripts except for the first one, until the event is set."""
    go = asyncio.Event()

    async def hold(route: Route) -> None:
        await go.wait()
        await route.continue_()

    await page.route(lambda url: url.endswith(".js") and "/early-" not in url, hold)
    return go


async def check_frame(page: Page, path: str, early: list[str], heading: str) -> None:
    """Opens a page whose scripts are held, and checks that it shows its frame and requests its data without them. Then
    lets the scripts come, and checks that the frame is gone and that nothing was requested twice.
    """
    go = await hold_scripts(page)
    await page.goto(path, wait_until="commit")
    await page.wait_for_function(f"(early) => early.every((path) => ({ANSWERED})().includes(path))", arg=early)
    await expect(page.locator(FRAME).get_by_role("main")).to_be_visible()
    assert await list_violations(page) == []
    go.set()
    await expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    await expect(page.locator(FRAME)).to_have_count(0)
    answered = await page.evaluate(ANSWERED)
    assert {path: answered.count(path) for path in early} == dict.fromkeys(early, 1)


@pytest.mark.parametrize(
    ("path", "early", "heading", "size", "theme"),
    [
        ("/interviews", LIST, "Interviews", "phone", "dark"),
        ("/sessions/s1", REPORT, "Mina Okafor", "desktop", "light"),
    ],
)
async def test_a_page_of_the_dashboard_shows_its_frame_and_requests_its_data_first(
    open_page: Profiles, path: str, early: list[str], heading: str, size: str, theme: str
) -> None:
    page = await open_page("", size, color_scheme=theme)
    # The faked API accepts everyone, but the server judges by the cookie which page to send.
    await page.context.add_cookies([{"name": "aural_session", "value": "s", "url": open_page.url}])
    await FakeApi(replies=REPLIES).attach(page)
    await check_frame(page, path, early, heading)


async def test_a_landing_page_shows_its_frame_and_requests_the_interview_first(open_page: Profiles) -> None:
    page = await open_page("", "phone")
    fake = FakeRoom()
    await fake.attach(page)
    await check_frame(page, "/i/backend", ["/room/v1/entry"], "Backend engineer, first conversation")


async def test_without_scripts_no_page_looks_as_if_it_was_loading(open_page: Profiles) -> None:
    page = await open_page("/i/backend", java_script_enabled=False)
    await expect(page.locator(FRAME)).to_be_attached()
    await expect(page.locator(FRAME)).to_be_hidden()
