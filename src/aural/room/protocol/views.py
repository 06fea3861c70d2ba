"""The messages and the state of the room, as clients receive them."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from aural.engine.message_data import MessageData, Role
from aural.engine.question_types import QuestionType

RoomState = Literal["greeting", "your_turn", "thinking", "minute", "paused", "problem", "closing", "done"]


class Message(TypedDict):
    seq: int
    id: str
    role: Role
    content: str
    questionId: str | None
    kind: str
    move: str | None
    origin: NotRequired[str | None]
    at: str
    data: MessageData | None


class QuestionClock(TypedDict):
    """The question's own time limit."""

    remainingSeconds: int
    isRunning: bool
    serverAt: str


class Clock(QuestionClock):
    canExtend: bool


class Progress(TypedDict):
    """Counts questions, never follow-ups."""

    current: int
    of: int


class Question(TypedDict):
    id: str
    order: int
    text: str
    description: str | None
    type: QuestionType
    isRequired: bool
    options: list[str] | None
    starterCode: str | None
    codeLanguage: str | None
    timeLimitSeconds: int | None
    clock: QuestionClock | None


class Problem(TypedDict):
    at: str
    text: str | None


class Room(TypedDict):
    """`asks`: `skip` while the interviewer asks whether to skip a required question."""

    state: RoomState
    question: Question | None
    progress: Progress
    clock: Clock | None
    pausesLeft: int
    pauseSeconds: int
    pauseRemainingSeconds: int | None
    canGoBack: bool
    problem: Problem | None
    asks: Literal["skip"] | None
    endReason: str | None
