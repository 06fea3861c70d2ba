"""After the interview, on the real server: correcting the transcript, and the candidate's rights up to the receipt."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx2
from playwright.async_api import Page, expect

from tests.web import waiting
from tests.web.conftest import Watch
from tests.web.room_fake import OpenPage
from tests.web.test_whole_path import ANSWER, QUESTIONS, enter, publish, say

CORRECTED = "In our spring sale in 2024 I was on call, and two queues filled up."


async def finish(page: Page) -> None:
    await page.get_by_role("button", name="Finish", exact=True).click()
    await page.get_by_role("button", name="Finish…").click()
    await page.get_by_role("button", name="Finish the interview").click()
    await expect(page.get_by_role("heading", name="Thank you, Mina")).to_be_visible()


async def read_session(api: httpx2.AsyncClient, interview: str) -> dict[str, object]:
    session = (await api.get(f"/interviews/{interview}/sessions")).json()["data"][0]
    read: dict[str, object] = (await api.get(f"/sessions/{session['id']}")).json()["data"]
    return read


async def test_a_transcript_is_corrected_sent_exported_and_erased(
    api: httpx2.AsyncClient, open_page: OpenPage, watch: Watch, tmp_path: Path
) -> None:
    interview, path = await publish(api, QUESTIONS[:1])
    page = await open_page(path)
    await enter(page)
    link = await page.get_by_label("Your personal link").input_value()
    await say(page, ANSWER)
    await finish(page)

    await page.get_by_role("button", name="Check the transcript").click()
    await page.get_by_role("button", name="Correct this answer", exact=True).first.click()
    await page.get_by_label("What you meant to say").fill(CORRECTED)
    await expect(page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("Original: kept")).to_be_visible()
    await waiting.press_anew(page.get_by_role("button", name="Send to Harbour Cooperative"))
    await expect(page.get_by_role("button", name="Go back")).to_be_focused()
    await page.get_by_role("button", name="Send now").click()
    await expect(page.get_by_role("heading", name="Transcript sent")).to_be_visible()
    messages = (await read_session(api, interview))["messages"]
    assert isinstance(messages, list)
    own = next(message for message in messages if message["role"] == "user")
    assert (own["content"], own["originalContent"]) == (CORRECTED, ANSWER)

    other = await open_page(link)  # another device, by the personal link
    await other.get_by_role("button", name="Your data and your rights").click()
    await expect(other.get_by_role("heading", name="What is stored")).to_be_visible()
    assert "token" not in other.url
    async with other.expect_download() as loading:
        await other.get_by_role("link", name="Download as JSON").click()
    await (await loading.value).save_as(tmp_path / "mine.json")
    assert ANSWER in json.dumps(json.loads((tmp_path / "mine.json").read_text()), ensure_ascii=False)
    await other.get_by_role("button", name="Ask for a review by a person").click()
    await other.get_by_role("button", name="Send the request").click()
    await other.get_by_role("button", name="Close").click()
    await expect(other.get_by_text("sent, not answered yet")).to_be_visible()

    await other.get_by_role("button", name="Erase my data…").click()
    await other.get_by_role("button", name="Continue to erasure…").click()
    await expect(other.get_by_role("button", name="Go back")).to_be_focused()
    await other.get_by_role("button", name="Erase everything", exact=True).click()
    await expect(other.get_by_role("heading", name="Your data has been erased")).to_be_focused()
    receipt = await other.locator("code").first.inner_text()
    assert (await api.get(f"/interviews/{interview}/sessions")).json()["data"] == []
    await other.goto(link)
    await expect(other.get_by_text(receipt)).to_be_visible()


async def test_download_erase_and_human_review_are_two_clicks_from_the_end(
    api: httpx2.AsyncClient, open_page: OpenPage
) -> None:
    _, path = await publish(api, QUESTIONS[:1])
    page = await open_page(path)
    await enter(page)
    await finish(page)
    await page.get_by_role("button", name="Your data and your rights").click()
    await expect(page.get_by_role("link", name="Download my data")).to_be_visible()
    for name in ("Ask for a review by a person", "Erase my data…", "Withdraw my consent…"):
        await expect(page.get_by_role("button", name=name)).to_be_visible()
    await page.get_by_role("button", name="Withdraw my consent…").click()
    await page.get_by_role("button", name="Withdraw consent").click()
    await expect(page.get_by_text("You have withdrawn your consent")).to_be_visible()
