"""`aural talk`: takes an interview over the room protocol (docs/room-protocol.md), as a person or as a script."""

from __future__ import annotations

import asyncio
import json
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import SplitResult, parse_qs, urlsplit

import click
import httpx2
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from aural.scripted import Candidate

COMPLETED, FAILED, UNFINISHED, TURNED_AWAY = 0, 1, 3, 4
PROTOCOL = "aural.room/1"
MOST_REFUSALS = 20
OPEN_STATES = ("your_turn", "closing", "minute", "paused", "problem")  # the person may say something
WALLS = {
    "unknown": "There is no interview behind this link. Check that it is complete.",
    "invite_only": "This interview needs a personal link.",
    "closed": "This interview is closed. It takes no new answers.",
    "completed": "This interview is finished already.",
    "time_is_up": "The time of this interview is up. The answers are saved.",
    "not_ready": "This interview has no questions yet.",
    "withdrawn": "Consent to this interview was withdrawn. It does not go on.",
    "erased": "What was kept about this person has been erased.",
    "full": "The interview hours of this organization are used up.",
}
UNREACHABLE = (OSError, httpx2.HTTPError, httpx2.InvalidURL, ConnectionClosed, InvalidHandshake)
Frame = dict[str, Any]


class TurnedAwayError(Exception):
    """The link does not lead into an interview; the text says why."""


class LeftError(Exception):
    """The person stopped; the same link goes on later."""


@dataclass(frozen=True, slots=True)
class Link:
    """An interview's link, taken apart."""

    base: str
    slug: str
    token: str | None

    @classmethod
    def parse(cls, text: str) -> Link:
        """Raises TurnedAwayError where the text is no link to an interview."""
        parts = _split(text)
        path = parts.path.strip("/").split("/")
        if parts.scheme not in ("http", "https") or not parts.netloc or path[:1] != ["i"] or len(path) < 2:
            raise TurnedAwayError(
                "That is no interview link. It looks like http://host/i/name or http://host/i/name?token=…"
            )
        base = f"{parts.scheme}://{parts.netloc}"
        if path[1] == "invite" and len(path) > 2:
            return cls(base, "", path[2])
        return cls(base, path[1], parse_qs(parts.query).get("token", [None])[0])


def _split(text: str) -> SplitResult:
    """The parts of the address; none where it is no address at all."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises where the port is none
    except ValueError:
        return urlsplit("")
    return parts


class Answerer(Protocol):
    """Who answers. Called when it is the candidate's turn; gives the fields of an answer or request frame."""

    name: str
    email: str

    @property
    def revealed(self) -> list[str]: ...
    def introduce(self, entry: Frame) -> None: ...
    async def answer(self, room: Frame, spoken: Frame) -> Frame: ...


class ScriptedAnswerer:
    """A persona of tests/data/personas, by the rule of its candidate.py. Questions are matched by order."""

    def __init__(self, candidate: Candidate) -> None:
        self._candidate = candidate
        self._persona = candidate.persona
        self.name = str(self._persona["candidate"]["name"])
        self.email = f"{self._persona['id']}@example.com"
        self.revealed = candidate.revealed
        self._opened: set[str] = set()

    def introduce(self, entry: Frame) -> None:
        """A scripted candidate consents and gives its name."""

    async def answer(self, room: Frame, spoken: Frame) -> Frame:
        if room["state"] == "closing" or room["question"] is None:
            return {"type": "answer", "text": self._persona["exhausted"]["text"]}
        order = room["question"]["order"]
        question = self._persona["questions"][order]
        if spoken["kind"] == "question" or question["id"] not in self._opened:
            self._opened.add(question["id"])
            return _frame_of(self._candidate.open(question["id"]))
        return {"type": "answer", "text": self._candidate.reply(spoken["content"], spoken["move"])}


def _frame_of(answer: dict[str, Any]) -> Frame:
    frame: Frame = {"type": "answer", "text": answer["text"]}
    if answer.get("selected"):
        frame["choice"] = answer["selected"]
    artifact = answer.get("artifact")
    if artifact is not None and artifact["kind"] == "code":
        frame["code"] = {"language": "", "text": artifact["text"]}
    elif artifact is not None:
        frame["whiteboard"] = {"text": artifact["text"]}
    return frame


