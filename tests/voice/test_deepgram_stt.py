"""Deepgram's stream: interim words during speech, final ones at a pause, and none lost when the connection is cut."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import pytest
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from aural.voice.stt import deepgram_stream
from aural.voice.stt.deepgram import DeepgramStt
from aural.voice.stt.protocol import SttError
from tests.voice.deepgram_server import SECOND, Service, listening, make_results, running
from tests.voice.speech import make_silence, make_tone
from tests.waiting import PATIENCE_SECONDS, until


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with running() as made:
        yield made


async def test_the_service_gets_the_right_parameters(service: Service) -> None:
    async with listening(service, "Kafka", "Aural", language="en-US") as listener:
        listener.feed(make_tone(1000))
        await listener.result()
    request = service.requests[0]
    asked = parse_qs(urlsplit(request.path).query)
    assert urlsplit(request.path).path == "/v1/listen"
    assert request.headers["Authorization"] == "Token secret"
    assert asked["keyterm"] == ["Kafka", "Aural"]
    wanted = {"encoding": "linear16", "sample_rate": "16000", "channels": "1", "interim_results": "true"}
    assert {name: asked[name][0] for name in wanted} == wanted
    assert (asked["model"], asked["language"]) == (["nova-3"], ["en"])


async def test_captions_come_during_speech_and_final_words_at_the_pause(service: Service) -> None:
    async with listening(service) as listener:
        listener.feed(make_tone(2000))
        await until(lambda: listener._interim == "word1 word2")
        assert await listener.caption() == "word1 word2"
        assert await listener.caption() is None
        listener.pause()
        heard = await listener.result()
        assert heard.text == "Word1 Word2"
        assert [(word.text, word.start_ms, word.end_ms) for word in heard.words] == [
            ("Word1", 0, 1000),
            ("Word2", 1000, 2000),
        ]
        assert heard.confidence == 0.5
        assert await listener.caption() == "Word1 Word2"


async def test_silence_after_the_pause_causes_no_second_request(service: Service) -> None:
    async with listening(service) as listener:
        listener.feed(make_tone(1700) + make_silence(300))
        listener.pause()
        await listener.result()
        listener.feed(make_silence(1000))
        assert (await listener.result()).text == "Word1 Word2"
        assert service.messages == ["Finalize"]
        listener.feed(make_tone(1000))
        assert (await listener.result()).text == "Word1 Word2 Word3 Word4"
        assert service.messages == ["Finalize", "Finalize"]
    await until(lambda: service.messages[-1] == "CloseStream")


async def test_a_connection_that_is_cut_loses_no_word(service: Service) -> None:
    """The second connection gets the sound that had no final words yet, and its times continue where those of the first
    ended.
    """

    async def cut(connection: ServerConnection, sound: bytearray) -> None:
        while len(sound) < 2 * SECOND:
            sound += await connection.recv(decode=False)
        await connection.send(make_results("First.", 0, 1))
        await connection.close(1011)

    service.scripts = [cut]
    async with listening(service) as listener:
        listener.feed(make_tone(2000))
        await until(lambda: len(service.sound) == 2)
        listener.feed(make_tone(1000))
        heard = await listener.result()
    assert heard.text == "First. Word1 Word2"
    assert [(word.start_ms, word.end_ms) for word in heard.words] == [(0, 1000), (1000, 2000), (2000, 3000)]
    assert bytes(service.sound[1]) == make_tone(2000)[SECOND:] + make_tone(1000)


async def test_an_unconfirmed_finalize_is_waited_for_only_briefly(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """According to the documentation, `from_finalize` comes only if much is left to recognize."""
    monkeypatch.setattr(deepgram_stream, "FINALIZED_SECONDS", 0.05)

    async def never_confirm(connection: ServerConnection, sound: bytearray) -> None:
        async for message in connection:
            if isinstance(message, bytes):
                sound += message
            elif "Finalize" in message:
                await connection.send(make_results("Yes.", 0, len(sound) / SECOND))

    service.scripts = [never_confirm]
    async with listening(service) as listener:
        listener.feed(make_tone(1000))
        listener.pause()
        await until(lambda: listener._text == "Yes.")  # the listener doesn't wait for words that come later
        assert (await listener.result()).text == "Yes."


@pytest.mark.parametrize("confirms", [True, False])
async def test_words_that_come_late_are_waited_for(
    service: Service, monkeypatch: pytest.MonkeyPatch, confirms: bool
) -> None:
    monkeypatch.setattr(deepgram_stream, "FINALIZED_SECONDS", 0.05)
    answers = asyncio.Event()

    async def be_slow(connection: ServerConnection, sound: bytearray) -> None:
        async for message in connection:
            if isinstance(message, bytes):
                sound += message
            elif "Finalize" in message:
                await answers.wait()
                await connection.send(make_results("I drained", 0, 1, is_final=False))
                await connection.send(make_results("I drained it.", 0, 2, from_finalize=confirms))

    service.scripts = [be_slow]
    async with listening(service) as listener:
        listener.feed(make_tone(2000))
        result = asyncio.create_task(listener.result())
        await until(lambda: listener._patience is not None)
        given_up = asyncio.Event()
        assert listener._patience is not None
        asyncio.get_running_loop().call_at(listener._patience.when(), given_up.set)
        await given_up.wait()
        assert not result.done()
        answers.set()
        assert (await result).text == "I drained it."


async def test_silence_without_an_answer_is_final(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deepgram_stream, "FINALIZED_SECONDS", 0.05)

    async def answer_before(connection: ServerConnection, sound: bytearray) -> None:
        while len(sound) < 2 * SECOND:
            sound += await connection.recv(decode=False)
        await connection.send(make_results("Yes.", 0, 1))
        async for _ in connection:
            pass

    service.scripts = [answer_before]
    async with listening(service) as listener:
        listener.feed(make_tone(1000) + make_silence(1000))
        await until(lambda: listener._sure_bytes == SECOND)
        assert (await listener.result()).text == "Yes."


async def test_the_answer_to_an_earlier_request_does_not_end_a_later_one(service: Service) -> None:
    async def answer_in_turn(connection: ServerConnection, sound: bytearray) -> None:
        requests = 0
        async for message in connection:
            if isinstance(message, bytes):
                sound += message
            elif "Finalize" in message and (requests := requests + 1) == 2:
                await connection.send(make_results("First.", 0, 1, from_finalize=True))
                await connection.send(make_results("Second.", 1, 2, from_finalize=True))

    service.scripts = [answer_in_turn]
    async with listening(service) as listener:
        listener.feed(make_tone(1000))
        listener.pause()
        await until(lambda: listener._finalizing == [SECOND])
        listener.feed(make_tone(1000))
        assert (await listener.result()).text == "First. Second."


async def test_a_silent_service_is_kept_alive_until_it_times_out(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deepgram_stream, "KEEP_ALIVE_SECONDS", 0.02)
    monkeypatch.setattr(deepgram_stream, "FINALIZED_SECONDS", 9.0)
    monkeypatch.setattr(deepgram_stream, "RESULT_SECONDS", 0.3)
    alive = asyncio.Event()

    async def hang(connection: ServerConnection, _sound: bytearray) -> None:
        async for message in connection:
            if "KeepAlive" in str(message):
                alive.set()

    service.scripts = [hang]
    async with listening(service) as listener:
        listener.feed(make_tone(1000))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await alive.wait()
        with pytest.raises(SttError, match="in time"):
            await listener.result()


@pytest.mark.parametrize(
    ("status", "says"),
    [(401, "AURAL_STT_API_KEY"), (400, "AURAL_STT_MODEL"), (429, "busy"), (503, "status 503")],
)
async def test_a_refusal_is_reported_as_one_plain_sentence(service: Service, status: int, says: str) -> None:
    service.status = status
    async with listening(service) as listener:
        listener.feed(make_tone(500))
        with pytest.raises(SttError, match=says):
            await listener.result()
        assert len(service.requests) == (1 if status < 429 else 3)
    with pytest.raises(SttError, match=says):
        await DeepgramStt(service.url, "secret").warm_up()


@pytest.mark.parametrize("nonsense", ["<html>", "[]", '{"type": "Results"}', '{"type": "Results", "channel": 3}'])
async def test_an_invalid_answer_ends_the_connection_and_the_next_one_works(service: Service, nonsense: str) -> None:
    async def talk_nonsense(connection: ServerConnection, _sound: bytearray) -> None:
        try:
            await connection.send(nonsense)
            async for _ in connection:
                pass
        except ConnectionClosed:
            pass

    service.scripts = [talk_nonsense]
    async with listening(service) as listener:
        listener.feed(make_tone(1000))
        assert (await listener.result()).text == "Word1"


async def test_a_candidate_who_returns_after_a_failure_is_heard(service: Service) -> None:
    service.status = 503
    async with listening(service) as listener:
        listener.feed(make_tone(1000))
        with pytest.raises(SttError):
            await listener.result()
        service.status = None
        assert (await listener.result()).text == "Word1"


async def test_chinese_is_requested_by_its_script_and_joined_without_spaces(service: Service) -> None:
    async with listening(service, language="zh-Hans") as listener:
        for _ in range(2):
            listener.feed(make_tone(1000))
            heard = await listener.result()
    assert heard.text == "Word1Word2"
    assert parse_qs(urlsplit(service.requests[0].path).query)["language"] == ["zh-Hans"]


def test_only_listed_languages_are_supported() -> None:
    stt = DeepgramStt()
    assert [stt.supports(language) for language in ("en", "en-GB", "zh-Hans", "tlh")] == [True, True, True, False]
