"""Text that pages copy to the clipboard, and the menu that copies it for a candidate."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect


async def choose_action(page: Page, name: str, action: str) -> None:
    """Chooses an action from the menu of a candidate."""
    await page.get_by_role("button", name=f"Actions for {name}").click()
    await page.get_by_role("menuitem", name=action, exact=True).click()


async def copy_link(page: Page) -> str:
    """Copies the link, after clearing what was copied before, because the confirmation may still be shown."""
    await page.evaluate("navigator.clipboard.writeText('')")
    await choose_action(page, "Mina Sol", "Copy the link")
    await page.wait_for_function("navigator.clipboard.readText().then((text) => text !== '')")
    await expect(page.get_by_role("status").filter(has_text="Mina Sol’s link was copied.")).to_have_count(1)
    return str(await page.evaluate("navigator.clipboard.readText()"))


async def copy_by_plain_http(page: Page, button: Locator, text: str) -> None:
    """Copies as on a page over plain HTTP. Browsers treat pages from this machine as secure, so that is overridden."""
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.evaluate("Object.defineProperty(window, 'isSecureContext', { value: false })")
    await page.evaluate("navigator.clipboard.writeText('')")
    await button.click()
    await expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    await expect(button).to_be_focused()
    assert str(await page.evaluate("navigator.clipboard.readText()")) == text
