"""Signing in and out on the real server: the first run, a lost password, the user's account, and a way without a
mouse.
"""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Browser, Page, expect

from tests.faulty_provider import FaultyProvider
from tests.serving import Served, run, serving
from tests.web.conftest import Watch
from tests.web.test_team import PASSWORD, new_browser, set_up
from tests.web.test_whole_path import tab_to

NEW_PASSWORD = "another good sentence"
GOAL = "Whether somebody can run the night shift of a bakery."
WORDS = "You said the short rounds left no time. How many larger pieces did you finish since?"


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Served]:
    """A server with an empty folder, which may use models on this machine."""
    with serving(tmp_path, AURAL_OUTBOUND_NETWORKS="127.0.0.0/8") as served:
        yield served


@asynccontextmanager
async def browsers(browser: Browser, served: Served, count: int) -> AsyncIterator[list[Page]]:
    """Browsers with separate cookies. At the end, none may have reported more than the provoked refusals."""
    watch = Watch()
    pages = [await new_browser(browser, served, watch) for _ in range(count)]
    yield pages
    for page in pages:
        await page.context.close()
    refused = [fault for fault in watch.faults if not re.search(r"Failed to load resource|ApiError", fault)]
    assert refused == []


async def fill_in(page: Page, **fields: str) -> None:
    for label, words in fields.items():
        await page.get_by_label(label.replace("_", " "), exact=True).fill(words)


async def press(page: Page, name: str) -> None:
    await page.get_by_role("button", name=name, exact=True).click()


async def sign_in(page: Page, password: str) -> None:
    await page.get_by_label("Email address").fill("dana@example.com")
    await page.get_by_label("Password", exact=True).fill(password)
    await press(page, "Sign in")


async def sign_out_elsewhere(page: Page) -> None:
    dialog = page.get_by_role("dialog")
    await press(page, "Sign out everywhere else")
    await dialog.get_by_label("Your password").fill("wrong, wrong, wrong")
    await page.keyboard.press("Enter")
    await expect(page.locator("#sign-out-error")).to_be_visible()
    await dialog.get_by_label("Your password").fill(NEW_PASSWORD)
    await page.keyboard.press("Enter")


async def open_own(page: Page, item: str) -> None:
    await page.get_by_role("button", name="Northfield").first.click()
    await page.get_by_role("menuitem", name=item).click()


async def be_refused_at_first(page: Page) -> None:
    await page.goto("/")
    await fill_in(page, Setup_code="WRONG-CODE", Your_name="Dana Reyes", Organization="Northfield")
    await page.get_by_label("Email address", exact=True).fill("dana@example.com")
    await fill_in(page, Password="eleven char")
    await press(page, "Create the owner account")
    await page.get_by_role("link", name="Choose a password of at least 12 characters.").wait_for()
    await fill_in(page, Password=PASSWORD)
    await press(page, "Create the owner account")
    await page.get_by_role("link", name="That’s not the current setup code.").wait_for()


async def test_the_first_run_leads_through_a_model_trial_to_a_first_draft(browser: Browser, empty: Served) -> None:
    provider = FaultyProvider()
    provider.text = lambda body: WORDS if body.get("stream") else '{"added": "an index", "sureness": "high"}'
    async with provider.running() as address, browsers(browser, empty, 1) as [page]:
        await be_refused_at_first(page)
        await set_up(page, empty)
        await page.get_by_role("heading", name="What do you want to learn?").wait_for()
        await expect(page.get_by_role("heading", level=1)).to_be_focused()
        await press(page, "Continue")
        await page.get_by_role("link", name="Describe what you want to learn, or start with a template.").click()
        await page.keyboard.type(GOAL)
        await press(page, "Continue")
        await expect(page).to_have_title("Connect a model (optional) · Aural")  # without the prefix for a problem
        await page.get_by_role("radio", name="Other").check()
        await page.get_by_label("Model name").fill("some-model")
        await page.get_by_label("Address").fill(f"{address}/401/v1")
        await press(page, "Test the model")
        await page.get_by_text("refuses the key").wait_for()
        await page.get_by_label("Address").fill(f"{address}/well/v1")
        await page.get_by_label("Key (optional)").fill("sk-1")
        await press(page, "Test the model")
        await page.get_by_text(WORDS).wait_for()
        await press(page, "Use this model and continue")
        await page.get_by_role("heading", name="New interview").wait_for()
        await expect(page.get_by_label("What do you want to learn?")).to_have_value(GOAL)

        await page.get_by_role("link", name="Settings").click()
        await expect(page.get_by_label("Model name")).to_have_value("some-model")
        await page.get_by_label("No model (guided interviewer)").check()
        await press(page, "Save changes")
        await page.get_by_text(re.compile("^Saved ")).wait_for()
        await expect(page.get_by_role("button", name="Save changes")).to_be_focused()  # it is still the same form
        await page.get_by_role("link", name="Brand").click()
        await page.get_by_label("Accent color").fill("#b05a1e")
        await press(page, "Save changes")
        logo = io.BytesIO()
        Image.new("RGB", (300, 100), "#b05a1e").save(logo, "PNG")
        file = {"name": "logo.png", "mimeType": "image/png", "buffer": logo.getvalue()}
        await page.get_by_label("Logo file").set_input_files(file)  # type: ignore[arg-type]
        shown = page.get_by_role("img", name="The logo of Northfield")
        await expect(shown).to_be_visible()
        assert await shown.evaluate("image => image.naturalWidth") > 0
        await open_own(page, "Sign out")
        await page.get_by_role("heading", name="Sign in").wait_for()  # not the first run again


