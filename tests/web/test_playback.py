"""A real server with a joined recording: the report plays it from the transcript, and the audit log says who
watched.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from sqlalchemy import update

from aural.store import schema
from tests.chats import chatting
from tests.media import cut, record
from tests.room.recorder import TYPE, WEBM, digest_of
from tests.serving import serving
from tests.web import waiting
from tests.web.conftest import Profiles, Watch
from tests.web.test_deciding import Desk, open_desk
from tests.web.test_whole_path import ANSWER, publish

SECONDS = 40
#: The positions of the messages in the file: the greeting, the question, the answer and the goodbye.
PLACES = (4.0, 11.0, 20.0, 37.0)
#: Records each position that the player seeks to.
NOTE_PLACES = """
    window.places = [];
    document.addEventListener("seeked", ({ target }) => window.places.push(target.currentTime), true);
"""
#: Extends each message so that a busy machine has time to check it.
PLAY_SLOWLY = "document.addEventListener('play', ({ target }) => { target.playbackRate = 0.1; }, true);"


@dataclass
class Recorded:
    desk: Desk
    session: str
    recording: str

    async def place_words(self) -> None:
        """Sets message times that are far apart, so that the test needn't wait. The answer counts as spoken."""
        session = (await self.desk.api.get(f"/sessions/{self.session}")).json()["data"]
        (file,) = (await self.desk.api.get(f"/sessions/{self.session}/recordings")).json()["data"]
        began = instant(file["takes"][0]["startedAt"])
        async with self.desk.database.transaction() as transaction:
            for message, place in zip(session["messages"], PLACES, strict=True):
                start = began - instant(session["startedAt"]) + round(place * 1000)
                speech = {"startMs": start, "endMs": start + 12_000, "confidence": 0.9, "words": []}
                is_spoken = message["role"] == "user"
                values: dict[str, Any] = {"data": {"speech": speech}} if is_spoken else {}
                values |= {"created_at": began + round(place * 1000) + (12_000 if is_spoken else 0)}
                changed = update(schema.messages).where(schema.messages.c.id == message["id"])
                await transaction.run(changed.values(**values))


def instant(text: str) -> int:
    """In milliseconds since 1970."""
    return round(datetime.fromisoformat(text).timestamp() * 1000)


def take_part(http: httpx2.Client, slug: str) -> None:
    """Lets a candidate agree to the camera, answer while it records, and end."""
    text = http.post("/room/v1/entry", json={"slug": slug}).json()["data"]["consent"]
    consent = {"version": text["version"], "language": text["language"], "accepted": True}
    consent |= {"items": ["interview", "camera"]}
    person = {"name": "Mina Sol", "email": "mina@example.com"}
    begun = http.post("/room/v1/sessions", json={"slug": slug, "consent": consent, **person})
    assert begun.status_code == 200, begun.text
    token = begun.json()["data"]["personalUrl"].partition("token=")[2]
    http.headers["Authorization"] = f"Bearer {token}"
    with chatting(http, token) as chat:
        chat.my_turn()
        send_recording(http, slug)
        assert chat.answer(ANSWER)["type"] == "ack"
        chat.send(type="request", id=str(uuid.uuid4()), kind="end")
        chat.closed()


def send_recording(http: httpx2.Client, slug: str) -> None:
    take, offset = str(uuid.uuid4()), 0
    body = {"slug": slug, "take": take, "track": "camera", "mimeType": WEBM, "ageMs": 60_000}
    assert http.post("/room/v1/recordings", json=body).status_code == 200
    for content in cut(record(SECONDS), 5):
        headers = {"Upload-Offset": str(offset), "Content-Digest": digest_of(content), "Content-Type": TYPE}
        sent = http.patch(f"/room/v1/recordings/{take}?slug={slug}", content=content, headers=headers)
        assert sent.status_code == 200, sent.text
        offset += len(content)
    ended = http.post(f"/room/v1/recordings/{take}/end", json={"slug": slug, "bytes": offset})
    assert ended.status_code == 200, ended.text


async def joined(api: httpx2.AsyncClient, session: str) -> str:
    """The id of the session's only recording, once it is joined."""
    async with asyncio.timeout(waiting.SECONDS):
        while True:
            (found,) = (await api.get(f"/sessions/{session}/recordings")).json()["data"]
            if found["status"] == "READY":
                return str(found["id"])


@pytest_asyncio.fixture(loop_scope="session")
async def recorded(browser: Browser, watch: Watch, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Recorded]:
    settings = {"AURAL_RECORDING": "on", "AURAL_RATE_LIMIT_PER_MINUTE": "0"}
    with serving(tmp_path_factory.mktemp("data"), **settings) as server:
        async with (
            Profiles(browser, server.url, watch) as open_page,
            open_desk(server, open_page, "Harbour Recordings", "ada@harbour.example") as desk,
        ):
            questions = [{"text": "Tell me about a time that a system of yours failed."}]
            interview, link = await publish(desk.api, questions, videoEnabled=True)
            with httpx2.Client(base_url=server.url, timeout=waiting.SECONDS) as http:
                await asyncio.to_thread(take_part, http, link.rpartition("/")[2])
            (session,) = (await desk.api.get(f"/interviews/{interview}/sessions")).json()["data"]
            recorded = Recorded(desk, session["id"], await joined(desk.api, session["id"]))
            await recorded.place_words()
            await desk.page.add_init_script(NOTE_PLACES)
            yield recorded


