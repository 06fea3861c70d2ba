"""A real server on a free port in the test's event loop, a creator's key, and a candidate's client."""

from __future__ import annotations

import asyncio
import json
import socket
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from aural.app import Server
from aural.cli.accounts import create_key
from aural.cli.serve import MAX_FRAME_BYTES
from aural.platform.clock import SystemClock
from aural.sessions.abandon_service import abandon_silent_sessions
from aural.settings import load_settings
from tests.mail_server import MailServer
from tests.waiting import PATIENCE_SECONDS, until

Frame = dict[str, Any]


class AdjustableClock:
    """The real time, which a test can move forward."""

    def __init__(self) -> None:
        self.offset_ms = 0

    def now(self) -> int:
        return SystemClock().now() + self.offset_ms

    def pass_seconds(self, seconds: float) -> None:
        self.offset_ms += int(seconds * 1000)


ANSWER = (
    "I rewrote the billing service in March, because retries had blocked its queue for hours, and I measured that the "
    "new queue took 40 ms a payment."
)


@dataclass
class Client:
    """A candidate's socket. `next` waits for the next frame of a type; `heard` keeps all frames."""

    socket: ClientConnection
    heard: list[Frame] = field(default_factory=list)

    async def send(self, **frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    async def answer(self, text: str = "I wrote it myself.", **more: Any) -> str:
        frame_id = more.pop("id", None) or str(uuid.uuid4())
        await self.send(type="answer", id=frame_id, text=text, **more)
        return str(frame_id)

    async def wish(self, kind: str) -> None:
        await self.send(type="request", id=str(uuid.uuid4()), kind=kind)

    async def next(self, kind: str, **like: Any) -> Frame:
        """The next frame of this type with these values, in the frame itself or in the object that it carries."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                frame: Frame = json.loads(await self.socket.recv())
                self.heard.append(frame)
                inner = frame.get(frame["type"], {}) if isinstance(frame.get(frame["type"]), dict) else {}
                if frame["type"] == kind and all((frame | inner).get(key) == value for key, value in like.items()):
                    return frame

    async def hear(self) -> Frame:
        """The next frame of any type."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            frame: Frame = json.loads(await self.socket.recv())
        self.heard.append(frame)
        return frame

    async def my_turn(self, state: str = "your_turn") -> Frame:
        """The next welcome or room frame that says that the room is in this state."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                frame: Frame = json.loads(await self.socket.recv())
                self.heard.append(frame)
                if frame.get("room", {}).get("state") == state:
                    return frame

    async def closed(self) -> int:
        """Reads until the server closes the socket, and returns the close code."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            with suppress(ConnectionClosed):  # every code but 1000 raises an error
                async for raw in self.socket:
                    self.heard.append(json.loads(raw))
        return self.socket.close_code or 0

    @property
    def messages(self) -> list[Frame]:
        found: list[Frame] = []
        for frame in self.heard:
            found += frame["messages"] if frame["type"] == "welcome" else []
            found += [frame["message"]] if frame["type"] == "message" else []
        return found


class House:
    """One running server with an organization's key, and methods to create and enter its interviews."""

    def __init__(self, server: Server, key: str, clock: AdjustableClock) -> None:
        self.server, self.clock, self.key = server, clock, key
        self.url = server.settings.public_url
        headers = {"Authorization": f"Bearer {key}"}  # the clients load no certificates, which would take 20 ms each
        more: dict[str, Any] = {"verify": False, "timeout": PATIENCE_SECONDS}
        self.api = httpx2.AsyncClient(base_url=f"{self.url}/api/v1", headers=headers, **more)
        self.http = httpx2.AsyncClient(base_url=self.url, **more)

    async def end_abandoned(self) -> int:
        settings = self.server.settings
        return await abandon_silent_sessions(self.server.rooms.context.sessions, settings.abandon_after_seconds)

    async def post(self, path: str, body: Any = None) -> Any:
        response = await self.api.post(path, json={} if body is None else body)
        assert response.status_code == 200, response.text
        return response.json()["data"]

    async def get(self, path: str) -> Any:
        response = await self.api.get(path)
        assert response.status_code == 200, response.text
        return response.json()["data"]

    async def interview(self, *questions: Frame, is_open: bool = True, **settings: Any) -> Frame:
        """Creates an interview with questions, and publishes it unless `is_open` is False."""
        made = await self.post("/interviews", {"title": "Room test", "followUpDepth": "LIGHT", **settings})
        path = f"/interviews/{made['id']}"
        wanted = list(questions) or [{"text": "Tell me about a service."}, {"text": "What was hard about it?"}]
        await self.post(f"{path}/questions", wanted)
        if is_open:
            await self.post(f"{path}/publish")
        interview: Frame = await self.get(path)
        return interview

    async def invite(self, interview: Frame, **person: Any) -> Frame:
        candidate: Frame = (await self.post(f"/interviews/{interview['id']}/candidates", person))[0]
        return candidate

    async def entry(self, slug: str, token: str | None = None, **more: Any) -> Frame:
        response = await self.http.post("/room/v1/entry", json={"slug": slug, "token": token, **more})
        assert response.status_code == 200, response.text
        door: Frame = response.json()["data"]
        return door

    async def start(self, slug: str, token: str | None = None, **body: Any) -> httpx2.Response:
        if "consent" not in body:
            body["consent"] = await self.consent(slug, token)
        person = {"name": "Mina Sol", "email": "mina@example.com"}
        return await self.http.post("/room/v1/sessions", json={"slug": slug, "token": token, **person, **body})

    async def consent(self, slug: str, token: str | None = None, language: str = "en") -> Frame | None:
        """The consent that a client sends after showing the text; None if there is no text to agree to."""
        text = (await self.entry(slug, token, language=language))["consent"]
        return None if text is None else {"version": text["version"], "language": text["language"], "accepted": True}

    async def ticket(self, token: str) -> str:
        response = await self.http.post("/room/v1/tickets", headers={"Authorization": f"Bearer {token}"})
        assert response.status_code == 200, response.text
        return str(response.json()["data"]["ticket"])

    def open_socket(self, origin: str | None = None) -> connect:
        address = self.url.replace("http", "ws", 1) + "/room/v1/socket"
        more: dict[str, Any] = {"origin": origin if origin is not None else self.url, "open_timeout": PATIENCE_SECONDS}
        return connect(address, proxy=None, **more)

    async def enter(self, token: str, *, after: int = 0, client: str | None = None, take_over: bool = False) -> Client:
        """Opens a socket, and sends `hello`."""
        hello = {"type": "hello", "protocol": "aural.room/1", "ticket": await self.ticket(token), "after": after}
        entered = Client(await self.open_socket())  # from here on, the server waits for `hello`
        await entered.send(**hello, client=client or str(uuid.uuid4()), takeOver=take_over)
        return entered

    async def begin(self, interview: Frame, **person: Any) -> tuple[Client, str]:
        """Lets a new candidate enter the room, up to the first question. Returns the client and the personal token."""
        started = (await self.start(interview["publicSlug"], **person)).json()["data"]
        token = started["personalUrl"].partition("token=")[2]
        client = await self.enter(token)
        await client.my_turn()
        return client, token

    async def finish(self, interview: Frame, **person: Any) -> str:
        """Takes the interview to its end, and returns the personal token. This browser keeps the cookie."""
        client, token = await self.begin(interview, **person)
        await client.answer(ANSWER)
        await client.wish("end")
        await client.closed()
        return token

    async def reported(self, session_id: str, *, revision: int = 1) -> Frame:
        """Waits until the server's worker has written this revision of the report, and returns the session."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                session: Frame = await self.get(f"/sessions/{session_id}")
                if session["reportStatus"] in ("READY", "NOT_SCORABLE") and session["reportRevision"] == revision:
                    return session

    async def call(self, path: str, body: Frame | None = None, *, method: str = "POST", **more: Any) -> httpx2.Response:
        """Calls /room/v1 from this browser."""
        return await self.http.request(method, f"/room/v1/{path}", json={} if body is None else body, **more)

    async def close(self) -> None:
        await self.api.aclose()
        await self.http.aclose()


@pytest.fixture
def clock() -> AdjustableClock:
    return AdjustableClock()


class WebServer(uvicorn.Server):
    """Starts and ends without uvicorn's main loop, which looks for work ten times a second."""

    async def start(self, listener: socket.socket) -> None:
        self.config.load()
        self.lifespan = self.config.lifespan_class(self.config)
        await self.startup(sockets=[listener])
        await self.on_tick(0)  # sets the default headers of every answer

    async def end(self) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await until(lambda: not self.server_state.connections and not self.server_state.tasks)
        await self.lifespan.shutdown()


@pytest.fixture
async def open_house(
    database_url: str, clock: AdjustableClock, tmp_path: Path
) -> AsyncIterator[Callable[..., Awaitable[House]]]:
    """Starts servers on this test's database. To the database, each server looks like a separate process."""
    running: list[tuple[House, WebServer]] = []

    async def start(*, plan: str | None = None, key: str | None = None, **given: Any) -> House:
        listener = socket.create_server(("127.0.0.1", 0))
        # Few connections, because opening one costs PostgreSQL as much as ten statements, and each prepares its own
        # plans.
        given = {"data_dir": tmp_path, "rate_limit_per_minute": 0, "database_connections": 6, **given}
        settings = load_settings(database_url=database_url, **given)
        server = Server(settings.listening_on("127.0.0.1", listener.getsockname()[1]), clock)
        key = key or await create_key(server.database, settings, organization="Acme", plan=plan)
        more: dict[str, Any] = {"ws": "websockets-sansio", "ws_max_size": MAX_FRAME_BYTES}
        # Keeps idle connections open while others are busy: a request sent while the server closes its connection would
        # fail.
        more["timeout_keep_alive"] = int(PATIENCE_SECONDS)
        web = WebServer(uvicorn.Config(server.asgi(), log_level="warning", **more))
        house = House(server, key, clock)
        running.append((house, web))
        await web.start(listener)
        return house

    yield start
    for house, web in running:
        await house.close()
        await web.end()


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    server = MailServer()
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def house(open_house: Callable[..., Awaitable[House]]) -> House:
    return await open_house()
