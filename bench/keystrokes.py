"""A practiced user as in the keystroke-level model, who uses a real page and counts what each action costs.

Source: S. K. Card, T. P. Moran, A. Newell, "The Psychology of Human-Computer Interaction", 1983, chapter 8. A key takes
0.28 s, as for an average typist who is not a secretary (0.2 s for a skilled one); a capital takes two. Pointing takes
1.1 s, a press or a release of a button 0.1 s each, and moving a hand between mouse and keyboard 0.4 s. Mental
preparation takes 1.35 s: once before each command, each field and each decision, and never between pointing and
pressing, which are prepared together. On a phone no hand moves, and its keys count as those of a keyboard.

The pages' response times are measured and added. Reading texts on the page adds nothing to the preparation.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal

from playwright.async_api import Locator, Page, expect

KEY, POINT, BUTTON, HOME, MENTAL = 0.28, 1.1, 0.1, 0.4, 1.35
#: Whether the middle of the element is in the window.
IN_SIGHT = """element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    return width > 0 && x >= 0 && y >= 0 && x <= innerWidth && y <= innerHeight;
}"""
#: Scrolls the box around the element towards it, by a part of the box.
SCROLL = """(element, part) => {
    const isBelow = element.getBoundingClientRect().top > 0;
    const scrolls = box => box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY);
    let box = element.parentElement;
    while (box !== null && !scrolls(box)) box = box.parentElement;
    const by = (box ?? document.documentElement).clientHeight * part * (isBelow ? 1 : -1);
    (box ?? window).scrollBy({ top: by, behavior: "instant" });
}"""
SCROLLED = 0.8  # of the window, by one turn of the wheel or one swipe
MOST_SCROLLS = 30
PATIENCE = 60_000  # milliseconds, on a busy machine


@dataclass
class User:
    """A user's actions on the page so far. `waited` is measured; `seconds` is the sum of the operators."""

    page: Page
    hand: Literal["mouse", "keys", "touch"] = "mouse"
    clicks: int = 0
    keys: int = 0
    scrolls: int = 0
    seconds: float = 0.0
    waited: float = 0.0

    def think(self) -> None:
        self.seconds += MENTAL

    async def click(self, target: Locator, then: Locator, *, counts: bool = True) -> None:
        """Presses a button, a link or an option, and waits until `then` is in sight. A click into a field only moves
        the focus: `counts` is then False."""
        await self.wait_until(target)
        self.think()
        await self.find(target)
        self._home("mouse")
        self.seconds += POINT + 2 * BUTTON
        self.clicks += counts
        began = time.perf_counter()
        await (target.tap() if self.hand == "touch" else target.click())
        await expect(then).to_be_visible(timeout=PATIENCE)
        self.waited += time.perf_counter() - began

    async def type(self, words: str) -> None:
        """Types into the element that has the focus."""
        self.think()
        self._home("keys")
        self._press(sum(2 if letter.isupper() else 1 for letter in words))
        await self.page.keyboard.type(words)

    async def tab_to(self, field: Locator) -> None:
        """Presses Tab until the field has the focus. This isn't counted as a decision."""
        self._home("keys")
        while not await field.evaluate("element => element === document.activeElement"):
            self._press(1)
            await self.page.keyboard.press("Tab")

    def drag(self) -> None:
        """Counts a line that is drawn: pointing to its beginning and to its end."""
        self.think()
        self.seconds += 2 * POINT + 2 * BUTTON

    async def find(self, target: Locator) -> None:
        """Scrolls until the element is in sight."""
        for _ in range(MOST_SCROLLS):
            if await target.evaluate(IN_SIGHT):
                return
            self.scrolls += 1
            self.seconds += MENTAL + KEY
            await target.evaluate(SCROLL, SCROLLED)
        raise AssertionError(f"Scrolling does not lead to {target}")

    async def wait_until(self, target: Locator) -> None:
        began = time.perf_counter()
        await expect(target).to_be_visible(timeout=PATIENCE)
        self.waited += time.perf_counter() - began

    def _home(self, place: Literal["mouse", "keys"]) -> None:
        if self.hand not in (place, "touch"):
            self.hand = place
            self.seconds += HOME

    def _press(self, count: int) -> None:
        self.keys += count
        self.seconds += KEY * count

    @property
    def total(self) -> float:
        return self.seconds + self.waited
