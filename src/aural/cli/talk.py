"""`aural talk`: takes an interview over the room protocol (docs/room-protocol.md), as a person or as a script."""

from __future__ import annotations

import asyncio
import json
import random
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, urlsplit

import click
import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin

from aural.cli.answerers import Answerer, Frame, LeftError, PersonAnswerer, ScriptedAnswerer
from aural.cli.scripted import Candidate

COMPLETED, FAILED, UNFINISHED, TURNED_AWAY = 0, 1, 3, 4
PROTOCOL = "aural.room/1"
MOST_REFUSALS = 20
HTTP_SECONDS = 10
PING_SECONDS = 10  # a connection without an answer counts as lost after twice that
FIRST_WAIT_SECONDS = 0.5
AGAIN_LATER = (408, 429)  # the request is sent again, as after a 5xx
OPEN_STATES = ("your_turn", "closing", "minute", "paused", "problem")  # in these, the candidate may answer
WALLS = {
    "unknown": "There is no interview behind this link. Check that it is complete.",
    "invite_only": "This interview needs a personal link.",
    "closed": "This interview is closed. It takes no new answers.",
    "completed": "This interview is already finished.",
    "time_is_up": "The time for this interview is up. The answers are saved.",
    "not_ready": "This interview has no questions yet.",
    "test": "This is a test interview: only simulated candidates take it.",
    "withdrawn": "Consent to this interview was withdrawn. It does not continue.",
    "erased": "This person's data has been erased.",
    "full": "This interview is full right now. Come back later with the same link.",
}
FINAL_CODES = {
    1009: "The message is too large.",
    4400: "The server does not understand this client.",
    4409: "The interview is open in another tab or on another device.",
    4410: "The interview continues elsewhere.",
    4413: "The message is too large.",
    4426: "The server uses another version of the protocol.",
}
UNREACHABLE = (OSError, httpx2.HTTPError, httpx2.InvalidURL, ConnectionClosed, InvalidHandshake)


class TurnedAwayError(Exception):
    """The link doesn't lead to an interview, or no longer does. `code`: the close code of the socket."""

    def __init__(self, text: str, code: int | None = None) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Link:
    """The parts of an interview's link."""

    base: str
    slug: str
    token: str | None

    @classmethod
    def parse(cls, text: str) -> Link:
        """Raises TurnedAwayError if the text isn't a link to an interview."""
        parts = _split(text)
        path = parts.path.strip("/").split("/")
        if parts.scheme not in ("http", "https") or not parts.netloc or path[:1] != ["i"] or len(path) < 2:
            raise TurnedAwayError(
                "That isn't an interview link. A link looks like http://host/i/name or http://host/i/name?token=…"
            )
        base = f"{parts.scheme}://{parts.netloc}"
        if path[1] == "invite" and len(path) > 2:
            return cls(base, "", path[2])
        return cls(base, path[1], parse_qs(parts.query).get("token", [None])[0])


