"""The interface of a drafter: it drafts interviews part by part, and proposes changes that are requested in words."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from aural.engine.authoring.drafts import (
    Drafted,
    DraftedCriterion,
    DraftedInterview,
    DraftedQuestion,
    Purpose,
    Wish,
)
from aural.engine.authoring.resumes import Contact
from aural.interviewer.protocol import Origin

EndReason = Literal["DONE", "DEADLINE", "FAILED"]
Action = Literal["CHANGE", "ADD", "REMOVE", "MOVE"]
Meter = Callable[[int], Awaitable[None]]
"""Counts the tokens that a model used, even if it was stopped."""
Part = Literal["TITLE", "OBJECTIVE", "QUESTION", "CRITERION"]


@dataclass(frozen=True, slots=True)
class Began:
    """`is_cut`: the drafter reads only the beginning of the document."""

    origin: Origin
    is_cut: bool = False


Reason = Literal[
    "LENGTH", "LEADING", "DOUBLE", "CLOSED", "PROTECTED_TRAIT", "QUOTES_GOAL", "REPEATED", "UNREADABLE", "UNSAFE",
    "NO_QUESTION",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part that is missing from a draft, and why. `text`: None if it can't be shown.

    UNREADABLE: it doesn't have the form of any part. UNSAFE: it shows something that only the prompt contains.
    NO_QUESTION: it is a criterion without a question.
    """

    part: Part | None
    text: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """`missing`: parts that broke the rules and weren't replaced. `tokens`: how many tokens the model used."""

    reason: EndReason = "DONE"
    missing: tuple[LeftOut, ...] = ()
    tokens: int = 0

    @property
    def left_out(self) -> int:
        return len(self.missing)


Event = Began | Drafted | Ended


@dataclass(frozen=True, slots=True)
class Draft:
    """An interview in its current state, for which changes are proposed. It is never modified here."""

    interview: DraftedInterview
    questions: tuple[DraftedQuestion, ...] = ()
    criteria: tuple[DraftedCriterion, ...] = ()
    purpose: Purpose = "HIRING"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Change:
    """A proposed change. `place`: the index of the question or criterion; for an addition or a move, the new index.

    If the title or the objective changes, `before` and `after` are texts.
    """

    action: Action
    part: Part
    place: int | None
    before: DraftedQuestion | DraftedCriterion | str | None
    after: DraftedQuestion | DraftedCriterion | str | None
    why: str = ""
    from_place: int | None = None  # for a move: the old index


@dataclass(frozen=True, slots=True)
class Refinement:
    origin: Origin
    changes: Sequence[Change] = field(default_factory=tuple)
    left_out: int = 0
    tokens: int = 0


class Drafter(Protocol):
    """Helps to prepare an interview: drafts it, proposes changes, and reads the contact details in a résumé."""

    def draft(self, wish: Wish, meter: Meter) -> AsyncIterator[Event]:
        """Yields Began, complete parts, and Ended. Closing the iterator early stops the model."""
        ...

    async def refine(self, draft: Draft, instruction: str, only: int | None) -> Refinement:
        """The changes to propose. `only`: the index of the one question that may change; None if all may."""
        ...

    async def read_contact(self, resume: str) -> tuple[Contact, Origin, int]:
        """The contact details in the résumé, their origin, and the tokens used."""
        ...
