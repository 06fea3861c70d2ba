"""From thirty sessions to the highest level of a named criterion, and to the words that it rests on."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page, expect

from tests.web.conftest import list_violations
from tests.web.dashboard_fake import FakeApi, Reply, open_dashboard
from tests.web.report_states import NAMES, ONE, REPLIES, detail, session
from tests.web.room_fake import OpenPage
from tests.web.session_states import ITS_SESSIONS, OF_INTERVIEW

CRITERION = NAMES[1]
PRESSES = 2


def person(number: int, level: int) -> dict[str, Any]:
    scores = [
        {"criterion": name, "level": level if name == CRITERION else 2, "ratings": [level], "evidence": []}
        for name in NAMES
    ]
    return session(number, participantName=f"Person {number}", scores=scores)


THIRTY = [person(number, number % 3 + 1) for number in range(2, 31)]
BEST = person(1, 4) | {"participantName": "Mina Okafor"}
NEWEST, HIGHEST = [*THIRTY, BEST], [BEST, *THIRTY]


async def open_thirty(open_page: OpenPage) -> Page:
    """The page of an interview with thirty sessions; it counts presses."""
    replies = {**REPLIES, ONE: Reply(detail()), ITS_SESSIONS: [Reply(NEWEST), Reply(HIGHEST)]}
    page = await open_dashboard(open_page, FakeApi(replies=replies), OF_INTERVIEW)
    await page.evaluate("window.presses = 0; addEventListener('click', () => { window.presses += 1 }, true)")
    return page


async def test_the_best_of_thirty_sessions_and_its_quote_are_two_clicks_away(open_page: OpenPage) -> None:
    page = await open_thirty(open_page)
    await page.get_by_role("button", name=f"Sort by {CRITERION}, AI’s level").click()
    first = page.get_by_role("row").nth(1)
    await expect(first.get_by_role("rowheader")).to_contain_text("Mina Okafor")
    await expect(page).to_have_url(f"{OF_INTERVIEW}?criterion=Learns+from+failure&sort=level")
    await expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    await first.get_by_role("link", name=f"Mina Okafor, {CRITERION}").click()
    row = page.get_by_role("article", name=CRITERION)
    await expect(row).to_be_in_viewport()
    await expect(row.get_by_text("we drained what was there by hand")).to_be_in_viewport()
    await expect(page.locator("#criterion-2")).to_be_focused()
    assert await page.evaluate("window.presses") == PRESSES


async def test_the_table_header_and_the_names_stay_in_view(open_page: OpenPage) -> None:
    page = await open_thirty(open_page)
    await page.set_viewport_size({"width": 900, "height": 600})
    scroller = page.get_by_role("region", name="Sessions")
    await scroller.evaluate("box => box.scrollTo(300, 900)")
    await scroller.scroll_into_view_if_needed()
    for stays in (page.get_by_role("columnheader", name="Candidate"), page.get_by_role("button", name="Candidate")):
        await expect(stays).to_be_in_viewport()
    place = "box => box.scrollLeft > 0 && box.scrollTop > 0"
    assert await scroller.evaluate(place)
    head = await page.get_by_role("columnheader", name="Candidate").bounding_box()
    box = await scroller.bounding_box()
    assert head is not None
    assert box is not None
    assert head["x"] - box["x"] < 60
    assert head["y"] >= box["y"]


async def test_a_quote_in_the_address_is_marked_in_the_transcript(open_page: OpenPage) -> None:
    quote = "it was one consumer that had stopped"
    page = await open_dashboard(open_page, FakeApi(replies=REPLIES), f"/sessions/s1?tab=transcript&quote={quote}")
    marked = page.locator("mark[data-chosen]")
    await expect(marked).to_have_text(quote)
    await expect(marked).to_be_in_viewport()
    assert await list_violations(page) == []
