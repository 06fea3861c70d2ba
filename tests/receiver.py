"""A server that receives webhooks and answers as a test wants: well, with errors, slowly, endlessly or not at all."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Received:
    path: str
    headers: dict[str, str]
    body: bytes
    method: str = "POST"

    @property
    def event(self) -> dict[str, Any]:
        event: dict[str, Any] = json.loads(self.body)
        return event

    def is_signed_with(self, secret: str) -> bool:
        """Verifies a signature as the standard says, without its library: HMAC-SHA256 of id, timestamp and body, in
        base64.
        """
        key = base64.b64decode(secret.removeprefix("whsec_"))
        told = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + self.body
        wanted = "v1," + base64.b64encode(hmac.digest(key, told, hashlib.sha256)).decode()
        return wanted in self.headers["webhook-signature"].split(" ")


@dataclass
class Receiver:
    """`status` is the HTTP status; 0 resets the connection, and None never answers. `endless`: the body of the answer
    does not end.

    `place` reserves the port before the receiver listens, so that connections are refused until it opens.
    """

    url: str = ""
    status: int | None = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"ok"
    endless: bool = False
    received: list[Received] = field(default_factory=list)
    sent_bytes: int = 0
    place: socket.socket | None = None
    _server: asyncio.Server | None = None

    async def open(self) -> None:
        self._server = await asyncio.start_server(self.answer, sock=self.place)

    async def close(self) -> None:
        if self._server is None:
            return
        self._server.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._server.wait_closed(), 5)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            self.received.append(await _read(reader))
            if self.status is None:
                await reader.read()  # until the client gives up
            elif self.status == 0:
                writer.transport.abort()
            else:
                await self._tell(writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _tell(self, writer: asyncio.StreamWriter) -> None:
        length = {} if self.endless else {"Content-Length": str(len(self.body))}
        lines = [f"{name}: {value}" for name, value in (length | self.headers).items()]
        writer.write("\r\n".join([f"HTTP/1.1 {self.status} Said", *lines, "Connection: close", "", ""]).encode())
        writer.write(self.body)
        await writer.drain()
        while self.endless:
            writer.write(b"x" * 4096)
            self.sent_bytes += 4096
            await writer.drain()


async def _read(reader: asyncio.StreamReader) -> Received:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    request, *lines = head.strip().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    method, path, _ = request.split(" ")
    return Received(path, headers, await reader.readexactly(int(headers["content-length"])), method)


@asynccontextmanager
async def closed_receiver(host: str = "127.0.0.1") -> AsyncIterator[Receiver]:
    """A receiver that refuses connections until it is opened."""
    with socket.socket() as place:
        place.bind((host, 0))
        receiver = Receiver(f"http://{host}:{place.getsockname()[1]}/hook", place=place)
        try:
            yield receiver
        finally:
            await receiver.close()


@asynccontextmanager
async def open_receiver(host: str = "127.0.0.1") -> AsyncIterator[Receiver]:
    async with closed_receiver(host) as receiver:
        await receiver.open()
        yield receiver