async def test_a_lost_password_is_replaced_and_the_account_can_be_changed(browser: Browser, empty: Served) -> None:
    async with browsers(browser, empty, 2) as [page, other]:
        await set_up(page, empty)
        await page.get_by_role("link", name="Start with a template").click()
        await open_own(page, "Sign out")
        await sign_in(page, "not this one, no")
        await page.get_by_text("The email address or password is incorrect.").wait_for()
        await page.get_by_role("link", name="Reset your password").click()
        await page.get_by_text("aural users reset").wait_for()

        port = empty.url.rpartition(":")[2]
        told = run("users", "reset", "dana@example.com", "--port", port, "--data-dir", str(empty.data_dir))
        link = told.split()[0]
        await page.goto(link)  # the page is open already, so nothing is loaded
        await fill_in(page, New_password=NEW_PASSWORD)
        await press(page, "Save the password and sign in")
        await page.get_by_role("heading", name="Interviews").wait_for()
        await other.goto(link)
        await fill_in(other, New_password=NEW_PASSWORD)
        await press(other, "Save the password and sign in")
        await other.get_by_text("This link has been used").wait_for()
        await expect(other.get_by_role("button", name="Ask for a new link")).to_be_focused()

        await other.goto("/sign-in")
        await sign_in(other, NEW_PASSWORD)
        await other.get_by_role("heading", name="Interviews").wait_for()
        await open_own(page, "Your profile")
        await fill_in(page, Your_name="Dana R. Reyes")
        await page.get_by_label("中文").check()
        await press(page, "Save your profile")  # the watch notices any text that came before its language
        await page.get_by_role("heading", name="个人资料").wait_for()
        await page.get_by_label("English").check()
        await page.locator("form").first.get_by_role("button").click()
        await sign_out_elsewhere(page)
        await expect(page.get_by_text("Last used")).to_have_count(1)
        await expect(page.get_by_role("heading", name="Where you’re signed in", level=2)).to_be_focused()
        await other.get_by_role("link", name="Team").click()
        await other.get_by_role("heading", name="Sign in").wait_for()

        dialog = page.get_by_role("dialog")
        await press(page, "Delete your account")
        await dialog.get_by_label("Your password").fill("wrong, wrong, wrong")
        await page.keyboard.press("Enter")
        await expect(page.locator("#farewell-error")).to_be_visible()
        await dialog.get_by_label("Your password").fill(NEW_PASSWORD)
        await page.keyboard.press("Enter")
        await dialog.get_by_text("the only owner of").wait_for()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("button", name="Delete your account")).to_be_focused()
        await open_own(page, "Organizations")
        await press(page, "Delete Northfield")
        await dialog.get_by_label("Type Northfield to delete it").fill("Northfield")
        await dialog.get_by_role("button", name="Delete Northfield").click()
        await page.get_by_role("heading", name="You’re not in an organization").wait_for()
        await press(page, "Delete your account")
        await dialog.get_by_label("Your password").fill(NEW_PASSWORD)
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="Sign in").wait_for()
        await sign_in(page, NEW_PASSWORD)
        await page.get_by_text("The email address or password is incorrect.").wait_for()


