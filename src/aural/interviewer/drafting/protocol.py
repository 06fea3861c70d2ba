"""Drafts of interviews, part by part, by a model or from reviewed sentences; and changes asked for in words."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from aural.engine.authoring.drafts import Drafted, DraftedCriterion, DraftedInterview, DraftedQuestion, Wish
from aural.engine.authoring.resumes import Contact
from aural.interviewer.protocol import Origin

EndReason = Literal["DONE", "DEADLINE", "FAILED"]
Action = Literal["CHANGE", "ADD", "REMOVE", "MOVE"]
Meter = Callable[[int], Awaitable[None]]
"""Counts the tokens that a model took, even if it was stopped."""
Part = Literal["TITLE", "OBJECTIVE", "QUESTION", "CRITERION"]


@dataclass(frozen=True, slots=True)
class Began:
    origin: Origin


Reason = Literal[
    "LENGTH", "LEADING", "DOUBLE", "CLOSED", "PROTECTED_TRAIT", "QUOTES_GOAL", "REPEATED", "UNREADABLE", "UNSAFE",
    "NO_QUESTION",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A part that is missing from a draft, and why. `text`: None if it can't be shown.

    UNREADABLE: it doesn't have the form of any part. UNSAFE: it shows something that only the prompt contains.
    NO_QUESTION: a criterion that no question feeds.
    """

    part: Part | None
    text: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """`missing`: parts that broke the rules and weren't replaced. `tokens`: those that a model took."""

    reason: EndReason = "DONE"
    missing: tuple[LeftOut, ...] = ()
    tokens: int = 0

    @property
    def left_out(self) -> int:
        return len(self.missing)


Event = Began | Drafted | Ended


@dataclass(frozen=True, slots=True)
class Draft:
    """An interview in its current state, to be changed in words. It is never modified here."""

    interview: DraftedInterview
    questions: tuple[DraftedQuestion, ...] = ()
    criteria: tuple[DraftedCriterion, ...] = ()
    purpose: str = "HIRING"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Change:
    """A proposed change. `place`: that of the question or criterion, from 0; for an addition or a move, the new one.

    `before` and `after` are texts for title and objective.
    """

    action: Action
    part: Part
    place: int | None
    before: DraftedQuestion | DraftedCriterion | str | None
    after: DraftedQuestion | DraftedCriterion | str | None
    why: str = ""
    from_place: int | None = None  # the old place of a question that is moved


@dataclass(frozen=True, slots=True)
class Refinement:
    origin: Origin
    changes: Sequence[Change] = field(default_factory=tuple)
    left_out: int = 0
    tokens: int = 0


class Drafter(Protocol):
    """Helps before an interview: drafts it, changes the draft, and reads the contact in a résumé."""

    def draft(self, wish: Wish, meter: Meter) -> AsyncIterator[Event]:
        """Yields Began, complete parts, and Ended. Closing it early stops a model's work."""
        ...

    async def refine(self, draft: Draft, instruction: str, only: int | None) -> Refinement:
        """The changes to propose. `only`: the place of the one question that may change."""
        ...

    async def read_contact(self, resume: str) -> tuple[Contact, Origin, int]:
        """The contact in the résumé, the origin of that reading, and the tokens that it took."""
        ...
