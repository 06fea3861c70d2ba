"""An interview is written on a real server: by keyboard alone, from a template to a link that opens, and in five clicks
from a new account. Keys that work on every page.
"""

from __future__ import annotations

import re
from typing import Literal

from playwright.async_api import Browser, Locator, Page, expect

from tests.serving import Served
from tests.web.conftest import Profiles, Watch, list_violations

OWNER = {
    "Your name": "Dana Reyes",
    "Email address": "dana@example.com",
    "Password": "a sentence of words",
    "Organization": "Northfield",
}
TEMPLATE, TITLE = "Customer support: first conversation", "Customer support: second conversation"


async def sign_up(page: Page, server: Served) -> None:
    code = re.search(r"\b\w{4}-\w{4}-\w{4}\b", (server.data_dir / "serve.log").read_text())
    assert code is not None
    person = {"name": "Dana Reyes", "email": "dana@example.com", "password": "correct horse battery"}
    body = {"code": code.group(), "organization": "Harbour Cooperative", **person}
    made = await page.request.post(f"{server.url}/api/v1/auth/setup", data=body)
    assert made.status == 200, await made.text()


async def press_on(page: Page, role: str, name: str, key: str = "Enter") -> None:
    """Focuses the element with this name, and presses a key."""
    target = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    await target.focus()
    await target.press(key)


async def write(page: Page, label: str, words: str) -> None:
    """Fills in the field, and waits until that is saved. An earlier "Saved" on the page alone proves nothing."""
    async with page.expect_response(lambda response: response.request.method == "PATCH" and response.ok):
        await page.get_by_label(label, exact=True).first.fill(words)
    await expect(page.get_by_text(re.compile("^Saved "))).to_be_visible()


async def test_an_interview_is_written_by_keyboard_and_published(
    browser: object, watch: Watch, empty_server: Served
) -> None:
    async with Profiles(browser, empty_server.url, watch) as open_page:  # type: ignore[arg-type]
        page = await open_page()
        await sign_up(page, empty_server)
        await page.goto(f"{empty_server.url}/interviews")
        await press_on(page, "link", "New interview")
        await expect(page.get_by_role("button", name="Start blank: Blank")).to_be_visible()
        await press_on(page, "button", f"Use this template: {TEMPLATE}")
        await expect(page.get_by_role("heading", name=TEMPLATE, level=1)).to_be_visible()
        first = page.get_by_role("navigation", name="Questions").get_by_role("listitem").first
        await first.get_by_role("button").first.focus()
        await page.keyboard.press("Alt+ArrowDown")
        await expect(page.get_by_role("status")).to_contain_text("Question 1 moved to position 2 of 5")
        await write(page, "Question", "What do you ask first?")
        await _conflict(page)
        await _library_and_plain_words(page)
        await _assess(page)
        await page.get_by_role("tab", name="Settings").press("Enter")
        await press_on(page, "button", "Add a fact")
        await write(page, "Topic", "Written in Settings")
        await _rename(page)
        await press_on(page, "button", "Publish")
        await page.get_by_role("dialog").get_by_role("button", name="Publish").press("Enter")
        await expect(page.get_by_role("dialog", name="Published")).to_be_visible()
        await expect(page.get_by_role("textbox", name="Link for candidates")).to_be_focused()
        link = await page.get_by_role("textbox", name="Link for candidates").input_value()
        candidate = await open_page(link)
        await expect(candidate.get_by_role("heading", name=TITLE)).to_be_visible()
        await press_on(page, "button", "Done")
        await expect(page.get_by_role("button", name="Share")).to_be_focused()
        await _preview(page)
        await _versions(page)
        await _close_and_undo(page)


async def _assess(page: Page) -> None:
    """Describes a criterion, and removes a question from it in the table."""
    await page.get_by_role("tab", name="Assessment").press("Enter")
    await page.locator("details summary").first.press("Enter")
    await write(page, "Description", "Written in Assessment")
    cell = page.get_by_role("table", name="Questions and criteria").get_by_role("checkbox", checked=True).first
    name = await cell.get_attribute("aria-label")
    async with page.expect_response(lambda response: response.request.method == "PATCH" and response.ok):
        await cell.press("Space")
    await page.reload()
    await expect(page.get_by_role("checkbox", name=str(name))).not_to_be_checked()


async def _rename(page: Page) -> None:
    """Renames the interview in place. Esc discards the change, and the focus returns to the button."""
    rename = page.get_by_role("button", name="Rename", exact=True)
    for words, key, expected in (("Never saved", "Escape", TEMPLATE), (TITLE, "Enter", TITLE)):
        await rename.press("Enter")
        await page.get_by_label("Title", exact=True).fill(words)
        await page.keyboard.press(key)
        await expect(page.get_by_role("heading", name=expected, level=1)).to_be_visible()
        await expect(rename).to_be_focused()


async def _conflict(page: Page) -> None:
    """The same field is changed in a second tab meanwhile: both versions are shown, and one is chosen."""
    interview = page.url.split("/interviews/")[1].split("/")[0]
    second = await page.context.new_page()
    await second.goto(page.url)
    await write(second, "Question", "Their words")
    await page.get_by_label("Question", exact=True).fill("My words")
    await expect(page.get_by_text(re.compile("Dana Reyes saved a different version on "))).to_be_visible()
    await expect(page.get_by_text("Their words", exact=True).first).to_be_visible()
    await press_on(page, "button", "Keep mine")
    await expect(page.get_by_text(re.compile("^Saved "))).to_be_visible()
    read = await page.request.get(f"/api/v1/interviews/{interview}")
    texts = [question["text"] for question in (await read.json())["data"]["questions"]]
    assert "My words" in texts
    assert "Their words" not in texts
    await second.close()


