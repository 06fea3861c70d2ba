"""The STT engine for OpenAI-compatible servers: its requests, and how it handles answers and failures."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import re
import wave
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import HTTP
from typing import Any

import pytest

from aural.voice.stt.openai import OpenAIStt
from aural.voice.stt.protocol import BusyError, SttError, Transcription, Word
from tests.voice.speech import make_silence, make_tone

VERBOSE = {
    "text": " We use Kafka. ",
    "words": [
        {"word": "We", "start": 0.1, "end": 0.3},
        {"word": "use", "start": 0.3, "end": 0.5, "probability": 0.25},
        {"word": "Kafka.", "start": 1.2, "end": 1.5},
    ],
    "segments": [
        {"start": 0.0, "end": 1.0, "avg_logprob": -0.1053605, "no_speech_prob": 0.01},
        {"start": 1.0, "end": 1.5, "avg_logprob": -0.6931472, "no_speech_prob": 0.01},
    ],
}


@dataclass
class Service:
    """A server on loopback. `answers` are used in turn, and the last is repeated: a status with a body, or the name of
    a fault.
    """

    answers: list[tuple[int, Any] | str] = field(default_factory=lambda: [(200, VERBOSE)])
    asked: list[dict[str, list[bytes]]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    was_asked: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                await self._answer(reader, writer)
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        assert length is not None
        self.heads.append(head)
        self.asked.append(read_form(head, await reader.readexactly(int(length[1]))))
        self.was_asked.set()
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer == "hang":
            await asyncio.Event().wait()
        if answer == "midway":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{")
            await writer.drain()
            raise ConnectionResetError
        assert isinstance(answer, tuple)
        body = answer[1] if isinstance(answer[1], bytes) else json.dumps(answer[1]).encode()
        writer.write(f"HTTP/1.1 {answer[0]} X\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()


def read_form(head: str, body: bytes) -> dict[str, list[bytes]]:
    kind = re.search(r"content-type: (.+)", head, re.IGNORECASE)
    assert kind is not None
    message = message_from_bytes(b"Content-Type: " + kind[1].encode() + b"\r\n\r\n" + body, policy=HTTP)
    found: dict[str, list[bytes]] = {}
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found.setdefault(name, []).append(content)
    return found


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    made = Service()
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        await made.serve(reader, writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    yield made
    server.close()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.fixture
async def stt(service: Service) -> AsyncIterator[OpenAIStt]:
    made = OpenAIStt(service.url, "sk-test", "whisper-large")
    yield made
    await made.close()


async def hear(stt: OpenAIStt, *terms: str, language: str = "en-GB") -> Transcription:
    listener = stt.listen(language, terms)
    listener.feed(make_tone(1000))
    try:
        return await listener.result()
    finally:
        await listener.close()


async def test_a_piece_of_speech_is_sent_as_a_wav_file(stt: OpenAIStt, service: Service) -> None:
    await hear(stt, "Kafka", "PostgreSQL")
    (asked,) = service.asked
    with wave.open(io.BytesIO(asked["file"][0])) as sent:
        assert (sent.getnchannels(), sent.getsampwidth(), sent.getframerate()) == (1, 2, 16_000)
        assert sent.readframes(16_000) == make_tone(1000)
    assert asked["model"] == [b"whisper-large"]
    assert asked["language"] == [b"en"]
    assert asked["prompt"] == [b"Kafka, PostgreSQL."]
    assert asked["response_format"] == [b"verbose_json"]
    assert asked["timestamp_granularities[]"] == [b"word", b"segment"]
    assert service.heads[0].startswith("POST /v1/audio/transcriptions ")
    assert "authorization: bearer sk-test" in service.heads[0].lower()


async def test_words_have_times_and_the_best_available_confidence(stt: OpenAIStt) -> None:
    heard = await hear(stt)
    assert heard.text == "We use Kafka."
    assert [(word.text, word.start_ms, word.end_ms, round(word.confidence, 3)) for word in heard.words] == [
        ("We", 100, 300, 0.9),
        ("use", 300, 500, 0.25),
        ("Kafka.", 1200, 1500, 0.5),
    ]
    assert heard.confidence == pytest.approx(0.7)


async def test_a_model_without_verbose_answers_is_then_asked_for_plain_ones(stt: OpenAIStt, service: Service) -> None:
    service.answers = [(400, {"error": {"message": "response_format"}}), (200, {"text": "We use Kafka."})]
    assert await hear(stt) == Transcription("We use Kafka.")
    assert await hear(stt) == Transcription("We use Kafka.")
    assert [asked["response_format"] for asked in service.asked] == [[b"verbose_json"], [b"json"], [b"json"]]


async def test_words_that_a_server_invents_over_noise_are_dropped(stt: OpenAIStt, service: Service) -> None:
    segment = {"start": 0, "end": 1, "avg_logprob": -0.9, "no_speech_prob": 0.9}
    service.answers = [(200, {"text": "Thank you.", "words": [], "segments": [segment]})]
    assert await hear(stt) == Transcription("")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((429, b""), "busy"),
        ((500, b"<html>"), "status 500"),
        ((503, b""), "status 503"),
        ((401, {"error": {}}), "AURAL_STT_API_KEY"),
        ((404, b""), "AURAL_STT_BASE_URL"),
        ((400, b""), "refused the sound"),
        ((302, b""), "refused the sound"),
        ((200, b"<html>Welcome</html>"), "isn't a transcript"),
        ((200, b"[]"), "isn't a transcript"),
        ((200, b'{"text": null}'), "isn't a transcript"),
        ((200, {"text": "a", "words": [{"word": "a", "start": "soon", "end": 1}]}), "isn't a transcript"),
        ((200, {"text": "a", "segments": ["?"]}), "isn't a transcript"),
        ((200, b"x" * (5 * 1024 * 1024)), "far more"),
        ("midway", "cannot be reached"),
    ],
    ids=lambda case: str(case)[:60],
)
async def test_a_failure_is_reported_as_one_plain_sentence(
    stt: OpenAIStt, service: Service, answer: tuple[int, Any] | str, says: str
) -> None:
    service.answers = [answer]
    with pytest.raises(SttError, match=says) as caught:
        await hear(stt)
    assert isinstance(caught.value, BusyError) == (answer == (429, b""))


async def test_a_server_that_hangs_times_out(service: Service) -> None:
    service.answers = ["hang"]
    stt = OpenAIStt(service.url, answer_seconds=0.05)
    with pytest.raises(SttError, match="in time"):
        await hear(stt)
    await stt.close()


async def test_an_unreachable_server_is_reported_at_the_start() -> None:
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    stt = OpenAIStt(f"http://127.0.0.1:{port}/v1")
    with pytest.raises(SttError, match="cannot be reached"):
        await stt.warm_up()
    await stt.close()


async def test_a_failure_at_the_pause_is_retried_at_the_end_of_the_turn(stt: OpenAIStt, service: Service) -> None:
    service.answers = [(500, b""), (200, VERBOSE)]
    listener = stt.listen("en")
    listener.feed(make_tone(1000) + make_silence(300))
    listener.pause()
    await service.was_asked.wait()
    listener.feed(make_silence(700))
    with contextlib.suppress(SttError):  # if the first answer has not come yet
        await listener.result()
    heard = await listener.result()
    assert heard.words[0] == Word("We", 100, 300, pytest.approx(0.9))
    await listener.close()