class PersonAnswerer:
    """Somebody at the terminal. Name and e-mail are asked for where the invite does not give them."""

    def __init__(self) -> None:
        self.name = ""
        self.email = ""
        self.revealed: list[str] = []

    def introduce(self, entry: Frame) -> None:
        """Shows what it is about, asks for consent and for what the invite does not say. Raises LeftError."""
        interview, consent, participant = entry["interview"], entry["consent"], entry["participant"] or {}
        click.echo(f"{interview['title']} · {interview['organizationName']}\n\n{consent['title']}\n")
        for paragraph in consent["paragraphs"]:
            click.echo(click.wrap_text(paragraph, 100) + "\n")
        try:
            if not click.confirm(consent["agreement"]):
                raise LeftError
            if participant.get("needsName", True):
                self.name = click.prompt("Your name")
            if participant.get("needsEmail", True):
                self.email = click.prompt("Your e-mail")
        except click.Abort as error:
            raise LeftError from error

    async def answer(self, room: Frame, spoken: Frame) -> Frame:
        question = room["question"]
        options = (question or {}).get("options")
        if options and spoken["kind"] == "question":
            for number, option in enumerate(options, 1):
                click.echo(f"   {number}. {option}")
        try:
            text = await _ask()
        except (EOFError, KeyboardInterrupt) as error:
            raise LeftError from error
        if text.startswith("/"):
            return {"type": "request", "kind": text[1:].strip()}
        frame: Frame = {"type": "answer", "text": text}
        if options and spoken["kind"] == "question" and text.strip().isdigit() and 0 < int(text) <= len(options):
            frame |= {"choice": [options[int(text) - 1]], "text": ""}
        return frame


async def _ask() -> str:
    """A line of standard input. At a terminal without a thread, which would keep Ctrl-C waiting for Enter."""
    if not sys.stdin.isatty():
        return await asyncio.to_thread(input, "> ")
    click.echo("> ", nl=False)
    loop, typed = asyncio.get_running_loop(), asyncio.Event()
    loop.add_reader(sys.stdin, typed.set)
    try:
        await typed.wait()
    finally:
        loop.remove_reader(sys.stdin)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


@dataclass(slots=True)
class Talk:
    """One interview by one client: survives dropped connections, sends again what was not acknowledged."""

    link: Link
    answerer: Answerer
    on_message: Callable[[Frame], None]
    patience_seconds: float = 60.0
    waits_for_server: bool = False  # also before the first answer; else a server that is not there is told at once
    session_id: str = ""
    messages: list[Frame] = field(default_factory=list)
    room: Frame = field(default_factory=dict)
    _client: str = field(default_factory=lambda: str(uuid.uuid4()))
    _unacknowledged: dict[str, Frame] = field(default_factory=dict)
    _answered: int = 0
    _heard_at: float = 0.0  # when the server last said something, or the person did
    _refused: int = 0

    async def run(self) -> int:
        """The exit code. Raises TurnedAwayError, LeftError, and httpx2.HTTPError or OSError where no server answers."""
        async with httpx2.AsyncClient(base_url=self.link.base, timeout=30) as http:
            self._heard_at = asyncio.get_running_loop().time()
            while True:
                try:
                    if not self.session_id:
                        await self._enter(http)
                    if await self._connected(http):
                        return COMPLETED
                except UNREACHABLE:
                    never_met = not self.session_id and not self.waits_for_server
                    if never_met or asyncio.get_running_loop().time() - self._heard_at > self.patience_seconds:
                        raise
                await asyncio.sleep(0.2)

    async def _enter(self, http: httpx2.AsyncClient) -> None:
        who = {"slug": self.link.slug, "token": self.link.token}
        if not self.link.slug:
            found = await http.get(f"/i/invite/{self.link.token}")
            self.link = Link.parse(f"{self.link.base}{found.headers.get('location', '/i/unknown')}")
            who = {"slug": self.link.slug, "token": self.link.token}
        entry = (await _post(http, "/room/v1/entry", who))["data"]
        if entry["state"] not in ("new", "resumable"):
            raise TurnedAwayError(WALLS.get(entry["state"], entry["state"]))
        if entry["state"] == "new":
            self.answerer.introduce(entry)
        consent = (
            None
            if entry["consent"] is None
            else {**{key: entry["consent"][key] for key in ("version", "language")}, "accepted": True}
        )
        body = {**who, "name": self.answerer.name, "email": self.answerer.email, "consent": consent}
        entered = (await _post(http, "/room/v1/sessions", body))["data"]
        self.session_id = entered["sessionId"]
        self.link = Link.parse(entered["personalUrl"])

    async def _connected(self, http: httpx2.AsyncClient) -> bool:
        """One connection; True when the interview is done, False when it should be made again."""
        ticket = await _post(http, "/room/v1/tickets", {}, self.link.token)
        url = self.link.base.replace("http", "ws", 1) + "/room/v1/socket"
        async with connect(url, origin=self.link.base, max_size=1 << 24, proxy=None) as socket:  # type: ignore[arg-type]
            after = self.messages[-1]["seq"] if self.messages else 0
            hello = {"type": "hello", "protocol": PROTOCOL, "ticket": ticket["data"]["ticket"], "client": self._client}
            await socket.send(json.dumps({**hello, "after": after, "takeOver": True}))
            try:
                async for raw in socket:
                    await self._heard(socket, json.loads(raw))
                    self._heard_at = asyncio.get_running_loop().time()
                    if self.room.get("state") == "done":
                        return True
            except ConnectionClosed as closed:
                _raise_if_final(closed)
                raise
            return self.room.get("state") == "done"

    async def _heard(self, socket: ClientConnection, frame: Frame) -> None:
        match frame["type"]:
            case "welcome":
                for message in frame["messages"]:
                    self._take(message)
                self.room = frame["room"]
                for waiting in list(self._unacknowledged.values()):
                    await socket.send(json.dumps(waiting))
            case "message":
                self._take(frame["message"])
            case "ack":
                self._unacknowledged.pop(frame["id"], None)
            case "room":
                self.room = frame["room"]
            case "error":
                self._refuse(frame)
        if frame["type"] in ("room", "welcome", "error"):
            await self._maybe_answer(socket)

    def _refuse(self, frame: Frame) -> None:
        """Something was not taken: a person hears why and may answer again; a script that goes on so is stopped."""
        click.echo(f"! {frame['message']}", err=True)
        if frame["id"] is None:  # news of the server, no refusal
            return
        self._unacknowledged.pop(frame["id"], None)
        self._refused += 1
        self._answered = 0
        if self._refused > MOST_REFUSALS:
            raise TurnedAwayError(frame["message"])

    def _take(self, message: Frame) -> None:
        if not self.messages or message["seq"] > self.messages[-1]["seq"]:
            self.messages.append(message)
            self.on_message(message)

    async def _maybe_answer(self, socket: ClientConnection) -> None:
        """Answers once to each thing that hands over the turn."""
        if self.room.get("state") not in OPEN_STATES or self._unacknowledged:
            return
        spoken = next((m for m in reversed(self.messages) if m["role"] == "assistant" and m["kind"] != "notice"), None)
        if spoken is None or spoken["seq"] <= self._answered or self.messages[-1]["role"] == "user":
            return
        frame = await self.answerer.answer(self.room, spoken)
        if not frame.get("text") and not any(key in frame for key in ("choice", "code", "whiteboard", "kind")):
            self._answered = spoken["seq"]
            return
        if frame["type"] == "answer":
            self._answered = spoken["seq"]
        frame = {**frame, "id": str(uuid.uuid4())}
        self._unacknowledged[frame["id"]] = frame
        await socket.send(json.dumps(frame))

    def result(self, status: str) -> dict[str, Any]:
        """What `--json` prints."""
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
    if code in (4400, 4409, 4410, 4413, 4426):
        raise TurnedAwayError(reason or "The server closed the room.") from closed


