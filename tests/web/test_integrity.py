"""Signals of integrity, made in a browser as people make them and seen in the report; and none where it is off."""

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
    """What a page sends over its room's socket."""

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
        """So many more frames like this."""
        await self.reach(self.count(**like) + count, **like)

    async def reach(self, wanted: int, **like: Any) -> None:
        """So many of them since the page was opened."""
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
    """Another window, from which something is copied; until the room has noticed that it is not in front."""
    # Playwright makes every page believe that it has the focus; from here on it is as it is.
    session = await page.context.new_cdp_session(page)
    await session.send("Emulation.setFocusEmulationEnabled", {"enabled": False})
    other = await page.context.new_page()
    await other.set_content(f"<textarea>{PASTED}</textarea>")
    await other.bring_to_front()
    await other.locator("textarea").press("Control+A")
    await other.keyboard.press("Control+C")
    await line.until(1, type="ping")  # it takes two seconds from one to the next
    await line.until(1, type="ping")
    return other


async def test_each_signal_that_a_person_makes_stands_in_the_report(
    desk: Desk, two_screens: Profiles, open_page: OpenPage
) -> None:
    interview, path = await publish(desk.api, QUESTIONS[:1], antiCheatingEnabled=True)
    page, line = await two_screens(), Line()
    line.attach(page)
    await page.goto(path)
    await expect(page.get_by_text("What is noted")).to_be_visible()
    await expect(page.get_by_text("I use writing aids")).to_be_visible()
    await enter(page, agree=("interview", "integrity"))
    link = await page.get_by_label("Your personal link").input_value()
    await expect(page.get_by_text("As you agreed, this is noted: leaving this page").first).to_be_visible()

    await page.get_by_role("button", name="Full screen, if you like").click()
    await page.wait_for_function("document.fullscreenElement !== null")
    await expect(page.get_by_role("button", name="Full screen, if you like")).to_be_hidden()
    await page.evaluate("document.exitFullscreen()")
    await expect(page.get_by_role("button", name="Full screen, if you like")).to_be_visible()
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
    await device.get_by_role("button", name="End", exact=True).click()
    await device.get_by_role("button", name="Finish…").click()
    await device.get_by_role("button", name="Finish the interview").click()
    await device.get_by_role("button", name="Check the transcript").click()
    pasted = device.locator("li").filter(has_text="Text was pasted from elsewhere")
    await pasted.get_by_label("What was it? (optional)").fill(OWN_NOTES)
    await expect(pasted.get_by_text("Saved", exact=False)).to_be_visible()
    await device.get_by_role("button", name="Send to Harbour Integrity").click()
    await device.get_by_role("button", name="Send now").click()
    await expect(device.get_by_role("heading", name="This is what was sent")).to_be_visible()

    session = (await desk.api.get(f"/interviews/{interview}/sessions")).json()["data"][0]["id"]
    await desk.page.goto(f"/sessions/{session}")
    log = desk.page.get_by_role("region", name="Integrity log")
    for noted in (
        "Another window had the focus", "Text was pasted", "Something was copied", "faster than a person can type",
        "more than one screen", "Full screen was left", "A second tab or device opened", "continued in another tab",
        OWN_NOTES,
    ):  # fmt: skip
        await expect(log.get_by_text(noted, exact=False)).to_be_visible()
    await log.get_by_role("button", name=re.compile("in the transcript")).first.click()
    await expect(desk.page.locator("li[data-chosen]")).to_be_in_viewport()
    assert PASTED not in json.dumps(line.sent)  # the words themselves were never sent


async def test_where_it_is_off_nothing_is_watched_nothing_is_sent_and_nothing_is_shown(
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
