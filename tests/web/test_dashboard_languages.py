"""Pages of the dashboard in Chinese and from right to left: no English word is left, and nothing is cut off or too
wide.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.serving import Served
from tests.web.access_states import HERE
from tests.web.builder_states import OWN
from tests.web.conftest import SETTLE, SIZES, Watch
from tests.web.dashboard_fake import INTERVIEWS, FakeApi, Reply, me, open_dashboard
from tests.web.inviting_states import ABOUT as INVITING
from tests.web.languages import any_of
from tests.web.looking import Visits, lanes, visiting
from tests.web.playback_states import FAILED
from tests.web.report_states import REPLIES as REPORTS
from tests.web.report_states import ROWS
from tests.web.room_fake import OpenPage
from tests.web.settings_states import KEYS
from tests.web.test_pseudo import LOOK, texts
from tests.web.webhook_states import LIST, ONE, SENT
from tests.web.webhook_states import REPLIES as WEBHOOKS

#: Names and words that are the same in every language, and the pattern of example addresses.
STAYS = (
    "Aural",
    "English",
    "API",
    "Python",
    "CSV",
    "ID",
    "URL",
    "AI",
    "OpenAI",
    "PNG",
    "JPEG",
    "WebP",
    "MB",
    "UTC",
    "PDF",
    "DOCX",
    "Excel",
    "Alt",
    "Ctrl",
    "Webhook",
    "webhook",
)
SAID_BY_SERVER = ("Firefox", "Linux", "Chrome", "XLSX", "Tell")
PAGES = (
    "/settings/voice",
    "/interviews",
    "/interviews/new",
    "/team",
    "/projects",
    "/organizations",
    "/settings/profile",
    "/developers/keys",
    LIST,
    ONE,
    SENT,
    "/settings/model",
    "/settings/brand",
    "/settings/languages",
    "/usage",
    "/interviews/i1/build",
    "/interviews/i1/build?tab=criteria",
    "/interviews/i1/build?tab=interviewer",
    "/interviews/i1/build?tab=rules",
    "/library",
    "/interviews/i1/candidates",
    "/candidates/c1",
    "/sessions",
    "/sessions/s1",
    "/sessions/s1?tab=transcript",
    "/sessions/s1?tab=details",
)
#: Texts of the server that these pages show.
TOLD: dict[str, Any] = {**HERE, **OWN, **INVITING, **REPORTS, **WEBHOOKS, "GET /sessions": Reply(ROWS)}


def english_left(words: list[str], told: list[Any]) -> list[str]:
    """The texts of a page with a word that neither comes from the server nor is the same in every language."""
    known = {text for data in told for text in texts(data) if len(text) > 2}
    known_alone = any_of(known)
    left = []
    for text in words:
        if any(text.strip() in part for part in known):  # a part counts too: a quote is marked within the answer
            continue
        rest = known_alone.sub("", text)
        found = [word for word in re.findall(r"[A-Za-z]{3,}", rest) if word not in STAYS + SAID_BY_SERVER]
        if found:
            left.append(f"{text!r}: {found}")
    return left


async def look(page: Page) -> tuple[list[str], list[str]]:
    words, faults = [], []
    for size, (width, height) in SIZES.items():
        await page.set_viewport_size({"width": width, "height": height})
        await page.evaluate(SETTLE)
        seen = await page.evaluate(LOOK)
        words += seen["words"]
        cut = [place for place in seen["clipped"] if "line-clamp" not in place]  # lines are clamped on purpose
        faults += [f"{size}: out of its place: {place}" for place in cut]
        if seen["sideways"] > 0:
            faults.append(f"{size}: {seen['sideways']} pixels wider than the window")
    return words, faults


async def look_for_english(path: str, open_page: OpenPage) -> list[str]:
    page = await open_dashboard(open_page, FakeApi(replies=TOLD), path)
    await page.emulate_media(reduced_motion="reduce")
    await page.get_by_role("heading", level=1).wait_for()
    await page.wait_for_load_state("networkidle")
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)
    words, faults = await look(page)
    told = [me(), INTERVIEWS, KEYS, *[reply.data for reply in TOLD.values() if isinstance(reply, Reply)]]
    faults += [f"English: {text}" for text in english_left(words, told)]
    await page.evaluate("document.documentElement.dir = 'rtl'")
    faults += [f"right to left: {fault}" for fault in (await look(page))[1]]
    return faults


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def visits(request: pytest.FixtureRequest, browser_for_looks: Browser, server: Served) -> AsyncIterator[Visits]:
    async with lanes(browser_for_looks, server.url, locale="zh-CN") as clean:

        async def visit(path: str) -> list[str]:
            watch = Watch()
            async with clean(watch) as open_page:
                return await look_for_english(path, open_page) + watch.faults

        async with visiting(request.session, "test_a_page_is_complete_in_chinese_and_right_to_left", visit) as visits:
            yield visits


@pytest.mark.xdist_group("chinese")
@pytest.mark.parametrize("name", PAGES)
async def test_a_page_is_complete_in_chinese_and_right_to_left(name: str, visits: Visits) -> None:
    found = await visits.findings(name)
    assert not found, "\n".join(found)


async def test_the_reason_for_a_missing_recording_is_in_the_readers_language(open_page: OpenPage) -> None:
    """The sentence that the server sends with its code is for readers of the API."""
    fake = FakeApi(replies=TOLD | {"GET /sessions/s1/recordings": Reply(FAILED)})
    page = await open_dashboard(open_page, fake, "/sessions/s1", locale="zh-CN")
    told = page.get_by_role("listitem").filter(has_text="无法生成文件")
    await expect(told).to_have_count(len(FAILED))
    words = await told.all_inner_texts()
    assert len(set(words)) == len(FAILED)
    assert english_left(words, []) == []