async def _post(http: httpx2.AsyncClient, path: str, body: Frame, token: str | None = None) -> dict[str, Any]:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    response = await http.post(path, json=body, headers=headers)
    if response.status_code >= 500:
        raise OSError(f"The server answered {response.status_code}.")
    if response.headers.get("content-type") != "application/json":
        raise OSError("That is no Aural server.")
    if response.status_code >= 400:
        error = response.json()["error"]
        details = "; ".join(f"{d['path']}: {d['message']}" for d in error.get("details", []))
        raise TurnedAwayError(f"{error['message']}{f' ({details})' if details else ''}")
    answer: dict[str, Any] = response.json()
    return answer


# --- the command ------------------------------------------------------------------------------------------------------


async def converse(link: str, persona: Path | None, *, quiet: bool) -> tuple[int, dict[str, Any] | None, str]:
    """(exit code, what `--json` prints, trouble in words or "")."""
    answerer: Answerer = PersonAnswerer() if persona is None else ScriptedAnswerer(Candidate.load(persona))
    show = (lambda _message: None) if quiet else _show
    try:
        talk = Talk(Link.parse(link), answerer, show)
    except TurnedAwayError as error:
        return TURNED_AWAY, None, str(error)
    try:
        code = await talk.run()
    except TurnedAwayError as error:
        return TURNED_AWAY, None, str(error)
    except (LeftError, asyncio.CancelledError):  # Ctrl-D, Ctrl-C
        token = "" if talk.link.token is None else f"?token={talk.link.token}"
        url = f"{talk.link.base}/i/{talk.link.slug}{token}"
        return UNFINISHED, talk.result("IN_PROGRESS"), f"\nLeft. Go on later by the same link: {url}"
    except UNREACHABLE as error:
        return (
            FAILED,
            None,
            f"The server at {talk.link.base} cannot be reached ({type(error).__name__}). Is it running?",
        )
    return code, talk.result("COMPLETED"), ""


def _show(message: Frame) -> None:
    if message["role"] == "user":
        click.echo(f"\n  you: {message['content']}")
    else:
        click.echo(f"\n{message['content']}")
