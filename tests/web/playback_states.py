"""States of a report with recordings: those that can be played, those that can't, and those that can't yet."""

from __future__ import annotations

import asyncio
from typing import Any

from playwright.async_api import Page, expect

from tests.media import record
from tests.web.dashboard_fake import FakeApi, Reply, me, open_dashboard, refusal
from tests.web.dashboard_states import Do
from tests.web.page_states import State
from tests.web.played import Asked, player_of
from tests.web.report_states import PAGE, REPLIES
from tests.web.room_fake import OpenPage

SECONDS = 6
CAPTIONS = "WEBVTT\n\n1\n00:00:00.000 --> 00:00:06.000\n<v Mina Okafor>The first thing I opened was the lag.</v>\n"
FORBIDDEN = {"code": "FORBIDDEN", "message": "This needs the scope recordings:read.", "requestId": "req_8"}


def recording(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A recording whose only take began with the first answer of the report's session."""
    began = "2026-11-14T10:14:41.000Z"
    return {
        "id": f"v{number}",
        "sessionId": "s1",
        "track": "camera",
        "status": "READY",
        "reason": None,
        "reasonCode": None,
        "type": "video/webm",
        "bytes": 14_680_064,
        "seconds": 1_818.0,
        "startedAt": began,
        "endedAt": "2026-11-14T10:36:00.000Z",
        "takes": [{"startedAt": began, "fromSeconds": 0, "seconds": 1_818.0}],
    } | changes


SCREEN = recording(2, track="screen")
UNREADY: dict[str, Any] = {"seconds": None, "takes": []}
OPEN = recording(3, track="screen", status="OPEN", endedAt=None, **UNREADY)
JOINING = recording(4, status="JOINING", **UNREADY)
REASONS = ("LOST", "EMPTY", "UNREADABLE", "TOO_LARGE", "GIVEN_UP")
FAILED = [
    recording(number, status="FAILED", reason="In the server’s words.", reasonCode=code, **UNREADY)
    for number, code in enumerate(REASONS, 5)
]


async def _play(asked: Asked) -> None:
    media = await asyncio.to_thread(record, SECONDS, pictures=not asked.url.endswith("voice"))
    await asked.answer(body=media, media_type="video/webm")


async def _caption(asked: Asked) -> None:
    await asked.answer(body=CAPTIONS, media_type="text/vtt")


def link_to(name: str) -> Reply:
    url = f"http://127.0.0.1/media/{name}"
    return Reply({"url": url, "type": "video/webm", "bytes": 1, "seconds": SECONDS, "expiresAt": "2126-11-14T10:36Z"})


LINK, VOICE_LINK = link_to("camera"), link_to("voice")


def recorded(
    wait_for: str, *files: dict[str, Any], do: Do | None = None, link: Reply = LINK, listed: Reply | None = None
) -> State:
    """Opens the report of a session with these files."""

    async def make(open_page: OpenPage) -> Page:
        replies = {
            **REPLIES,
            "GET /sessions/s1/recordings": listed or Reply(list(files)),
            "GET /recordings/{id}/link": link,
        }
        page = await open_dashboard(open_page, FakeApi(me=me("VIEWER"), replies=replies), "/healthz")
        player = await player_of(page)
        player.on("/media/", _play)
        player.on("/captions$", _caption)
        await page.goto(PAGE)
        await page.get_by_text(wait_for).first.wait_for()
        if do is not None:
            await do(page)
        return page

    return make


async def play(page: Page) -> None:
    await page.get_by_role("button", name="Play the recording").click()
    await expect(page.locator("video")).to_have_js_property("readyState", 4)
    await page.locator("video").evaluate("video => video.pause()")
    await page.evaluate("scrollTo(0, 0)")  # a quote may be half hidden behind the rail


async def play_a_message(page: Page) -> None:
    await page.get_by_role("button", name="Play from 10:41").click()
    await expect(page.locator("video")).to_have_js_property("readyState", 4)
    await expect(page.locator("li[aria-current='true']")).to_contain_text("The first thing I opened")
    await page.get_by_role("button", name="Screen").click()
    await expect(page.get_by_role("button", name="Screen")).to_have_attribute("aria-pressed", "true")
    await expect(page.locator("video")).to_have_js_property("readyState", 4)
    await page.locator("video").evaluate("video => video.pause()")


async def look_up_the_keys(page: Page) -> None:
    await play(page)
    await page.get_by_role("button", name="Keyboard shortcuts", exact=True).click()
    await page.get_by_text("Play slower or faster").wait_for()


async def fail_to_load(page: Page) -> None:
    await page.get_by_role("button", name="Play the recording").click()
    await page.get_by_text("could not be loaded").wait_for()


OFFERED = "Play the recording"
PLAYBACK_STATES: dict[str, State] = {
    "playback_offered": recorded(OFFERED, recording()),
    "playback_playing": recorded(OFFERED, recording(), SCREEN, do=play_a_message),
    "playback_voice": recorded(OFFERED, recording(track="audio", media_type="audio/webm"), do=play, link=VOICE_LINK),
    "playback_keys": recorded(OFFERED, recording(), SCREEN, do=look_up_the_keys),
    "playback_coming_in": recorded("still uploading", OPEN),
    "playback_joining": recorded("being prepared", JOINING, SCREEN),
    "playback_failed": recorded("The recording has no audio or video to play", *FAILED),
    "playback_no_link": recorded(OFFERED, recording(), do=fail_to_load, link=refusal()),
    "playback_forbidden": recorded("You don’t have permission", listed=refusal(403, FORBIDDEN)),
    "playback_unknown": recorded("could not be loaded", listed=refusal()),
}
