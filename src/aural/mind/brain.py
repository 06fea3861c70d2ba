"""What every brain can do. The policy decides whether, which move and when to stop; a brain words and judges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol

from aural.interview.answer import Reading
from aural.interview.moves import Move
from aural.interview.plan import Plan, Question

Sentiment = Literal["positive", "neutral", "negative", "mixed"]


@dataclass(frozen=True, slots=True)
class Line:
    """One message. `data` holds choice, code or whiteboard; `is_excluded` sets it aside from judging."""

    message_id: str
    role: Literal["assistant", "user", "system"]
    content: str
    question_id: str | None
    kind: str
    move: str | None
    data: dict[str, Any] | None = None
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Who made a text: a reviewed template, or a model under a versioned prompt."""

    source: Literal["template", "model"]
    name: str  # the template set, or the model's name
    version: str  # of the template set, or of the prompt
    fallback: str | None = (
        None  # why a template stands where a model was asked: deadline, refused, unreachable, no tokens
    )

    def to_json(self) -> dict[str, str | None]:
        return {"source": self.source, "name": self.name, "version": self.version, "fallback": self.fallback}


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a wording may draw on. `lines` is the transcript so far, oldest first."""

    plan: Plan
    move: Move
    question: Question | None  # the question that the move is about
    lines: tuple[Line, ...]
    answer: str | None = None  # the candidate's words since the interviewer last spoke, joined by newlines
    participant_name: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    text: str
    origin: Origin
    tokens: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of the report with the candidate's words that it rests on. Quotes that are not found are dropped."""

    text: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """Levels of one criterion, one a rating; None is "no evidence", never zero. No levels at all: not scored."""

    criterion: str
    levels: tuple[int | None, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    summary: Claim
    insights: tuple[Claim, ...]
    themes: tuple[Claim, ...]
    sentiment: Sentiment | None
    ratings: tuple[Rating, ...]
    origin: Origin
    is_scored: bool  # False: coverage only, `scores` is null
    tokens: int = 0


class Brain(Protocol):
    async def read(self, question: Question | None, answer: str, earlier: tuple[str, ...], language: str) -> Reading:
        """What the answer is like. `earlier`: the candidate's former answers to the same question, oldest first."""
        ...

    async def word(self, brief: Brief) -> Wording:
        """The interviewer's next words, checked. Never raises for a provider's fault: the template stands in."""
        ...

    async def judge(self, plan: Plan, lines: tuple[Line, ...]) -> Judgement:
        """The report's raw material. Raises `BrainUnavailableError` where it should be tried again later."""
        ...


class BrainUnavailableError(Exception):
    """The model did not answer, or not in a form that can be used. The job tries again."""
