"""Looks at a page in one of its states. The one way that every state is looked at.

With `AURAL_SCREENS=1` in the environment a picture of each lands in `.screens/`, for a person to look at. With
`AURAL_SWEEP=1` every size, theme and language is looked at, as `make bench-axe` does.
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
LIGHT, DARK = ("desktop", "light"), ("phone", "dark")  # by axe, in each run of the tests
DARK_SHARE = 3  # one state in so many is dark: web/src/ui/tokens.test.ts has the contrast of each pair of colors
#: In pixels, once what floats has found its place in a window that has just become narrow: some frames later.
OVERFLOW = """async () => {
    const measure = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
    for (let frame = 0; measure() > 0 && frame < 60; frame += 1)
        await new Promise((drawn) => requestAnimationFrame(drawn));
    return measure();
}"""
PAGES_AT_ONCE = 2 if "PYTEST_XDIST_WORKER" in os.environ else 4  # each waits for the browser half of its time


async def look_at(page: Page, name: str) -> list[str]:
    """What is wrong with a page in that state: sideways scroll at any size, and what axe finds.

    axe looks at the wide page in light with every rule and, for one state in three, at the narrow one in dark for its
    colors. The sweep looks at every state in every size, theme and language.
    """
    await settle(page)
    found = await look_around(page, name)
    for language in ("rtl", "zh-Hans") if IS_SWEEP else ():
        await switch_language(page, language)
        found += [f"{language} {line}" for line in await look_around(page, f"{name}-{language}")]
    return found


async def glance_at(page: Page, name: str) -> list[str]:
    """Of a state that pages share: whether this page shows it at all, and within a narrow window.

    Its look is that of the component, which has its own test (`web/src/**/*.test.tsx`) and some full looks.
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
        for scheme in SCHEMES if size in SIZES else ():
            is_looked_at = IS_SWEEP or (size, scheme) == LIGHT or ((size, scheme) == DARK and is_seen_dark(name))
            if is_looked_at or WANTS_PICTURES:
                await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            if is_looked_at:
                rules = AXE_TAGS if scheme == "light" else COLOURS  # a theme changes nothing but colours
                found += [f"{size} {scheme}: {line}" for line in await list_violations(page, rules)]
            if WANTS_PICTURES:
                await take_picture(page, f"{name}-{size}-{scheme}")
    return found


def is_seen_dark(name: str) -> bool:
    """The same states in each run, and those that are next to each other in different ones."""
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


#: Takes away all that a page can keep. Run on an address of ours that has no page.
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
    """One page that shows one state after the other: a new one would be a new window, and read every script again.

    It is as good as new for each, except for scripts that a state runs ahead.
    """

    browser: Browser
    url: str
    page: Page | None = None
    locale: str = "en-GB"

    @asynccontextmanager
    async def clean(self, watch: Watch) -> AsyncIterator[OpenPage]:
        """The way to open pages for one state: this one, or, with options that only a new profile has, another."""
        async with Profiles(self.browser, self.url, watch) as profiles:
            page = self.page or await self._open()

            async def open_page(path: str = "", **options: Any) -> Page:
                return await profiles(path, **options) if options else page

            self.page = None  # until it is clean again
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
        await page.emulate_media(color_scheme="null", reduced_motion="null")


@asynccontextmanager
async def lanes(browser: Browser, url: str, **options: Any) -> AsyncIterator[Clean]:
    """As many as there are visits at a time; called with a state's watch, it gives the way to open pages for it.

    `options`: of each lane.
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
    """Visits states a few pages at a time. The first that is asked for begins those of its whole group.

    `groups` has the names of each group's states; a visit tells what is wrong with the one of that name.
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
    """By group, the names that this run asks the test for: those of one group run in one worker."""
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
    """Visits what this run asks `test` for. Fails where pytest-xdist does not keep each group in one worker: every
    worker would visit all states of the groups that it got a part of.
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