async def _library_and_plain_words(page: Page) -> None:
    """Saves a question to the library, adds it again, and removes it by an instruction in plain words."""
    rows = page.get_by_role("navigation", name="Questions").get_by_role("listitem")
    await press_on(page, "button", "Save to library")
    await expect(page.get_by_role("status")).to_contain_text("Saved to library")
    await press_on(page, "button", "Add from the library")
    await press_on(page, "button", "Add: My words")
    await expect(rows).to_have_count(6)
    await page.keyboard.press("Escape")
    await page.locator("summary").press("Enter")
    await page.get_by_label("What should change?").fill("remove question 6")
    await press_on(page, "button", "Preview changes")
    await press_on(page, "button", "Apply this change")
    await expect(rows).to_have_count(5)
    name = rows.first.locator("span > span").first
    first = await name.inner_text()
    await press_on(page, "button", "Delete this question")
    await expect(rows).to_have_count(4)
    await press_on(page, "button", "Undo")
    await expect(rows).to_have_count(5)
    await expect(name).to_have_text(first)


async def _preview(page: Page) -> None:
    async with page.expect_popup() as opened:
        await press_on(page, "button", "Preview")
    seen = await opened.value
    await expect(seen.get_by_text("Preview: nothing is saved or counted")).to_be_visible()
    await seen.close()


async def _versions(page: Page) -> None:
    """Shows what was published, and describes later changes in words."""
    async with page.expect_response(lambda response: response.request.method == "PATCH"):
        await page.get_by_label("Time limit in minutes").fill("77")
        await press_on(page, "link", "Versions")  # at once: the last change is saved on leaving
    await expect(page.get_by_role("heading", name="Versions", level=1)).to_be_focused()
    await expect(page.get_by_role("definition").filter(has_text="77")).to_be_visible()
    await press_on(page, "button", "Restore version 1")
    await page.get_by_role("dialog").get_by_role("button", name="Restore version 1").press("Enter")
    await expect(page.get_by_role("rowheader", name="Version 2", exact=True)).to_be_visible()


async def _close_and_undo(page: Page) -> None:
    await page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Interviews").press("Enter")
    title = page.get_by_role("link", name=TITLE, exact=True)
    await page.get_by_role("button", name=f"Actions for {TITLE}").press("Enter")
    await page.get_by_role("menuitem", name="Close the interview").press("Enter")
    await expect(page.get_by_text("All interviews are closed.")).to_be_visible()
    await expect(title).to_have_count(0)
    await press_on(page, "button", "Undo")
    await expect(title).to_be_visible()
    await page.get_by_role("searchbox", name="Search by title").fill("astronaut")
    await expect(page.get_by_text("No interviews match.")).to_be_visible()
    await press_on(page, "button", "Clear filters")
    await expect(title).to_be_visible()


async def test_a_new_owner_publishes_an_interview_within_five_clicks(
    browser: Browser, watch: Watch, empty_server: Served
) -> None:
    """From the account form to the link of an interview that takes candidates."""
    async with Profiles(browser, empty_server.url, watch) as open_page:
        page = await open_page("/")
        code = re.search(r"\b\w{4}-\w{4}-\w{4}\b", (empty_server.data_dir / "serve.log").read_text())
        assert code is not None
        for label, words in ({"Setup code": code.group()} | OWNER).items():
            await page.get_by_label(label, exact=True).fill(words)
        await page.get_by_role("button", name="Create the owner account").click()
        await watch.expect("401 (Unauthorized)")  # no user was signed in yet

        clicks = 0

        async def click(role: Literal["button", "link"], name: str, within: Page | Locator = page) -> None:
            nonlocal clicks
            await within.get_by_role(role, name=name).first.click()
            clicks += 1

        await click("link", "Start with a template")
        await click("button", f"Use this template: {TEMPLATE}")
        await expect(page.get_by_text("Draft", exact=True).first).to_be_visible()
        await click("button", "Publish")
        assert await list_violations(page) == []
        await click("button", "Publish", page.get_by_role("dialog"))
        published = page.get_by_role("dialog", name="Published")
        link = await published.get_by_role("textbox", name="Link for candidates").input_value()
        await expect(published.get_by_role("img", name="QR code for the candidate link")).to_be_visible()
        assert clicks <= 5
        assert await list_violations(page) == []
        await page.goto(link)
        await expect(page.get_by_role("heading", name=TEMPLATE)).to_be_visible()


async def test_shortcuts_open_the_search_and_the_list_of_shortcuts(
    browser: Browser, watch: Watch, empty_server: Served
) -> None:
    async with Profiles(browser, empty_server.url, watch) as open_page:
        page = await open_page()
        await sign_up(page, empty_server)
        await page.goto(f"{empty_server.url}/interviews")
        field = page.get_by_role("searchbox", name="Search by title")
        await field.press("?")
        await expect(field).to_have_value("?")  # it is typed, and opens nothing
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await page.get_by_role("link", name="Team").focus()
        await page.keyboard.press("?")
        await expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
        assert await list_violations(page) == []
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("link", name="Team")).to_be_focused()
        await page.keyboard.press("Control+k")
        words = page.get_by_role("searchbox", name="Search interviews, candidates and pages")
        await expect(words).to_be_focused()
        await page.keyboard.type("astronaut")
        await expect(page.get_by_text("No results.")).to_be_visible()
        await page.keyboard.press("Control+a")
        await page.keyboard.type("team")
        await expect(page.get_by_role("menuitem", name="Team")).to_be_visible()
        assert await list_violations(page) == []
        await page.keyboard.press("ArrowDown")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Team", level=1)).to_be_focused()
