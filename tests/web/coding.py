"""Code questions in a room with a faked server, and the pages that run a candidate's code."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, Locator, Page, expect

from tests.web.conftest import Watch, new_context, unroute_all
from tests.web.room_fake import FakeRoom, OpenPage, asked, open_room

#: Code may run for ten seconds. Here the limit is a minute unless a test needs the real one: on a busy machine, code
#: that does end may take longer than ten seconds.
LONG_RUNS = """
    const later = setTimeout;
    window.setTimeout = (call, wait, ...rest) =>
        later(call, wait === 10_000 && !window.areRunsTimed ? 60_000 : wait, ...rest);
"""
RUN_MILLISECONDS = 10_000


def editor(page: Page) -> Locator:
    return page.locator("#code .cm-content")


async def open_code(
    open_page: OpenPage, language: str = "python", code: str = "", *, script: str = "", **options: Any
) -> tuple[Page, FakeRoom]:
    fake = FakeRoom(**asked(type="CODING", text="Write it.", starterCode=code, codeLanguage=language), **options)
    page = await open_room(open_page, fake, script=script)
    await expect(editor(page)).to_be_visible()
    return page, fake


@dataclass
class Desks:
    """A page for each language, in which one test after another runs its code. A new page would load the interpreter
    twice, once in advance for a next run that never comes. A page is not used again after a failed test.
    """

    browser: Browser
    url: str
    watch: Watch = field(default_factory=Watch)
    _free: dict[str, tuple[Page, FakeRoom]] = field(default_factory=dict)

    @asynccontextmanager
    async def at(self, language: str) -> AsyncIterator[tuple[Page, FakeRoom]]:
        """The language's page and its room, for one test. The test fails if a fault is left in `watch`."""
        page, fake = self._free.pop(language, None) or await self._open(language)
        is_well = False
        try:
            fake.received.clear()
            await page.get_by_label("Explain your code").fill("")
            yield page, fake
            assert self.watch.faults == []
            is_well = True
        finally:
            if not is_well:
                self.watch.faults.clear()
                await self._close(page)
        self._free[language] = page, fake

    async def _open(self, language: str) -> tuple[Page, FakeRoom]:
        context = await new_context(self.browser, self.url, reduced_motion="reduce")
        self.watch.attach(context)
        await context.clock.install()

        async def open_page(_path: str = "") -> Page:
            return await context.new_page()

        return await open_code(open_page, language, script=LONG_RUNS)

    async def _close(self, page: Page) -> None:
        self.watch.detach(page.context)
        await unroute_all(page.context)
        await page.context.close()

    async def close(self) -> None:
        for page, _ in self._free.values():
            await self._close(page)


async def write(page: Page, code: str) -> None:
    await editor(page).focus()
    await page.keyboard.press("Control+A")
    await page.keyboard.press("Delete")
    await page.keyboard.insert_text(code)


def output_of(page: Page) -> Locator:
    return page.get_by_role("log", name="Output").locator("pre")


async def run(page: Page, code: str) -> str:
    """Runs the code, and returns its output once it has ended."""
    await write(page, code)
    await page.get_by_role("button", name="Run", exact=True).click()
    await expect(page.locator("[data-outcome]")).to_be_visible()
    output = output_of(page)
    return await output.inner_text() if await output.count() else ""


async def begin(page: Page, code: str) -> None:
    """Starts code that writes a line and never ends, and waits for the line. From here on, the limit of ten seconds
    applies.
    """
    await page.evaluate("window.areRunsTimed = true")
    await write(page, code)
    await page.get_by_role("button", name="Run", exact=True).click()
    await expect(output_of(page)).to_be_visible()


async def end_time(page: Page) -> None:
    """Lets the ten seconds pass at once."""
    await page.clock.fast_forward(RUN_MILLISECONDS)
    await page.evaluate("window.areRunsTimed = false")


async def outcome(page: Page) -> str | None:
    return await page.locator("[data-outcome]").get_attribute("data-outcome")
