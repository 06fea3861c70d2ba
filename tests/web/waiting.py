"""How long the tests of this folder wait for anything: long enough for a machine that is busy with other work.

A passing test doesn't wait that long. Where speed matters, other tests check it with a clock that is set by hand.
"""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

from tests.waiting import PATIENCE_SECONDS

SECONDS = PATIENCE_SECONDS
MILLISECONDS = 1_000 * SECONDS

SETTLED_MILLISECONDS = 450

#: A script that stretches a page's seconds, for pages that judge how long something took: a busy machine must not
#: change the result.
PATIENT = "const now = performance.now.bind(performance); performance.now = () => now() / 50;"


async def press_anew(button: Locator) -> None:
    """Presses a button whose label may have just changed. It ignores presses meant for the old label for 0.4 s.

    A new label is never visible before that time begins.
    """
    await expect(button).to_be_enabled()
    await button.page.wait_for_timeout(SETTLED_MILLISECONDS)
    await button.click()


#: The text that a page shows when its content is slow to load, and after how long.
SLOW, SLOW_MILLISECONDS = "Still loading", 5_000


async def see(page: Page, words: str) -> None:
    """Waits until the page shows the words. For the text about slow content, the page's clock is moved forward."""
    if words == SLOW:
        await page.locator("[aria-busy=true]").first.wait_for(state="attached")
        await page.clock.fast_forward(SLOW_MILLISECONDS)
    await page.get_by_text(words).first.wait_for()
