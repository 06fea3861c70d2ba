"""The client's frames, which are parsed strictly. Each problem is reported in a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import orjson

from aural.engine.answers.sentences import composed
from aural.engine.log import Wish
from aural.engine.plan import Plan, Question
from aural.engine.state import State
from aural.guard.http.bodies import text_problem

PROTOCOL = "aural.room/1"
MAX_ANSWER_CHARACTERS = 20_000
MAX_CODE_CHARACTERS = 50_000
MAX_OTHER_CHARACTERS = 2_000
MAX_OUTPUT_CHARACTERS = 20_000
MAX_MILLISECONDS = 86_400_000
MAX_PING_BYTES = 200
UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\Z")


class FrameError(Exception):
    """A frame was refused, and nothing was stored."""

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
    question_id: str | None = None  # as the client named it

    @property
    def content(self) -> str:
        """The words of the message: what was typed, or else the choice, the code or the description."""
        if self.text or self.data is None:
            return self.text
        if "choice" in self.data or "other" in self.data:
            own = [self.data["other"]] if "other" in self.data else []
            return "; ".join([*self.data.get("choice", []), *own])
        part = self.data.get("code") or self.data.get("whiteboard") or {}
        return str(part.get("text", ""))


Outcome = Literal["ok", "error", "timeout", "memory", "stopped"]


@dataclass(frozen=True, slots=True)
class RunFrame:
    """One run of the candidate's code, in the candidate's browser."""

    id: str
    question_id: str
    run: dict[str, Any]


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
        and UUID.match(client)
    )
    if not is_good:
        raise FrameError("The first frame must be hello, with protocol, ticket and client.")
    return Hello(str(ticket), str(client), int(after), bool(take_over), str(frame.get("protocol")))


def parse_client_frame(frame: dict[str, Any], plan: Plan, state: State) -> AnswerFrame | RequestFrame | RunFrame | Ping:
    """Checks the candidate's frame against the question that it names, or else the open one. Raises FrameError."""
    match frame["type"]:
        case "ping":
            return _ping(frame.get("at"))
        case "answer":
            return _answer(frame, frame_id_of(frame), plan, state)
        case "run":
            return _run(frame, frame_id_of(frame), plan, state)
        case "request":
            return _request(frame, frame_id_of(frame))
        case other:
            raise FrameError(f"There is no frame of the type {other[:40]!r}.")


def _ping(at: Any) -> Ping:
    # The value is sent back unchanged, so it must be small: the server has to keep it for a client that doesn't read.
    if len(orjson.dumps(at)) > MAX_PING_BYTES:
        raise FrameError(f"at is longer than {MAX_PING_BYTES} bytes.")
    return Ping(at)


def frame_id_of(frame: Mapping[str, Any]) -> str:
    """The frame's id. Raises FrameError if the frame has none."""
    frame_id = frame.get("id")
    if not isinstance(frame_id, str) or not UUID.match(frame_id):
        raise FrameError("The frame needs an id: a UUID, the same when it is sent again.")
    return frame_id.lower()


def _text(value: Any, frame_id: str, name: str, limit: int, *, is_code: bool = False) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FrameError(f"{name} must be text.", frame_id)
    problem = text_problem(value)
    if problem is not None:
        raise FrameError(f"{name} {problem}.", frame_id)
    text: str = value if is_code else composed(value)
    if len(text) > limit:
        raise FrameError(f"{name} is longer than {limit:,} characters. Please send it in parts.", frame_id)
    return text.strip() if not is_code or not text.strip() else text  # the first line's indent is part of the code


def _named_question(frame: dict[str, Any], frame_id: str, plan: Plan, state: State) -> Question | None:
    """The question that the frame names, which must have been asked; the open question if it names none."""
    named = frame.get("questionId")
    if named is None:
        return None if state.current is None else plan.question(state.current)
    if not isinstance(named, str) or not state.about(named).is_put:
        raise FrameError("questionId is not one of a question that was asked.", frame_id)
    return plan.question(named)


