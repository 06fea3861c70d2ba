"""The frames that clients send, checked as far as that is possible without the interview."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal, get_args

import orjson
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    FailFast,
    Field,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic.alias_generators import to_camel

from aural.engine.answers.sentences import composed
from aural.engine.log import Wish
from aural.engine.message_data import Outcome
from aural.guard.http.bodies import text_problem

MAX_ANSWER_CHARACTERS = 20_000
MAX_CODE_CHARACTERS = 50_000
MAX_OTHER_CHARACTERS = 2_000
MAX_OUTPUT_CHARACTERS = 20_000
MAX_MILLISECONDS = 86_400_000
MAX_PING_BYTES = 200
MOST_AGO_MS = 3_600_000
SLOWEST, FASTEST = 0.7, 1.3  # of the interviewer's speech; 1 is the engine's own pace
_MOST = 1 << 31
UUID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class FrameError(Exception):
    """A frame was refused, and nothing was stored."""

    def __init__(self, message: str, frame_id: str | None = None) -> None:
        super().__init__(message)
        self.frame_id = frame_id


class Refusal(str):
    """The error message for any value that a field doesn't accept."""

    __slots__ = ()


class _Frame(BaseModel):
    """`refusal`: the error message for a field that doesn't have its own."""

    model_config = ConfigDict(strict=True, extra="ignore", alias_generator=to_camel, frozen=True)
    refusal: ClassVar[str] = "The frame is malformed."


def _text(name: str, most: int, *, is_code: bool = False) -> BeforeValidator:
    def check(value: object) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            raise ValueError(f"{name} must be text.")
        if problem := text_problem(value):
            raise ValueError(f"{name} {problem}.")
        text: str = value if is_code else composed(value)
        if len(text) > most:
            raise ValueError(f"{name} is longer than {most:,} characters. Please send it in parts.")
        return text.strip() if not is_code or not text.strip() else text  # the first line's indent is part of the code

    return BeforeValidator(check)


def _one_of(name: str, kinds: tuple[str, ...]) -> Refusal:
    return Refusal(f"{name} is one of {', '.join(kinds)}.")


def _ping(at: object) -> object:
    # The value is sent back unchanged, so it must be small: the server has to keep it for a client that doesn't read.
    if len(orjson.dumps(at)) > MAX_PING_BYTES:
        raise ValueError(f"at is longer than {MAX_PING_BYTES} bytes.")
    return at


_SHAPE = Field(pattern=f"^{UUID.pattern}$")  # in pydantic's engine, `$` matches only the end of the text
_LOW = AfterValidator(str.lower)
Id = Annotated[str, _SHAPE, _LOW, Refusal("The frame needs an id: a UUID that stays the same when sent again.")]
Speed = Annotated[
    float, Field(ge=SLOWEST, le=FASTEST), Refusal(f"The speed must be a number from {SLOWEST} to {FASTEST}.")
]
Number = Annotated[int, Field(ge=0, lt=_MOST)]
# A frame can contain 100,000 invalid options, and without FailFast, each of them would become an error.
_Choice = Annotated[list[str], FailFast()]
Named = Annotated[str | None, Refusal("questionId must be the id of a question that was asked.")]


class HelloFrame(_Frame):
    """Opens the room. `client`: a UUID that a tab keeps across reloads; `after`: the last `seq` that the client has."""

    refusal = "The first frame must be hello, with protocol, ticket and client."
    type: Literal["hello"]
    protocol: Annotated[str, BeforeValidator(str)] = ""
    ticket: str
    client: Annotated[str, _SHAPE]
    after: int = 0
    take_over: bool = False


class SentCode(_Frame):
    language: Annotated[str, _text("The language", 40)] = ""
    text: Annotated[str, _text("The code", MAX_CODE_CHARACTERS, is_code=True)] = ""


class SentDrawing(_Frame):
    """`board`: the id that the server returned when it saved the drawing."""

    text: Annotated[str, _text("The description", MAX_ANSWER_CHARACTERS)] = ""
    board: Annotated[str | None, Refusal("board must be the id of a saved drawing, or null.")] = None


class AnswerFrame(_Frame):
    """An answer. At least one part isn't empty. `other`: the candidate's own words, in place of the options."""

    type: Literal["answer"]
    id: Id
    question_id: Named = None
    text: Annotated[str, _text("The answer", MAX_ANSWER_CHARACTERS)] = ""
    choice: Annotated[_Choice | None, Refusal("Choose from the options of the question.")] = None
    other: Annotated[str, _text("other", MAX_OTHER_CHARACTERS)] = ""
    code: Annotated[SentCode | None, Refusal("code must be an object with language and text.")] = None
    whiteboard: Annotated[SentDrawing | None, Refusal("whiteboard must be an object with text and board.")] = None


class RunFrame(_Frame):
    """A run of the candidate's code in the browser. The client cuts a long `output`, and marks the cut."""

    type: Literal["run"]
    id: Id
    question_id: Named = None
    outcome: Annotated[Outcome, _one_of("outcome", get_args(Outcome))]
    milliseconds: Annotated[
        int, Field(ge=0, le=MAX_MILLISECONDS), Refusal("milliseconds must be a whole number, 0 or more.")
    ]
    language: Annotated[str, _text("The language", 40)] = ""
    code: Annotated[str, _text("The code", MAX_CODE_CHARACTERS, is_code=True)] = ""
    output: Annotated[str, _text("The output", MAX_OUTPUT_CHARACTERS, is_code=True)] = ""


