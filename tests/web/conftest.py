"""A real Chromium that may speak to this machine only, and pages that must stay without a fault.

Playwright's asynchronous interface throughout: the other one leaves an event loop running, and every later asynchronous
test of the process fails. All tests of this folder share one loop, since the browser lives in it.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request, async_playwright

from tests.serving import Served, serving

AXE = Path(__file__).parents[2] / "web/node_modules/axe-core/axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--allow-loopback-in-peer-connection",
]
SIZES = {"desktop": (1280, 800), "phone": (360, 780)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@dataclass
class Watch:
    """What a page did that no page of ours may do. A test that provokes a fault takes it out with `expect`."""

    faults: list[str] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def attach(self, context: BrowserContext) -> None:
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self._add(f"uncaught: {error.error}"))

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1":
            self._add(f"foreign request: {request.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._add(f"console {message.type}: {message.text} ({message.location.get('url', '')})")

    async def until(self, part: str) -> None:
        """Until a fault with this in it was seen: `expect` it then."""
        async with asyncio.timeout(20):
            while not any(part in fault for fault in self.faults):
                self._news.clear()
                await self._news.wait()

    def _add(self, fault: str) -> None:
        self.faults.append(fault)
        self._news.set()

    def expect(self, part: str) -> None:
        """The fault that this test provoked on purpose: it must be there, and no longer counts."""
        kept = [fault for fault in self.faults if part not in fault]
        assert len(kept) < len(self.faults), f"no fault about {part!r} among {self.faults}"
        self.faults = kept


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for the whole folder, with an empty data folder: each test makes what it needs."""
    with serving(tmp_path_factory.mktemp("data"), AURAL_RATE_LIMIT_PER_MINUTE="0") as served:  # reports are waited for
        yield served


def find_chromium() -> str | None:
    """The system's; None for the one that Playwright fetched."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    watch = Watch()
    yield watch
    assert not watch.faults, "\n".join(watch.faults)


@dataclass
class Profiles:
    """Called, `open_page(path="/", size="phone", **context)`, it gives a page of a browser profile of its own."""

    browser: Browser
    url: str
    watch: Watch
    contexts: list[BrowserContext] = field(default_factory=list)

    async def __call__(self, path: str = "", size: str = "desktop", **options: Any) -> Page:
        width, height = SIZES[size]
        options = {"viewport": {"width": width, "height": height}, "locale": "en-GB"} | options
        context = await self.browser.new_context(base_url=self.url, **options)
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
            await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser, server: Served, watch: Watch) -> AsyncIterator[Profiles]:
    async with Profiles(browser, server.url, watch) as profiles:
        yield profiles


@pytest_asyncio.fixture(loop_scope="session")
async def page(open_page: Profiles) -> Page:
    return await open_page()


Findings = dict[str, "asyncio.Task[list[str]]"]
PAGES_AT_ONCE = 4 // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))  # over all workers


@asynccontextmanager
async def visiting(
    session: pytest.Session, test: str, visit: Callable[[str], Awaitable[list[str]]]
) -> AsyncIterator[Findings]:
    """Visits, a few pages at a time, each state that this run asks `test` for; a test waits for its own findings."""
    items = [item for item in session.items if isinstance(item, pytest.Function) and item.originalname == test]
    free = asyncio.Semaphore(PAGES_AT_ONCE)

    async def in_turn(name: str) -> list[str]:
        async with free:
            return await visit(name)

    findings = {name: asyncio.create_task(in_turn(name)) for name in (item.callspec.params["name"] for item in items)}
    yield findings
    for finding in findings.values():
        finding.cancel()
    await asyncio.gather(*findings.values(), return_exceptions=True)


async def list_violations(page: Page, rules: list[str] = AXE_TAGS) -> list[str]:
    """What axe finds on the page as it stands, one line a rule and element. `rules` may be tags of axe's, too."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text())
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = cast("dict[str, Any]", await page.evaluate("options => axe.run(document, options)", options))
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
