"""Faces in front of a real browser's camera: counted in the page, reported as a state, shown in the report, never
sent.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import Browser, Request, expect

from aural.guard.http.headers import PAGE_HEADERS
from tests.serving import Served
from tests.web import waiting
from tests.web.conftest import FLAGS, Profiles, Watch, chromium
from tests.web.room_fake import OpenPage
from tests.web.test_integrity import Line
from tests.web.test_whole_path import QUESTIONS, enter, publish, tab_to

FACE = Path(__file__).parents[1] / "data/faces/astronaut.jpg"
WIDTH, HEIGHT = 320, 240
COUNTED = {"antiCheatingEnabled": True, "faceCountEnabled": True}
NOTE_CAMERA = """
    window.wasCameraAskedFor = false;
    navigator.mediaDevices.getUserMedia = () => { window.wasCameraAskedFor = true; return Promise.reject(); };
"""
MOST_BYTES_A_REQUEST = 4_096


@dataclass
class Camera:
    """Chromium's fake camera: a video of one picture, which it reads again for each frame."""

    path: Path

    def show(self, faces: int) -> None:
        scene, face = Image.new("RGB", (WIDTH, HEIGHT), (90, 100, 110)), Image.open(FACE).resize((150, 164))
        for place in range(faces):
            scene.paste(face, (85 if faces == 1 else 5 + 160 * place, 40))
        y, cb, cr = scene.convert("YCbCr").split()
        planes = [y, *(part.resize((WIDTH // 2, HEIGHT // 2)) for part in (cb, cr))]
        film = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\nFRAME\n".encode()
        film += b"".join(plane.tobytes() for plane in planes)
        # overwritten in place, because the browser has the file open
        with self.path.open("r+b" if self.path.exists() else "wb") as file:
            file.write(film)


@pytest.fixture
def camera(tmp_path: Path) -> Camera:
    camera = Camera(tmp_path / "camera.y4m")
    camera.show(1)
    return camera


@pytest_asyncio.fixture(loop_scope="session")
async def with_camera(browser: Browser, server: Served, watch: Watch, camera: Camera) -> AsyncIterator[Profiles]:
    args = [*FLAGS, f"--use-file-for-fake-video-capture={camera.path}"]
    other = await browser.browser_type.launch(**chromium(), args=args)
    async with Profiles(other, server.url, watch) as profiles:
        yield profiles
    await other.close()


async def stand(api: httpx2.AsyncClient, interview: str) -> list[tuple[str, str]]:
    """The face signals of the only session, as a reader of the report sees them."""
    session = (await api.get(f"/interviews/{interview}/sessions")).json()["data"][0]["id"]
    items = (await api.get(f"/sessions/{session}/integrity")).json()["data"]["items"]
    return [(item["kind"], item["state"]) for item in items if item["kind"] == "faces"]


async def until_it_stands(api: httpx2.AsyncClient, interview: str, line: Line, *noted: tuple[str, str]) -> None:
    """Waits until the signals are in the timeline. The page reports a state that it has seen three times in a row. The
    timeline is read again at each ping of the page, every two seconds.
    """
    for _ in range(int(waiting.SECONDS)):
        if await stand(api, interview) == list(noted):
            return
        await line.until(1, type="ping")
    raise AssertionError(f"{noted} is not in the timeline: {await stand(api, interview)}")


def check_that_no_picture_left(requests: list[Request], sent: list[dict[str, Any]], host: str) -> None:
    assert {urlsplit(request.url).netloc for request in requests} == {host}
    for request in requests:
        body = request.post_data_buffer
        if request.method == "GET":
            assert body is None
        else:
            assert urlsplit(request.url).path.startswith("/room/v1/")
            assert len(body or b"") < MOST_BYTES_A_REQUEST
            json.loads(body or b"null")
    faces = [frame for frame in sent if frame.get("kind") == "faces"]
    assert {frozenset(frame) for frame in faces} == {frozenset({"type", "id", "kind", "ago", "state"})}
    assert all(len(json.dumps(frame)) < MOST_BYTES_A_REQUEST for frame in sent)


async def test_one_face_then_none_then_two_are_in_the_report_and_no_picture_leaves_the_page(
    api: httpx2.AsyncClient, with_camera: Profiles, camera: Camera, server: Served
) -> None:
    interview, path = await publish(api, QUESTIONS[:1], **COUNTED)
    page, line = await with_camera(), Line()
    await page.add_init_script(waiting.PATIENT)
    line.attach(page)
    requests: list[Request] = []
    page.context.on("request", lambda request: requests.append(request))
    page.on("websocket", lambda socket: socket.on("framesent", check_is_text))
    await page.goto(path)
    await page.get_by_role("heading", name="What happens to your answers").click()
    await expect(page.get_by_text("no face, or more than one")).to_be_visible()
    await enter(page, agree=("interview", "integrity", "faces"))
    noted = page.get_by_role("button", name="Some actions are noted, as you agreed")
    await noted.click()
    await expect(page.get_by_text("the number of faces").first).to_be_visible()
    await noted.click()
    await line.reach(1, kind="faces", state="one")
    assert await stand(api, interview) == []
    camera.show(0)
    await until_it_stands(api, interview, line, ("faces", "none"))
    camera.show(2)
    await until_it_stands(api, interview, line, ("faces", "none"), ("faces", "several"))
    camera.show(1)
    await line.reach(2, kind="faces", state="one")
    check_that_no_picture_left(requests, line.sent, urlsplit(server.url).netloc)
    await check_policy([request for request in requests if "/counter" in request.url or ".bin" in request.url])


async def check_policy(requests: list[Request]) -> None:
    """Checks that the worker and its model come from this server, under a strict policy. A worker has the policy of its
    own response.
    """
    assert len(requests) == 2
    for request in requests:
        response = await request.response()
        assert response is not None
        policy = response.headers["content-security-policy"]
        assert policy == PAGE_HEADERS["Content-Security-Policy"]
        assert "script-src 'self'; " in policy
        assert "connect-src 'self'; " in policy
        for loose in ("unsafe", "blob:", "worker-src", "*"):
            assert loose not in policy


def check_is_text(sent: bytes | str) -> None:
    assert isinstance(sent, str)


async def test_without_consent_no_faces_are_counted_and_nothing_is_loaded(
    api: httpx2.AsyncClient, open_page: OpenPage
) -> None:
    interview, path = await publish(api, QUESTIONS[:1], **COUNTED)
    page, line = await open_page(), Line()
    line.attach(page)
    await page.add_init_script(NOTE_CAMERA)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(path)
    await enter(page, agree=("interview", "integrity"))
    await page.get_by_role("button", name="Some actions are noted, as you agreed").click()
    await expect(page.get_by_text("As you agreed, the following is noted: leaving this page")).to_be_visible()
    await expect(page.get_by_text("the number of faces")).to_have_count(0)
    await line.until(2, type="ping")
    assert line.count(kind="faces") == 0
    assert await page.evaluate("window.wasCameraAskedFor") is False
    assert not [url for url in asked if "counter" in url or ".bin" in url]
    assert await stand(api, interview) == []


async def test_a_candidate_who_asked_for_no_camera_is_not_asked_about_faces(
    api: httpx2.AsyncClient, open_page: OpenPage
) -> None:
    _, path = await publish(api, QUESTIONS[:1], **COUNTED)
    page = await open_page(path)
    await page.get_by_role("heading", name="Adjustments, if you need any").click()
    await page.get_by_label("No camera").check()
    await tab_to(page, "#name")
    await page.keyboard.type("Mina Okafor")
    await tab_to(page, "#email")
    await page.keyboard.type("mina@example.com")
    await page.keyboard.press("Enter")
    await expect(page.locator("#consent-integrity")).to_be_visible()
    await expect(page.locator("#consent-faces")).to_have_count(0)
