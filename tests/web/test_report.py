"""The report's page with a faked API: a quote on a phone, the timeline by keyboard, blind rating, leaving and print."""

from __future__ import annotations

import re
from typing import Any

from playwright.async_api import Page, Request, expect

from tests.web.dashboard_fake import FakeApi, Reply, me, open_dashboard
from tests.web.report_states import HIDDEN, NAMES, ONE, PAGE, RATING, REPLIES, detail
from tests.web.room_fake import OpenPage

PHONE = {"width": 360, "height": 740}
MINE = RATING | {"id": "r9", "criterion": NAMES[0], "level": 2, "isMine": True, "reason": None}


async def opened(open_page: OpenPage, role: str = "MEMBER", **replies: Any) -> Page:
    page = await open_dashboard(open_page, FakeApi(me=me(role), replies={**REPLIES, **replies}), PAGE)
    await expect(page.get_by_role("article", name=NAMES[0])).to_be_visible()
    return page


async def test_a_quote_on_a_phone_links_to_the_transcript_and_back(open_page: OpenPage) -> None:
    page = await opened(open_page)
    await page.set_viewport_size(PHONE)
    quote = page.get_by_role("article", name=NAMES[1]).get_by_role("button", name=re.compile("drained"))
    await quote.click()
    await expect(page.locator("mark[data-chosen]").first).to_be_in_viewport()
    await expect(page.locator("#message-m4")).to_be_focused()
    await page.get_by_role("button", name="Back to the report").click()
    await expect(quote).to_be_focused()
    await expect(quote).to_be_in_viewport()


async def test_the_timeline_works_by_keyboard(open_page: OpenPage) -> None:
    page = await opened(open_page)
    slider = page.get_by_role("slider", name="Position in the conversation")
    await slider.focus()
    await page.keyboard.press("PageDown")
    await expect(slider).to_have_attribute("aria-valuetext", re.compile(r"^09:41, Aural, AI interviewer: What did you"))
    await page.keyboard.press("PageDown")
    await expect(slider).to_have_attribute("aria-valuetext", re.compile(r"Mina Okafor: The first thing"))
    await expect(page.locator("#message-m2[data-chosen]")).to_be_in_viewport()
    await expect(slider).to_be_focused()


async def test_the_timeline_can_be_shown_as_a_table(open_page: OpenPage) -> None:
    page = await opened(open_page)
    await page.get_by_text("Show as table").click()
    table = page.get_by_role("table").filter(has_text="What happened")
    await expect(table.get_by_role("row")).to_contain_text(["Time", "The candidate reported a problem"])


async def test_the_page_shows_nothing_of_the_ai_before_a_blind_rating(open_page: OpenPage) -> None:
    page = await opened(open_page, **{ONE: Reply(detail(**HIDDEN)), f"{ONE}/ratings": Reply([])})
    await expect(page.get_by_text("3 criteria are left to rate.")).to_be_visible()
    text = await page.locator("main").inner_text()
    assert not re.search("Found the cause|Works from evidence|AI’s level|is not the AI|No quote was found|quotes", text)
    assert await page.locator("mark").count() == 0


async def test_leaving_saves_a_rating_that_was_just_chosen(open_page: OpenPage) -> None:
    sent: list[Any] = []
    page = await opened(open_page, **{f"{ONE}/ratings": Reply([]), f"POST {PAGE}/ratings": Reply([MINE])})

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/ratings"):
            sent.append(request.post_data_json)

    page.on("request", note)
    await page.clock.pause_at("2030-01-01T00:00:00Z")  # so that no timer saves it
    await page.get_by_role("article", name=NAMES[0]).get_by_role("radio", name="Agree with level 3").check()
    assert sent == []
    async with page.expect_request(lambda request: request.method == "POST"):
        await page.get_by_role("navigation", name="Main navigation").get_by_role("link", name="Interviews").click()
    assert [(one["criterion"], one["verdict"]) for one in sent] == [(NAMES[0], "AGREE")]


async def test_print_shows_the_reports_sections_and_no_controls(open_page: OpenPage) -> None:
    page = await opened(open_page)
    await page.emulate_media(media="print")
    for words in ("Transcript", "Question coverage", "How this report was generated"):
        await expect(page.get_by_role("heading", name=words, exact=True)).to_be_visible()
    for hidden in ("Skip to main content", "Record your decision", "Share or download", "Add the comment"):
        await expect(page.get_by_text(hidden)).to_be_hidden()
    await expect(page.get_by_role("navigation")).to_have_count(0)
    await page.emulate_media(media="screen")
    await expect(page.get_by_role("button", name="Record your decision")).to_be_visible()


async def test_paper_is_white_whatever_theme_was_chosen(open_page: OpenPage) -> None:
    page = await opened(open_page)
    await page.evaluate("document.documentElement.dataset.theme = 'dark'")
    ground = "getComputedStyle(document.body).getPropertyValue('--bg')"
    dark = await page.evaluate(ground)
    await page.emulate_media(media="print")
    on_paper = await page.evaluate(ground)
    await page.evaluate("delete document.documentElement.dataset.theme")
    assert on_paper == await page.evaluate(ground) != dark


async def test_what_was_opened_stays_open_in_a_narrower_window(open_page: OpenPage) -> None:
    page = await opened(open_page)
    await page.get_by_role("button", name="Show typing replay").click()
    replay = page.get_by_role("slider", name="Position in the replay")
    await expect(replay).to_be_visible()
    await page.set_viewport_size(PHONE)
    await expect(page.get_by_role("tab", name="Transcript")).to_be_visible()
    await expect(replay).to_be_visible()
