"""What every interviewer does: analyse replies, phrase moves and judge. The policy decides on moves and the end."""

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
    """Where the interview stands when a reply comes: what a model needs beyond the reply itself.

    `lines` is the transcript up to the reply, oldest first. `statuses`: what became of each question so far, by its id.
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
    """All that a wording may draw on. `lines` is the transcript so far, oldest first."""

    plan: Plan
    move: Move
    question: Question | None  # the question that the move is about
    lines: tuple[Line, ...]
    answer: str | None = None  # the candidate's words since the interviewer last spoke, joined by newlines
    participant_name: str | None = None
    is_spoken: bool = False  # somebody waits in silence: there is less time
    analysis: Analysis | None = None  # what the move rests on; None where it comes from a button or the clock
    minutes_left: int | None = None  # None: without a limit
    questions_left: int | None = None  # after this one; None where that is not known


@dataclass(frozen=True, slots=True)
class Wording:
    """`refused`: words of a model that could not be said, for those who tend it."""

    text: str
    origin: Origin
    tokens: int = 0
    refused: tuple[Refused, ...] = ()


class Interviewer(Protocol):
    analyses_slowly: bool
    """Whether an analysis takes so long that one had better begin before a spoken answer is surely over."""

    async def analyse(self, context: Context, situation: Situation | None = None) -> Analysis:
        """What the reply is, and what could be asked about it. Never raises for a provider's fault."""
        ...

    async def phrase(self, request: WordingRequest) -> Wording:
        """The interviewer's next words, checked. Never raises for a provider's fault: the template stands in."""
        ...

    async def judge(self, plan: Plan, lines: tuple[Line, ...], language: str | None = None) -> Judgement:
        """The report's raw material. Raises `InterviewerUnavailableError` where it should be tried again later.

        `language`: in which to write, where that is not the interview's. Quotes stay as they were said.
        """
        ...


class InterviewerUnavailableError(Exception):
    """The model did not answer, or not in a form that can be used. The job tries again."""
