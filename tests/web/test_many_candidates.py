"""Many candidates on the real server: sorted, selected, changed at once, saved as views, and pasted."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.web.conftest import Profiles, Watch
from tests.web.office import Office, Seat, open_office
from tests.web.test_inviting import row_of

pytestmark = pytest.mark.xdist_group("inviting")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def office(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Office]:
    async with open_office(browser, tmp_path_factory.mktemp("office")) as office:
        yield office


@pytest_asyncio.fixture(loop_scope="session")
async def seat(browser: Browser, office: Office, watch: Watch) -> AsyncIterator[Seat]:
    office.mail.letters.clear()
    async with Profiles(browser, office.served.url, watch) as profiles:
        yield Seat(office, profiles, watch)


async def choose_view(page: Page, now: str, item: str) -> None:
    """Chooses an item from the menu of views, whose button says `now`."""
    await page.get_by_role("button", name=now, exact=True).click()
    await page.get_by_role("menu").get_by_text(item, exact=True).click()


async def test_many_candidates_are_sorted_selected_and_invited_and_one_is_refused(seat: Seat) -> None:
    office = seat.office
    interview = await office.interview(title="Night shift")
    for name in ("Mina Sol", "Bo Lind", "Ada Byron"):
        address = f"{name.split()[0].lower()}@example.com"
        await office.invite(interview, name=name, **({} if name == "Bo Lind" else {"email": address}))
    page = await seat.page(f"/interviews/{interview}/candidates")
    names = page.get_by_role("rowheader").get_by_role("link")
    await expect(names).to_have_text(["Ada Byron", "Bo Lind", "Mina Sol"])  # the newest first
    await page.get_by_role("button", name="Name").click()
    await page.get_by_role("button", name="Name").click()
    await expect(page.get_by_role("columnheader", name="Name")).to_have_attribute("aria-sort", "descending")
    await expect(names).to_have_text(["Mina Sol", "Bo Lind", "Ada Byron"])
    await page.reload()
    await expect(names).to_have_text(["Mina Sol", "Bo Lind", "Ada Byron"])
    await page.go_back()
    await expect(names).to_have_text(["Ada Byron", "Bo Lind", "Mina Sol"])

    top = await page.get_by_role("table").bounding_box()
    await page.get_by_role("checkbox", name="Select Ada Byron").check()
    await page.get_by_role("checkbox", name="Select Mina Sol").click(modifiers=["Shift"])
    bar = page.get_by_role("group", name="Actions for the selected candidates")
    await expect(bar).to_contain_text("3 selected")
    assert await page.get_by_role("table").bounding_box() == top
    await page.keyboard.press("Enter")
    await expect(bar.get_by_role("button", name="Invite")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Send 3 invitations").click()
    result = page.get_by_role("dialog", name="Send invitations")
    await expect(result).to_contain_text("Done: 2 of 3")
    await expect(result.get_by_role("listitem")).to_have_text([re.compile("Bo Lind.*has no email address")])
    assert {(await office.mail.letter(number))["To"] for number in (1, 2)} == {"mina@example.com", "ada@example.com"}
    await result.get_by_role("button", name="Close").click()
    await expect(bar).to_contain_text("1 selected")
    await row_of(page, "Mina Sol", "Invited")
    await bar.get_by_role("button", name="Erase").click()
    await page.get_by_label("Type 1 to confirm").fill("1")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_contain_text("Done: 1 of 1")
    await page.keyboard.press("Escape")
    await expect(names).to_have_text(["Ada Byron", "Mina Sol"])
    await expect(bar).to_have_count(0)


async def test_filters_and_order_are_saved_as_a_view(seat: Seat) -> None:
    office = seat.office
    interview = await office.interview(title="Night shift")
    for name in ("Mina Sol", "Bo Lind"):
        await office.invite(interview, name=name)
    page = await seat.page(f"/interviews/{interview}/candidates?status=NOT_INVITED&sort=name&order=asc")
    names = page.get_by_role("rowheader").get_by_role("link")
    await expect(names).to_have_text(["Bo Lind", "Mina Sol"])
    await choose_view(page, "Views", "Save as a new view")
    await page.get_by_label("View name").fill("To invite")
    await page.get_by_label("Share with the organization").check()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="View: To invite", exact=True)).to_be_focused()
    await page.goto(f"/interviews/{interview}/candidates")
    await expect(names).to_have_text(["Bo Lind", "Mina Sol"])
    await choose_view(page, "Views", "To invite")
    await expect(page).to_have_url(re.compile(r"status=NOT_INVITED"))
    await page.get_by_role("button", name="Name").click()
    await expect(names).to_have_text(["Mina Sol", "Bo Lind"])
    await choose_view(page, "View: To invite, changed", "Update “To invite”")
    await choose_view(page, "View: To invite", "Rename or share")
    await page.get_by_label("View name").fill("To be invited")
    await page.get_by_role("button", name="Save the view").click()
    await expect(page.get_by_role("button", name="View: To be invited", exact=True)).to_be_visible()
    (view,) = await office.get("/views")
    assert (view["name"], view["isShared"]) == ("To be invited", True)
    assert view["query"] == "order=desc&sort=name&status=NOT_INVITED"
    await choose_view(page, "View: To be invited", "Delete the view")
    await page.get_by_role("button", name="Delete the view").click()
    await expect(page.get_by_role("button", name="Views", exact=True)).to_be_visible()
    assert await office.get("/views") == []


async def test_invalid_pasted_lines_are_not_sent(seat: Seat) -> None:
    office = seat.office
    interview = await office.interview()
    page = await seat.page(f"/interviews/{interview}/candidates")
    await page.get_by_role("button", name="Add candidates").click()
    await page.get_by_role("tab", name="Paste a list").click()
    text = page.get_by_label("One person per line")
    await text.fill("Mina Sol, mina@example.com\nnonsense\nBo Lind")
    await page.get_by_role("button", name="Add these candidates").click()
    await expect(text).to_be_focused()
    await expect(page.get_by_text("Line 2: “nonsense” has no email address.")).to_be_visible()
    assert await office.get(f"/interviews/{interview}/candidates") == []
    await text.fill("Mina Sol, mina@example.com\nBo Lind")
    await page.get_by_role("switch", name="Allow candidates without an email address").check()
    await page.get_by_role("button", name="Add these candidates").click()
    await expect(page.get_by_role("rowheader")).to_have_count(2)
