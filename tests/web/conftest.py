"""A real Chromium that may only talk to this machine, and pages that must not cause any fault.

All tests use Playwright's asynchronous interface: the synchronous one leaves an event loop running, and every later
asynchronous test of the process fails. All tests of this folder share one loop, because the browser belongs to it.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    async_playwright,
    expect,
)

from tests.serving import Served, run, serving
from tests.web import waiting
from tests.web.played import forget_answers

expect.set_options(timeout=waiting.MILLISECONDS)

AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
]
SLOW = "preloaded using link preload but not used within a few seconds"  # depends on the load of the machine
SIZES = {"desktop": (1280, 800), "phone": (360, 780)}


#: Large groups and long tests start first, so that short tests without a group keep all workers busy to the end. Tests
#: that draw pages keep a processor busy, and tests that wait need little of it, so the two kinds alternate.
WAITING = (
    "test_losses",
    "test_code",
    "test_spoken_interview",
    "test_recorded_interview",  # in the same group as test_losses
    "test_faces",
    "test_inviting",
    "test_webhooks",
    "test_fake_microphone",
    "test_creators_way",
    "test_getting_in",
)
DRAWING = ("test_states", "test_pseudo", "test_dashboard_languages")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    own = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in own:
        item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)
    others = [item for item in items if item not in own]
    items[:] = others + mix(own)


def mix(items: list[pytest.Item]) -> list[pytest.Item]:
    """Alternates groups of tests that draw and groups that wait, followed by all the rest."""
    waiting: dict[str, list[pytest.Item]] = {}
    drawing: dict[str, list[pytest.Item]] = {}
    rest: list[pytest.Item] = []
    places = {name: place for place, name in enumerate((*WAITING, *DRAWING))}
    for item in sorted(items, key=lambda item: places.get(item.path.stem, len(places))):
        mark = item.get_closest_marker("xdist_group")
        group = mark.args[0] if mark else item.path.stem
        if item.path.stem in WAITING:
            waiting.setdefault(group, []).append(item)
        elif item.path.stem in DRAWING:
            drawing.setdefault(group, []).append(item)
        else:
            rest.append(item)
    turns = chain.from_iterable(zip_longest(waiting.values(), drawing.values(), fillvalue=[]))
    return [*chain.from_iterable(turns), *rest]


@dataclass
class Watch:
    """Faults that none of our pages may cause. A test that provokes a fault removes it with `expect`."""

    faults: list[str] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def attach(self, context: BrowserContext) -> None:
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)

    def detach(self, context: BrowserContext) -> None:
        context.remove_listener("request", self._on_request)
        context.remove_listener("console", self._on_console)
        context.remove_listener("weberror", self._on_error)

    def _on_error(self, error: WebError) -> None:
        self._add(f"uncaught: {error.error}")

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1":
            self._add(f"foreign request: {request.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and SLOW not in message.text:
            self._add(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    async def until(self, part: str) -> None:
        """Waits until a fault that contains this part has been recorded."""
        async with asyncio.timeout(waiting.SECONDS):
            while not any(part in fault for fault in self.faults):
                self._news.clear()
                await self._news.wait()

    def _add(self, fault: str) -> None:
        self.faults.append(fault)
        self._news.set()

    async def expect(self, part: str) -> None:
        """Waits for a fault that this test provoked on purpose, and removes it. The browser may report it late."""
        try:
            await self.until(part)
        except TimeoutError:
            raise AssertionError(f"no fault about {part!r} among {self.faults}") from None
        self.faults = [fault for fault in self.faults if part not in fault]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the whole folder, with an empty data folder. Each test creates what it needs."""
    settings = {"AURAL_RATE_LIMIT_PER_MINUTE": "0", "AURAL_VOICE_LOAD": "ignored"}  # tests poll for reports
    with serving(tmp_path_factory.mktemp("data"), **settings) as served:
        yield served


