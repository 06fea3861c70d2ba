"""What this server's API says about its speech recognition and its voice; and a sample of the voice."""

from __future__ import annotations

import io
import wave
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from aural.api.speaking import EngineFacts, SilentError, VoiceFacts
from aural.guard.files.marking import SYNTHETIC
from aural.guard.marks.certificates import mark_key
from aural.guard.marks.files import verify
from aural.guard.secrets import Secrets
from aural.settings import load_settings
from aural.voice.offer import Offer
from aural.voice.tts.choice import open_tts
from tests.api.world import Storage, World, make_world

VOICE, SAMPLE = "/settings/voice", "/settings/voice/sample"


class HoarseVoice:
    def facts(self) -> VoiceFacts:
        return VoiceFacts(EngineFacts("openai", ("en", "zh")), EngineFacts("embedded", ("en",)), (8, 3))

    async def sample(self, speed: float) -> bytes:
        raise SilentError(f"The speech engine takes too long at {speed}.")


@pytest_asyncio.fixture(loop_scope="session")
async def spoken(storage: Storage, tmp_path: Path) -> AsyncIterator[World]:
    """A world with the embedded voice as it is."""
    settings = load_settings(data_dir=tmp_path, database_url=storage.url, secret_key="s" * 40)
    tts = open_tts(settings)
    assert tts is not None
    await tts.warm_up()  # warms up first, because the deadline of a sample doesn't include that
    async with make_world(storage, tmp_path, voice=Offer(settings, tts, None, "It is deaf.")) as world:
        yield world
    await tts.close()


@pytest_asyncio.fixture(loop_scope="session")
async def hoarse(storage: Storage, tmp_path: Path) -> AsyncIterator[World]:
    async with make_world(storage, tmp_path, voice=HoarseVoice()) as world:
        yield world


def seconds_of(file: bytes) -> float:
    with wave.open(io.BytesIO(file)) as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (1, 2, 24_000)
        return reader.getnframes() / 24_000


async def test_a_viewer_sees_the_stt_the_tts_and_the_voice_slots(hoarse: World) -> None:
    assert await hoarse.viewer.data("GET", VOICE) == {
        "mouth": {"engine": "openai", "languages": ["en", "zh"], "problem": None},
        "ear": {"engine": "embedded", "languages": ["en"], "problem": None},
        "places": {"most": 8, "free": 3},
    }


async def test_the_reason_for_a_missing_voice_is_given(world: World) -> None:
    told = await world.viewer.data("GET", VOICE)
    assert told["mouth"] == {
        "engine": "off",
        "languages": [],
        "problem": "This server was started without voice.",
    }
    assert told["places"] is None
    error = await world.owner.error(409, "GET", SAMPLE)
    assert error["message"] == "This server was started without voice."


async def test_the_embedded_voice_speaks_english_and_can_be_heard(spoken: World) -> None:
    told = await spoken.viewer.data("GET", VOICE)
    assert told["mouth"] == {"engine": "embedded", "languages": ["en"], "problem": None}
    assert told["ear"] == {"engine": "off", "languages": [], "problem": "It is deaf."}
    response = await spoken.owner.get(SAMPLE)
    assert response.headers["Content-Type"] == "audio/wav"
    found = verify(io.BytesIO(response.content), "audio/wav", [mark_key(Secrets("s" * 40)).root])
    assert (found.finding, found.source_type) == ("valid", SYNTHETIC)
    assert found.voice is not None
    assert found.voice.startswith("embedded hibari-tts")
    slow = await spoken.owner.get(SAMPLE, params={"speed": 0.7})
    assert 3 < seconds_of(response.content) < 12
    assert seconds_of(slow.content) > 1.2 * seconds_of(response.content)


async def test_a_sample_is_for_admins_of_all_projects(spoken: World) -> None:
    for persona in ("viewer", "member", "neighbour"):
        await getattr(spoken, persona).error(403, "GET", SAMPLE)
    assert (await spoken.owner.error(400, "GET", SAMPLE + "?speed=2"))["details"][0]["path"] == "speed"


async def test_a_failing_voice_gives_the_reason(hoarse: World) -> None:
    error = await hoarse.owner.error(409, "GET", SAMPLE + "?speed=0.9")
    assert error["message"] == "The speech engine takes too long at 0.9."


async def test_samples_are_limited_per_minute(hoarse: World) -> None:
    for _ in range(12):
        await hoarse.owner.error(409, "GET", SAMPLE)
    await hoarse.owner.error(429, "GET", SAMPLE)
    await hoarse.stranger.error(409, "GET", SAMPLE)
