"""The data of a message: what a candidate sent along with the words, or in place of them, and how words were spoken.

Messages are stored with it, and the room sends it unchanged to the candidate's page.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

Role = Literal["assistant", "user", "system"]
Outcome = Literal["ok", "error", "timeout", "memory", "stopped"]


class Code(TypedDict):
    language: str
    text: str


class Drawing(TypedDict):
    """`picture` and `scene`: ids of files; `words`: the words on the board."""

    text: str
    board: str | None
    scene: NotRequired[str | None]
    picture: NotRequired[str | None]
    words: NotRequired[str]


class Run(TypedDict):
    """A run of the candidate's code in the browser."""

    language: str
    code: str
    output: str
    outcome: Outcome
    milliseconds: int


class SpokenWord(TypedDict):
    """Times in milliseconds since the session began; confidence from 0 to 1."""

    text: str
    startMs: int
    endMs: int
    confidence: float | None


class Speech(TypedDict):
    """`stream`: the id of the microphone's stream; `frames`: its first and last frame that contain these words."""

    startMs: int
    endMs: int
    confidence: float | None
    words: list[SpokenWord]
    stream: NotRequired[str]
    frames: NotRequired[list[int]]


class Heard(TypedDict):
    """The part of an interrupted message that was played."""

    text: str
    milliseconds: int


class MessageData(TypedDict, total=False):
    choice: list[str]
    other: str
    code: Code
    whiteboard: Drawing
    run: Run
    speech: Speech
    heard: Heard
