"""The client's frames: parsed strictly, each problem told in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, get_args

import orjson

from aural.guard.bodies import text_problem
from aural.interview.log import Wish
from aural.interview.plan import Question

PROTOCOL = "aural.room/1"
MAX_ANSWER_CHARACTERS = 20_000
MAX_CODE_CHARACTERS = 50_000
MAX_PING_BYTES = 200
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")


class FrameError(Exception):
    """The frame is refused; nothing was stored."""

    def __init__(self, message: str, frame_id: str | None = None) -> None:
        super().__init__(message)
        self.frame_id = frame_id


@dataclass(frozen=True, slots=True)
class Hello:
    ticket: str
    client: str
    after: int
    take_over: bool
    protocol: str


@dataclass(frozen=True, slots=True)
class AnswerFrame:
    id: str
    text: str
    data: dict[str, Any] | None

    @property
    def content(self) -> str:
        """The words of the message: what was typed, else the choice, the code or the description itself."""
        if self.text or self.data is None:
            return self.text
        if "choice" in self.data:
            return "; ".join(self.data["choice"])
        part = self.data.get("code") or self.data.get("whiteboard") or {}
        return str(part.get("text", ""))


@dataclass(frozen=True, slots=True)
class RequestFrame:
    id: str
    wish: Wish
    text: str | None


@dataclass(frozen=True, slots=True)
class Ping:
    at: Any


def parse_frame(raw: str) -> dict[str, Any]:
    """The frame's object. Raises FrameError."""
    try:
        frame = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise FrameError("The frame is not valid JSON.") from error
    if not isinstance(frame, dict) or not isinstance(frame.get("type"), str):
        raise FrameError("A frame is a JSON object with a type.")
    return frame


def parse_hello(frame: dict[str, Any]) -> Hello:
    after, take_over = frame.get("after", 0), frame.get("takeOver", False)
    ticket, client = frame.get("ticket"), frame.get("client")
    is_good = (
        frame["type"] == "hello"
        and isinstance(ticket, str)
        and isinstance(after, int)
        and isinstance(take_over, bool)
        and isinstance(client, str)
        and _UUID.match(client)
    )
    if not is_good:
        raise FrameError("The first frame must be hello, with protocol, ticket and client.")
    return Hello(str(ticket), str(client), int(after), bool(take_over), str(frame.get("protocol")))


def parse_client_frame(frame: dict[str, Any], question: Question | None) -> AnswerFrame | RequestFrame | Ping:
    """What the candidate sent, checked against the open question. Raises FrameError."""
    match frame["type"]:
        case "ping":
            return _ping(frame.get("at"))
        case "answer":
            return _answer(frame, _id(frame), question)
        case "request":
            return _request(frame, _id(frame))
        case other:
            raise FrameError(f"There is no frame of the type {other[:40]!r}.")


def _ping(at: Any) -> Ping:
    # It comes back as it is, so it must be small: a client that doesn't read would make the server keep it.
    if len(orjson.dumps(at)) > MAX_PING_BYTES:
        raise FrameError(f"at is longer than {MAX_PING_BYTES} bytes.")
    return Ping(at)


def _id(frame: dict[str, Any]) -> str:
    frame_id = frame.get("id")
    if not isinstance(frame_id, str) or not _UUID.match(frame_id):
        raise FrameError("The frame needs an id: a UUID, the same when it is sent again.")
    return frame_id.lower()


def _text(value: Any, frame_id: str, name: str, limit: int) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FrameError(f"{name} must be text.", frame_id)
    problem = text_problem(value)
    if problem is not None:
        raise FrameError(f"{name} {problem}.", frame_id)
    if len(value) > limit:
        raise FrameError(f"{name} is longer than {limit:,} characters. Please send it in parts.", frame_id)
    return value.strip()


def _answer(frame: dict[str, Any], frame_id: str, question: Question | None) -> AnswerFrame:
    text = _text(frame.get("text"), frame_id, "The answer", MAX_ANSWER_CHARACTERS)
    data: dict[str, Any] = {}
    if frame.get("choice") not in (None, []):
        data["choice"] = _choice(frame["choice"], frame_id, question)
    if frame.get("code") is not None:
        data["code"] = _code(frame["code"], frame_id)
    if frame.get("whiteboard") is not None:
        board = frame["whiteboard"] if isinstance(frame["whiteboard"], dict) else {}
        data["whiteboard"] = {"text": _text(board.get("text"), frame_id, "The description", MAX_ANSWER_CHARACTERS)}
    answer = AnswerFrame(frame_id, text, data or None)
    if not answer.content:
        raise FrameError("The answer is empty.", frame_id)
    return answer


def _choice(value: Any, frame_id: str, question: Question | None) -> list[str]:
    if question is None or question.options is None:
        raise FrameError("The open question has no options to choose from.", frame_id)
    if not isinstance(value, list) or any(option not in question.options for option in value):
        raise FrameError("Choose from the options of the question.", frame_id)
    chosen = [option for option in question.options if option in value]
    if question.type == "SINGLE_CHOICE" and len(chosen) != 1:
        raise FrameError("Choose one option.", frame_id)
    return chosen


def _code(value: Any, frame_id: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise FrameError("code must be an object with language and text.", frame_id)
    language = _text(value.get("language"), frame_id, "The language", 40)
    return {"language": language, "text": _text(value.get("text"), frame_id, "The code", MAX_CODE_CHARACTERS)}


def _request(frame: dict[str, Any], frame_id: str) -> RequestFrame:
    wish: Any = frame.get("kind")
    if wish not in get_args(Wish):
        raise FrameError(f"A request's kind is one of {', '.join(get_args(Wish))}.", frame_id)
    return RequestFrame(frame_id, wish, _text(frame.get("text"), frame_id, "The text", 2000) or None)
