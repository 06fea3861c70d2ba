"""The frames that the server sends."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from aural.room.protocol.link import Interview
from aural.room.protocol.views import Message, Room


class WatchRequest(TypedDict):
    """The signals that the page watches for, with the candidate's consent."""

    kinds: list[str]


class WelcomeFrame(TypedDict):
    """`keystrokes`: whether the candidate agreed that typing is recorded. `watch`: None if nothing is watched."""

    type: Literal["welcome"]
    protocol: str
    sessionId: str
    interview: Interview
    participantName: str | None
    keystrokes: bool
    watch: WatchRequest | None
    messages: list[Message]
    room: Room


class MessageFrame(TypedDict):
    type: Literal["message"]
    message: Message


class AckFrame(TypedDict):
    """The effect of the frame with this id is stored durably. `seq`: the stored message's number, if any."""

    type: Literal["ack"]
    id: str
    seq: int | None


class RoomFrame(TypedDict):
    type: Literal["room"]
    room: Room


class PongFrame(TypedDict):
    type: Literal["pong"]
    at: object


class ErrorFrame(TypedDict):
    """The frame with this id was refused, and nothing was stored."""

    type: Literal["error"]
    code: str
    message: str
    id: str | None


# While voice is on:


VoiceRefusal = Literal["full", "off", "language", "failed", "asked", "elsewhere"]
VoiceState = Literal["speaking", "listening", "thinking", "minute", "paused", "problem", "closing", "done", "muted"]


class VoiceOnFrame(TypedDict):
    """`kept` and `received` are sequence numbers of sound frames; see docs/voice-protocol.md."""

    type: Literal["voice"]
    on: Literal[True]
    stream: str
    kept: int
    received: int
    rate: dict[str, int]
    speaks: bool


class VoiceOffFrame(TypedDict):
    type: Literal["voice"]
    on: Literal[False]
    reason: VoiceRefusal
    message: str


class StateFrame(TypedDict):
    type: Literal["state"]
    state: VoiceState


class UtteranceFrame(TypedDict):
    """The interviewer begins to speak this text. `synthetic` marks machine speech (EU AI Act, Article 50(2))."""

    type: Literal["utterance"]
    utterance: int
    seq: int | None
    text: str
    synthetic: Literal[True]


class SaidFrame(TypedDict):
    type: Literal["said"]
    utterance: int


class DuckFrame(TypedDict):
    type: Literal["duck"]
    utterance: int
    on: bool


class StopFrame(TypedDict):
    type: Literal["stop"]
    utterance: int


class CaptionFrame(TypedDict):
    type: Literal["caption"]
    text: str
    final: bool


class TurnEndFrame(TypedDict):
    type: Literal["turn_end"]
    reason: str


class KeptFrame(TypedDict):
    type: Literal["kept"]
    seq: int


class NothingHeardFrame(TypedDict):
    type: Literal["nothing_heard"]


class LevelFrame(TypedDict):
    """The delay from the end of a turn to the first sound of the reply."""

    type: Literal["level"]
    milliseconds: int


class NoRtcFrame(TypedDict):
    """Refuses WebRTC, which pages of earlier versions offer."""

    type: Literal["rtc"]
    sdp: None
    reason: Literal["unavailable"]
    message: str
    received: NotRequired[int]


VoiceFrame = (
    VoiceOnFrame
    | VoiceOffFrame
    | StateFrame
    | UtteranceFrame
    | SaidFrame
    | DuckFrame
    | StopFrame
    | CaptionFrame
    | TurnEndFrame
    | KeptFrame
    | NothingHeardFrame
    | LevelFrame
    | NoRtcFrame
)
ServerFrame = WelcomeFrame | MessageFrame | AckFrame | RoomFrame | PongFrame | ErrorFrame | VoiceFrame