class RequestFrame(_Frame):
    """A request that the candidate made with a button. `text`: the description of a reported problem."""

    type: Literal["request"]
    id: Id
    kind: Annotated[Wish, _one_of("A request's kind", get_args(Wish))]
    text: Annotated[str, _text("The text", 2_000)] = ""


class PingFrame(_Frame):
    type: Literal["ping"]
    at: Annotated[object, BeforeValidator(_ping)] = None


_NO_STREAM = "voice needs a stream: a UUID that stays the same as long as the sound continues."


class VoiceFrame(_Frame):
    """Switches voice on or off. `stream` identifies one run of the microphone; `after`: the last message played."""

    type: Literal["voice"]
    on: Annotated[bool, Refusal("on must be true or false.")] = False
    stream: Annotated[str, _LOW, Refusal(_NO_STREAM)] = ""
    speed: Speed = 1.0
    push_to_talk: Annotated[bool, Refusal("pushToTalk must be true or false.")] = False
    after: Annotated[Number, Refusal("after must be the seq of a message, or 0.")] = 0

    @model_validator(mode="after")
    def _has_stream(self) -> VoiceFrame:
        if self.on and not UUID.fullmatch(self.stream):
            raise ValueError(_NO_STREAM)
        return self


class DoneFrame(_Frame):
    """Ends the candidate's turn."""

    type: Literal["done"]


class SwitchFrame(_Frame):
    """`talk`: whether push-to-talk is pressed. `mute`: whether the microphone is off."""

    type: Literal["talk", "mute"]
    on: Annotated[bool, Refusal("on must be true or false.")]


class SpeedFrame(_Frame):
    """Sets the speed of the interviewer's speech."""

    type: Literal["speed"]
    value: Speed


class PlayedFrame(_Frame):
    """Reports how much of an utterance was played."""

    refusal = "played needs an utterance and its milliseconds, both whole numbers, 0 or more."
    type: Literal["played"]
    utterance: Number
    milliseconds: Number
    ended: Annotated[bool, Refusal("ended must be true or false.")] = False


class RtcFrame(_Frame):
    """An offer of WebRTC, from a page that is older than decision 0055."""

    type: Literal["rtc"]


class WatchingFrame(_Frame):
    """Reports that the page still watches for integrity signals."""

    type: Literal["watching"]


class SignalFrame(_Frame):
    """An integrity signal. `ago` is in milliseconds; docs/room-protocol.md lists the fields of each kind."""

    model_config = ConfigDict(extra="allow")
    type: Literal["signal"]
    id: Id
    kind: Annotated[str, Refusal("This interview doesn't record signals of this kind.")]
    ago: Annotated[
        int, Field(ge=0, le=MOST_AGO_MS), Refusal("ago must be a whole number of milliseconds, at most an hour.")
    ] = 0


ClientFrame = Annotated[
    HelloFrame
    | AnswerFrame
    | RunFrame
    | RequestFrame
    | PingFrame
    | VoiceFrame
    | DoneFrame
    | SwitchFrame
    | SpeedFrame
    | PlayedFrame
    | RtcFrame
    | WatchingFrame
    | SignalFrame,
    Field(discriminator="type"),
]
_MODELS: dict[str, type[_Frame]] = {
    kind: model
    for model in get_args(get_args(ClientFrame)[0])
    for kind in get_args(model.model_fields["type"].annotation)
}
CLIENT_FRAMES: TypeAdapter[ClientFrame] = TypeAdapter(ClientFrame)


def read_hello(raw: str) -> HelloFrame:
    """Raises FrameError."""
    try:
        return HelloFrame.model_validate(_read(raw))
    except ValidationError as error:
        raise FrameError(HelloFrame.refusal) from error


def read_client_frame(raw: str) -> ClientFrame:
    """Raises FrameError."""
    frame = _read(raw)
    try:
        return CLIENT_FRAMES.validate_python(frame)
    except ValidationError as error:
        raise FrameError(_sentence(error, str(frame["type"])), _id_of(frame)) from error


def read_id(raw: str) -> str | None:
    """Reads only the id of a frame. Returns None if it has no valid id. Raises FrameError."""
    return _id_of(_read(raw))


def _read(raw: str) -> dict[str, object]:
    try:
        frame = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise FrameError("The frame is not valid JSON.") from error
    if not isinstance(frame, dict) or not isinstance(frame.get("type"), str):
        raise FrameError("A frame is a JSON object with a type.")
    return frame


def _sentence(error: ValidationError, kind: str) -> str:
    """The error message of the innermost field that has one."""
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] == "union_tag_invalid":
        return f"There is no frame of the type {kind[:40]!r}."
    if first["type"] == "value_error":
        return str(first["ctx"]["error"])
    model, sentence = _MODELS[kind], _MODELS[kind].refusal
    for name in first["loc"][1:]:
        field = next((field for field in model.model_fields.values() if field.alias == name), None)
        if field is None:
            break
        sentence = next((one for one in field.metadata if isinstance(one, Refusal)), sentence)
        model = next(
            (kind for kind in get_args(field.annotation) if isinstance(kind, type) and issubclass(kind, _Frame)), model
        )
    return sentence


def _id_of(frame: Mapping[str, object]) -> str | None:
    sent = frame.get("id")
    return sent.lower() if isinstance(sent, str) and UUID.fullmatch(sent) else None
