"""A candidate's socket to a real server in its own process, for tests that wait for each frame in turn."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpx2
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.waiting import PATIENCE_SECONDS

Frame = dict[str, Any]


class Chat:
    """A candidate's socket to the room."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    def send(self, **frame: Any) -> None:
        self.socket.send(json.dumps(frame))

    def until(self, is_it: Callable[[Frame], bool]) -> Frame:
        while True:
            frame: Frame = json.loads(self.socket.recv(timeout=PATIENCE_SECONDS))
            if is_it(frame):
                return frame

    def my_turn(self) -> Frame:
        return self.until(lambda frame: frame.get("room", {}).get("state") == "your_turn")

    def closed(self) -> int:
        """Waits until the server closes the socket, and returns its close code."""
        with suppress(ConnectionClosed):
            while True:
                self.socket.recv(timeout=PATIENCE_SECONDS)
        return self.socket.protocol.close_code or 0

    def answer(self, text: str, frame_id: str | None = None) -> Frame:
        """Sends an answer, and returns its `ack` or its `error`."""
        frame_id = frame_id or str(uuid.uuid4())
        self.send(type="answer", id=frame_id, text=text)
        return self.until(lambda frame: frame["type"] in ("ack", "error") and frame["id"] == frame_id)


def start_session(http: httpx2.Client, slug: str) -> str:
    """Starts a session for a new candidate, and returns the personal token."""
    text = http.post("/room/v1/entry", json={"slug": slug}).json()["data"]["consent"]
    consent = {"version": text["version"], "language": text["language"], "accepted": True}
    body = {"slug": slug, "consent": consent, "name": "Mina Sol", "email": "mina@example.com"}
    answer = http.post("/room/v1/sessions", json=body)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["data"]["personalUrl"].partition("token=")[2])


@contextmanager
def chatting(http: httpx2.Client, token: str, **hello: Any) -> Iterator[Chat]:
    """Yields a socket that has sent `hello`, as a new tab does."""
    url = str(http.base_url).rstrip("/")
    ticket = http.post("/room/v1/tickets", headers={"Authorization": f"Bearer {token}"}).json()["data"]["ticket"]
    first = {"type": "hello", "protocol": "aural.room/1", "ticket": ticket, "after": 0, "takeOver": False}
    address = f"{url.replace('http', 'ws', 1)}/room/v1/socket"
    more: dict[str, Any] = {"origin": url, "open_timeout": PATIENCE_SECONDS}
    with connect(address, proxy=None, **more) as socket:
        chat = Chat(socket)
        chat.send(**first | {"client": str(uuid.uuid4())} | hello)
        yield chat
