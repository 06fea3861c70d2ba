"""Checks a page in one of its states. Every state is checked in this way.

With `AURAL_SCREENS=1` in the environment, a screenshot of each state is saved in `.screens/`. With `AURAL_SWEEP=1`,
every size, theme and language is checked, as `make bench-axe` does.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from zlib import crc32

import pytest
from playwright.async_api import Browser, Page

from tests.web.conftest import (
    AXE_TAGS,
    SIZES,
    Profiles,
    Watch,
    list_violations,
    new_context,
    unroute_all,
)
from tests.web.languages import switch_language
from tests.web.room_fake import OpenPage

SCREENS = Path(__file__).parents[2] / ".screens"
WANTS_PICTURES = "AURAL_SCREENS" in os.environ
IS_SWEEP = "AURAL_SWEEP" in os.environ
ZOOMED = {"zoomed": (320, 256)}  # 1280 × 1024 at 400 %
COLOURS = ["color-contrast", "link-in-text-block"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LIGHT, DARK = ("desktop", "light"), ("phone", "dark")  # checked by axe in each test run
DARK_SHARE = 3  # one state in three is checked in dark: web/src/ui/theme/tokens.test.ts checks each pair of colors
#: The overflow in pixels. Floating elements need some frames to find their place in a window that has just become
#: narrow.
OVERFLOW = """async () => {
    const measure = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    for (let frame = 0; measure() > 0 && frame < 60; frame += 1)
        await new Promise((drawn) => requestAnimationFrame(drawn));
    return measure();
}"""
PAGES_AT_ONCE = 2 if "PYTEST_XDIST_WORKER" in os.environ else 4  # each waits for the browser half of its time


async def look_at(page: Page, name: str) -> list[str]:
    """The faults of a page in this state: sideways scrolling at any size, and axe's findings.

    axe checks the wide page in light with every rule and, for one state in three, the narrow page in dark for its
    colors. The sweep checks every state in every size, theme and language, and at 400 %.
    """
    await settle(page)
    found = await look_around(page, name)
    for language in ("rtl", "zh-Hans") if IS_SWEEP else ():
        await switch_language(page, language)
        found += [f"{language} {line}" for line in await look_around(page, f"{name}-{language}")]
    return found


async def glance_at(page: Page, name: str) -> list[str]:
    """A short check for a state that pages share: whether this page shows it, without sideways scrolling in a narrow
    window.

    The state belongs to a component, which has its own test (`web/src/**/*.test.tsx`) and is fully checked on some
    pages.
    """
    if IS_SWEEP or WANTS_PICTURES:
        return await look_at(page, name)
    await settle(page)
    width, height = SIZES["phone"]
    await page.set_viewport_size({"width": width, "height": height})
    overflow = await page.evaluate(OVERFLOW)
    return [f"phone: {overflow} pixels wider than the window"] if overflow > 0 else []


async def look_around(page: Page, name: str) -> list[str]:
    found: list[str] = []
    for size, (width, height) in (SIZES | ZOOMED).items():
        await page.set_viewport_size({"width": width, "height": height})
        overflow = await page.evaluate(OVERFLOW)
        if overflow > 0:
            found.append(f"{size}: {overflow} pixels wider than the window")
        for scheme in SCHEMES if IS_SWEEP or size in SIZES else ():
            is_looked_at = IS_SWEEP or (size, scheme) == LIGHT or ((size, scheme) == DARK and is_seen_dark(name))
            if is_looked_at or WANTS_PICTURES:
                await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            if is_looked_at:
                rules = AXE_TAGS if scheme == "light" else COLOURS  # a theme changes only colors
                found += [f"{size} {scheme}: {line}" for line in await list_violations(page, rules)]
            if WANTS_PICTURES:
                await take_picture(page, f"{name}-{size}-{scheme}")
    return found


def is_seen_dark(name: str) -> bool:
    """Whether the state is checked in dark. The choice is the same in each run, and neighboring states usually
    differ.
    """
    return crc32(name.encode()) % DARK_SHARE == 0


async def settle(page: Page) -> None:
    """Waits until the page has its heading and its fonts."""
    await page.get_by_role("heading", level=1).first.wait_for(state="attached")
    await page.evaluate("document.fonts.ready")


async def take_picture(page: Page, name: str) -> None:
    SCREENS.mkdir(exist_ok=True)
    (SCREENS / ".gitignore").write_text("*\n")
    is_page = not name.startswith(("room", "voice", "done"))
    await page.screenshot(path=SCREENS / f"{name}.png", full_page=is_page)


#: Deletes everything that a page can store. Runs on one of our addresses that has no page.
FORGET = """async () => {
    localStorage.clear();
    sessionStorage.clear();
    for (const { name } of await indexedDB.databases()) {
        await new Promise((settle) => (indexedDB.deleteDatabase(name).onsuccess = settle));
    }
}"""


Clean = Callable[[Watch], AbstractAsyncContextManager[OpenPage]]


@dataclass
class Lane:
    """One page that shows one state after the other, because a new one would open a window and read every script again.

    For each state it is as good as new, except that the init scripts of earlier states remain.
    """

    browser: Browser
    url: str
    page: Page | None = None
    locale: str = "en-GB"

    @asynccontextmanager
    async def clean(self, watch: Watch) -> AsyncIterator[OpenPage]:
        """Yields a function that opens pages for one state: this page or, with options that need a new profile, another
        one.
        """
        async with Profiles(self.browser, self.url, watch) as profiles:
            page = self.page or await self._open()

            async def open_page(path: str = "", **options: Any) -> Page:
                return await profiles(path, **options) if options else page

            self.page = None  # until it has been cleaned
            watch.attach(page.context)
            is_well = False
            try:
                yield open_page
                is_well = True
            finally:
                watch.detach(page.context)
                await unroute_all(page.context)
                await (self._forget(page) if is_well else page.context.close())
            self.page = page

    async def close(self) -> None:
        if self.page is not None:
            await self.page.context.close()

    async def _open(self) -> Page:
        context = await new_context(self.browser, self.url, locale=self.locale)
        await context.clock.install()
        return await context.new_page()

    async def _forget(self, page: Page) -> None:
        await page.context.set_offline(False)
        await page.goto("/healthz")
        await page.evaluate(FORGET)
        await page.context.clear_cookies()
        width, height = SIZES["desktop"]
        await page.set_viewport_size({"width": width, "height": height})
        await page.emulate_media(media="null", color_scheme="null", reduced_motion="null")


@asynccontextmanager
async def lanes(browser: Browser, url: str, **options: Any) -> AsyncIterator[Clean]:
    """Opens as many lanes as there are simultaneous visits. Yields a function that takes a state's watch and yields the
    function that opens pages.

    `options` are passed to each lane.
    """
    free = [Lane(browser, url, **options) for _ in range(PAGES_AT_ONCE)]

    @asynccontextmanager
    async def clean(watch: Watch) -> AsyncIterator[OpenPage]:
        lane = free.pop()
        try:
            async with lane.clean(watch) as open_page:
                yield open_page
        finally:
            free.append(lane)

    yield clean
    for lane in free:
        await lane.close()


@dataclass
class Visits:
    """Visits a few states at a time. The first request for a state starts the visits of its whole group.

    `groups` contains the names of each group's states. `visit` returns the faults of the state with this name.
    """

    groups: dict[str, list[str]]
    visit: Callable[[str], Awaitable[list[str]]]
    _free: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PAGES_AT_ONCE))
    _begun: dict[str, asyncio.Task[list[str]]] = field(default_factory=dict)

    async def findings(self, name: str) -> list[str]:
        if name not in self._begun:
            group = next(names for names in self.groups.values() if name in names)
            self._begun |= {other: asyncio.create_task(self._in_turn(other)) for other in group}
        return await self._begun[name]

    async def _in_turn(self, name: str) -> list[str]:
        async with self._free:
            return await self.visit(name)

    async def end(self) -> None:
        for visit in self._begun.values():
            visit.cancel()
        await asyncio.gather(*self._begun.values(), return_exceptions=True)


def group_items(items: Iterable[pytest.Item], test: str) -> dict[str, list[str]]:
    """The names for which this run requests the test, by group. All names of a group run in one worker."""
    groups: dict[str, list[str]] = {}
    for item in items:
        if isinstance(item, pytest.Function) and item.originalname == test:
            mark = item.get_closest_marker("xdist_group")
            groups.setdefault(mark.args[0] if mark else "", []).append(str(item.callspec.params["name"]))
    return groups


@asynccontextmanager
async def visiting(
    session: pytest.Session, test: str, visit: Callable[[str], Awaitable[list[str]]]
) -> AsyncIterator[Visits]:
    """Visits the states for which this run requests `test`. Fails if pytest-xdist does not keep each group in one
    worker, because every worker would then visit all states of its groups.
    """
    groups = group_items(session.items, test)
    if "PYTEST_XDIST_WORKER" in os.environ:
        spread = [
            item.nodeid for item in session.items if item.get_closest_marker("xdist_group") and "@" not in item.nodeid
        ]
        assert not spread, f"pytest-xdist spreads groups over its workers: run with --dist=loadgroup ({spread[0]})"
    visits = Visits(groups, visit)
    try:
        yield visits
    finally:
        await visits.end()
