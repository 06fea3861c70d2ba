"""What stays in view and in one line on the dashboard's pages, in a wide window and on a phone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.web.insight_states import STATES as INSIGHTS
from tests.web.inviting_states import INVITING_STATES
from tests.web.playback_states import PLAYBACK_STATES
from tests.web.room_fake import OpenPage
from tests.web.settings_states import STATES as SETTINGS

PHONE = {"width": 360, "height": 780}
SIZES = [pytest.param({"width": 1280, "height": 800}, id="desktop"), pytest.param(PHONE, id="phone")]


async def box(part: Locator) -> dict[str, float]:
    found = await part.bounding_box()
    assert found is not None
    return dict(found)


async def end_of(part: Locator) -> float:
    at = await box(part)
    return at["y"] + at["height"]


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


async def test_the_buttons_of_a_page_are_below_its_heading_on_a_phone(open_page: OpenPage) -> None:
    page = await PLAYBACK_STATES["playback_offered"](open_page)
    await page.set_viewport_size(PHONE)
    heading, share = page.get_by_role("heading", level=1), button(page, "Share or download")
    await share.wait_for()
    assert (await box(share))["y"] >= await end_of(heading)
    assert (await box(share))["x"] == (await box(heading))["x"]


async def test_each_mark_of_a_theme_has_a_name_on_a_phone(open_page: OpenPage) -> None:
    page = await INSIGHTS["insights_full"](open_page)
    await page.set_viewport_size(PHONE)
    marks = page.get_by_role("link", name=re.compile("mentions “|says the opposite of “"))
    await expect(marks.filter(visible=True)).not_to_have_count(0)
    for mark in await marks.filter(visible=True).all():
        who = re.split(" mentions| says", await mark.get_attribute("aria-label") or "")[0]
        await expect(mark.get_by_text(who, exact=True)).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_dialog_shows_its_title_and_its_buttons(open_page: OpenPage, size: Any) -> None:
    page = await SETTINGS["keys_form_problems"](open_page)
    await page.set_viewport_size(size)
    dialog = page.get_by_role("dialog")
    assert await dialog.evaluate("(box) => box.scrollHeight > box.clientHeight")
    for place in ("0", "box.scrollHeight"):
        await dialog.evaluate(f"(box) => box.scrollTo(0, {place})")
        await expect(dialog.get_by_role("heading", name="Create a key")).to_be_in_viewport(ratio=1)
        for name in ("Cancel", "Create the key"):
            await expect(button(page, name)).to_be_in_viewport(ratio=1)


async def test_a_menu_at_the_start_of_a_page_does_not_cover_the_navigation(open_page: OpenPage) -> None:
    page = await INVITING_STATES["candidates_views"](open_page)
    await page.set_viewport_size({"width": 1280, "height": 800})
    menu, main = page.get_by_role("menu"), page.get_by_role("main", include_hidden=True)
    assert (await box(menu))["x"] >= (await box(main))["x"]
