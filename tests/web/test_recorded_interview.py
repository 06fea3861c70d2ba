"""A recorded interview whose network, server, line and page are lost once each: the film is whole, and plays.

Twice as many faults, in two minutes or as many as you like: `python -m bench.recording`, which `make bench` runs, too.
"""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import av
import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from tests.web.conftest import FLAGS, chromium
from tests.web.recorded import FAULTS, Recorded, record_interview
from tests.web.test_losses import Place, place, shared  # noqa: F401 (fixtures)

pytestmark = pytest.mark.xdist_group("losses")

SECONDS = 30
FEW_PICTURES = "--use-fake-device-for-media-stream=fps=5"  # a busy machine has better things to do than to encode


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**chromium(), args=[*FLAGS, FEW_PICTURES])
        yield browser
        await browser.close()


async def test_a_film_survives_cut_lines_a_killed_server_and_a_reload(place: Place) -> None:  # noqa: F811
    recorded = await record_interview(place, SECONDS, FAULTS)
    check(recorded)
    assert {recording["track"] for recording in recorded.recordings} == {"camera", "screen"}


def check(recorded: Recorded) -> None:
    """Each byte that the recorder made lies on the server once, and the film of them is as long as it ran."""
    wanted = {track: recorded.seconds_of(track) for track in ("camera", "screen")}
    assert all(recording["status"] == "READY" for recording in recorded.recordings), recorded.recordings
    (camera,) = [recording for recording in recorded.recordings if recording["track"] == "camera"]
    assert abs(camera["seconds"] - wanted["camera"]) <= 2, (camera, wanted, recorded.runs)
    play(recorded.film, wanted["camera"])


def play(film: bytes, wanted: float) -> None:
    with av.open(io.BytesIO(film)) as media:
        assert media.duration is not None
        assert abs(media.duration / 1_000_000 - wanted) <= 2
        assert sorted(stream.type for stream in media.streams) == ["audio", "video"]
        middle = media.duration // 2
        media.seek(middle)
        key = next(media.decode(video=0)).time
        assert key is not None
        assert 0 <= middle / 1_000_000 - key <= 7  # the nearest picture before it that stands by itself
        media.seek(0)
        times = [frame.time for frame in media.decode(video=0)]
    assert times == sorted(times)
    assert len(times) > 2 * wanted
