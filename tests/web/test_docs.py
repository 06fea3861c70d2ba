"""The documentation in a browser: its looks, its search by keyboard, its examples, and its pages without scripts."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.web.conftest import Profiles
from tests.web.keyboard import Keyboard
from tests.web.looking import look_at

#: As in Chromium when a user has blocked "site data": even reading the storage property raises an error.
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("Access is denied for this document.", "SecurityError"); },
})"""
PAGES = ["", "/guide", "/errors", "/settings", "/api/questions"]


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_is_readable_everywhere(open_page: Profiles, path: str) -> None:
    page = await open_page(f"/docs{path}")
    assert await look_at(page, f"docs{path.replace('/', '-')}") == []


async def test_the_list_of_pages_and_the_search_results_are_readable_on_a_phone(open_page: Profiles) -> None:
    page = await open_page("/docs/guide", "phone")
    await page.get_by_role("button", name="All pages").click()
    pages = page.get_by_role("navigation", name="All pages")
    await expect(pages.get_by_role("link", name="Concepts")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(pages).to_be_hidden()
    await page.get_by_role("combobox").fill("backup")
    await expect(page.get_by_role("option").first).to_be_visible()
    assert await look_at(page, "docs-found") == []


async def test_the_search_works_by_keyboard(open_page: Profiles) -> None:
    page = await open_page("/docs")
    keyboard, field = Keyboard(page), page.get_by_role("combobox", name="Search the documentation")
    await keyboard.type(field, "idempotency conflict")
    await expect(page.get_by_role("option").first).to_contain_text("CONFLICT")
    await keyboard.press("ArrowDown")
    await expect(page.get_by_role("option", selected=True)).to_have_count(1)
    await keyboard.press("Enter")
    await expect(page).to_have_url("/docs/errors#conflict")
    await expect(page.get_by_role("heading", name="CONFLICT")).to_be_in_viewport()
    await keyboard.type(field, "qwertyuiop")
    await expect(page.get_by_role("status")).to_have_text("Nothing found")


async def test_the_chosen_example_language_applies_to_every_page(open_page: Profiles) -> None:
    page = await open_page("/docs/api/questions", permissions=["clipboard-read", "clipboard-write"])
    keyboard = Keyboard(page)
    await keyboard.tab_to(page.get_by_role("tab", name="curl").first)
    await keyboard.press("ArrowRight")
    await expect(page.get_by_role("tab", name="Python", selected=True).first).to_be_focused()
    await expect(page.get_by_role("tabpanel", name="curl")).to_have_count(0)
    await page.get_by_role("tabpanel", name="Python").first.get_by_role("button", name="Copy").click()
    assert str(await page.evaluate("navigator.clipboard.readText()")).startswith("from aural_client import Aural\n")
    await page.goto("/docs/guide")
    await expect(page.get_by_role("tabpanel", name="Python")).to_be_visible()


async def test_with_blocked_site_data_pages_work_as_usual(open_page: Profiles) -> None:
    page = await open_page("/docs")
    await page.add_init_script(BLOCKED)
    await page.goto("/docs/api/questions")
    await expect(page.get_by_role("tab", name="curl", selected=True).first).to_be_visible()
    await page.get_by_role("tab", name="Python").first.click()
    groups = await page.locator(".examples").count()
    assert groups > 1
    await expect(page.get_by_role("tab", name="Python", selected=True)).to_have_count(groups)
    await expect(page.get_by_role("tabpanel", name="curl")).to_have_count(0)
    await expect(page.get_by_role("tabpanel", name="Python").first.get_by_role("button", name="Copy")).to_be_visible()
    await page.get_by_role("combobox", name="Search the documentation").fill("idempotency conflict")
    await expect(page.get_by_role("option").first).to_contain_text("CONFLICT")


async def test_without_scripts_all_pages_are_listed_and_all_examples_shown(open_page: Profiles) -> None:
    page: Page = await open_page("/docs/guide", java_script_enabled=False)
    for name in ("Concepts", "Errors", "Candidates"):
        await expect(page.get_by_role("navigation").get_by_role("link", name=name, exact=True)).to_be_visible()
    for language in ("curl", "Python", "TypeScript"):
        await expect(page.locator(".language", has_text=language)).to_be_visible()
    await expect(page.get_by_role("combobox")).to_be_hidden()
