"""Five hundred slow clients at once are all disconnected in time, and meanwhile others are answered.

The clock jumps from one timer to the next, so the deadlines are the real ones and the test doesn't wait for them.
"""

from __future__ import annotations

import asyncio
import resource
import socket
from collections.abc import Iterator
from contextlib import suppress

import pytest
from uvicorn import Config
from uvicorn.server import ServerState

from aural.guard.http.deadlines import READER_SECONDS, BodyDeadline, BoundedHttpProtocol
from tests.abuse.test_slow_clients import POST, application
from tests.virtual_time import pass_time, run

MANY = 500
GET = b"GET /early HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
WAYS = {
    "says nothing": (b"", 10),
    "half a head": (b"GET / HTTP/1.1\r\nHost: a\r\nX-Half: ", 10),
    "half a body": (POST + b"half", 10),
    "does not read": (b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n", READER_SECONDS + 1),
}
"""What each client sends, and within how many seconds it must be disconnected."""


@pytest.fixture(autouse=True)
def many_files() -> Iterator[None]:
    """Lets this process open the sockets of both sides."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2 * MANY + 200), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


class Server:
    """The real protocol and deadlines, on pairs of sockets. Knows how long each lost connection was open."""

    def __init__(self) -> None:
        self._config = Config(BodyDeadline(application), http=BoundedHttpProtocol, log_config=None)
        self._config.load()
        self._state = ServerState()
        self.lasted: list[float] = []

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        loop, server = asyncio.get_running_loop(), self
        began = loop.time()

        class Timed(BoundedHttpProtocol):
            def connection_lost(self, exc: Exception | None) -> None:
                super().connection_lost(exc)
                server.lasted.append(loop.time() - began)

        theirs, ours = socket.socketpair()
        await loop.connect_accepted_socket(lambda: Timed(self._config, self._state, {}), ours)
        return await asyncio.open_connection(sock=theirs)

    async def answers(self) -> bool:
        reader, writer = await self.connect()
        writer.write(GET)
        answer = await reader.read()
        writer.close()
        return answer.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("way", WAYS)
def test_500_slow_clients_are_disconnected_in_time_and_others_are_answered(way: str) -> None:
    run(_besiege(*WAYS[way]))


async def _besiege(sent: bytes, most_seconds: int) -> None:
    server = Server()
    writers = []
    for _ in range(MANY):
        _, writer = await server.connect()
        writer.write(sent)
        writers.append(writer)
    for second in range(1, 6):
        await pass_time(1)
        assert server.lasted == [0.0] * (second - 1)  # only the others, who were answered at once
        assert await server.answers()
    await pass_time(most_seconds)
    slow = [seconds for seconds in server.lasted if seconds]
    assert len(slow) == MANY
    assert max(slow) <= most_seconds
    for writer in writers:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
