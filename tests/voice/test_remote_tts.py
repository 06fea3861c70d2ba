"""TTS providers: the requests they get, and the errors reported when they fail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from aural.settings import SettingsError, load_settings
from aural.voice.tts.choice import open_tts, why_no_tts
from aural.voice.tts.elevenlabs import ElevenlabsMaker
from aural.voice.tts.openai import OpenaiMaker
from aural.voice.tts.protocol import TtsError
from aural.voice.tts.remote_sound import RemoteSound
from aural.voice.tts.sentences import SentenceTts, whole
from tests.voice.speech_server import SOUND, SpeechServer
from tests.waiting import PATIENCE_SECONDS

KEY = "sk-very-secret"


@pytest.fixture
async def server() -> AsyncIterator[tuple[SpeechServer, str]]:
    speech = SpeechServer()
    async with speech.running() as address:
        yield speech, address


def openai(address: str, behaviour: str, silent_seconds: float = 5.0) -> SentenceTts:
    sound = RemoteSound("The speech engine", silent_seconds=silent_seconds)
    return SentenceTts(OpenaiMaker(f"{address}/{behaviour}/v1", KEY, "kokoro", "bella", ("en", "zh"), sound))


async def test_openai_is_asked_for_raw_audio(server: tuple[SpeechServer, str]) -> None:
    speech, address = server
    tts = openai(address, "chunked")
    assert await whole(tts, "Read https://example.com.", language="en", speed=0.8) == SOUND
    await tts.close()
    path, headers, body = speech.asked[0]
    assert path == "/chunked/v1/audio/speech"
    assert headers["authorization"] == f"Bearer {KEY}"
    said = "Read the link to example.com."
    assert body == {"model": "kokoro", "voice": "bella", "input": said, "response_format": "pcm", "speed": 0.8}


async def test_elevenlabs_is_asked_for_raw_audio(server: tuple[SpeechServer, str]) -> None:
    speech, address = server
    tts = SentenceTts(ElevenlabsMaker(f"{address}/plain", KEY, "", "a/b", ("zh",)))
    assert await whole(tts, "您好。", language="zh-Hans", speed=1.3) == SOUND
    await tts.close()
    path, headers, body = speech.asked[0]
    assert path == "/plain/v1/text-to-speech/a%2Fb/stream?output_format=pcm_24000"
    assert headers["xi-api-key"] == KEY
    assert body == {
        "text": "您好。",
        "model_id": "eleven_flash_v2_5",
        "voice_settings": {"speed": 1.2},
        "language_code": "zh",
    }
    assert (tts.speaks("zh-Hant"), tts.speaks("en")) == (True, False)


async def test_the_first_sound_is_passed_on_before_the_rest_is_made(server: tuple[SpeechServer, str]) -> None:
    speech, address = server
    tts = openai(address, "held")
    text = "What happened there, and what came of it?"
    parts = aiter(tts.speak(text, language="en"))
    first = await anext(parts)
    assert 0 < len(first[1]) <= 24_000
    assert text.startswith(first[0])
    assert len(first[0]) < 20
    speech.went_on.set()
    rest = [part async for part in parts]
    await tts.close()
    assert first[0] + "".join(words for words, _ in rest) == text
    assert first[1] + b"".join(pcm for _, pcm in rest) == SOUND


@pytest.mark.parametrize(
    ("behaviour", "words"),
    [
        ("cut", "stopped in the middle"),
        ("short", "stopped in the middle"),
        ("odd", "stopped in the middle"),
        ("close", "stopped in the middle"),
        ("garbage", "stopped in the middle"),
        ("endless", "more sound than a sentence can have"),
        ("wave", "that isn't raw sound"),
        ("mp3", "that isn't raw sound"),
        ("html", "that isn't sound"),
        ("json", "that isn't sound"),
        ("empty", "sent no sound"),
        ("redirect", "sent an unexpected response"),
        ("400", "Check the model and the voice"),
        ("401", "Check AURAL_TTS_API_KEY"),
        ("404", "Check AURAL_TTS_BASE_URL"),
        ("429", "quota"),
        ("500", "failed"),
        ("503", "failed"),
    ],
)
async def test_a_fault_is_reported_in_plain_words(server: tuple[SpeechServer, str], behaviour: str, words: str) -> None:
    tts = openai(server[1], behaviour)
    with pytest.raises(TtsError, match=words) as raised:
        await whole(tts, "What happened there?", language="en")
    assert KEY not in str(raised.value)
    assert "secret" not in str(raised.value)
    await tts.close()


@pytest.mark.parametrize("behaviour", ["hang", "stall"])
async def test_a_silent_provider_times_out(server: tuple[SpeechServer, str], behaviour: str) -> None:
    tts = openai(server[1], behaviour, silent_seconds=0.1)
    with pytest.raises(TtsError, match="takes too long"):
        await whole(tts, "What happened there?", language="en")
    await tts.close()


async def test_an_unreachable_provider_is_reported_in_plain_words() -> None:
    tts = openai("http://127.0.0.1:1", "chunked")
    with pytest.raises(TtsError, match="cannot be reached"):
        await whole(tts, "What happened there?", language="en")
    await tts.close()


async def test_closing_the_iterator_ends_the_request(server: tuple[SpeechServer, str]) -> None:
    speech, address = server
    tts = openai(address, "stall", silent_seconds=10 * PATIENCE_SECONDS)  # otherwise its silence would end the request
    parts = tts.speak("What happened there?", language="en")
    await anext(parts)
    assert not speech.left.is_set()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await parts.aclose()  # type: ignore[attr-defined]
        await speech.left.wait()
    assert len(speech.asked) == 1
    await tts.close()


async def test_a_sentence_that_fails_does_not_affect_the_next_text(server: tuple[SpeechServer, str]) -> None:
    tts = openai(server[1], "500")
    await tts.prepare(["What happened there?"], language="en")  # raises nothing
    tts.maker._url = tts.maker._url.replace("/500/", "/plain/")  # type: ignore[attr-defined]
    assert await whole(tts, "What happened there?", language="en") == SOUND
    await tts.close()


# --- settings -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"tts": "off"}, "AURAL_TTS is off"),
        ({"tts": "openai"}, "AURAL_TTS_API_KEY"),
        ({"tts": "elevenlabs", "tts_api_key": KEY}, "AURAL_TTS_VOICE"),
        ({"tts_voice": "emma"}, "only has the voice heart"),
    ],
)
def test_the_reason_for_a_missing_tts_is_given(tmp_path: object, given: dict[str, str], words: str) -> None:
    settings = load_settings(data_dir=tmp_path, **given)
    assert words in (why_no_tts(settings) or "")
    assert open_tts(settings) is None


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"tts": "openai", "tts_base_url": "http://127.0.0.1:8880/v1"},
        {"tts": "elevenlabs", "tts_api_key": KEY, "tts_voice": "v"},
    ],
)
async def test_the_configured_tts_is_opened_with_its_languages(tmp_path: object, given: dict[str, str]) -> None:
    settings = load_settings(data_dir=tmp_path, tts_languages="zh, de", **given)
    tts = open_tts(settings)
    assert tts is not None
    assert tts.name == given.get("tts", "embedded")
    assert tts.speaks("zh-Hans") is ("tts" in given)
    assert tts.speaks("en-GB") is ("tts" not in given)
    await tts.close()


def test_languages_must_be_codes(tmp_path: object) -> None:
    with pytest.raises(SettingsError, match="AURAL_TTS_LANGUAGES must be language codes"):
        load_settings(data_dir=tmp_path, tts_languages="English")
