"""The steps before the interview, and what must not be lost during it, on the real server and in a real browser."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
from playwright.async_api import Browser, Page, Request, Route, expect

from tests.serving import Served, find_free_port, serving, start
from tests.web.conftest import Profiles, Watch, open_api
from tests.web.room_fake import FakeRoom, OpenPage, message, open_room, question, room
from tests.web.room_states import LONG
from tests.web.test_losses import NOISE
from tests.web.test_whole_path import QUESTIONS, enter, publish

#: Whether the browser's own database contains these words.
KEPT = """(words) => new Promise(async (settle) => {
    if (!(await indexedDB.databases()).some(({ name }) => name === "aural")) return settle(false);
    const opening = indexedDB.open("aural");
    opening.onsuccess = () => {
        const reading = opening.result.transaction("kept").objectStore("kept").getAll();
        reading.onsuccess = () => {
            opening.result.close();
            settle(JSON.stringify(reading.result).includes(words));
        };
    };
})"""


def count_rows(data_dir: Path) -> dict[str, int]:
    """The number of rows in each table."""
    with closing(sqlite3.connect(data_dir / "aural.db")) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


async def agree(page: Page) -> None:
    await page.get_by_label("Your name").fill("Mina Okafor")
    await page.get_by_label("Your email address").fill("mina@example.com")
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("checkbox", name="an AI interviews me").check()
    await page.get_by_role("button", name="I agree").click()


async def test_no_box_is_preselected_and_the_human_role_is_stated_above_the_fold(
    api: httpx2.AsyncClient, open_page: OpenPage
) -> None:
    _, path = await publish(api, QUESTIONS)
    page = await open_page(path, size="phone")
    for words in ("An AI interviews you, and a person decides", "A person at Harbour Cooperative reads your answers"):
        await expect(page.get_by_text(words)).to_be_in_viewport(ratio=1)
    await expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)
    await page.get_by_label("Your name").fill("Mina")
    await page.get_by_label("Your email address").fill("mina@example.com")
    await page.get_by_role("button", name="Continue").click()
    await expect(page.get_by_role("checkbox")).to_have_count(2)
    await expect(page.get_by_role("checkbox", checked=True)).to_have_count(0)


def leaves_the_page(request: Request) -> bool:
    """Whether the request could carry data out. Reads of the page's own fonts and scripts can't."""
    path = urlsplit(request.url).path
    return request.method != "GET" or not path.startswith("/assets/")


async def test_practice_sends_and_stores_nothing(browser: Browser, watch: Watch, tmp_path: Path) -> None:
    """Uses its own server, because rows that jobs write meanwhile would count, too."""
    with serving(tmp_path) as server:
        async with Profiles(browser, server.url, watch) as open_page, open_api(server, "Harbour Cooperative") as api:
            _, path = await publish(api, QUESTIONS[:1])
            await practise(await open_page(path), server)


async def practise(page: Page, server: Served) -> None:
    await agree(page)
    await expect(page.get_by_text("Nothing here is kept or used in the report")).to_be_visible()
    await expect(page.locator("h1")).to_have_text("Describe the room you are in.")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if leaves_the_page(request) else None)
    page.on("websocket", lambda socket: sent.append(socket.url))
    before = count_rows(server.data_dir)
    for wish in ("Repeat", "Rephrase", "Give me a minute"):
        await page.get_by_role("button", name=wish).click()
    await expect(page.get_by_test_id("state")).to_contain_text("Take a minute")
    await page.locator("#words").fill("A small kitchen, unlike any other secret place.")
    await page.locator("#words").press("Control+Enter")
    await expect(page.get_by_role("heading", name="That’s how it works")).to_be_focused()
    await page.get_by_role("button", name="Practice again").click()
    await page.get_by_role("button", name="Skip", exact=True).click()
    await expect(page.get_by_role("heading", name="That’s how it works")).to_be_focused()
    assert sent == []
    assert count_rows(server.data_dir) == before
    assert not await page.evaluate(KEPT, "secret place")
    assert "secret place" not in await page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    await page.get_by_role("button", name="Start the interview").click()
    await expect(page.locator("h1")).to_have_text(str(QUESTIONS[0]["text"]))
    await expect(page.get_by_text("secret place")).to_have_count(0)


async def test_a_draft_survives_the_crash_of_its_tab(api: httpx2.AsyncClient, open_page: OpenPage) -> None:
    _, path = await publish(api, QUESTIONS[:1])
    page = await open_page(path)
    await enter(page)
    await page.locator("#words").fill("Half a sentence that")
    await page.wait_for_function(KEPT, arg="Half a sentence that")
    async with page.expect_event("crash"):
        devtools = await page.context.new_cdp_session(page)
        crashing = asyncio.ensure_future(devtools.send("Page.crash"))  # this call never returns
    crashing.cancel()
    again = await page.context.new_page()
    await again.goto(f"{path}/room")
    await expect(again.locator("#words")).to_have_value("Half a sentence that")


async def test_an_unacknowledged_answer_is_sent_again_after_a_reload(open_page: OpenPage) -> None:
    fake = FakeRoom(acknowledges=False)
    page = await open_room(open_page, fake)
    await expect(page.get_by_test_id("state")).to_contain_text("Type your answer")  # until then, there is no connection
    await page.locator("#words").fill("It was the consumer.")
    await page.locator("#words").press("Control+Enter")
    await expect(page.get_by_text("Sending…").first).to_be_visible()
    [first] = await fake.heard("answer")
    assert first["questionId"] == question()["id"]
    await page.wait_for_function(KEPT, arg=first["id"])
    fake.acknowledges = True
    await page.reload()
    await expect(page.get_by_role("log").get_by_text("It was the consumer.")).to_be_visible()
    await fake.until(lambda: len(fake.frames("answer")) > 1)
    assert {frame["id"] for frame in fake.frames("answer")} == {first["id"]}


async def test_without_browser_storage_the_page_reports_it_and_continues(open_page: OpenPage) -> None:
    fake = FakeRoom()
    page = await open_room(open_page, fake)
    await expect(page.get_by_test_id("state")).to_contain_text("Type your answer")
    await expect(page.get_by_text("This browser can’t store anything")).to_have_count(0)
    await page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    await page.reload()
    await expect(page.get_by_text("This browser can’t store anything for this page")).to_be_visible()
    await page.locator("#words").fill("It was the consumer.")
    await page.locator("#words").press("Control+Enter")
    await expect(page.get_by_role("log").get_by_text("It was the consumer.")).to_be_visible()


async def test_a_draft_stays_with_its_question_when_the_interview_moves_on(open_page: OpenPage) -> None:
    fake = FakeRoom()
    page = await open_room(open_page, fake)
    await expect(page.get_by_test_id("state")).to_contain_text("Type your answer")
    await page.locator("#words").fill("Half of it.")
    following = question(id="q4", order=3, text="What came after?")
    fake.tell({"type": "message", "message": message(5, "assistant", "question", "What came after?", questionId="q4")})
    fake.tell({"type": "room", "room": room(question=following)})
    await expect(page.get_by_text("You wrote something for question 3")).to_be_visible()
    await expect(page.locator("#words")).to_have_value("")
    await page.get_by_role("button", name="Send as the answer to question 3").click()
    await expect(page.get_by_text("You wrote something for question 3")).to_have_count(0)
    await expect(page.get_by_role("log").get_by_text("Half of it.")).to_be_visible()
    sent = await fake.heard("answer")
    assert [(frame["text"], frame["questionId"]) for frame in sent] == [("Half of it.", "q3")]


async def test_the_browsers_back_pauses_and_continuing_ends_the_pause(
    api: httpx2.AsyncClient, open_page: OpenPage
) -> None:
    _, path = await publish(api, QUESTIONS[:1])
    page = await open_page("")
    wishes: dict[str, str] = {}  # by id, because one is sent again over a new connection

    def note(sent: str | bytes) -> None:
        frame = json.loads(sent)
        if frame["type"] == "request":
            wishes[frame["id"]] = frame["kind"]

    page.on("websocket", lambda socket: socket.on("framesent", note))
    await page.goto(path)
    await enter(page)
    await expect(page.get_by_test_id("state")).to_contain_text("Type your answer")
    await page.go_back()
    await expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    await page.get_by_role("button", name="Continue at question 1 of 1").click()
    await expect(page.get_by_test_id("state")).to_contain_text("Type your answer")
    assert list(wishes.values()) == ["pause", "continue"]


async def test_a_questions_time_is_shown_and_can_be_hidden(open_page: OpenPage) -> None:
    clock = {"remainingSeconds": 59, "isRunning": True, "serverAt": "2026-11-14T09:41:00.000Z"}
    page = await open_room(open_page, FakeRoom(room=room(question=question(clock=clock))))
    time = page.get_by_title("Hide this question’s time")
    await expect(time).to_contain_text("s left for this question")
    await time.click()
    await expect(page.get_by_title("Show this question’s time")).to_be_visible()
    await expect(page.get_by_text("s left for this question")).to_have_count(0)


async def test_a_server_killed_in_the_middle_of_an_answer_loses_nothing(
    browser: Browser, watch: Watch, tmp_path: Path
) -> None:
    """Another device continues through the personal link, at the same question."""
    port = find_free_port()
    server = start(tmp_path, port=port)
    try:
        async with open_api(server, "Harbour Cooperative") as api:
            interview, path = await publish(api, QUESTIONS[:1])
            async with Profiles(browser, server.url, watch) as open_page:
                page = await open_page(path)
                await enter(page)
                link = await page.get_by_label("Your personal link").input_value()
                await page.locator("#words").fill("The order queue filled up within nine minutes,")
                server.kill()
                await expect(page.get_by_test_id("state")).to_contain_text("Connection lost")
                await page.locator("#words").press_sequentially(" and I restarted the consumer.")
                server = start(tmp_path, port=port)
                await expect(page.get_by_test_id("state")).to_contain_text("Type your answer")
                await page.locator("#words").press("Control+Enter")
                await expect(page.get_by_role("log").get_by_text("Saved")).to_be_visible()
                other = await open_page(link)
                await other.get_by_role("button", name="Continue at question 1 of 1").click()
                await other.get_by_role("button", name="Continue here").click()
                await expect(other.get_by_role("log").get_by_text("and I restarted the consumer.")).to_be_visible()
            session = (await api.get(f"/interviews/{interview}/sessions")).json()["data"][0]
            messages = (await api.get(f"/sessions/{session['id']}")).json()["data"]["messages"]
    finally:
        server.stop()
    answers = [message["content"] for message in messages if message["role"] == "user"]
    assert answers == ["The order queue filled up within nine minutes, and I restarted the consumer."]
    watch.faults = [fault for fault in watch.faults if not any(part in fault for part in NOISE)]


async def test_a_start_whose_response_is_lost_creates_no_further_session_after_a_reload(
    api: httpx2.AsyncClient, open_page: OpenPage, watch: Watch
) -> None:
    interview, path = await publish(api, QUESTIONS[:1])
    page, made = await open_page(path), []

    async def lose_answer(route: Route) -> None:
        answer = await route.fetch()
        made.append((await answer.json())["data"]["sessionId"])
        await page.context.clear_cookies()
        await route.abort()

    await page.route("**/room/v1/sessions", lose_answer)
    await agree(page)
    await page.get_by_text("the interview won’t start twice").wait_for()
    async with page.expect_event("requestfailed"):
        await page.get_by_role("button", name="Try again").click()
    await page.unroute("**/room/v1/sessions")
    await page.reload()
    await agree(page)
    await expect(page.get_by_role("heading", name="Describe the room you are in.")).to_be_visible()
    sessions = (await api.get(f"/interviews/{interview}/sessions")).json()["data"]
    assert (len(made), len(set(made))) == (2, 1)
    assert [session["id"] for session in sessions] == made[:1]
    watch.faults = [fault for fault in watch.faults if "ERR_FAILED" not in fault]


async def begin_by_invitation(page: Page, link: str) -> None:
    await page.goto(link)
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("checkbox", name="an AI interviews me").check()
    await page.get_by_role("button", name="I agree").click()
    await page.get_by_role("button", name="Skip practice").click()
    await expect(page.get_by_role("log")).to_be_visible()


async def test_a_reloaded_room_never_enters_the_interview_of_the_person_who_used_the_browser_next(
    api: httpx2.AsyncClient, open_page: OpenPage
) -> None:
    interview, _ = await publish(api, QUESTIONS[:1])
    people = [{"name": name, "email": f"{name.lower()}@example.com"} for name in ("Ann", "Ben")]
    invited = (await api.post(f"/interviews/{interview}/candidates", json=people)).json()["data"]
    ann, ben = (candidate["inviteUrl"] for candidate in invited)
    page = await open_page()
    await begin_by_invitation(page, ann)
    other = await page.context.new_page()
    await begin_by_invitation(other, ben)
    await page.reload()
    await expect(page.get_by_role("heading", name="You need a personal link")).to_be_visible()
    await other.reload()
    await expect(other.get_by_role("log")).to_be_visible()
    await page.get_by_label("Your link").fill(ann)
    await page.get_by_role("button", name="Open the link").click()
    await page.get_by_role("button", name="Continue at question 1").click()
    await expect(page.get_by_role("log")).to_be_visible()


#: The conversation grows at the bottom in the same frame in which the candidate scrolls up: the browser reports the
#: new size first.
UP_WHILE_IT_GROWS = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await document.fonts.ready;
    const scroller = document.querySelector("[data-scroller]");
    while (scroller.scrollTop === 0) await frame();
    await frame();
    const log = scroller.querySelector("[role=log]");
    scroller.scrollTop = 0;
    log.style.minHeight = `${log.offsetHeight + 200}px`;
    await frame();
    await frame();
    return scroller.scrollTop;
}"""


async def test_scrolling_up_is_not_undone_by_a_conversation_that_grows_at_the_same_time(open_page: OpenPage) -> None:
    page = await open_room(open_page, FakeRoom(messages=LONG))
    await expect(page.get_by_test_id("state")).to_contain_text("Type your answer")
    assert await page.evaluate(UP_WHILE_IT_GROWS) == 0
