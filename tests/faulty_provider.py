"""A model provider on loopback that misbehaves on purpose. The first part of the path names the fault.

`http://127.0.0.1:PORT/html/v1` answers with a web page, `/hang/v1` never answers, and so on; see `FAULTS`.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

Send = Callable[[bytes], Awaitable[None]]
WORDS = "What did you change first?"


class FaultyProvider:
    """`requests` contains the bodies that the provider received; `text` returns what it answers when the path names no
    fault. Once `is_dead` is set, it breaks off every connection.
    """

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.address = ""
        self.asked, self.cancelled = asyncio.Event(), asyncio.Event()
        self.text: Callable[[dict[str, Any]], str] = lambda _body: WORDS
        self.is_dead = False
        self.half = "What did"  # what it writes before it hangs midway
        self._stop = asyncio.Event()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Yields the provider's address, without the name of a fault."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            yield self.address
        finally:
            self._stop.set()
            server.close()
            await server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            fault = "close" if self.is_dead else head.split()[1].split("/")[1]
            body = await reader.readexactly(_length(head))
            self.requests.append(json.loads(body or b"{}"))
            self.asked.set()

            async def send(data: bytes) -> None:
                writer.write(data)
                await writer.drain()

            await FAULTS[fault](self, self.requests[-1], send)
        except (ConnectionError, asyncio.IncompleteReadError):
            self.cancelled.set()
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    # --- the faults ---

    async def _well(self, body: dict[str, Any], send: Send) -> None:
        await send(_stream(self.text(body)) if body.get("stream") else _whole(self.text(body)))

    async def _hang(self, _body: dict[str, Any], _send: Send) -> None:
        await self._stop.wait()

    async def _hang_midway(self, _body: dict[str, Any], send: Send) -> None:
        await send(EVENTS + _event(self.half))
        await self._stop.wait()

    async def _drip(self, _body: dict[str, Any], send: Send) -> None:
        await send(EVENTS)
        while not self._stop.is_set():
            await send(b": wait\n\n")
            await asyncio.sleep(0)

    async def _endless(self, _body: dict[str, Any], send: Send) -> None:
        await send(EVENTS)
        while not self._stop.is_set():
            await send(_event(" "))
            await asyncio.sleep(0)

    async def _talkative(self, _body: dict[str, Any], send: Send) -> None:
        await send(EVENTS)
        while not self._stop.is_set():
            await send(_event("and what then, and what then, "))
            await asyncio.sleep(0)

    async def _die(self, _body: dict[str, Any], send: Send) -> None:
        await send(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9000\r\n\r\n" + _event("What")
        )

    async def _close(self, _body: dict[str, Any], _send: Send) -> None:
        """Closes the connection without an answer."""

    async def _flood(self, _body: dict[str, Any], send: Send) -> None:
        await send(_answer(b"200 OK", b"x" * 10_000_000, b"application/json"))

    async def _flood_stream(self, _body: dict[str, Any], send: Send) -> None:
        await send(EVENTS)
        while not self._stop.is_set():
            await send(b": " + b"x" * 10_000 + b"\n\n")

    async def _bomb(self, _body: dict[str, Any], send: Send) -> None:
        packed = gzip.compress(b" " * 50_000_000, 1)
        await send(_answer(b"200 OK", packed, b"application/json", b"Content-Encoding: gzip\r\n"))

    async def _cut_short(self, body: dict[str, Any], send: Send) -> None:
        await send(_stream(WORDS, "length") if body.get("stream") else _whole(self.text(body), "length"))


def _saying(text: str) -> Callable[..., Awaitable[None]]:
    async def answer(_self: FaultyProvider, body: dict[str, Any], send: Send) -> None:
        await send(_stream(text) if body.get("stream") else _whole(text))

    return answer


def _fixed(status: bytes, content: bytes, kind: bytes = b"application/json") -> Callable[..., Awaitable[None]]:
    async def answer(_self: FaultyProvider, _body: dict[str, Any], send: Send) -> None:
        await send(_answer(status, content, kind))

    return answer


def _length(head: str) -> int:
    for line in head.lower().splitlines():
        if line.startswith("content-length:"):
            return int(line.split(":")[1])
    return 0


def _answer(status: bytes, content: bytes, kind: bytes, more: bytes = b"") -> bytes:
    length = str(len(content)).encode()
    return b"HTTP/1.1 %b\r\nContent-Type: %b\r\n%bContent-Length: %b\r\n\r\n%b" % (status, kind, more, length, content)


EVENTS = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


def _event(text: str, finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": finish}
    chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


USAGE = {"prompt_tokens": 30, "completion_tokens": 12, "total_tokens": 42}


def _stream(text: str, finish: str = "stop") -> bytes:
    usage = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [], "usage": USAGE}
    ends = _event("", finish) + b"data: " + json.dumps(usage).encode() + b"\n\ndata: [DONE]\n\n"
    return EVENTS + _event(text) + ends


def _whole(text: str, finish: str = "stop") -> bytes:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    made = {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": USAGE}
    return _answer(b"200 OK", json.dumps(made).encode(), b"application/json")


_ERROR = b'{"error": {"message": "no", "type": "x", "code": null}}'
FAULTS: dict[str, Callable[..., Awaitable[None]]] = {
    "well": FaultyProvider._well,
    "hang": FaultyProvider._hang,
    "hang-midway": FaultyProvider._hang_midway,
    "drip": FaultyProvider._drip,
    "endless": FaultyProvider._endless,
    "talkative": FaultyProvider._talkative,
    "die": FaultyProvider._die,
    "close": FaultyProvider._close,
    "flood": FaultyProvider._flood,
    "flood-stream": FaultyProvider._flood_stream,
    "bomb": FaultyProvider._bomb,
    "cut-short": FaultyProvider._cut_short,
    "nul": _saying(f"{WORDS}\x00"),
    "surrogate": _saying(f"{WORDS}\ud800"),
    "html": _fixed(b"200 OK", b"<html><body>Welcome to nginx</body></html>", b"text/html"),
    "wrong-json": _fixed(b"200 OK", b'{"choices": [{"message": 7}], "usage": "many"}'),
    "list": _fixed(b"200 OK", b"[1, 2, 3]"),
    "half-json": _fixed(b"200 OK", b'{"choices": [{"mess'),
    "wrong-events": _fixed(b"200 OK", b"data: {]\n\ndata: 7\n\n", b"text/event-stream"),
    "empty": _fixed(b"200 OK", b""),
    "binary": _fixed(b"200 OK", bytes(range(256)) * 40, b"text/event-stream"),
    "redirect": _fixed(b"302 Found\r\nLocation: http://192.0.2.1/", b""),
    "400": _fixed(b"400 Bad Request", _ERROR),
    "401": _fixed(b"401 Unauthorized", _ERROR),
    "404": _fixed(b"404 Not Found", _ERROR),
    "429": _fixed(b"429 Too Many Requests\r\nRetry-After: 3600", _ERROR),
    "500": _fixed(b"500 Internal Server Error", b"<h1>oops</h1>", b"text/html"),
    "503": _fixed(b"503 Service Unavailable\r\nRetry-After: 3600", b"", b"text/plain"),
}
