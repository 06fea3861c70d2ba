"""On a real server, a visitor requests an adjustment, and a member finds the request and erases it by keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx2
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.serving import Served
from tests.waiting import PATIENCE_SECONDS
from tests.web.conftest import list_violations
from tests.web.room_fake import OpenPage
from tests.web.test_deciding import Desk, open_desk
from tests.web.test_whole_path import publish

ALICE = {"name": "Alice Sol", "email": "alice@example.com", "kind": "adjustment", "message": "I am deaf."}


@pytest_asyncio.fixture(loop_scope="session")
async def desk(server: Served, open_page: OpenPage) -> AsyncIterator[Desk]:
    async with open_desk(server, open_page, "Harbour Requests", "robin@requests.example") as desk:
        yield desk


async def press(page: Page, role: str, name: str) -> None:
    """Focuses the element with this name, and presses Enter."""
    control = page.get_by_role(role, name=name)  # type: ignore[arg-type]
    await control.focus()
    await page.keyboard.press("Enter")


async def test_a_member_finds_a_request_and_erases_it_by_keyboard(desk: Desk, server: Served) -> None:
    page = desk.page
    _, link = await publish(desk.api, [{"text": "What do you do?"}], title="Cooks")
    asked = {"slug": link.rpartition("/")[2], "token": None, **ALICE}
    with httpx2.Client(base_url=server.url, timeout=PATIENCE_SECONDS) as http:
        made = await asyncio.to_thread(http.post, "/room/v1/requests", json=asked)
    assert made.status_code == 200, made.text

    await page.goto("/interviews")
    await press(page, "link", "Requests 1 request is waiting for a decision")
    await expect(page.get_by_role("heading", name="Requests", level=1)).to_be_focused()
    await press(page, "link", "Alice Sol")
    await expect(page.get_by_text("I am deaf.")).to_be_visible()
    await expect(page.get_by_text("Not confirmed", exact=True)).to_be_visible()
    await press(page, "button", "Erase the request")
    await expect(page.get_by_label("Message to the requester (optional)")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Erase the request")).to_be_focused()
    await page.keyboard.press("Enter")
    await press(page, "button", "Erase permanently")  # disabled until the name is typed
    await page.get_by_label("Type Alice Sol to erase the request").focus()
    await page.keyboard.type("Alice Sol")
    assert await list_violations(page) == []
    await press(page, "button", "Erase permanently")

    await expect(page.get_by_text("No email was sent. Notify the requester yourself.")).to_be_visible()
    await expect(page.get_by_role("heading", name="Adjustment", level=1)).to_be_focused()
    await expect(page.get_by_text("I am deaf.")).to_have_count(0)
    await expect(page.get_by_role("link", name="Requests", exact=True).first).to_be_visible()  # none is waiting anymore
    receipt = await page.get_by_label("Receipt").input_value()
    (kept,) = (await desk.api.get("/requests")).json()["data"]
    assert (kept["receiptId"], kept["outcome"]) == (receipt, "ERASED")
    assert (kept["name"], kept["email"], kept["message"]) == (None, None, None)