def _answer(frame: dict[str, Any], frame_id: str, plan: Plan, state: State) -> AnswerFrame:
    question = _named_question(frame, frame_id, plan, state)
    text = _text(frame.get("text"), frame_id, "The answer", MAX_ANSWER_CHARACTERS)
    data: dict[str, Any] = {}
    if frame.get("choice") not in (None, []):
        data["choice"] = _choice(frame["choice"], frame_id, question)
    other = _text(frame.get("other"), frame_id, "other", MAX_OTHER_CHARACTERS)
    if other:
        data["other"] = _other(other, data.get("choice", []), frame_id, question)
    if frame.get("code") is not None:
        data["code"] = _code(frame["code"], frame_id)
    if frame.get("whiteboard") is not None:
        data["whiteboard"] = _whiteboard(frame["whiteboard"], frame_id)
    named = None if frame.get("questionId") is None or question is None else question.id
    answer = AnswerFrame(frame_id, text, data or None, named)
    if not answer.content and not _board(data):
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


def _other(text: str, chosen: list[str], frame_id: str, question: Question | None) -> str:
    """Checks the candidate's own answer in place of the options. Raises FrameError."""
    if question is None or question.options is None:
        raise FrameError("The question has no options, so there is no other than them.", frame_id)
    if question.type == "SINGLE_CHOICE" and chosen:
        raise FrameError("Choose one option, or say something else in your own words: not both.", frame_id)
    return text


def _whiteboard(value: Any, frame_id: str) -> dict[str, Any]:
    board = value if isinstance(value, dict) else {}
    named = board.get("board")
    if named is not None and not isinstance(named, str):
        raise FrameError("board must be the id that saving the drawing gave, or null.", frame_id)
    return {
        "text": _text(board.get("text"), frame_id, "The description", MAX_ANSWER_CHARACTERS),
        "board": named,
        "scene": None,
        "picture": None,
    }


def _board(data: dict[str, Any]) -> str | None:
    board: str | None = data.get("whiteboard", {}).get("board")
    return board


def _run(frame: dict[str, Any], frame_id: str, plan: Plan, state: State) -> RunFrame:
    question = _named_question(frame, frame_id, plan, state)
    if question is None or question.type != "CODING":
        raise FrameError("Code is run at a coding question only.", frame_id)
    outcome, milliseconds = frame.get("outcome"), frame.get("milliseconds")
    if outcome not in get_args(Outcome):
        raise FrameError(f"outcome is one of {', '.join(get_args(Outcome))}.", frame_id)
    if type(milliseconds) is not int or not 0 <= milliseconds <= MAX_MILLISECONDS:
        raise FrameError("milliseconds must be a whole number, 0 or more.", frame_id)
    run = {
        "language": _text(frame.get("language"), frame_id, "The language", 40),
        "code": _text(frame.get("code"), frame_id, "The code", MAX_CODE_CHARACTERS, is_code=True),
        "output": _text(frame.get("output"), frame_id, "The output", MAX_OUTPUT_CHARACTERS, is_code=True),
        "outcome": outcome,
        "milliseconds": milliseconds,
    }
    return RunFrame(frame_id, question.id, run)


def _code(value: Any, frame_id: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise FrameError("code must be an object with language and text.", frame_id)
    language = _text(value.get("language"), frame_id, "The language", 40)
    text = _text(value.get("text"), frame_id, "The code", MAX_CODE_CHARACTERS, is_code=True)
    return {"language": language, "text": text}


def _request(frame: dict[str, Any], frame_id: str) -> RequestFrame:
    wish: Any = frame.get("kind")
    if wish not in get_args(Wish):
        raise FrameError(f"A request's kind is one of {', '.join(get_args(Wish))}.", frame_id)
    return RequestFrame(frame_id, wish, _text(frame.get("text"), frame_id, "The text", 2000) or None)
