"""What pages put on the clipboard, and the menu that does so for a candidate."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect


async def choose_action(page: Page, name: str, action: str) -> None:
    """Chooses from the menu of a candidate."""
    await page.get_by_role("button", name=f"Actions for {name}").click()
    await page.get_by_role("menuitem", name=action, exact=True).click()


async def copy_link(page: Page) -> str:
    """What is said of it may stand there from the last time: what was copied then is taken away first."""
    await page.evaluate("navigator.clipboard.writeText('')")
    await choose_action(page, "Mina Sol", "Copy the link")
    await page.wait_for_function("navigator.clipboard.readText().then((text) => text !== '')")
    await expect(page.get_by_role("status").filter(has_text="The link of Mina Sol is copied.")).to_have_count(1)
    return str(await page.evaluate("navigator.clipboard.readText()"))


async def copy_by_plain_http(page: Page, button: Locator, text: str) -> None:
    """Where browsers have no `navigator.clipboard`; the page must not know that this is the own machine."""
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.evaluate("Object.defineProperty(window, 'isSecureContext', { value: false })")
    await page.evaluate("navigator.clipboard.writeText('')")
    await button.click()
    await expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    await expect(button).to_be_focused()
    assert str(await page.evaluate("navigator.clipboard.readText()")) == text
