"""One live server for all scenarios, over a connection that can be cut, with each client in turn."""

from __future__ import annotations

import shutil
import socket
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import uvicorn

from aural.organizations import repository as organizations
from aural.platform.ids import new_id
from tests.api.world import World, open_world
from tests.clients.drivers import Asynchronous, Driver, Synchronous, TypeScript, node
from tests.crash.line import Break, Line
from tests.room.conftest import WebServer
from tests.serving import find_free_port

REQUESTS_PER_MINUTE = 12


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Instead:
    """An answer that something between client and server gives in place of the server.

    `missing`: the number of bytes that are announced, but don't come before the connection ends.
    """

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    missing: int = 0


@dataclass
class Stand:
    """The server, the requests that it received, and the answers given in its place. Its clock moves when a client
    sleeps.
    """

    world: World
    line: Line
    asked: list[Asked] = field(default_factory=list)
    instead: deque[Instead] = field(default_factory=deque)
    slept: list[float] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.line.url

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.world.clock.pass_seconds(seconds)

    def cut(self, kind: Break) -> None:
        """Lets the client's connection break at its next request."""
        wires = list(self.line.wires.values())

        def spare_the_others() -> None:
            for wire in wires:
                wire.due = None

        for wire in wires:
            wire.break_soon(kind, spare_the_others)

    async def new_key(self) -> str:
        """A key of a new organization."""
        now = self.world.clock.now()
        organization = await organizations.take_organization(self.world.database, f"Clients {new_id()}", now)
        return await self.world.issue(organization, "OWNER")

    async def serve(self, scope: Any, receive: Any, send: Any) -> None:
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.asked.append(Asked(scope["method"], scope["path"], headers))
        if not self.instead:
            await self.world.api(scope, receive, send)
            return
        answer = self.instead.popleft()
        told = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
        told.append((b"content-length", b"%d" % (len(answer.body) + answer.missing)))
        await send({"type": "http.response.start", "status": answer.status, "headers": told})
        await send({"type": "http.response.body", "body": answer.body, "more_body": answer.missing > 0})


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stand]:
    folder = tmp_path_factory.mktemp("clients")
    database = shutil.copyfile(_sqlite_template, folder / "aural.db")
    listener = socket.create_server(("127.0.0.1", 0))
    line = Line(find_free_port(), listener.getsockname()[1])
    async with open_world(f"sqlite:///{database}", folder, limit=REQUESTS_PER_MINUTE) as world, line:
        house = Stand(world, line)
        server = WebServer(uvicorn.Config(house.serve, interface="asgi3", log_level="warning", lifespan="off"))
        await server.start(listener)
        yield house
        line.cut_all()
        await server.end()


@pytest_asyncio.fixture(loop_scope="module")
async def stand(house: Stand) -> Stand:
    house.asked.clear()
    house.instead.clear()
    house.slept.clear()
    return house


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def typescript() -> AsyncIterator[TypeScript]:
    async with node() as driver:
        yield driver


@pytest_asyncio.fixture(loop_scope="module", params=["python", "python-async", "typescript"])
async def aural(stand: Stand, typescript: TypeScript, request: pytest.FixtureRequest) -> AsyncIterator[Driver]:
    """A client with an owner's key, in a new organization."""
    drivers: dict[str, Driver] = {
        "python": Synchronous(),
        "python-async": Asynchronous(),
        "typescript": typescript,
    }
    driver = drivers[request.param]
    await driver.open(stand.url, await stand.new_key(), stand.sleep)
    yield driver
    await driver.close()
