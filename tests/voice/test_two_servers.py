"""The same answer at two server processes: after a cut, the client continues at the other one, while the first still
recognizes.

Two real processes on one PostgreSQL, real speech, and a speech service whose answers come when the test wants.
"""

from __future__ import annotations

import asyncio
import json
import re
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from aural.voice.stt.protocol import BYTES_PER_MS
from tests.room.conftest import AdjustableClock, House
from tests.serving import Served, run, start
from tests.voice.speech import read_clip
from tests.voice.talking import FRAME_MS, Voice
from tests.waiting import PATIENCE_SECONDS

CLIP = "libri-2412-0000"
WORD_MS = 800
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
HERE, THERE = (2, 4), (3, 8)  # number of words at the end of each turn
WAV_HEAD = 44
FRAME_BYTES = FRAME_MS * BYTES_PER_MS
SPOKEN = read_clip(CLIP)[: len(WORDS) * WORD_MS * BYTES_PER_MS]


def sound_of(number: int) -> bytes:
    """The middle of a word, by which it is recognized."""
    middle = (number * WORD_MS + WORD_MS // 2) * BYTES_PER_MS
    return SPOKEN[middle : middle + 50 * BYTES_PER_MS]


@dataclass
class Service:
    """Recognizes each word by its sound. A piece that ends with the last word of a turn waits for `gate`."""

    turns: tuple[int, ...] = ()
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
                assert length is not None
                body = json.dumps(await self._hear(await reader.readexactly(int(length[1])))).encode()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
                await writer.drain()
        writer.close()

    async def _hear(self, form: bytes) -> dict[str, Any]:
        wav = form[form.find(b"RIFF") + WAV_HEAD :]
        found = {number: wav.find(sound_of(number)) for number in range(len(WORDS))}
        if max((number + 1 for number, at in found.items() if at >= 0), default=0) in self.turns:
            await self.gate.wait()
        begins = {number: at / BYTES_PER_MS / 1000 - WORD_MS / 2000 for number, at in found.items() if at >= 0}
        words = [{"word": WORDS[n], "start": at, "end": at + WORD_MS / 1000} for n, at in begins.items()]
        return {"text": " ".join(WORDS[number] for number in begins), "words": words}


@dataclass
class Host:
    service: Service
    served: Served
    house: House


@dataclass
class Hosts:
    former: Host
    latter: Host


@asynccontextmanager
async def hosting(data_dir: Path, database_url: str, key: str) -> AsyncIterator[Host]:
    service = Service()
    server = await asyncio.start_server(service.serve, "127.0.0.1", 0)
    settings = {
        "AURAL_DATABASE_URL": database_url,
        "AURAL_STT": "openai",
        "AURAL_STT_BASE_URL": f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}",
        "AURAL_TTS": "off",
        "AURAL_RATE_LIMIT_PER_MINUTE": "0",
        "AURAL_VOICE_SESSIONS": "8",
        "AURAL_VOICE_LOAD": "ignored",
    }
    served = await asyncio.to_thread(partial(start, data_dir, **settings))  # type: ignore[arg-type]
    stand_in = SimpleNamespace(settings=SimpleNamespace(public_url=served.url))
    house = House(cast("Any", stand_in), key, AdjustableClock())
    try:
        yield Host(service, served, house)
    finally:
        service.gate.set()
        await house.close()
        await asyncio.to_thread(served.stop)
        server.close()
        await server.wait_closed()


@pytest.fixture
async def hosts(tmp_path: Path, postgres_url: str) -> AsyncIterator[Hosts]:
    storage = ("--data-dir", str(tmp_path), "--database-url", postgres_url)
    key = (await asyncio.to_thread(run, "keys", "create", "--organization", "Two", *storage)).strip()
    async with hosting(tmp_path, postgres_url, key) as former, hosting(tmp_path, postgres_url, key) as latter:
        yield Hosts(former, latter)


async def enter(host: Host, token: str, client: str) -> Voice:
    hello = {"type": "hello", "protocol": "aural.room/1", "ticket": await host.house.ticket(token), "after": 0}
    voice = Voice(await host.house.open_socket())
    await voice.send(**hello, client=client, takeOver=False)
    await voice.next("welcome")
    return voice


async def speak(voice: Voice, *turns: int) -> None:
    """Sends all words from the first one on, as after a cut connection, with "I'm done" after each of these numbers of
    words.
    """
    for start_at in range(0, turns[-1] * WORD_MS * BYTES_PER_MS, FRAME_BYTES):
        voice.number = start_at // FRAME_BYTES + 1
        voice.sent[voice.number] = SPOKEN[start_at : start_at + FRAME_BYTES]
        await voice.send_frame(voice.number)
        if voice.number * FRAME_MS in [words * WORD_MS for words in turns]:
            await voice.send(type="done")
            await voice.next("turn_end", reason="done")


async def answer_at_both(hosts: Hosts, slug: str, order: str, *, goes_on: bool) -> str:
    """Runs one candidate's session: half of the words at the former server, in two turns. Then the same words at the
    latter, or all words, in turns that end elsewhere.
    """
    former, latter = hosts.former, hosts.latter
    for host in (former, latter):
        host.service.gate.clear()
    former.service.turns, latter.service.turns = HERE, THERE if goes_on else HERE
    former.house.http.cookies.clear()  # as another candidate
    started = (await former.house.start(slug, email=f"{uuid.uuid4().hex}@example.com")).json()["data"]
    token, client = started["personalUrl"].partition("token=")[2], str(uuid.uuid4())
    first = await enter(former, token, client)
    await first.switch_on()
    await first.next("state", state="listening")
    await speak(first, *HERE)
    first.socket.transport.abort()
    again = await enter(latter, token, client)
    again.stream = first.stream
    assert (await again.switch_on(after=99))["received"] == 0
    await again.next("state", state="listening")
    await speak(again, *latter.service.turns)
    session_id: str = (await latter.house.get("/sessions"))[0]["id"]
    await let_go(hosts, session_id, order)
    await again.next("kept", seq=again.number)
    await again.socket.close()
    return session_id


async def let_go(hosts: Hosts, session_id: str, order: str) -> None:
    first, second = (hosts.latter, hosts.former) if order == "latter" else (hosts.former, hosts.latter)
    first.service.gate.set()
    if order != "both":
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await words_of(hosts.latter, session_id):  # noqa: ASYNC110 - of another process
                await asyncio.sleep(0)
    second.service.gate.set()


async def words_of(host: Host, session_id: str) -> list[str]:
    session = await host.house.get(f"/sessions/{session_id}")
    return [word for m in session["messages"] if m["role"] == "user" for word in m["content"].split()]


async def test_an_answer_that_arrives_at_two_servers_is_stored_once_and_completely(hosts: Hosts) -> None:
    interview = await hosts.former.house.interview(voiceEnabled=True)
    said: dict[str, tuple[str, ...]] = {}
    for order, goes_on in (("former", True), ("latter", True), ("both", True), ("both", False)):
        session_id = await answer_at_both(hosts, interview["publicSlug"], order, goes_on=goes_on)
        said[session_id] = WORDS[: hosts.latter.service.turns[-1]]
    await asyncio.to_thread(hosts.former.served.stop)  # whatever it recognized is stored by now, or never
    for session_id, words in said.items():
        assert tuple(await words_of(hosts.latter, session_id)) == words
