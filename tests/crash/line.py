"""A TCP proxy that breaks connections on demand. All traffic passes through it, so that a connection is really cut."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, get_args

Break = Literal["half_sent", "half_heard", "unheard"]
BREAKS: tuple[Break, ...] = get_args(Break)
CHUNK_BYTES = 1 << 16
#: A room's page checks the connection every two seconds. That ping is no longer than this; every other frame is.
PING_BYTES = 64


@dataclass(eq=False)
class Wire:
    """One connection from a client to the server."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    due: Break | None = None
    _on_break: Callable[[], None] | None = None
    _was_sent: bool = False  # whether the client has sent a frame other than a ping since the break fell due

    def break_soon(self, kind: Break, on_break: Callable[[], None]) -> None:
        """Breaks the connection at the next frame that fits, and calls `on_break` at that moment."""
        self.due, self._on_break, self._was_sent = kind, on_break, False

    def _break(self) -> None:
        self.due = None
        if self._on_break is not None:
            self._on_break()

    def cut(self) -> None:
        """Cuts the connection for both ends at once, without a goodbye."""
        for end in (self.client, self.server):
            end.transport.abort()

    def up(self, chunk: bytes) -> bytes | None:
        """The part of the client's chunk that reaches the server; None where the connection broke."""
        if self.due == "half_sent":
            self.server.write(chunk[: len(chunk) // 2])
            self._break()
            return None
        self._was_sent |= self.due is not None and len(chunk) > PING_BYTES
        return chunk

    def down(self, chunk: bytes) -> bytes | None:
        """The part of the server's chunk that reaches the client; None where the connection broke."""
        if self.due == "half_heard":
            self.client.write(chunk[: len(chunk) // 2])
            self._break()
            return None
        if self.due == "unheard" and self._was_sent:  # the server has stored it, and its acknowledgment is lost
            self._break()
            return None
        return chunk


@dataclass
class Line:
    """Listens on `port`, and passes everything to `server_port`. Each wire is found by the client's port."""

    port: int
    server_port: int
    wires: dict[int, Wire] = field(default_factory=dict)
    is_closed: bool = False  # refuses connections
    is_silent: bool = False  # passes nothing on, without notifying either end

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Line:
        self._listener = await asyncio.start_server(self._accept, "127.0.0.1", self.port, limit=CHUNK_BYTES)
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._listener.close()
        self.cut_all()
        await self._listener.wait_closed()

    def cut_all(self) -> None:
        for wire in list(self.wires.values()):
            wire.cut()

    async def _accept(self, client_in: asyncio.StreamReader, client_out: asyncio.StreamWriter) -> None:
        if self.is_closed:
            client_out.transport.abort()
            return
        try:
            server_in, server_out = await asyncio.open_connection("127.0.0.1", self.server_port)
        except OSError:  # no server listens there: the client is refused
            client_out.transport.abort()
            return
        wire = Wire(client_out, server_out)
        port = client_out.get_extra_info("peername")[1]
        self.wires[port] = wire
        try:
            ways = (self._pass(client_in, server_out, wire.up), self._pass(server_in, client_out, wire.down))
            tasks = [asyncio.create_task(way) for way in ways]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            del self.wires[port]
            wire.cut()

    async def _pass(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, way: Callable[[bytes], bytes | None]
    ) -> None:
        """Passes data on until one end closes or the connection breaks here."""
        with suppress(OSError):
            while chunk := await source.read(CHUNK_BYTES):
                passed = b"" if self.is_silent else way(chunk)
                if passed is None:
                    return
                target.write(passed)
                await target.drain()
            target.write_eof()
