"""Work that accompanies the words, from a real browser to the API: keystrokes, drawings, runs and answers in
the candidate's own words.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx2
from playwright.async_api import expect

from tests.web import waiting
from tests.web.coding import editor
from tests.web.conftest import Watch, list_violations
from tests.web.room_fake import OpenPage
from tests.web.test_board import draw
from tests.web.test_whole_path import enter, get_to, publish, question, say

CODING = {"text": "Write a function that doubles.", "type": "CODING", "starterCode": "def double(x):\n    ...\n"}


async def session_of(api: httpx2.AsyncClient, interview: str) -> str:
    return str((await api.get(f"/interviews/{interview}/sessions")).json()["data"][0]["id"])


def replay(events: list[Any]) -> str:
    """The code that results from the keystrokes, applied in order. Positions count UTF-16 units."""
    code = b""
    for _at, start, end, text in events:
        code = code[: 2 * start] + text.encode("utf-16-le") + code[2 * end :]
    return code.decode("utf-16-le")


async def typed(api: httpx2.AsyncClient, session: str) -> list[Any]:
    data = (await api.get(f"/sessions/{session}/keystrokes")).json()["data"]
    return [event for part in data for event in part["events"]]


async def hear(api: httpx2.AsyncClient, session: str, code: str) -> None:
    """Waits until the stored keystrokes result in this code."""
    async with asyncio.timeout(waiting.SECONDS):
        while replay(await typed(api, session)) != code:  # noqa: ASYNC110 - the server is asked, nothing is slept
            await asyncio.sleep(0)


async def test_with_consent_replayed_keystrokes_reproduce_the_code_exactly(
    api: httpx2.AsyncClient, open_page: OpenPage
) -> None:
    interview, path = await publish(api, [CODING])
    page = await open_page(path)
    await enter(page, agree=("interview", "keystrokes"))
    session = await session_of(api, interview)
    await editor(page).focus()
    await page.keyboard.press("Control+End")
    await page.keyboard.type("print('你好 😀')")
    await page.keyboard.press("Enter")
    await page.keyboard.type("a")
    await page.keyboard.press("Control+m")
    await page.keyboard.press("Control+a")
    await page.keyboard.press("Tab")  # one key that changes every line
    await hear(api, session, "    def double(x):\n        ...\n    print('你好 😀')\n    a")
    await page.keyboard.press("Control+End")
    await page.keyboard.type("b")
    await page.reload()
    await expect(editor(page)).to_contain_text("ab")
    await editor(page).focus()
    await page.keyboard.press("Control+End")
    await page.keyboard.type("c")
    await hear(api, session, "    def double(x):\n        ...\n    print('你好 😀')\n    abc")
    work = (await api.get(f"/sessions/{session}/work")).json()["data"]
    assert replay(await typed(api, session)) == work[0]["code"]["text"]


async def test_without_consent_no_keystroke_is_sent(api: httpx2.AsyncClient, open_page: OpenPage) -> None:
    interview, path = await publish(api, [CODING])
    page = await open_page(path)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    await enter(page)
    await editor(page).focus()
    await page.keyboard.press("Control+End")
    await page.keyboard.type("x = 1")
    await expect(page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    await page.goto("about:blank")  # leaving the page would send what is still unsent
    assert any("/room/v1/work/" in url for url in sent)
    assert not any("/keystrokes/" in url for url in sent)
    assert await typed(api, await session_of(api, interview)) == []


async def test_a_drawing_is_shown_again_after_a_reload_and_to_no_one_else(
    api: httpx2.AsyncClient, open_page: OpenPage, watch: Watch
) -> None:
    _, path = await publish(api, [{"text": "Sketch it.", "type": "WHITEBOARD"}])
    page = await open_page(path)
    await enter(page)
    await expect(page.locator("canvas.interactive")).to_be_visible()
    await draw(page, "Shop 商店")
    await waiting.press_anew(page.get_by_role("button", name="Send", exact=True))
    picture = page.get_by_role("img", name="Your drawing as you sent it. Text on it: Shop 商店")
    await expect(picture).to_be_visible()
    await page.reload()
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("complete", True)
    assert await picture.evaluate("image => image.naturalWidth") > 100
    source = await picture.get_attribute("src")
    assert source is not None
    assert source.startswith("/room/v1/files/")
    assert await list_violations(page) == []
    other = await open_page(path)
    await enter(other, "Alex Roe", email="alex@example.com")
    seen = "src => fetch(src, { credentials: 'same-origin' }).then(response => response.status)"
    assert await page.evaluate(seen, source) == 200
    assert await other.evaluate(seen, source) == 401  # the address names the session of its candidate
    await watch.expect("401")
    unnamed = source.partition("&session=")[0]
    assert unnamed != source
    assert await other.evaluate(seen, unnamed) == 404
    await watch.expect("404")


async def test_a_run_is_in_the_transcript_and_a_custom_choice_is_an_answer(
    api: httpx2.AsyncClient, open_page: OpenPage
) -> None:
    pick = {"text": "Which do you know?", "type": "SINGLE_CHOICE", "options": ["Kafka", "Redis"]}
    coding = {
        "text": "Write it.",
        "type": "CODING",
        "starterCode": "const double = (x) => 2 * x;\nconsole.log(double(21));",
    }
    interview, path = await publish(api, [coding, pick])
    page = await open_page(path)
    await enter(page)
    await page.get_by_role("button", name="Run", exact=True).click()
    record = page.get_by_role("log", name="Transcript")
    closed = record.get_by_text("You ran your code (JavaScript, 2 lines).")
    await expect(closed).to_be_visible()
    await page.reload()
    await expect(closed).to_be_visible()
    await expect(record.get_by_text("42", exact=True)).to_be_hidden()
    await closed.click()
    await expect(record.get_by_text("42", exact=True)).to_be_visible()
    await say(page, "It multiplies by two, and works for every number that I have tried so far.")
    await get_to(page, question(2))
    await page.get_by_label("Kafka").check()
    await page.get_by_label("Something else (in my own words)").fill("A table that is polled")
    await expect(page.get_by_label("Kafka")).not_to_be_checked()
    await say(page, "We had one database only, and polled it every second.")
    session = await session_of(api, interview)
    messages = (await api.get(f"/sessions/{session}")).json()["data"]["messages"]
    data = [message["data"] for message in messages if message["data"]]
    assert [found for found in data if "other" in found] == [{"other": "A table that is polled"}]
    (run,) = [found["run"] for found in data if "run" in found]
    assert (run["language"], run["outcome"], run["output"].strip()) == ("javascript", "ok", "42")
