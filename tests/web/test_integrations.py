"""Tracking systems on the real server: connected, given a new key, switched off and deleted, by keyboard."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.serving import Served
from tests.web.conftest import Profiles, Watch, list_violations
from tests.web.test_builder import press_on, sign_up


@pytest_asyncio.fixture(loop_scope="session")
async def owner(browser: Browser, empty_server: Served, watch: Watch) -> AsyncIterator[Page]:
    async with Profiles(browser, empty_server.url, watch) as open_page:
        page = await open_page()
        await sign_up(page, empty_server)
        yield page


async def choose(page: Page, action: str) -> None:
    await page.get_by_role("button", name="Actions for Ashby").press("Enter")
    await page.get_by_role("menuitem", name=action).press("Enter")


async def test_a_connection_is_created_disabled_and_deleted_and_its_key_rotated(owner: Page) -> None:
    await owner.goto("/developers/integrations")
    await expect(owner.get_by_text("No connections yet.")).to_be_visible()
    await press_on(owner, "button", "Connect a system")
    await owner.get_by_role("radio", name="Greenhouse").press("ArrowDown")
    await owner.get_by_label("Ashby API key").press("Enter")
    await expect(owner.get_by_text("Enter the key that you created in Ashby.").first).to_be_visible()
    await owner.get_by_label("Ashby API key").fill("customers-key")
    await owner.get_by_label("Ashby API key").press("Enter")
    first = await owner.get_by_label("Key", exact=True).input_value()
    assert first.startswith("ats_")
    assert await list_violations(owner) == []
    await press_on(owner, "button", "I’ve saved it")
    await expect(owner.get_by_role("row", name="Ashby")).to_contain_text("Never")
    assert await list_violations(owner) == []

    await choose(owner, "Create a new key")
    await press_on(owner, "button", "Create the key")
    assert await owner.get_by_label("Key", exact=True).input_value() != first
    await press_on(owner, "button", "I’ve saved it")
    await expect(owner.get_by_text("The previous key works until")).to_be_visible()

    await choose(owner, "Switch off")
    await press_on(owner, "button", "Switch off")
    await expect(owner.get_by_role("row", name="Ashby")).to_contain_text("Switched off")
    await choose(owner, "Delete")
    await press_on(owner, "button", "Delete the connection")
    await expect(owner.get_by_text("No connections yet.")).to_be_visible()