async def until(page: Page, expression: str) -> None:
    """Waits until the expression is true in the page, without the page's own timers, which a test may stop."""
    async with asyncio.timeout(waiting.SECONDS):
        while not await page.evaluate(expression):
            pass


async def expect_place(page: Page, seconds: float) -> None:
    """Waits until the player has gone to this position, to half a second."""
    await until(page, f"Math.abs(window.places.at(-1) - {seconds}) < 0.5")


async def watched(recorded: Recorded) -> dict[str, str]:
    """The operations on the recording in the audit log, with the users who called them."""
    lines = (await recorded.desk.api.get(f"/audit?objectId={recorded.recording}")).json()["data"]
    return {line["operation"]: line["who"] for line in lines}


async def test_messages_and_quotes_seek_the_recording_and_playback_marks_its_message(recorded: Recorded) -> None:
    page = recorded.desk.page
    await page.add_init_script(PLAY_SLOWLY)
    await page.goto(f"/sessions/{recorded.session}")
    await expect(page.get_by_role("button", name="Quote 1,").first).to_be_visible()
    await expect(page.get_by_role("button", name="Play the recording")).to_be_visible()
    assert "viewRecording" not in await watched(recorded)  # a report was opened, but no recording

    turns = page.get_by_role("region", name="Transcript", exact=True).get_by_role("listitem")
    await turns.nth(1).get_by_role("button", name="Play from").click()
    await expect_place(page, PLACES[1])
    await expect(turns.nth(1)).to_have_attribute("aria-current", "true")
    await expect(turns.nth(1).get_by_role("button", name="Pause")).to_be_focused()
    await page.get_by_role("button", name="Quote 1,").first.click()
    await expect_place(page, PLACES[2])
    await expect(turns.nth(2)).to_have_attribute("aria-current", "true")
    await expect(page.get_by_role("button", name="Quote 1,").first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.locator("video")).to_have_js_property("paused", True)
    seen = await watched(recorded)
    assert (seen["viewRecording"], seen["getRecordingLink"]) == ("Robin Haddad", "Robin Haddad")


async def test_the_player_works_by_keyboard_and_shows_the_captions(recorded: Recorded) -> None:
    page = recorded.desk.page
    await page.goto(f"/sessions/{recorded.session}")
    await page.get_by_role("button", name="Play the recording").click()
    video = page.locator("video")
    await expect(video).to_be_focused()
    await expect(video).to_have_js_property("paused", False)
    await page.keyboard.press("k")
    await expect(video).to_have_js_property("paused", True)
    await page.evaluate("document.querySelector('video').currentTime = 1")  # it played until the key was pressed
    await expect_place(page, 1)
    for key, place in (("l", 11), ("l", 21), ("j", 11)):
        await page.keyboard.press(key)
        await expect_place(page, place)
    for key, speed in ((">", 1.25), (">", 1.5), ("<", 1.25)):
        await page.keyboard.press(key)
        await expect(video).to_have_js_property("playbackRate", speed)
    await expect(page.get_by_role("combobox", name="Speed")).to_have_value("1.25")
    await until(page, "document.querySelector('video').textTracks[0].cues?.length > 1")
    shown = "[...document.querySelector('video').textTracks[0].activeCues].map((cue) => cue.text).join()"
    await page.evaluate("document.querySelector('video').currentTime = 21")
    await until(page, f"({shown}).startsWith('<v Mina Sol>In our spring sale in 2024')")
    await page.get_by_role("button", name="Captions").click()
    assert await page.evaluate("document.querySelector('video').textTracks[0].mode") == "disabled"


async def test_a_link_is_renewed_before_it_expires_and_the_position_stays(recorded: Recorded) -> None:
    page = recorded.desk.page
    await page.add_init_script(PLAY_SLOWLY)
    await page.clock.install()
    await page.goto(f"/sessions/{recorded.session}")
    links: list[str] = []
    page.on("request", lambda request: links.append(request.url) if request.url.endswith("/link?seconds=900") else None)
    turns = page.get_by_role("region", name="Transcript", exact=True).get_by_role("listitem")
    await turns.nth(1).get_by_role("button", name="Play from").click()
    await expect_place(page, PLACES[1])
    video = page.locator("video")
    await expect(video).to_have_js_property("paused", False)
    before = await video.get_attribute("src")
    await page.clock.fast_forward("14:30")
    await expect(video).not_to_have_attribute("src", before or "")
    await until(page, f"document.querySelector('video').currentTime > {PLACES[1]}")
    await expect(video).to_have_js_property("paused", False)
    assert len(links) == 2
