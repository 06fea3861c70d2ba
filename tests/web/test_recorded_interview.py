"""A recorded interview that loses its network, server, connection and page once each: the video is complete, and plays.

`python -m bench.recording` has twice as many faults, in two minutes or any other length. `make bench` also runs it.
"""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import av
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.web.conftest import FLAGS, chromium
from tests.web.recorded import FAULTS, Media, Recorded, record_interview
from tests.web.test_losses import Place, place, shared  # noqa: F401 (fixtures)

pytestmark = pytest.mark.xdist_group("losses")

SECONDS = 30
FEW_PICTURES = "--use-fake-device-for-media-stream=fps=5"  # encoding more would cost a busy machine too much


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**chromium(), args=[*FLAGS, FEW_PICTURES])
        yield browser
        await browser.close()


async def test_a_recording_survives_cut_connections_a_killed_server_and_a_reload(place: Place) -> None:  # noqa: F811
    recorded = await record_interview(place, SECONDS, FAULTS)
    check(recorded)
    assert {recording["track"] for recording in recorded.recordings} == {"camera", "screen"}


def check(recorded: Recorded) -> None:
    """Checks that each packet of the camera's recorder is in the film once and in order, that the film can be played
    from its middle, and that it is as long as the takes in it.
    """
    camera, _screen = recorded.media_of("camera"), recorded.media_of("screen")
    assert all(recording["status"] == "READY" for recording in recorded.recordings), recorded.recordings
    (given,) = [recording for recording in recorded.recordings if recording["track"] == "camera"]
    assert given["seconds"] == pytest.approx(camera.seconds, abs=0.5), recorded.recorder.runs
    film = Media.read(recorded.film)
    assert film.packets == camera.packets
    assert film.seconds == pytest.approx(camera.seconds, abs=0.5)
    play(recorded.film)


def play(film: bytes) -> None:
    with av.open(io.BytesIO(film)) as media:
        assert media.duration is not None
        assert sorted(stream.type for stream in media.streams) == ["audio", "video"]
        middle = media.duration // 2
        media.seek(middle)
        key = next(media.decode(video=0)).time
        assert key is not None
        assert 0 <= middle / 1_000_000 - key <= 7  # the nearest key frame before it
        media.seek(0)
        times = [frame.time for frame in media.decode(video=0)]
    assert times == sorted(times)
