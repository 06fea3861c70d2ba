"""A client that is slow, silent or endless gets an error, and its connection is closed and uses no more resources."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, ClassVar

import orjson
import pytest
import websockets
from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket
from uvicorn import Config
from uvicorn.server import ServerState

from aural.guard.http.bodies import read_body
from aural.guard.http.deadlines import (
    BODY_PAUSE_SECONDS,
    BODY_SECONDS,
    HEAD_SECONDS,
    LINGER_SECONDS,
    BodyDeadline,
    BoundedHttpProtocol,
)
from aural.guard.http.headers import choose_request_id, request_id
from aural.platform.errors import RequestTimeoutError
from tests.waiting import PATIENCE_SECONDS

FRAME = 256 * 1024


SHORT_SECONDS = 0.2


class Patient(BoundedHttpProtocol):
    """For requests that must pass: no pause on a busy machine is this long."""

    head_seconds = reader_seconds = linger_seconds = PATIENCE_SECONDS
    lost: asyncio.Queue[Exception | None]

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self.lost.put_nowait(exc)


class Impatient(Patient):
    """For requests that must be refused. A head has time to begin, because a client that has sent nothing gets no
    error.
    """

    head_seconds = 1.0
    reader_seconds = linger_seconds = SHORT_SECONDS


class ImpatientLater(Patient):
    """Impatient from the second head of a connection on."""

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self.head_seconds = SHORT_SECONDS  # type: ignore[misc]  # this connection's own


class Leaving(Patient):
    """Closes without waiting for the rest of the request."""

    linger_seconds = SHORT_SECONDS


class Cutting(Patient):
    """Doesn't wait for a client that doesn't read."""

    reader_seconds = SHORT_SECONDS


class Watched(Patient):
    begun: ClassVar[list[asyncio.TimerHandle]] = []

    def _await_head(self) -> None:
        super()._await_head()
        assert self._head_timer is not None
        self.begun.append(self._head_timer)


async def application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        socket = WebSocket(scope, receive, send)
        await socket.accept()
        await socket.send_text(str(len(await socket.receive_text())))
        return
    if scope["path"] == "/long":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(1000):
            await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
        return
    if scope["path"] == "/early":
        await PlainTextResponse("early")(scope, receive, send)
        return
    try:
        body = await read_body(receive)
    except RequestTimeoutError as error:
        await PlainTextResponse(error.code, error.status, error.headers)(scope, receive, send)
        return
    await PlainTextResponse(str(len(body or b"")))(scope, receive, send)


@pytest.fixture
async def port() -> AsyncIterator[int]:
    async with serving(Impatient, pause_seconds=SHORT_SECONDS, total_seconds=0.6) as port:
        yield port


@pytest.fixture
async def patient_port() -> AsyncIterator[int]:
    async with serving(Patient) as port:
        yield port


@pytest.fixture
async def leaving_port() -> AsyncIterator[int]:
    async with serving(Leaving) as port:
        yield port


@asynccontextmanager
async def serving(
    protocol: type[Patient], *, pause_seconds: float = PATIENCE_SECONDS, total_seconds: float = PATIENCE_SECONDS
) -> AsyncIterator[int]:
    protocol.lost = asyncio.Queue()
    app = BodyDeadline(application, pause_seconds=pause_seconds, total_seconds=total_seconds)
    config = Config(
        app, http=protocol, ws="websockets-sansio", ws_max_size=FRAME, timeout_keep_alive=1, log_config=None
    )
    config.load()
    state = ServerState()
    server = await asyncio.get_running_loop().create_server(lambda: protocol(config, state, {}), "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    server.close()
    for connection in list(state.connections):
        connection.transport.abort()
    for task in list(state.tasks):
        task.cancel()
    await asyncio.gather(*state.tasks, return_exceptions=True)


@asynccontextmanager
async def connection(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def say(port: int, *parts: bytes, pause: float | None = None) -> bytes:
    """Sends the parts, and reads until the server closes the connection."""
    async with connection(port) as (reader, writer):
        answer = asyncio.create_task(hear(reader))
        for part in parts:
            writer.write(part)
            if pause is not None:
                await asyncio.wait([answer], timeout=pause)
            if answer.done():
                break
        return await answer


async def hear(reader: asyncio.StreamReader) -> bytes:
    """Reads until the connection is closed. Closing on a client that is still writing resets the connection after the
    answer.
    """
    heard = b""
    async with asyncio.timeout(PATIENCE_SECONDS / 2):  # before a patient server gives up
        with suppress(ConnectionResetError):
            while more := await reader.read(1 << 16):
                heard += more
    return heard


def error_code(answer: bytes) -> str:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"connection: close" in head
    assert b"content-type: application/json" in head
    assert b"x-request-id: " in head
    code: str = orjson.loads(body)["error"]["code"]
    return code


def test_the_real_deadlines_are_below_ten_seconds() -> None:
    assert HEAD_SECONDS + LINGER_SECONDS <= 10
    assert BODY_PAUSE_SECONDS + LINGER_SECONDS < 10
    assert BODY_SECONDS <= 60


async def test_a_client_that_sends_nothing_is_closed_without_an_answer(port: int) -> None:
    assert await say(port) == b""


async def test_an_incomplete_head_is_refused_with_408(port: int) -> None:
    answer = await say(port, b"GET / HTTP/1.1\r\nHost: a\r\nX-Half: ")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert error_code(answer) == "REQUEST_TIMEOUT"


async def test_a_head_that_arrives_byte_by_byte_is_closed_too(port: int) -> None:
    head, sent = b"GET / HTTP/1.1\r\nHost: " + b"a" * 200, 0
    async with connection(port) as (reader, writer):
        answer = asyncio.create_task(hear(reader))
        while not answer.done() and sent < len(head):
            writer.write(head[sent : sent + 1])
            sent += 1
            await asyncio.wait([answer], timeout=0.02)
        assert error_code(await answer) == "REQUEST_TIMEOUT"
    assert sent < len(head)  # it was refused before the last byte


async def say_after_an_answer(more: bytes) -> bytes:
    """Sends a first request, then more bytes, and returns what follows until the server closes the connection."""
    async with serving(ImpatientLater) as port, connection(port) as (reader, writer):
        writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert (await reader.readuntil(b"\r\n\r\n0")).startswith(b"HTTP/1.1 200 ")
        writer.write(more)
        return await hear(reader)


async def test_empty_lines_between_requests_do_not_keep_a_connection_open() -> None:
    assert (await say_after_an_answer(b"\r\n")).startswith(b"HTTP/1.1 408 ")


async def test_an_incomplete_second_head_is_refused_with_408() -> None:
    assert (await say_after_an_answer(b"GET / HT")).startswith(b"HTTP/1.1 408 ")


POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n"


async def test_an_incomplete_body_is_refused_with_408(port: int) -> None:
    assert (await say(port, POST + b"half")).startswith(b"HTTP/1.1 408 ")


async def test_a_body_that_arrives_byte_by_byte_is_refused_at_the_limit(port: int) -> None:
    assert (await say(port, POST, *[b"x"] * 100, pause=0.05)).startswith(b"HTTP/1.1 408 ")


async def test_a_slow_but_steady_body_passes(patient_port: int) -> None:
    close = POST.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    answer = await say(patient_port, close, b"x" * 50, b"x" * 50, pause=0.05)
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"100")


async def test_a_body_that_arrives_after_its_response_keeps_the_connection_open(patient_port: int) -> None:
    early = POST.replace(b"POST /", b"POST /early")
    answer = await say(patient_port, early, b"x" * 100, early.replace(b"100", b"0"), b"", b"", pause=0.1)
    assert answer.count(b"HTTP/1.1 200 ") == 2


async def test_a_body_that_is_not_read_does_not_hold_the_connection(leaving_port: int) -> None:
    answer = await say(leaving_port, POST.replace(b"100", b"2000000") + b"x" * 1_500_000, *[b"x"] * 20, pause=0.05)
    assert answer.startswith(b"HTTP/1.1 200 ")
    answer = await say(leaving_port, POST.replace(b"POST /", b"POST /early"), *[b"x"] * 20, pause=0.05)
    assert answer.endswith(b"early")


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nX-Large: " + b"x" * 40_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % number for number in range(4_000)) + b"\r\n",
        b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\n\r\n",
        b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nX-Endless: " + b"x" * 8_000_000,
        b"GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Large: " + b"x" * 40_000 + b"\r\n\r\n",
    ],
)
async def test_a_head_that_is_too_large_is_refused_with_431(leaving_port: int, head: bytes) -> None:
    answer = await say(leaving_port, head)
    assert answer.startswith(b"HTTP/1.1 431 ")
    assert error_code(answer) == "HEADERS_TOO_LARGE"


async def test_a_head_just_below_the_limit_passes(patient_port: int) -> None:
    answer = await say(patient_port, b"GET / HTTP/1.0\r\nX-Large: " + b"x" * 32_000 + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200 ")


async def test_a_request_that_is_not_http_is_refused_in_the_apis_error_format(leaving_port: int) -> None:
    answer = await say(leaving_port, b"\x16\x03\x01 this is no http\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert error_code(answer) == "BAD_REQUEST"


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 6\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nContent-Length: 6",
        b"Content-Length: 5\r\nContent-Length: 6",
        b"Transfer-Encoding: chunked, identity",
        b"Transfer-Encoding: xchunked\r\nContent-Length: 6",
        b"Content-Length: +5",
        b"Content-Length : 5",
        b"Transfer-Encoding:\n chunked",
    ],
)
async def test_a_request_with_two_lengths_is_not_split_into_two(leaving_port: int, head: bytes) -> None:
    smuggled = b"0\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\n"
    answer = await say(leaving_port, b"POST / HTTP/1.1\r\nHost: a\r\n" + head + b"\r\n\r\n" + smuggled)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1


async def test_a_client_that_does_not_read_its_answer_is_cut_off() -> None:
    async with serving(Cutting) as port, connection(port) as (reader, writer):
        writer.write(b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n")
        await Cutting.lost.get()
        assert len(await reader.read()) < 1000 * 65536


async def test_a_socket_frame_may_have_256_kib_and_no_more(patient_port: int) -> None:
    async with websockets.connect(f"ws://127.0.0.1:{patient_port}/", proxy=None) as socket:
        await socket.send("x" * FRAME)
        assert await socket.recv() == str(FRAME)
    async with websockets.connect(f"ws://127.0.0.1:{patient_port}/", proxy=None) as socket:
        await socket.send("x" * (FRAME + 1))
        with pytest.raises(websockets.ConnectionClosedError) as caught:
            await socket.recv()
        assert caught.value.rcvd is not None
        assert caught.value.rcvd.code == 1009


async def test_an_open_socket_outlives_the_deadline_for_the_head() -> None:
    Watched.begun.clear()
    async with serving(Watched) as port, websockets.connect(f"ws://127.0.0.1:{port}/", proxy=None) as socket:
        await socket.send("x")
        assert await socket.recv() == "1"
        assert [timer.cancelled() for timer in Watched.begun] == [True]


@pytest.mark.parametrize("sent", ["a", "A.b_c-9", "x" * 128])
def test_a_well_formed_request_id_is_kept(sent: str) -> None:
    assert choose_request_id(sent) == sent
    scope = {"headers": [(b"x-request-id", sent.encode())]}
    assert request_id(scope) == request_id(scope) == sent


@pytest.mark.parametrize("sent", [None, "", "x" * 129, "a b", "a\n", "é", "../x"])
def test_a_missing_or_malformed_request_id_is_replaced_once(sent: str | None) -> None:
    scope = {"headers": [] if sent is None else [(b"x-request-id", sent.encode("latin-1"))]}
    assert choose_request_id(sent) != sent
    assert request_id(scope) == request_id(scope) != sent
