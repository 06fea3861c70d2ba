"""A fake of Deepgram's streaming service, and a listener that is connected to it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

from websockets.asyncio.server import Request, Response, ServerConnection, serve

from aural.voice.stt.deepgram import DeepgramStt
from aural.voice.stt.deepgram_stream import DeepgramListener

SECOND = 32_000


def make_results(text: str, start: float, end: float, *, is_final: bool = True, **more: Any) -> str:
    words = text.split()
    each = (end - start) / max(1, len(words))
    return json.dumps(
        {
            "type": "Results",
            "start": start,
            "duration": end - start,
            "is_final": is_final,
            "channel": {
                "alternatives": [
                    {
                        "transcript": text,
                        "words": [
                            {
                                "word": word.lower().strip("."),
                                "punctuated_word": word,
                                "start": start + each * number,
                                "end": start + each * (number + 1),
                                "confidence": 0.5,
                            }
                            for number, word in enumerate(words)
                        ],
                    }
                ]
            },
            **more,
        }
    )


class Service:
    """A service that recognizes one word per second: `word1` in the first second of a connection. Each of
    `scripts` replaces that for one connection.
    """

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.messages: list[str] = []
        self.sound: list[bytearray] = []
        self.scripts: list[Callable[[ServerConnection, bytearray], Coroutine[Any, Any, None]]] = []
        self.status: int | None = None
        self.url = ""

    def admit(self, connection: ServerConnection, request: Request) -> Response | None:
        self.requests.append(request)
        return None if self.status is None else connection.respond(HTTPStatus(self.status), "")

    async def serve(self, connection: ServerConnection) -> None:
        sound = bytearray()
        self.sound.append(sound)
        if self.scripts:
            await self.scripts.pop(0)(connection, sound)
        else:
            await self.hear(connection, sound)

    async def hear(self, connection: ServerConnection, sound: bytearray) -> None:
        done = 0.0
        async for message in connection:
            if isinstance(message, bytes):
                sound += message
                if len(sound) % SECOND == 0:
                    now = len(sound) / SECOND
                    text = " ".join(f"word{n}" for n in range(int(done) + 1, int(now) + 1))
                    await connection.send(make_results(text, done, now, is_final=False))
                continue
            self.messages.append(kind := json.loads(message)["type"])
            if kind == "CloseStream":
                return
            if kind == "Finalize":
                now = len(sound) / SECOND
                text = " ".join(f"Word{n}" for n in range(int(done) + 1, int(now) + 1))
                await connection.send(make_results(text, done, now, from_finalize=True))
                done = now


@asynccontextmanager
async def running() -> AsyncIterator[Service]:
    made = Service()
    async with serve(made.serve, "127.0.0.1", 0, process_request=made.admit) as server:
        made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        yield made


@asynccontextmanager
async def listening(service: Service, *terms: str, language: str = "en") -> AsyncIterator[DeepgramListener]:
    listener = DeepgramStt(service.url, "secret").listen(language, terms)
    listener._retries = (0.0, 0.0)
    yield listener
    await listener.close()
