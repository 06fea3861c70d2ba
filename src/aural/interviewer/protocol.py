"""The interface of an interviewer: it analyzes replies, phrases moves and judges. The policy chooses the moves."""

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
    """The state of the interview when a reply comes, which a model needs in addition to the reply.

    `lines` is the transcript up to the reply, oldest first. `statuses`: the current status of each question, by its id.
    `next_question`: the question that follows if nothing more is asked here; None before the closing turn.
    """

    plan: Plan
    lines: tuple[Line, ...]
    statuses: Mapping[str, str] = field(default_factory=dict)
    next_question: Question | None = None
    follow_ups_left: int = 0
    minutes_left: int | None = None  # None if there is no time limit
    questions_left: int = 0  # after the open question
    is_spoken: bool = False
    participant_name: str | None = None


@dataclass(frozen=True, slots=True)
class WordingRequest:
    """A move to phrase, with everything that its wording may draw on.

    `lines` is the transcript so far, oldest first.
    """

    plan: Plan
    move: Move
    question: Question | None  # the question that the move is about
    lines: tuple[Line, ...]
    answer: str | None = None  # the candidate's words since the interviewer last spoke, joined by newlines
    participant_name: str | None = None
    is_spoken: bool = False  # if so, the candidate waits in silence, and there is less time
    analysis: Analysis | None = None  # the analysis that led to the move; None after a button or the clock
    minutes_left: int | None = None  # None if there is no time limit
    questions_left: int | None = None  # after this question; None if the number isn't known


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for a move. `refused`: a model's wordings that were rejected, for the maintainers of the prompt."""

    text: str
    origin: Origin
    tokens: int = 0
    refused: tuple[Refused, ...] = ()


class Interviewer(Protocol):
    analyses_slowly: bool
    """Whether an analysis is so slow that it should begin before a spoken answer has certainly ended."""

    async def analyse(self, context: Context, situation: Situation | None = None) -> Analysis:
        """Analyzes the reply and proposes follow-ups. Doesn't raise an error if a provider fails."""
        ...

    async def phrase(self, request: WordingRequest) -> Wording:
        """The interviewer's next words, checked. If a provider fails, it uses the template."""
        ...

    async def judge(self, plan: Plan, lines: tuple[Line, ...], language: str | None = None) -> Judgement:
        """The report's raw material. Raises `InterviewerUnavailableError` if the caller should try again later.

        `language`: the language of the report, if it isn't the interview's. Quotes stay in the candidate's words.
        """
        ...


class InterviewerUnavailableError(Exception):
    """The model gave no usable answer. The job tries again."""