async def test_signing_out_leaves_no_data_of_the_account_in_the_browser(browser: Browser, empty: Served) -> None:
    everything = "() => JSON.stringify([document.documentElement.outerHTML, localStorage, sessionStorage])"
    async with browsers(browser, empty, 1) as [page]:
        await set_up(page, empty)
        await page.get_by_role("link", name="Start with a template").click()
        await open_own(page, "Your profile")
        await page.get_by_text("dana@example.com").first.wait_for()
        assert "Northfield" in await page.evaluate(everything)
        await open_own(page, "Sign out")
        await page.get_by_role("heading", name="Sign in").wait_for()
        await page.go_back()
        await page.get_by_role("heading", name="Sign in").wait_for()
        left = await page.evaluate(everything)
        assert [words for words in ("dana@example.com", "Dana", "Northfield") if words in left] == []
        assert [cookie["name"] for cookie in await page.context.cookies()] == ["aural_browser"]


async def go_by_keys(page: Page, link: str, heading: str) -> None:
    """Navigates from the top of the page by keyboard, and checks that the focus moves to the heading of the new
    page.
    """
    await page.evaluate("document.activeElement.blur()")
    await tab_to(page, "nav a", link)
    await page.keyboard.press("Enter")
    await page.get_by_role("heading", name=heading, level=1).wait_for()
    await expect(page.get_by_role("heading", name=heading, level=1)).to_be_focused()


async def test_a_user_signs_in_invites_and_manages_a_key_without_a_mouse(browser: Browser, empty: Served) -> None:
    async with browsers(browser, empty, 1) as [page]:
        await set_up(page, empty)
        await page.get_by_role("link", name="Start with a template").click()
        await open_own(page, "Sign out")
        await page.get_by_role("heading", name="Sign in").wait_for()

        await tab_to(page, "#email")
        await page.keyboard.type("dana@example.com")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("group", name="There is a problem")).to_be_focused()
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")  # the link of the problem leads to its field
        await expect(page.locator("#password")).to_be_focused()
        await page.keyboard.type(PASSWORD)
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Interviews")).to_be_focused()

        await go_by_keys(page, "Team", "Team")
        await tab_to(page, "button", "Invite someone")
        await page.keyboard.press("Enter")
        await tab_to(page, "dialog input[type=radio]")
        await page.keyboard.press("ArrowDown")
        await tab_to(page, "#invite-email")
        await page.keyboard.type("robin@example.com")
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="The invitation is ready").wait_for()
        await tab_to(page, "dialog button", "Done")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="Invite someone")).to_be_focused()
        await expect(page.get_by_role("row", name="robin@example.com")).to_contain_text("Admin")
        await tab_to(page, "button", "Revoke")
        await page.keyboard.press("Enter")
        await tab_to(page, "dialog button", "Revoke the invitation")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Open invitations")).to_be_focused()
        await tab_to_the_menu_and_back(page)

        await go_by_keys(page, "Developers", "API keys")
        await tab_to(page, "main button", "Create key")
        await page.keyboard.press("Enter")
        await tab_to(page, "dialog #name")
        await page.keyboard.type("Applicant tracking")
        await page.keyboard.press("Enter")
        await page.get_by_role("heading", name="Copy the key now").wait_for()
        await tab_to(page, "dialog button", "I’ve saved it")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="Create key")).to_be_focused()
        await tab_to(page, "main button", "Revoke")
        await page.keyboard.press("Enter")
        await page.get_by_role("dialog").wait_for()
        await page.keyboard.press("Escape")
        await expect(page.get_by_role("button", name="Revoke Applicant tracking")).to_be_focused()
        await page.keyboard.press("Enter")
        await tab_to(page, "dialog button", "Revoke the key")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="API keys")).to_be_focused()


async def tab_to_the_menu_and_back(page: Page) -> None:
    """Checks that a dialog opened from a menu gives the focus back to the menu's button."""
    await page.evaluate("document.activeElement.blur()")
    await tab_to(page, "main td button")
    await page.keyboard.press("Enter")
    await page.get_by_role("menuitem", name="Change role").wait_for()
    await page.keyboard.press("Enter")
    await page.get_by_role("heading", name="What can Dana Reyes do?").wait_for()
    await expect(page.get_by_role("menu", include_hidden=True)).to_have_count(0)  # otherwise its item is still found
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Actions for Dana Reyes")).to_be_focused()
