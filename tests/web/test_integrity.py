"""Integrity signals, caused in a browser as people cause them and shown in the report; none if the setting is off."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest_asyncio
from playwright.async_api import Browser, Page, WebSocket, expect

from tests.serving import Served
from tests.web import waiting
from tests.web.conftest import FLAGS, Profiles, Watch, chromium
from tests.web.room_fake import OpenPage
from tests.web.test_deciding import Desk, open_desk
from tests.web.test_whole_path import QUESTIONS, enter, publish, tab_to

TWO_SCREENS = "--screen-info={0,0 1280x800}{1280,0 1280x800}"
PASTED = "The outage began on a Friday evening, when the primary database ran out of connections."
OWN_NOTES = "These are my own notes; I wrote them on the train."


@dataclass
class Line:
    """The frames that a page sends over its room's socket."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def attach(self, page: Page) -> None:
        page.on("websocket", self._open)

    def _open(self, socket: WebSocket) -> None:
        socket.on("framesent", self._note)

    def _note(self, payload: bytes | str) -> None:
        if isinstance(payload, str):
            self.sent.append(json.loads(payload))
            self._news.set()

    async def until(self, count: int, **like: Any) -> None:
        """Waits for this many more frames with these values."""
        await self.reach(self.count(**like) + count, **like)

    async def reach(self, wanted: int, **like: Any) -> None:
        """Waits for this many frames in all since the page was opened."""
        async with asyncio.timeout(waiting.SECONDS):
            while self.count(**like) < wanted:
                self._news.clear()
                await self._news.wait()

    def count(self, **like: Any) -> int:
        return sum(like.items() <= {k: v for k, v in frame.items() if k != "marks"}.items() for frame in self.sent)


@pytest_asyncio.fixture(loop_scope="session")
async def two_screens(browser: Browser, server: Served, watch: Watch) -> AsyncIterator[Profiles]:
    """A browser on a machine with two screens."""
    other = await browser.browser_type.launch(**chromium(has_windows=True), args=[*FLAGS, TWO_SCREENS])
    async with Profiles(other, server.url, watch) as profiles:
        yield profiles
    await other.close()


@pytest_asyncio.fixture(loop_scope="session")
async def desk(server: Served, open_page: OpenPage) -> AsyncIterator[Desk]:
    async with open_desk(server, open_page, "Harbour Integrity", "lou@harbour.example") as desk:
        yield desk


async def copy_elsewhere(page: Page, line: Line) -> Page:
    """Opens another window, copies something from it, and waits until the room has noticed that it is not in front."""
    # With Playwright, every page believes that it has the focus. From here on, the real focus counts.
    session = await page.context.new_cdp_session(page)
    await session.send("Emulation.setFocusEmulationEnabled", {"enabled": False})
    other = await page.context.new_page()
    await other.set_content(f"<textarea>{PASTED}</textarea>")
    await other.bring_to_front()
    await other.locator("textarea").press("Control+A")
    await other.keyboard.press("Control+C")
    await line.until(1, type="ping")  # pings are two seconds apart
    await line.until(1, type="ping")
    return other