def _split(text: str) -> SplitResult:
    """The parts of an address, all empty if the text isn't an address."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises ValueError if the port is invalid
    except ValueError:
        return urlsplit("")
    return parts


def _tell(text: str) -> None:
    click.echo(f"! {text}", err=True)


@dataclass(slots=True)
class Talk:
    """One interview by one client. Survives dropped connections, and resends frames that weren't acknowledged.

    Another Talk with the same `client` and `outbox` acts as the same device after a reload.
    """

    link: Link
    answerer: Answerer
    on_message: Callable[[Frame], None]
    tell: Callable[[str], None] = _tell  # shows news about the connection, and refusals
    on_room: Callable[[Frame], None] = lambda _room: None
    on_entry: Callable[[Frame], None] = lambda _entry: None
    patience_seconds: float = 300.0  # how long it tries to reconnect
    longest_wait_seconds: float = 2.0  # between two attempts: short, because a person is waiting
    waits_for_server: bool = False  # also waits before the server's first answer, instead of failing right away
    client: str = field(default_factory=lambda: str(uuid.uuid4()))
    entrance: str = field(default_factory=lambda: str(uuid.uuid4()))  # stays the same when entering is retried
    outbox: dict[str, Frame] = field(default_factory=dict)  # unacknowledged frames by id, oldest first
    takes_over: bool = True  # True in the first hello, since a person has just started the client
    session_id: str = ""
    messages: list[Frame] = field(default_factory=list)
    room: Frame = field(default_factory=dict)
    socket: ClientConnection | None = None  # from the welcome on
    _turn: asyncio.Event = field(default_factory=asyncio.Event)  # set when it may be the candidate's turn
    _items: list[str] | None = None  # items of consent that the candidate agreed to; None: the text as a whole
    _is_introduced: bool = False  # the server has answered, and the candidate has seen the introduction
    _lost_at: float | None = None
    _attempt: int = 0
    _resent: set[str] = field(default_factory=set)
    _answered: int = 0  # all messages up to this number are answered
    _refused: int = 0

    async def run(self) -> int:
        """Returns the exit code. Raises TurnedAwayError, LeftError, and httpx2.HTTPError or OSError (no server)."""
        async with httpx2.AsyncClient(base_url=self.link.base, timeout=HTTP_SECONDS) as http:
            work = [asyncio.create_task(self._stay(http)), asyncio.create_task(self._answer_turns())]
            try:
                done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            finally:
                for task in work:
                    task.cancel()
                await asyncio.gather(*work, return_exceptions=True)
        return COMPLETED

    # --- the connection -----------------------------------------------------------------------------------------------

    async def _stay(self, http: httpx2.AsyncClient) -> None:
        """Connects, and reconnects until the interview is done."""
        while True:
            try:
                if not self.session_id:
                    await self._enter(http)
                await self._connected(http)
                return
            except UNREACHABLE:
                if not self._is_introduced and not self.waits_for_server:
                    raise
                if self._is_out_of_patience():
                    raise
            finally:
                self.socket = None
            await asyncio.sleep(self._next_wait())

    def _next_wait(self) -> float:
        """The seconds to wait, half of them random, so that clients don't all reconnect at the same moment."""
        wait = min(self.longest_wait_seconds, FIRST_WAIT_SECONDS * 2.0**self._attempt)
        self._attempt += 1
        return wait * random.uniform(0.5, 1)  # noqa: S311

    def _is_out_of_patience(self) -> bool:
        now = asyncio.get_running_loop().time()
        if self._lost_at is None:
            self._lost_at = now
            self.tell("The connection is lost. Sent answers are kept; reconnecting …")
        return now - self._lost_at > self.patience_seconds

    async def _enter(self, http: httpx2.AsyncClient) -> None:
        who = {"slug": self.link.slug, "token": self.link.token}
        if not self.link.slug:
            found = await http.get(f"/i/invite/{self.link.token}")
            self.link = Link.parse(f"{self.link.base}{found.headers.get('location', '/i/unknown')}")
            who = {"slug": self.link.slug, "token": self.link.token}
        entry = (await _post(http, "/room/v1/entry", who))["data"]
        if entry["state"] not in ("new", "resumable"):
            raise TurnedAwayError(WALLS.get(entry["state"], entry["state"]))
        self.on_entry(entry)
        if entry["state"] == "new" and not self._is_introduced:
            self._items = self.answerer.introduce(entry)
        self._is_introduced = True
        consent = None
        if entry["consent"] is not None:
            consent = {key: entry["consent"][key] for key in ("version", "language")} | {"accepted": True}
            consent |= {} if self._items is None else {"items": self._items}
        person = {"name": self.answerer.name, "email": self.answerer.email}
        body = {**who, **person, "consent": consent, "entrance": self.entrance}
        entered = (await _post(http, "/room/v1/sessions", body))["data"]
        self.session_id = entered["sessionId"]
        self.link = Link.parse(entered["personalUrl"])

    async def _connected(self, http: httpx2.AsyncClient) -> None:
        """Keeps one connection until the interview is done. Raises an UNREACHABLE error if it should reconnect."""
        ticket = await _post(http, "/room/v1/tickets", {}, self.link.token)
        url = self.link.base.replace("http", "ws", 1) + "/room/v1/socket"
        origin = Origin(self.link.base)
        async with connect(url, origin=origin, max_size=1 << 24, proxy=None, ping_interval=PING_SECONDS) as socket:
            after = self.messages[-1]["seq"] if self.messages else 0
            hello = {"type": "hello", "protocol": PROTOCOL, "ticket": ticket["data"]["ticket"], "client": self.client}
            await socket.send(json.dumps({**hello, "after": after, "takeOver": self.takes_over}))
            try:
                async for raw in socket:
                    if isinstance(raw, bytes):
                        self.sounded(raw)
                        continue
                    await self.hear(socket, json.loads(raw))
                    if self.room.get("state") == "done" and not self.outbox:
                        return
            except ConnectionClosed as closed:
                _raise_if_final(closed)
                raise
            if self.room.get("state") != "done":
                raise ConnectionError("The server closed the room before the interview ended.")

    def sounded(self, raw: bytes) -> None:
        """Handles an audio frame. A chat client ignores it."""

    async def hear(self, socket: ClientConnection, frame: Frame) -> None:
        """Handles a JSON frame from the server."""
        match frame["type"]:
            case "welcome":
                await self._welcomed(socket, frame)
            case "message":
                self._take(frame["message"])
            case "ack":
                self._acknowledged(frame)
            case "room":
                self._see(frame["room"])
            case "error":
                self._refuse(frame)
        if frame["type"] in ("room", "welcome", "error"):
            self._turn.set()

    async def _welcomed(self, socket: ClientConnection, frame: Frame) -> None:
        for message in frame["messages"]:
            self._take(message)
        self._see(frame["room"])
        if self._lost_at is not None:
            self.tell("Connected again.")
        self.takes_over, self._lost_at, self._attempt = False, None, 0
        self.socket = socket
        self._resent = set(self.outbox)
        for waiting in list(self.outbox.values()):
            await self._send(waiting)

    def _see(self, room: Frame) -> None:
        self.room = room
        self.on_room(room)

    async def _send(self, frame: Frame) -> None:
        """Sends a frame. If that fails, it stays in the outbox until the next welcome."""
        if self.socket is not None:
            with suppress(ConnectionClosed):
                await self.socket.send(json.dumps(frame))

    # --- the turns ----------------------------------------------------------------------------------------------------

    def _acknowledged(self, ack: Frame) -> None:
        sent = self.outbox.pop(ack["id"], None)
        if sent is not None and self._is_for_now(sent) and ack["seq"] is not None:
            self._answered = max(self._answered, ack["seq"])
        if ack["id"] in self._resent:  # stored before the connection was lost, so no room frame follows
            self._turn.set()

    def _refuse(self, frame: Frame) -> None:
        """Shows why the server refused a frame, so that a person can answer again. Stops after too many refusals."""
        self.tell(frame["message"])
        if frame["id"] is None:  # a notice from the server, not a refusal
            return
        self.outbox.pop(frame["id"], None)
        self._refused += 1
        self._answered = 0
        if self._refused > MOST_REFUSALS:
            raise TurnedAwayError(frame["message"])

    def _take(self, message: Frame) -> None:
        if not self.messages or message["seq"] > self.messages[-1]["seq"]:
            self.messages.append(message)
            self.on_message(message)

    async def _answer_turns(self) -> None:
        """Answers each message that gives the candidate the turn exactly once, even if the connection drops."""
        while True:
            await self._turn.wait()
            self._turn.clear()
            spoken = self._find_unanswered()
            if spoken is None:
                continue
            frame = await self.answerer.answer(self.room, spoken)
            parts = ("text", "choice", "other", "code", "whiteboard", "kind")
            is_empty = not any(frame.get(part) for part in parts)
            if is_empty or frame["type"] == "answer":
                self._answered = spoken["seq"]
            if not is_empty:
                frame = {**frame, "id": str(uuid.uuid4())}
                self.outbox[frame["id"]] = frame
                await self._send(frame)

    def _find_unanswered(self) -> Frame | None:
        """The interviewer's last message, if it is the candidate's turn and no frame awaits an acknowledgment."""
        if self.room.get("state") not in OPEN_STATES or self.outbox:
            return None
        spoken = next((m for m in reversed(self.messages) if m["role"] == "assistant" and m["kind"] != "notice"), None)
        if spoken is None or spoken["seq"] <= self._answered:
            return None
        last = self.messages[-1]
        return None if last["role"] == "user" and self._is_for_now(last) else spoken

    def _is_for_now(self, answer: Frame) -> bool:
        """Whether an answer uses up the turn. A late answer to an earlier question doesn't."""
        is_open = (self.room.get("question") or {}).get("id")
        named = answer.get("questionId")
        return answer.get("type") != "request" and (None in (is_open, named) or named == is_open)

    def result(self, status: str) -> dict[str, object]:
        """The data that `--json` prints."""
        kept = ("seq", "role", "content", "questionId", "move", "origin")
        messages = [{key: message.get(key) for key in kept} for message in self.messages]
        return {
            "sessionId": self.session_id,
            "status": status,
            "messages": messages,
            "factsRevealed": list(self.answerer.revealed),
        }


