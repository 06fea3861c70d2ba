"""Time and size limits below the application, so that no slow, silent or endless request ties up the server.

uvicorn waits indefinitely for the rest of a head or a body. `BoundedHttpProtocol` limits the head, and how long a
client may stop reading; `BodyDeadline` limits the body. Both refuse with the API's error format.
"""

from __future__ import annotations

import asyncio
import os
from asyncio import TimerHandle
from typing import ClassVar

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from aural.guard.http.headers import API_HEADERS
from aural.platform.errors import RequestTimeoutError, error_body
from aural.platform.ids import new_id

HEAD_SECONDS = 8
MAX_HEAD_BYTES = 32 * 1024
BODY_PAUSE_SECONDS = 7
BODY_SECONDS = 60  # 1 MiB at 18 KB a second
READER_SECONDS = 30
LINGER_SECONDS = 2

_TOO_LARGE = (431, "HEADERS_TOO_LARGE", f"The address and headers are larger than {MAX_HEAD_BYTES:,} bytes together.")
_TOO_SLOW = (408, "REQUEST_TIMEOUT", "The request came too slowly. Send it again on a new connection.")
_MALFORMED = (400, "BAD_REQUEST", "This is not a well-formed HTTP request.")


def _refusal(code: str, message: str) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """The headers and body of a response that doesn't come from the application."""
    request_id = new_id()
    body = orjson.dumps(error_body(code, message, request_id, os.environ.get("AURAL_PUBLIC_URL", "")))
    headers = {
        **API_HEADERS,
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
        "X-Request-Id": request_id,
        "Connection": "close",
    }
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()], body


async def _refuse_head(_scope: Scope, _receive: Receive, send: Send) -> None:
    status, code, message = _TOO_LARGE
    headers, body = _refusal(code, message)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class BoundedHttpProtocol(HttpToolsProtocol):
    """Requires a complete head within `head_seconds` and `MAX_HEAD_BYTES`, and a client that keeps reading."""

    head_seconds: ClassVar[float] = HEAD_SECONDS
    reader_seconds: ClassVar[float] = READER_SECONDS
    linger_seconds: ClassVar[float] = LINGER_SECONDS

    _head_timer: TimerHandle | None = None
    _reader_timer: TimerHandle | None = None
    _linger_timer: TimerHandle | None = None
    _head_bytes = 0
    _is_upgraded = False
    _is_refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timers()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._is_refused:
            return
        super().data_received(data)
        if self._is_upgraded or self._is_refused or self.transport.is_closing():
            return
        if self.cycle is None or self.cycle.response_complete:  # between requests: this is part of a head
            self._head_bytes += len(data)
            self._await_head()
            if self._head_bytes > MAX_HEAD_BYTES:
                self._refuse(*_TOO_LARGE)

    def _await_head(self) -> None:
        if self._head_timer is None:  # a head that trickles in gets no more time
            self._head_timer = self.loop.call_later(self.head_seconds, self._head_is_late)

    def _head_is_late(self) -> None:
        self._head_timer = None
        if self.transport.is_closing():
            return
        if self._head_bytes:
            self._refuse(*_TOO_SLOW)
        else:
            self.transport.close()  # the client sent nothing, so it gets no response

    def on_headers_complete(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
        self._head_bytes = 0
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > MAX_HEAD_BYTES:
            self.url = b"/"
            self.app = _refuse_head  # it closes the connection, so nothing needs to be restored
        super().on_headers_complete()

    def handle_websocket_upgrade(self) -> None:
        if self.app is _refuse_head:
            self._refuse(*_TOO_LARGE)
            return
        self._is_upgraded = True
        super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:
        self._refuse(*_MALFORMED)

    def _refuse(self, status: int, code: str, message: str) -> None:
        headers, body = _refusal(code, message)
        lines = [name + b": " + value + b"\r\n" for name, value in headers]
        self.transport.write(b"".join([STATUS_LINE[status], *lines, b"\r\n", body]))
        self._is_refused = True
        self._stop_timers()
        self.transport.write_eof()
        self._linger()

    def _linger(self) -> None:
        # After a close with unread data, the system would reset the connection before the client has the response.
        self._linger_timer = self.loop.call_later(self.linger_seconds, self.transport.close)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.cycle is not None and self.cycle.more_body and not self.transport.is_closing():
            self._linger()  # answered before the body was complete: the rest may still arrive, but not for long

    def on_message_complete(self) -> None:
        super().on_message_complete()
        if self._linger_timer is not None:
            self._linger_timer.cancel()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._reader_timer = self.loop.call_later(self.reader_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        if self._reader_timer is not None:
            self._reader_timer.cancel()
        super().resume_writing()

    def _stop_timers(self) -> None:
        for timer in (self._head_timer, self._reader_timer, self._linger_timer):
            if timer is not None:
                timer.cancel()


def http_protocol() -> type[asyncio.Protocol]:
    """The class for uvicorn's `http` option. It must be importable by name, since workers receive only the name."""
    return BoundedHttpProtocol


class BodyDeadline:
    """ASGI middleware: reading a body that stalls or trickles in raises RequestTimeoutError."""

    def __init__(
        self, app: ASGIApp, *, pause_seconds: float = BODY_PAUSE_SECONDS, total_seconds: float = BODY_SECONDS
    ) -> None:
        self._app = app
        self._pause_seconds = pause_seconds
        self._total_seconds = total_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            receive = _Body(receive, self._pause_seconds, self._total_seconds).receive
        await self._app(scope, receive, send)


class _Body:
    def __init__(self, receive: Receive, pause_seconds: float, total_seconds: float) -> None:
        self._receive = receive
        self._pause_seconds = pause_seconds
        self._total_seconds = total_seconds
        self._until: float | None = None
        self._is_whole = False

    async def receive(self) -> Message:
        if self._is_whole:  # the reader now waits for the client to disconnect, however long that takes
            return await self._receive()
        now = asyncio.get_running_loop().time()
        if self._until is None:
            self._until = now + self._total_seconds
        try:
            async with asyncio.timeout_at(min(self._until, now + self._pause_seconds)):
                message = await self._receive()
        except TimeoutError:
            raise RequestTimeoutError(_TOO_SLOW[2]) from None
        self._is_whole = not message.get("more_body", False)
        return message
