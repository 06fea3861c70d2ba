"""A room with a faked server, so that a test can show any state of its pages directly and keep it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Page, WebSocketRoute
from pydantic import TypeAdapter

from aural.room.protocol.link import Entry
from aural.room.protocol.server import ServerFrame
from tests.web import waiting
from tests.web.consent_fake import CONSENT, DISCLOSURE
from tests.web.played import Asked, player_of
from tests.web.record_fake import RECEIPT, checked, rights, transcript, yourself

# The fake sends what a server sends: no field is missing, and each has the right type.
_ENTRY, _FRAME = TypeAdapter(Entry), TypeAdapter[ServerFrame](ServerFrame)

INTERVIEW: dict[str, Any] = {
    "title": "Backend engineer, first conversation",
    "description": "About a system you looked after: what broke, what you did, what you would do now.",
    "aiName": "Aural",
    "language": "en",
    "organizationName": "Harbour Cooperative",
    "questionCount": 7,
    "timeLimitMinutes": 30,
    "channels": ["chat"],
    "inviteRequired": False,
    "contact": "people@harbour.example",
    "canRun": False,
    "nextSteps": "Dana from the platform team writes to you by 21 November, whatever the outcome.",
    "pauses": {"count": 3, "seconds": 600},
    "languages": ["en", "zh"],
}
UNDERSTOOD = "One, two, three. Can you hear me?"
LINK = "http://127.0.0.1:8000/i/backend?token=inv_6Qm2cX0bZk9rT1vY"


def entry(state: str = "new", **changes: Any) -> dict[str, Any]:
    is_open = state in ("new", "resumable")
    return {
        "state": state,
        "interview": None if state == "unknown" else INTERVIEW,
        "participant": None,
        "consent": CONSENT if is_open else None,
        "progress": {"current": 3, "of": 7} if state == "resumable" else None,
        "endedAt": "2026-11-14T09:36:00.000Z" if state in ("completed", "time_is_up") else None,
        "disclosure": DISCLOSURE if is_open else None,
        "adjustments": ["more_time", "text_only"] if is_open else [],
        "canReview": False,
        "reviewUntil": None,
        "hasData": state in ("resumable", "completed", "time_is_up", "withdrawn"),
        "typesOnly": False,
        "receipt": None,
    } | changes


INVITED = entry(
    participant={"name": "Mina Okafor", "email": "m•••@example.com", "needsName": False, "needsEmail": False}
)


def question(**changes: Any) -> dict[str, Any]:
    return {
        "id": "q3",
        "order": 2,
        "text": "Tell me about a time a system you looked after failed under load.",
        "description": None,
        "type": "OPEN_ENDED",
        "isRequired": True,
        "options": None,
        "starterCode": None,
        "codeLanguage": None,
        "timeLimitSeconds": None,
        "clock": None,
    } | changes


def room(state: str = "your_turn", *, seconds: int | None = 1085, **changes: Any) -> dict[str, Any]:
    clock = {"remainingSeconds": seconds, "isRunning": state not in ("paused", "problem"), "canExtend": True}
    return {
        "state": state,
        "question": question() if state not in ("greeting", "closing", "done") else None,
        "progress": {"current": 3, "of": 7},
        "clock": None if seconds is None else {**clock, "serverAt": "2026-11-14T09:41:00.000Z"},
        "pausesLeft": 3,
        "pauseSeconds": 600,
        "pauseRemainingSeconds": 540 if state == "paused" else None,
        "canGoBack": False,
        "problem": {"at": "2026-11-14T09:41:00.000Z", "text": None} if state == "problem" else None,
        "asks": None,
        "endReason": None,
    } | changes


def message(seq: int, role: str, kind: str, content: str, **changes: Any) -> dict[str, Any]:
    return {
        "seq": seq,
        "id": f"00000000-0000-4000-8000-{seq:012d}",
        "role": role,
        "content": content,
        "questionId": "q3",
        "kind": kind,
        "move": None,
        "at": f"2026-11-14T09:{29 + seq:02d}:12.000Z",
        "data": None,
    } | changes


GREETING = message(
    1,
    "assistant",
    "greeting",
    "Hello Mina. I’m Aural, an AI interviewer for Harbour Cooperative. I’ll ask seven questions, and you can take your "
    "time with each. A person reads your answers.",
)
ASKED = message(2, "assistant", "question", f"Let’s start with your own work. {question()['text']}")
ANSWERED = message(
    3,
    "user",
    "answer",
    "In our spring sale the orders went through a single queue and the queue filled up during the sale. We had about "
    "forty minutes where people paid and saw nothing.",
)
PROBED = message(
    4,
    "assistant",
    "follow_up",
    "You said “the queue filled up during the sale”. What did you look at first, and how did you know it was the queue "
    "and not the database?",
)
CONVERSATION = [GREETING, ASKED, ANSWERED, PROBED]


#: Answers pings inside the page: on a busy machine, one that goes through this process takes seconds, and the page
#: believes that its connection is lost.
PULSE = """
(() => {
  const Real = window.WebSocket;
  window.WebSocket = class extends Real {
    send(data) {
      const frame = typeof data === "string" ? JSON.parse(data) : null;
      if (frame?.type !== "ping") return super.send(data);
      const pong = JSON.stringify({ type: "pong", at: frame.at });
      queueMicrotask(() => this.dispatchEvent(new MessageEvent("message", { data: pong })));
    }
  };
})();
"""


def asked(**changes: Any) -> dict[str, Any]:
    """A room at a question of another type, with the conversation up to there."""
    asked = question(**changes)
    before = [turn | {"questionId": "q2"} for turn in (GREETING, ASKED, ANSWERED)]
    ask = message(4, "assistant", "question", asked["text"], questionId=asked["id"])
    return {"messages": [*before, ask], "room": room(question=asked)}


@dataclass
class FakeRoom:
    """The server's side. With `opens` False, it never opens the connection; `close` closes it with that code."""

    entry: dict[str, Any] | None = field(default_factory=entry)
    messages: list[dict[str, Any]] = field(default_factory=lambda: list(CONVERSATION))
    room: dict[str, Any] = field(default_factory=room)
    opens: bool = True
    close: int | None = None
    acknowledges: bool = True
    session: str = "new"
    name: str = "Mina"
    entry_status: int = 200
    error: dict[str, Any] = field(default_factory=dict)
    start_error: tuple[int, dict[str, Any]] | None = None
    tickets_work: bool = True
    sockets: list[WebSocketRoute] = field(default_factory=list)
    received: list[dict[str, Any]] = field(default_factory=list)
    tickets: int = 0
    work: dict[str, Any] = field(default_factory=dict)  # by question, as the server returns it
    work_status: int = 200
    puts: list[dict[str, Any]] = field(default_factory=list)
    transcript: dict[str, Any] | None = field(default_factory=lambda: transcript(*map(checked, CONVERSATION)))
    rights: dict[str, Any] | None = field(default_factory=rights)
    yourself: dict[str, Any] | None = field(default_factory=yourself)
    watch: dict[str, Any] | None = None
    record_status: int = 200
    save_status: int = 200
    code: str | None = None
    is_known: bool = True
    asked: list[dict[str, Any]] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def until(self, holds: Callable[[], Any]) -> None:
        """Waits until what the page has sent fulfills the condition."""
        async with asyncio.timeout(waiting.SECONDS):
            while not holds():
                self.arrived.clear()
                await self.arrived.wait()

    def frames(self, kind: str) -> list[dict[str, Any]]:
        return [frame for frame in self.received if frame["type"] == kind]

    async def heard(self, kind: str, count: int = 1) -> list[dict[str, Any]]:
        """Waits for this many frames of the type, and returns them. A frame that was sent again after reconnecting
        counts once.
        """
        await self.until(lambda: len(self._distinct(kind)) >= count)
        return self._distinct(kind)

    def _distinct(self, kind: str) -> list[dict[str, Any]]:
        return list({frame["id"]: frame for frame in self.frames(kind)}.values())

    async def attach(self, page: Page) -> None:
        player = await player_of(page)
        player.on("/transcript[?]", lambda asked: self._record(asked, self.transcript))
        player.on("/rights[?]", lambda asked: self._record(asked, self.rights))
        player.on("/self-identification[?]", lambda asked: self._record(asked, self.yourself))
        for path in ("self-identification", "transcript/[^/]+", "remark", "requests", "withdraw", "erase"):
            player.on(f"/{path}$", self._save)
        player.on("/identify$", self._identify)
        player.on("/entry$", self._entry)
        player.on("/sessions$", self._sessions)
        player.on("/tickets$", self._tickets)
        player.on("/captions[?]", lambda asked: asked.answer(json={"data": {"text": UNDERSTOOD}}))
        player.on("/work", self._work)
        await page.route_web_socket("**/room/v1/socket", self._socket)
        await page.add_init_script(PULSE)

    async def _entry(self, asked: Asked) -> None:
        if self.entry_status == 0:
            await asked.break_off()
        elif self.entry is None:
            return  # never answers
        elif self.entry_status != 200:
            await asked.answer(status=self.entry_status, json={"error": self.error})
        else:
            _ENTRY.validate_python(self.entry)
            await asked.answer(json={"data": self.entry})

    async def _sessions(self, asked: Asked) -> None:
        if self.start_error is not None:
            status, error = self.start_error
            await asked.answer(status=status, json={"error": error})
        else:
            await asked.answer(json={"data": {"sessionId": "s1", "state": self.session, "personalUrl": LINK}})

    async def _record(self, asked: Asked, record: dict[str, Any] | None) -> None:
        if record is None:
            return  # never answers
        if not self.is_known:
            error = {"code": "UNAUTHORIZED", "message": "Open your personal link first."}
            await asked.answer(status=401, json={"error": error})
        elif self.record_status != 200:
            await asked.answer(status=self.record_status, json={"error": self.error})
        else:
            await asked.answer(json={"data": record})

    async def _save(self, asked: Asked) -> None:
        self.asked.append(asked.json)
        if self.save_status != 200:
            await asked.answer(status=self.save_status, json={"error": self.error})
        else:
            await asked.answer(json={"data": {"id": "r1", "at": "2026-11-16T09:00:00.000Z", "receipt": RECEIPT}})

    async def _identify(self, asked: Asked) -> None:
        given = asked.json.get("code")
        if self.code is None or given == self.code:
            self.is_known = True
            await asked.answer(json={"data": {"state": "known"}})
        elif given is None:
            await asked.answer(json={"data": {"state": "code_sent", "email": "m•••@example.com", "isNew": True}})
        else:
            error = {"code": "BAD_REQUEST", "message": "The code does not match."}
            await asked.answer(status=400, json={"error": error})

    async def _tickets(self, asked: Asked) -> None:
        self.tickets += 1
        if self.tickets_work:
            await asked.answer(json={"data": {"ticket": f"t{self.tickets}", "expiresAt": "2026-11-14T09:42:00.000Z"}})
        else:
            await asked.break_off()

    async def _work(self, asked: Asked) -> None:
        if self.work_status != 200:
            await asked.answer(status=self.work_status, json={"error": {"code": "UNAVAILABLE"}})
        elif asked.method == "GET":
            await asked.answer(json={"data": self.work})
        else:
            self.puts.append(asked.json)
            self.arrived.set()
            board = f"board-{len(self.puts)}" if "whiteboard" in self.puts[-1] else None
            await asked.answer(json={"data": {"savedAt": "2026-11-14T10:04:12.000Z", "board": board}})

    def _socket(self, socket: WebSocketRoute) -> None:
        self.sockets.append(socket)
        socket.on_message(lambda raw: self._take(socket, raw))

    def _take(self, socket: WebSocketRoute, raw: str | bytes) -> None:
        if isinstance(raw, str):
            self._hear(socket, json.loads(raw))

    def _hear(self, socket: WebSocketRoute, frame: dict[str, Any]) -> None:
        self.received.append(frame)
        self.arrived.set()
        if frame["type"] == "hello":
            self._welcome(socket, frame)
        elif self.acknowledges and frame["type"] != "watching":
            is_message = frame["type"] not in ("request", "signal")
            send(socket, {"type": "ack", "id": frame["id"], "seq": 99 if is_message else None})

    def _welcome(self, socket: WebSocketRoute, hello: dict[str, Any]) -> None:
        if not self.opens:
            return
        if self.close is not None and not hello["takeOver"]:
            _later(socket.close(code=self.close))
            return
        told = [message for message in self.messages if message["seq"] > hello["after"]]
        interview = {key: INTERVIEW[key] for key in ("title", "aiName", "language")}
        send(
            socket,
            {
                "type": "welcome",
                "protocol": "aural.room/1",
                "sessionId": "s1",
                "interview": interview,
                "participantName": self.name,
                "keystrokes": False,
                "messages": told,
                "room": self.room,
                "watch": self.watch,
            },
        )

    def tell(self, frame: dict[str, Any]) -> None:
        send(self.sockets[-1], frame)

    async def cut(self) -> None:
        """Takes the network away: the connection closes, and no new one can be opened."""
        self.tickets_work = False
        await self.sockets[-1].close(code=1011)


def send(socket: WebSocketRoute, frame: dict[str, Any]) -> None:
    _FRAME.validate_python(frame)
    socket.send(json.dumps(frame))


_tasks: set[Any] = set()


def _later(work: Any) -> None:
    task = asyncio.ensure_future(work)
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


OpenPage = Callable[..., Awaitable[Page]]


async def open_landing(
    open_page: OpenPage, fake: FakeRoom, *, path: str = "/i/backend", script: str = "", **options: Any
) -> Page:
    """`script` runs before the page's scripts."""
    page = await open_page("", **options)
    if script:
        await page.add_init_script(script)
    await fake.attach(page)
    await page.goto(path)
    return page


async def open_room(open_page: OpenPage, fake: FakeRoom, **options: Any) -> Page:
    """Opens the room, as after a reload."""
    fake.entry, fake.session = entry("resumable"), "resumed"
    return await open_landing(open_page, fake, path="/i/backend/room", **options)
