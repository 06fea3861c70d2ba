"""Deepgram never answers Finalize: final words count, and unfinished ones don't."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from websockets.asyncio.server import ServerConnection

from aural.voice.stt import deepgram_stream
from aural.voice.stt.protocol import SttError, Transcription
from tests.voice.deepgram_server import SECOND, Service, listening, make_results, running
from tests.voice.speech import make_tone
from tests.waiting import until


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with running() as made:
        yield made


async def test_final_words_count_although_the_pause_after_them_is_never_confirmed(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = make_tone(1000) + bytes(SECOND)
    heard = await recognize_without_answer(service, monkeypatch, [make_results("Yes.", 0, 1)], sound)
    assert heard.text == "Yes."


@pytest.mark.parametrize(
    "results",
    [
        [],
        [make_results("", 0, 1)],
        [make_results("Yes.", 0, 1), make_results("but", 1, 2, is_final=False)],
    ],
    ids=["nothing", "no word", "unfinished words"],
)
async def test_without_final_words_up_to_the_end_an_answer_fails(
    service: Service, monkeypatch: pytest.MonkeyPatch, results: list[str]
) -> None:
    with pytest.raises(SttError, match="did not answer in time"):
        await recognize_without_answer(service, monkeypatch, results)


@pytest.mark.parametrize("more_ms", [1000, 4000])
async def test_an_answer_fails_if_what_follows_its_final_words_may_be_speech(
    service: Service, monkeypatch: pytest.MonkeyPatch, more_ms: int
) -> None:
    sound = make_tone(1000 + more_ms) + bytes(SECOND)
    with pytest.raises(SttError, match="did not answer in time"):
        await recognize_without_answer(service, monkeypatch, [make_results("Yes.", 0, 1)], sound)


async def test_words_that_a_lost_connection_left_unfinished_do_not_count_as_final(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deepgram_stream, "FINALIZED_SECONDS", 0.01)
    monkeypatch.setattr(deepgram_stream, "RESULT_SECONDS", 0.05)

    async def cut(connection: ServerConnection, sound: bytearray) -> None:
        while len(sound) < 2 * SECOND:
            sound += await connection.recv(decode=False)
        await connection.send(make_results("Yes.", 0, 1))
        await connection.send(make_results("but", 1, 2, is_final=False))
        await connection.close(1011)

    async def never_answer(connection: ServerConnection, _sound: bytearray) -> None:
        async for _ in connection:
            pass

    service.scripts = [cut, never_answer]
    async with listening(service) as listener:
        listener.feed(make_tone(2000))
        await until(lambda: len(service.sound) == 2 and not listener._interim)
        with pytest.raises(SttError, match="did not answer in time"):
            await listener.result()


async def recognize_without_answer(
    service: Service, monkeypatch: pytest.MonkeyPatch, results: list[str], sound: bytes = make_tone(2000)
) -> Transcription:
    """Recognizes `sound` with a service that sends `results`, and never answers Finalize."""
    monkeypatch.setattr(deepgram_stream, "FINALIZED_SECONDS", 0.01)
    monkeypatch.setattr(deepgram_stream, "RESULT_SECONDS", 0.05)
    sent = asyncio.Event()

    async def answer_before(connection: ServerConnection, received: bytearray) -> None:
        while len(received) < len(sound):
            received += await connection.recv(decode=False)
        for result in results:
            await connection.send(result)
        await (await connection.ping())
        sent.set()
        async for _ in connection:
            pass

    service.scripts = [answer_before]
    async with listening(service) as listener:
        listener.feed(sound)
        await sent.wait()
        return await listener.result()