@pytest.fixture
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server without accounts."""
    with serving(tmp_path_factory.mktemp("empty"), AURAL_RATE_LIMIT_PER_MINUTE="0") as served:
        yield served


def chromium(*, has_windows: bool = False) -> dict[str, str]:
    """Options to launch Chromium: the one that Debian packages, otherwise the one that Playwright downloaded.
    `has_windows` gives a browser with real windows, of which only one has the focus; it costs twice as much.
    """
    program = shutil.which("chromium" if has_windows else "chromium-headless-shell")
    if program is not None:
        return {"executable_path": program}
    return {"channel": "chromium"} if has_windows else {}


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def api(server: Served) -> AsyncIterator[httpx2.AsyncClient]:
    """The API of the shared server, with a key of an organization."""
    async with open_api(server, "Harbour Cooperative") as api:
        yield api


def open_api(server: Served, organization: str) -> httpx2.AsyncClient:
    key = run("keys", "create", "--organization", organization, "--create", "--data-dir", str(server.data_dir)).strip()
    headers = {"Authorization": f"Bearer {key}"}
    return httpx2.AsyncClient(base_url=f"{server.url}/api/v1", headers=headers, timeout=waiting.SECONDS)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with launching(FLAGS) as browser:
        yield browser


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser_for_looks() -> AsyncIterator[Browser]:
    """A browser for pages that are checked only once. None of them runs its scripts long enough to benefit from V8's
    optimizing compilers, which take an eighth of the time of a check.
    """
    async with launching([*FLAGS, "--js-flags=--no-opt --no-maglev"]) as browser:
        yield browser


@asynccontextmanager
async def launching(flags: list[str]) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**chromium(), args=flags)
        yield browser
        await browser.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    assert not watch.faults, "\n".join(watch.faults)


@dataclass
class Profiles:
    """`open_page(path="/", size="phone", **context)` opens a page in a new browser profile."""

    browser: Browser
    url: str
    watch: Watch
    contexts: list[BrowserContext] = field(default_factory=list)

    async def __call__(self, path: str = "", size: str = "desktop", **options: Any) -> Page:
        context = await new_context(self.browser, self.url, size, **options)
        self.contexts.append(context)
        self.watch.attach(context)
        page = await context.new_page()
        if path:
            await page.goto(path)
        return page

    async def __aenter__(self) -> Profiles:
        return self

    async def __aexit__(self, *_error: object) -> None:
        for context in self.contexts:
            self.watch.detach(context)  # faults while closing don't count
            await unroute_all(context)
            await context.close()


async def new_context(browser: Browser, url: str, size: str = "desktop", **options: Any) -> BrowserContext:
    width, height = SIZES[size]
    options = {"viewport": {"width": width, "height": height}, "locale": "en-GB"} | options
    context = await browser.new_context(base_url=url, **options)
    # Registered from the beginning: otherwise the dialog might open before Playwright listens for it.
    context.on("page", lambda page: page.on("filechooser", lambda _: None))
    context.set_default_timeout(waiting.MILLISECONDS)
    return context


async def unroute_all(context: BrowserContext) -> None:
    """Removes all routes, because an answer that a page no longer waits for would raise an error in another test."""
    for page in context.pages:
        forget_answers(page)
        await page.unroute_all(behavior="ignoreErrors")
    await context.unroute_all(behavior="ignoreErrors")


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser, server: Served, watch: Watch) -> AsyncIterator[Profiles]:
    async with Profiles(browser, server.url, watch) as profiles:
        yield profiles


@pytest_asyncio.fixture(loop_scope="session")
async def page(open_page: Profiles) -> Page:
    return await open_page()


#: Waits until changes have been drawn and animations have ended.
SETTLE = """async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const passing = document.getAnimations().filter(
        ({ effect, playState }) => playState === "running" && effect?.getComputedTiming().endTime !== Infinity,
    );
    await Promise.allSettled(passing.map(({ finished }) => finished));
}"""
#: Returns a line for each rule and element that violates it. Results that pass are not returned.
RUN_AXE = """async (rules) => {
    const how = { resultTypes: ["violations"], reporter: "no-passes", preload: false }; // no sheet comes from elsewhere
    const found = await axe.run(document, { runOnly: rules, ...how });
    const line = (id, node) => `${id}: ${JSON.stringify(node.target)} ${node.failureSummary}`;
    return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => line(id, node)));
}"""


async def list_violations(page: Page, rules: list[str] = AXE_TAGS) -> list[str]:
    """The violations that axe finds on the page as it is, a line for each rule and element. `rules` may also be
    tags.
    """
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text())
    await page.evaluate(SETTLE)
    found: list[str] = await page.evaluate(RUN_AXE, rules)
    return found