def _raise_if_final(closed: ConnectionClosed) -> None:
    code = closed.rcvd.code if closed.rcvd is not None else 1006
    reason = closed.rcvd.reason if closed.rcvd is not None else ""
    if code in FINAL_CODES:
        raise TurnedAwayError(reason or FINAL_CODES[code], code) from closed


async def _post(http: httpx2.AsyncClient, path: str, body: Frame, token: str | None = None) -> Frame:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    response = await http.post(path, json=body, headers=headers)
    if response.status_code >= 500 or response.status_code in AGAIN_LATER:
        raise OSError(f"The server answered {response.status_code}.")
    if response.headers.get("content-type") != "application/json":
        raise OSError("That isn't an Aural server.")
    if response.status_code >= 400:
        error = response.json()["error"]
        details = "; ".join(f"{d['path']}: {d['message']}" for d in error.get("details", []))
        raise TurnedAwayError(f"{error['message']}{f' ({details})' if details else ''}")
    answer: Frame = response.json()
    return answer


# --- the command ------------------------------------------------------------------------------------------------------


async def converse(link: str, persona: Path | None, *, quiet: bool) -> tuple[int, dict[str, object] | None, str]:
    """Takes the interview. Returns (exit code, data for `--json`, error message or "")."""
    try:
        talk = _talk(Link.parse(link), persona, quiet=quiet)
    except TurnedAwayError as error:
        return TURNED_AWAY, None, str(error)
    try:
        code = await talk.run()
    except TurnedAwayError as error:
        return TURNED_AWAY, None, str(error)
    except (LeftError, asyncio.CancelledError):  # Ctrl-D, Ctrl-C
        token = "" if talk.link.token is None else f"?token={talk.link.token}"
        url = f"{talk.link.base}/i/{talk.link.slug}{token}"
        return UNFINISHED, talk.result("IN_PROGRESS"), f"\nYou left. Continue later with the same link: {url}"
    except UNREACHABLE as error:
        return (
            FAILED,
            None,
            f"The server at {talk.link.base} cannot be reached ({type(error).__name__}). Is it running?",
        )
    return code, talk.result("COMPLETED"), ""


def _talk(link: Link, persona: Path | None, *, quiet: bool) -> Talk:
    person = PersonAnswerer(apart=quiet)
    if persona is not None:
        show = (lambda _message: None) if quiet else person.show_message
        return Talk(link, ScriptedAnswerer(Candidate.load(persona)), show, on_entry=person.enter)
    return Talk(link, person, person.show_message, on_room=person.see, on_entry=person.enter)
