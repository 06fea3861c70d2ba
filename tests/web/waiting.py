"""How long the tests of this folder wait for anything: so long that a machine busy with other things gets there, too.

Where all is well, nobody waits for it. What has to be quick by itself is held by tests whose clock is set by hand.
"""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

from tests.waiting import PATIENCE_SECONDS

SECONDS = PATIENCE_SECONDS
MILLISECONDS = 1_000 * SECONDS

SETTLED_MILLISECONDS = 450

#: Where a page judges how long something took, a busy machine must not count: a script by which its seconds are long.
PATIENT = "const now = performance.now.bind(performance); performance.now = () => now() / 50;"


async def press_anew(button: Locator) -> None:
    """A press of a button whose words may have changed just now: for 0.4 s it takes none, meant for the old ones.

    A new word stands on the page no earlier than that time begins.
    """
    await expect(button).to_be_enabled()
    await button.page.wait_for_timeout(SETTLED_MILLISECONDS)
    await button.click()


#: What a page says when its content is slow to come, and after how long.
SLOW, SLOW_MILLISECONDS = "Still loading", 5_000


async def see(page: Page, words: str) -> None:
    """Waits until the page shows the words. A page that is to say that it is slow has its clock set ahead."""
    if words == SLOW:
        await page.locator("[aria-busy=true]").first.wait_for(state="attached")
        await page.clock.fast_forward(SLOW_MILLISECONDS)
    await page.get_by_text(words).first.wait_for()