async def test_each_signal_that_a_candidate_causes_is_in_the_report(
    desk: Desk, two_screens: Profiles, open_page: OpenPage
) -> None:
    interview, path = await publish(desk.api, QUESTIONS[:1], antiCheatingEnabled=True)
    page, line = await two_screens(), Line()
    line.attach(page)
    await page.goto(path)
    await page.get_by_role("heading", name="What happens to your answers").click()
    await expect(page.get_by_text("What is noted")).to_be_visible()
    await page.get_by_role("heading", name="Adjustments, if you need any").click()
    await expect(page.get_by_text("I use writing aids")).to_be_visible()
    await enter(page, agree=("interview", "integrity"))
    link = await page.get_by_label("Your personal link").input_value()
    noted = page.get_by_role("button", name="Some actions are noted, as you agreed")
    await noted.click()
    await expect(page.get_by_text("As you agreed, the following is noted: leaving this page")).to_be_visible()

    await page.get_by_role("button", name="Use full screen (optional)").click()
    await page.wait_for_function("document.fullscreenElement !== null")
    await expect(page.get_by_role("button", name="Use full screen (optional)")).to_be_hidden()
    await page.evaluate("document.exitFullscreen()")
    await expect(page.get_by_role("button", name="Use full screen (optional)")).to_be_visible()
    await noted.click()
    await page.locator("[data-ask] h1").click(click_count=3)
    await page.keyboard.press("Control+C")
    other = await copy_elsewhere(page, line)
    await page.bring_to_front()
    await tab_to(page, "#words")
    await page.keyboard.press("Control+V")
    await expect(page.locator("#words")).to_have_value(re.compile("primary database"))
    await page.keyboard.insert_text(" And that is what I would have typed, had I not been a machine that types it.")
    await other.close()

    device = await open_page(link, size="phone")
    await device.get_by_role("button", name="Continue").click()
    await device.get_by_role("button", name="Continue here").click()
    await expect(page.get_by_text("You’re continuing somewhere else")).to_be_visible()
    await device.get_by_role("button", name="Finish", exact=True).click()
    await device.get_by_role("button", name="Finish…").click()
    await device.get_by_role("button", name="Finish the interview").click()
    await device.get_by_role("button", name="Check the transcript").click()
    pasted = device.locator("li").filter(has_text="Text was pasted from elsewhere")
    await pasted.get_by_label("What happened? (optional)").fill(OWN_NOTES)
    await expect(pasted.get_by_text("Saved", exact=False)).to_be_visible()
    await device.get_by_role("button", name="Send to Harbour Integrity").click()
    await device.get_by_role("button", name="Send now").click()
    await expect(device.get_by_role("heading", name="Transcript sent")).to_be_visible()

    session = (await desk.api.get(f"/interviews/{interview}/sessions")).json()["data"][0]["id"]
    await desk.page.goto(f"/sessions/{session}")
    log = desk.page.get_by_role("region", name="Integrity log")
    for noted in (
        "Another window had focus", "outside the page was pasted", "Content was copied", "faster than a person can",
        "More than one screen", "Full-screen mode ended", "A second tab or device opened", "continued in another tab",
        OWN_NOTES,
    ):  # fmt: skip
        await expect(log.get_by_text(noted, exact=False)).to_be_visible()
    await log.get_by_role("button", name=re.compile("in the transcript")).first.click()
    await expect(desk.page.locator("li[data-chosen]")).to_be_in_viewport()
    assert PASTED not in json.dumps(line.sent)  # the words themselves were never sent


async def test_with_the_setting_off_nothing_is_recorded_sent_or_shown(
    api: httpx2.AsyncClient, open_page: OpenPage
) -> None:
    interview, path = await publish(api, QUESTIONS[:1])
    page, line = await open_page(), Line()
    line.attach(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(path)
    await enter(page)
    await expect(page.get_by_text("What is noted")).to_have_count(0)
    other = await copy_elsewhere(page, line)
    await page.bring_to_front()
    await tab_to(page, "#words")
    await page.keyboard.press("Control+V")
    await page.keyboard.insert_text("Words that come at once, and more than sixty of their characters, too.")
    await page.locator("#words").press("Control+A")
    await page.locator("#words").press("Control+C")
    await page.get_by_role("button", name="Send", exact=True).click()
    await line.until(2, type="ping")
    assert {frame["type"] for frame in line.sent} == {"hello", "ping", "answer"}
    assert not [url for url in asked if "Watching" in url]
    await other.close()
    session = (await api.get(f"/interviews/{interview}/sessions")).json()["data"][0]["id"]
    told = (await api.get(f"/sessions/{session}/integrity")).json()["data"]
    assert (told["isWatched"], told["items"], told["watchedSeconds"]) == (False, [], 0)
