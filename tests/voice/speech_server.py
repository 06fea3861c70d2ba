"""TTS providers on loopback, correct and faulty. The first part of the path names the behavior, as in `BEHAVIOURS`."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

Send = Callable[[bytes], Awaitable[None]]
# A second of sound with ascending sample values.
SOUND = b"".join((number % 30_000).to_bytes(2, "little") for number in range(24_000))
_PCM = b"HTTP/1.1 200 OK\r\nContent-Type: audio/pcm\r\n"
_CHUNKED = _PCM + b"Transfer-Encoding: chunked\r\n\r\n"


class SpeechServer:
    """`asked` contains the path, headers and JSON of each request. `went_on` lets `held` continue."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str], Any]] = []
        self.went_on, self.left = asyncio.Event(), asyncio.Event()
        self._stop = asyncio.Event()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            self._stop.set()
            server.close()
            await server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def send(data: bytes) -> None:
            writer.write(data)
            await writer.drain()

        try:
            path, headers = _read_head((await reader.readuntil(b"\r\n\r\n")).decode())
            body = json.loads(await reader.readexactly(int(headers["content-length"])))
            self.asked.append((path, headers, body))
            working = asyncio.create_task(BEHAVIOURS[path.split("/")[1]](self, send))
            gone = asyncio.create_task(reader.read())
            await asyncio.wait([working, gone], return_when=asyncio.FIRST_COMPLETED)
            if not working.done():
                self.left.set()
            for task in (working, gone):
                task.cancel()
            await asyncio.gather(working, gone, return_exceptions=True)
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    # --- behaviors --------

    async def chunked(self, send: Send) -> None:
        """Sends uneven pieces, none of which is a whole number of samples."""
        await send(_CHUNKED)
        for start in range(0, len(SOUND), 7001):
            await send(_chunk(SOUND[start : start + 7001]))
        await send(_chunk(b""))

    async def held(self, send: Send) -> None:
        """Sends half of the sound, and the rest when `went_on` is set."""
        await send(_CHUNKED + _chunk(SOUND[:24_000]))
        await self.went_on.wait()
        await send(_chunk(SOUND[24_000:]) + _chunk(b""))

    async def hang(self, _send: Send) -> None:
        await self._stop.wait()

    async def stall(self, send: Send) -> None:
        await send(_CHUNKED + _chunk(SOUND[:24_000]))
        await self._stop.wait()

    async def cut(self, send: Send) -> None:
        await send(_CHUNKED + _chunk(SOUND[:24_000]))

    async def short(self, send: Send) -> None:
        await send(_PCM + b"Content-Length: 48000\r\n\r\n" + SOUND[:24_000])

    async def odd(self, send: Send) -> None:
        await send(_PCM + b"Content-Length: 2401\r\n\r\n" + SOUND[:2401])

    async def endless(self, send: Send) -> None:
        await send(_CHUNKED)
        while True:
            await send(_chunk(SOUND * 4))

    async def close(self, _send: Send) -> None:
        """Closes the connection without an answer."""

    async def garbage(self, send: Send) -> None:
        await send(b"\x00\x01 what is this?\r\n\r\n")


def _fixed(status: str, kind: str, content: bytes) -> Callable[[SpeechServer, Send], Awaitable[None]]:
    async def answer(_self: SpeechServer, send: Send) -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
        await send(head.encode() + content)

    return answer


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def _read_head(head: str) -> tuple[str, dict[str, str]]:
    lines = head.splitlines()
    pairs = (line.partition(":") for line in lines[1:] if line)
    return lines[0].split()[1], {name.lower(): value.strip() for name, _, value in pairs}


_JSON = b'{"error": {"message": "secret words of the provider"}}'
BEHAVIOURS: dict[str, Callable[[SpeechServer, Send], Awaitable[None]]] = {
    **{name: getattr(SpeechServer, name) for name in ("chunked", "held", "hang", "stall", "cut", "short", "odd")},
    **{name: getattr(SpeechServer, name) for name in ("endless", "close", "garbage")},
    "plain": _fixed("200 OK", "application/octet-stream", SOUND),
    "wave": _fixed("200 OK", "audio/wav", b"RIFF" + SOUND),
    "mp3": _fixed("200 OK", "audio/mpeg", b"ID3" + SOUND),
    "html": _fixed("200 OK", "text/html", b"<html>Welcome to nginx</html>"),
    "json": _fixed("200 OK", "application/json", b'{"audio": "c28="}'),
    "empty": _fixed("200 OK", "audio/pcm", b""),
    "redirect": _fixed("302 Found\r\nLocation: http://192.0.2.1/", "text/html", b""),
    **{status: _fixed(f"{status} No", "application/json", _JSON) for status in ("400", "401", "404", "429", "500")},
    "503": _fixed("503 Service Unavailable\r\nRetry-After: 3600", "text/plain", b""),
}
