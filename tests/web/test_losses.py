"""In a real browser, an interview loses its page, its connection, its server or its device in the middle."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.crash.line import Line
from tests.serving import Served, find_free_port, start
from tests.web import waiting
from tests.web.conftest import Profiles, Watch, open_api
from tests.web.test_whole_path import enter, publish, say, tab_to

pytestmark = pytest.mark.xdist_group("losses")

QUESTIONS = [
    {"text": "Tell me about a service that you built."},
    {"text": "What would you do differently today?"},
    {"text": "What did your team say about it?"},
]
ANSWER = "I wrote the import myself in 2023, because the old one took 40 minutes and failed once a week at night."
MORE = "I would write the checks first, since two of the three faults that we had were in the data and not in the code."
UNSENT = "I would also have asked the people who read the reports before"
CONNECTED = re.compile("You’re back|Type your answer")
NOISE = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION", "WebSocket connection", "ERR_EMPTY_RESPONSE", "ERR_SOCKET")


@dataclass
class Place:
    """A server for these tests only, behind a connection that can be cut. One test after the other uses both."""

    line: Line
    served: Served
    settings: dict[str, str]
    api: httpx2.AsyncClient
    interview: str = ""
    profiles: Profiles = field(init=False)

    async def restart(self) -> None:
        data_dir, port = self.served.data_dir, self.line.server_port
        self.served = await asyncio.to_thread(lambda: start(data_dir, port=port, **self.settings))

    async def mend(self) -> None:
        """Restores the state that the next test expects."""
        self.line.is_closed = self.line.is_silent = False
        self.line.cut_all()
        if self.served.process.poll() is not None:
            await self.restart()

    async def begin(self) -> Page:
        """Brings a candidate to the first question, in their own browser."""
        self.interview, path = await publish(self.api, QUESTIONS)
        page = await self.profiles(path)
        await enter(page)
        await expect(state(page)).to_contain_text("Type your answer")
        return page

    async def transcript(self) -> list[dict[str, Any]]:
        sessions = (await self.api.get(f"/interviews/{self.interview}/sessions")).json()["data"]
        assert len(sessions) == 1
        messages: list[dict[str, Any]] = (await self.api.get(f"/sessions/{sessions[0]['id']}")).json()["data"][
            "messages"
        ]
        return messages

    async def check(self, *answers: str) -> None:
        """Checks that exactly these answers are stored once each and in this order: one greeting, no question twice, no
        gap.
        """
        messages = await self.transcript()
        assert [message["content"] for message in messages if message["role"] == "user"] == list(answers)
        assert sum(message["move"] == "greeting" for message in messages) == 1
        asked = [message["questionId"] for message in messages if message["kind"] == "question"]
        assert len(asked) == len(set(asked))
        assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    line = Line(find_free_port(), find_free_port())
    settings = {"AURAL_PUBLIC_URL": line.url, "AURAL_RATE_LIMIT_PER_MINUTE": "0"}
    folder = tmp_path_factory.mktemp("losses")
    served = await asyncio.to_thread(lambda: start(folder, port=line.server_port, **settings))
    async with line, open_api(served, "Harbour Cooperative") as api:
        place = Place(line, served, settings, api)
        yield place
        place.served.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def place(shared: Place, browser: Browser, watch: Watch) -> AsyncIterator[Place]:
    """The browser's own messages about a broken connection don't count as faults of the page; all others do."""
    async with Profiles(browser, shared.line.url, watch) as profiles:
        shared.profiles = profiles
        yield shared
    await shared.mend()
    watch.faults = [fault for fault in watch.faults if not any(part in fault for part in NOISE)]


def state(page: Page) -> Any:
    return page.get_by_test_id("state")


async def type_answer(page: Page, words: str) -> None:
    await tab_to(page, "#words")
    await page.keyboard.insert_text(words)


async def expect_lost(page: Page) -> None:
    label = re.compile("Connection lost|You’re offline")
    await expect(state(page)).to_contain_text(label)


async def expect_back(page: Page) -> None:
    label = re.compile("You’re back|Type your answer|One moment")
    await expect(state(page)).to_contain_text(label)


async def expect_turn(page: Page) -> None:
    await expect(state(page)).to_contain_text("Type your answer")


async def test_a_reload_while_typing_keeps_the_draft(place: Place) -> None:
    page = await place.begin()
    await type_answer(page, ANSWER[:40])
    await page.reload()
    await expect(state(page)).to_contain_text("Type your answer")
    await expect(page.locator("#words")).to_have_value(ANSWER[:40])
    await tab_to(page, "#words")
    await page.keyboard.press("Control+End")
    await say(page, ANSWER[40:])
    await place.check(ANSWER)


async def test_text_typed_offline_is_still_there_once_the_connection_is_back(place: Place) -> None:
    page = await place.begin()
    await page.context.set_offline(True)
    await expect_lost(page)
    await type_answer(page, ANSWER)
    await place.check()
    await page.context.set_offline(False)
    await expect_back(page)
    await expect(page.locator("#words")).to_have_value(ANSWER)
    await say(page, "")
    await place.check(ANSWER)


async def test_a_connection_that_is_cut_is_restored_automatically(place: Place) -> None:
    page = await place.begin()
    await type_answer(page, ANSWER)
    place.line.is_closed = True
    place.line.cut_all()
    await expect_lost(page)
    await expect(page.locator("#words")).to_have_value(ANSWER)
    place.line.is_closed = False
    await expect_back(page)
    await say(page, "")
    await place.check(ANSWER)


async def test_an_answer_whose_acknowledgment_was_lost_is_stored_once(place: Place) -> None:
    page = await place.begin()
    broken = asyncio.Event()
    for wire in place.line.wires.values():
        wire.break_soon("unheard", broken.set)
    await type_answer(page, ANSWER)
    await page.keyboard.press("Control+Enter")
    async with asyncio.timeout(waiting.SECONDS):
        await broken.wait()
    await expect_turn(page)
    await expect(page.get_by_role("log").get_by_text("Saved")).to_be_visible()
    await place.check(ANSWER)


async def test_an_answer_that_a_dead_server_never_received_is_stored_once(place: Place) -> None:
    page = await place.begin()
    place.line.is_silent = True
    await type_answer(page, ANSWER)
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#words")).to_have_value("")  # sent, but it reaches no server
    place.served.kill()
    place.line.is_silent = False
    await expect_lost(page)
    await place.restart()
    await expect_back(page)
    await expect(page.get_by_role("log").get_by_text("Saved")).to_be_visible()
    await place.check(ANSWER)


async def test_an_answer_that_a_server_stored_before_it_died_is_stored_once(place: Place) -> None:
    page = await place.begin()
    await type_answer(page, ANSWER)
    for wire in place.line.wires.values():
        wire.break_soon("unheard", place.served.kill)
    await page.keyboard.press("Control+Enter")
    await expect_lost(page)
    await place.restart()
    await expect_turn(page)
    await say(page, MORE)
    await place.check(ANSWER, MORE)


async def test_a_reopened_laptop_shows_the_lost_connection_and_continues(place: Place) -> None:
    page = await place.begin()
    await type_answer(page, ANSWER)
    cdp = await page.context.new_cdp_session(page)
    await cdp.send("Page.setWebLifecycleState", {"state": "frozen"})
    place.line.is_closed = True
    place.line.cut_all()
    await cdp.send("Page.setWebLifecycleState", {"state": "active"})
    await expect_lost(page)
    place.line.is_closed = False
    await expect_back(page)
    await expect(page.locator("#words")).to_have_value(ANSWER)
    await say(page, "")
    await place.check(ANSWER)


async def test_a_connection_that_falls_silent_is_reported(place: Place) -> None:
    page = await place.begin()
    place.line.is_silent = True
    await type_answer(page, ANSWER)
    await page.keyboard.press("Control+Enter")
    await expect_lost(page)
    place.line.is_silent = False
    place.line.cut_all()
    await expect_back(page)
    await expect(page.get_by_role("log").get_by_text("Saved")).to_be_visible()
    await place.check(ANSWER)


async def test_another_device_takes_over_and_the_first_takes_it_back(place: Place) -> None:
    first = await place.begin()
    link = await first.get_by_label("Your personal link").input_value()
    await say(first, ANSWER)
    await type_answer(first, UNSENT)
    second = await place.profiles(link, size="phone")
    await second.get_by_role("button", name=re.compile("^Continue at question")).click()
    await expect(second.get_by_role("heading", name="open in another tab or on another device")).to_be_visible()
    await second.get_by_role("button", name="Continue here").click()
    await expect(state(second)).to_contain_text("Type your answer")
    taken = first.get_by_role("heading", name="continuing somewhere else")
    await expect(taken).to_be_visible()
    await expect(second.get_by_text(ANSWER)).to_be_visible()
    await type_answer(second, MORE)
    for page, words in ((first, UNSENT), (second, MORE)):
        await page.get_by_role("button", name="Continue here").click()
        await expect(page.locator("#words")).to_have_value(words)
        await expect(state(page)).to_contain_text(CONNECTED)
    await say(second, "")
    await first.get_by_role("button", name="Continue here").click()
    await expect(state(first)).to_contain_text(CONNECTED)
    await expect(first.get_by_text(MORE)).to_be_visible()
    await expect(first.get_by_text("You wrote something for question 2")).to_be_visible()
    await place.check(ANSWER, MORE)


async def test_a_second_tab_neither_disturbs_the_first_nor_sends_twice(place: Place) -> None:
    first = await place.begin()
    await type_answer(first, ANSWER)
    second = await first.context.new_page()
    await second.goto(first.url)
    await expect(second.get_by_role("heading", name="open in another tab or on another device")).to_be_visible()
    await expect(state(first)).to_contain_text("Type your answer")
    await say(first, "")
    await type_answer(first, UNSENT)
    await second.get_by_role("button", name="Continue here").click()
    await expect(state(second)).to_contain_text("Type your answer")
    await expect(second.locator("#words")).to_have_value(UNSENT)
    await second.locator("#words").fill(MORE)
    await first.get_by_role("button", name="Continue here").click()
    await expect(first.locator("#words")).to_have_value(MORE)
    await place.check(ANSWER)
