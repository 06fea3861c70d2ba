"""An interview is written by keyboard alone, on a real server: from a template to a link that opens."""

from __future__ import annotations

import re

from playwright.async_api import Page, expect

from tests.serving import Served
from tests.web.conftest import Profiles, Watch


async def sign_up(page: Page, server: Served) -> None:
    code = re.search(r"\b\w{4}-\w{4}-\w{4}\b", (server.data_dir / "serve.log").read_text())
    assert code is not None
    person = {"name": "Dana Reyes", "email": "dana@example.com", "password": "correct horse battery"}
    body = {"code": code.group(), "organization": "Harbour Cooperative", **person}
    made = await page.request.post(f"{server.url}/api/v1/auth/setup", data=body)
    assert made.status == 200, await made.text()


async def press_on(page: Page, role: str, name: str, key: str = "Enter") -> None:
    """Focuses what has this name, and presses a key."""
    target = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
    await target.focus()
    await target.press(key)


async def write(page: Page, label: str, words: str) -> None:
    """Until it is saved. That something was saved before stands there from the first time on, and proves nothing."""
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
        await press_on(page, "button", "Use this template: Customer support: first conversation")
        await expect(page.get_by_role("heading", name="Customer support: first conversation", level=1)).to_be_visible()
        first = page.get_by_role("navigation", name="Questions").get_by_role("listitem").first
        await first.get_by_role("button").first.focus()
        await page.keyboard.press("Alt+ArrowDown")
        await expect(page.get_by_role("status")).to_contain_text("Question 1 moved to 2 of 5")
        await write(page, "Question", "What do you ask first?")
        await _conflict(page)
        await _library_and_plain_words(page)
        for tab, label in (("Criteria", "Description"), ("Interviewer", "Topic"), ("Rules", "Title")):
            await page.get_by_role("tab", name=tab).focus()
            await page.keyboard.press("Enter")
            if tab == "Interviewer":
                await press_on(page, "button", "Add a fact")
            await write(page, label, f"Written in {tab}")
        await press_on(page, "button", "Publish")
        await press_on(page, "button", "Open the link")
        link = await page.get_by_label("Link for candidates").input_value()
        candidate = await open_page(link)
        await expect(candidate.get_by_role("heading", name="Written in Rules")).to_be_visible()
        await press_on(page, "button", "Close")
        await _preview(page)
        await _versions(page)
        await _archive_and_undo(page)


async def _conflict(page: Page) -> None:
    """Somebody else writes the same words meanwhile: both versions are shown, and one is taken."""
    interview = page.url.split("/interviews/")[1].split("/")[0]
    second = await page.context.new_page()
    await second.goto(page.url)
    await write(second, "Question", "Their words")
    await page.get_by_label("Question", exact=True).fill("My words")
    await expect(page.get_by_text(re.compile("Dana Reyes changed this on "))).to_be_visible()
    await expect(page.get_by_text("Their words", exact=True).first).to_be_visible()
    await press_on(page, "button", "Keep mine")
    await expect(page.get_by_text(re.compile("^Saved "))).to_be_visible()
    read = await page.request.get(f"/api/v1/interviews/{interview}")
    texts = [question["text"] for question in (await read.json())["data"]["questions"]]
    assert "My words" in texts
    assert "Their words" not in texts
    await second.close()


async def _library_and_plain_words(page: Page) -> None:
    """A question is kept, asked once more, and taken out again in plain words."""
    rows = page.get_by_role("navigation", name="Questions").get_by_role("listitem")
    await press_on(page, "button", "Save to library")
    await expect(page.get_by_role("status")).to_contain_text("Saved to library")
    await press_on(page, "button", "Add from the library")
    await press_on(page, "button", "Add: My words")
    await expect(rows).to_have_count(6)
    await page.keyboard.press("Escape")
    await page.locator("summary").press("Enter")
    await page.get_by_label("Change it: say what should be different").fill("remove question 6")
    await press_on(page, "button", "Preview changes")
    await press_on(page, "button", "Apply this change")
    await expect(rows).to_have_count(5)
    name = rows.first.locator("span").first
    first = await name.inner_text()
    await press_on(page, "button", "Delete this question")
    await expect(rows).to_have_count(4)
    await press_on(page, "button", "Undo")
    await expect(rows).to_have_count(5)
    await expect(name).to_have_text(first)


async def _preview(page: Page) -> None:
    async with page.expect_popup() as opened:
        await press_on(page, "button", "Preview as a candidate")
    seen = await opened.value
    await expect(seen.get_by_text("Preview: nothing is kept or counted")).to_be_visible()
    await seen.close()


async def _versions(page: Page) -> None:
    """What was published, and in words what has been changed since."""
    async with page.expect_response(lambda response: response.request.method == "PATCH"):
        await page.get_by_label("Time limit in minutes").fill("77")
        await press_on(page, "link", "Versions")  # at once: what was written last is saved on the way
    await expect(page.get_by_role("heading", name="Written in Rules", level=1)).to_be_focused()
    await expect(page.get_by_role("definition").filter(has_text="77")).to_be_visible()
    await press_on(page, "button", "Restore version 1")
    await page.get_by_role("dialog").get_by_role("button", name="Restore version 1").press("Enter")
    await expect(page.get_by_role("link", name="Version 2", exact=True)).to_be_visible()


async def _archive_and_undo(page: Page) -> None:
    await page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Interviews").press("Enter")
    title = page.get_by_role("link", name="Written in Rules", exact=True)
    await page.get_by_role("button", name="Actions for Written in Rules").press("Enter")
    await page.get_by_role("menuitem", name="Archive").press("Enter")
    await expect(page.get_by_text("All interviews are archived.")).to_be_visible()
    await expect(title).to_have_count(0)
    await press_on(page, "button", "Undo")
    await expect(title).to_be_visible()
    await page.get_by_role("searchbox", name="Search by title").fill("astronaut")
    await expect(page.get_by_text("No interviews match.")).to_be_visible()
    await press_on(page, "button", "Clear filters")
    await expect(title).to_be_visible()
