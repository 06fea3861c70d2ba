"""The interface of an interviewer: analyze replies, phrase moves, judge. The policy chooses the moves and the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from aural.engine.analysis import Analysis, Refused
from aural.engine.context import Context
from aural.engine.moves import Move
from aural.engine.plan import Plan, Question
from aural.reports.analysis.judgement import Claim, Judgement, Line, Origin, Rating, Sentiment

__all__ = [
    "Claim",
    "Interviewer",
    "InterviewerUnavailableError",
    "Judgement",
    "Line",
    "Origin",
    "Rating",
    "Sentiment",
    "Situation",
    "Wording",
    "WordingRequest",
]


@dataclass(frozen=True, slots=True)
class Situation:
    """The state of the interview when a reply comes: what a model needs in addition to the reply.

    `lines` is the transcript up to the reply, oldest first. `statuses`: the status of each question so far, by its id.
    `next_question`: the one that follows if nothing more is asked here; None before the closing turn.
    """

    plan: Plan
    lines: tuple[Line, ...]
    statuses: Mapping[str, str] = field(default_factory=dict)
    next_question: Question | None = None
    follow_ups_left: int = 0
    minutes_left: int | None = None  # None: without a limit
    questions_left: int = 0  # after the open one
    is_spoken: bool = False
    participant_name: str | None = None


@dataclass(frozen=True, slots=True)
class WordingRequest:
    """Everything that a wording may draw on. `lines` is the transcript so far, oldest first."""

    plan: Plan
    move: Move
    question: Question | None  # the question that the move is about
    lines: tuple[Line, ...]
    answer: str | None = None  # the candidate's words since the interviewer last spoke, joined by newlines
    participant_name: str | None = None
    is_spoken: bool = False  # the candidate waits in silence, so there is less time
    analysis: Analysis | None = None  # the one behind the move; None after a button or the clock
    minutes_left: int | None = None  # None: without a limit
    questions_left: int | None = None  # after this one; None if that isn't known


@dataclass(frozen=True, slots=True)
class Wording:
    """`refused`: a model's words that couldn't be said, for the people who maintain it."""

    text: str
    origin: Origin
    tokens: int = 0
    refused: tuple[Refused, ...] = ()


class Interviewer(Protocol):
    analyses_slowly: bool
    """Whether an analysis is so slow that it should begin before a spoken answer is certainly over."""

    async def analyse(self, context: Context, situation: Situation | None = None) -> Analysis:
        """Analyzes the reply, and proposes follow-ups about it. Never raises because a provider fails."""
        ...

    async def phrase(self, request: WordingRequest) -> Wording:
        """The interviewer's next words, checked. Never raises because a provider fails: it uses the template then."""
        ...

    async def judge(self, plan: Plan, lines: tuple[Line, ...], language: str | None = None) -> Judgement:
        """The report's raw material. Raises `InterviewerUnavailableError` if the caller should try again later.

        `language`: the language to write in, if it isn't the interview's. Quotes stay as they were said.
        """
        ...


class InterviewerUnavailableError(Exception):
    """The model gave no answer, or none that can be used. The job tries again."""
