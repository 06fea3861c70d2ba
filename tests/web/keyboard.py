"""A user without a mouse: Tab and arrow keys reach every stop, the focus is visible there, and it is never lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.async_api import FileChooser, FilePayload, Locator, Page, expect

MOST_STOPS = 150

#: Returns "" if the focus of this element is visible: it is in the window, nothing covers it, and it or its container
#: has a ring. A field that is hidden on purpose is represented by its label.
FOCUS_IS_SEEN = """async (element) => {
    if (document.activeElement !== element) return "it has lost the focus";
    const shown = element.matches("input.sr-only") ? element.closest("label") : element;
    const tick = () => new Promise((done) => requestAnimationFrame(done));
    const fault = () => {
        const place = shown.getBoundingClientRect();
        const x = (Math.max(place.left, 0) + Math.min(place.right, innerWidth)) / 2;
        const y = (Math.max(place.top, 0) + Math.min(place.bottom, innerHeight)) / 2;
        if (place.width === 0 || place.bottom <= 0 || place.top >= innerHeight) return "it is out of the window";
        const above = document.elementFromPoint(x, y);
        if (!shown.contains(above) && !above?.contains(shown)) return `it lies below ${above?.outerHTML.slice(0, 99)}`;
        const around = [shown];
        while (around.length < 4 && around.at(-1).parentElement) around.push(around.at(-1).parentElement);
        const hasRing = around.some((one) => {
            const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one);
            return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/, 0\\)$/.test(outlineColor);
        });
        return hasRing ? "" : "no ring is seen";
    };
    for (let count = 0; count < 60 && fault(); count++) await tick();  // the page scrolls, a layer comes in
    return fault();
}"""


@dataclass
class Keyboard:
    """The keyboard of one page."""

    page: Page

    async def press(self, key: str) -> None:
        await self.page.keyboard.press(key)

    async def tab_to(self, target: Locator, *, back: bool = False) -> None:
        """Presses Tab (`back`: Shift+Tab) until the target has the focus, and checks that the focus is visible."""
        await expect(target).to_be_visible()
        for _ in range(MOST_STOPS):
            if await self._has_focus(target):
                assert await target.evaluate(FOCUS_IS_SEEN) == "", target
                return
            await self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"Tab does not lead to {target}")

    async def _has_focus(self, target: Locator) -> bool:
        return bool(await target.evaluate("(element) => element === document.activeElement"))

    async def enter(self, target: Locator, *, back: bool = False) -> None:
        """Activates a link or a button."""
        await self.tab_to(target, back=back)
        await self.press("Enter")

    async def button(self, name: str, *, back: bool = False, within: Locator | None = None) -> None:
        await self.enter((within or self.page).get_by_role("button", name=name).first, back=back)

    async def link(self, name: str, *, back: bool = False, within: Locator | None = None) -> None:
        await self.enter((within or self.page).get_by_role("link", name=name, exact=True).first, back=back)

    async def type(self, field: Locator, words: str) -> None:
        """Types the words in place of the field's content."""
        await self.tab_to(field)
        await self.press("Control+a")
        await self.page.keyboard.type(words)

    async def tick(self, box: Locator) -> None:
        await self.tab_to(box)
        await self.press("Space")
        await expect(box).to_be_checked()

    async def choose(self, radio: Locator) -> None:
        """Chooses one of several radio buttons with the same name: Tab leads to one of them, arrow keys to the
        others.
        """
        group = str(await radio.evaluate("(element) => element.name"))
        is_there = "([name]) => document.activeElement.name === name && document.activeElement.type === 'radio'"
        for _ in range(MOST_STOPS):
            if await self.page.evaluate(is_there, [group]):
                break
            await self.press("Tab")
        await self.press("Space")
        for _ in range(MOST_STOPS):
            if await self._has_focus(radio):
                break
            await self.press("ArrowDown")
        assert await radio.evaluate(FOCUS_IS_SEEN) == "", radio
        await expect(radio).to_be_checked()

    async def menu(self, opener: Locator, item: str, *, back: bool = False) -> None:
        """Chooses an action from a menu."""
        await self.enter(opener, back=back)
        wanted = self.page.get_by_role("menuitem", name=item, exact=True)
        await expect(wanted).to_be_visible()
        for _ in range(MOST_STOPS):
            if await self._has_focus(wanted):
                break
            await self.press("ArrowDown")
        assert await wanted.evaluate(FOCUS_IS_SEEN) == "", wanted
        await self.press("Enter")

    async def file(self, field: Locator, file: FilePayload) -> None:
        """Chooses a file in the browser's own dialog, which Enter opens."""
        await self.tab_to(field)
        async with self.page.expect_file_chooser() as opening:
            await self.press("Enter")
        chooser: FileChooser = await opening.value
        await chooser.set_files(file)

    async def arrived(self) -> None:
        """Checks that another page is shown, and that its heading has the focus."""
        await expect(self.page.locator("h1:visible")).to_be_focused()

    async def landed(self) -> None:
        """Checks that some element has the focus, so that Tab doesn't start at the top again."""
        await expect(self.page.locator(":focus")).to_have_count(1)


MOUSE = re.compile(
    r"\.(click|dblclick|fill|check|uncheck|hover|tap|drag_to|focus|select_option|set_input_files|mouse)\("
)


def uses_of_a_mouse(source: str) -> list[str]:
    """The calls in a test file that use something other than the keyboard."""
    return [found[0] for found in MOUSE.finditer(source)]
