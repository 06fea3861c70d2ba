"""Drafts of interviews: whole parts, one after the other, by a model or by reviewed sentences; and changes in words."""

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
"""Counts what a model took, also where it was stopped."""
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
    """A part that is missing from a draft, and why. `text`: None where it can't be shown.

    UNREADABLE: it hasn't the form of any part. UNSAFE: it shows what only the prompt holds. NO_QUESTION: a criterion
    that no question feeds.
    """

    part: Part | None
    text: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """`missing`: parts that broke the rules and weren't replaced. `tokens`: what a model took."""

    reason: EndReason = "DONE"
    missing: tuple[LeftOut, ...] = ()
    tokens: int = 0

    @property
    def left_out(self) -> int:
        return len(self.missing)


Event = Began | Drafted | Ended


@dataclass(frozen=True, slots=True)
class Draft:
    """An interview as it stands, for changes in words. Nothing in it is ever changed here."""

    interview: DraftedInterview
    questions: tuple[DraftedQuestion, ...] = ()
    criteria: tuple[DraftedCriterion, ...] = ()
    purpose: str = "HIRING"
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Change:
    """A proposal. `place`: of the question or criterion, from 0; where something is added or moved to, its new one.

    `before` and `after` are texts for title and objective.
    """

    action: Action
    part: Part
    place: int | None
    before: DraftedQuestion | DraftedCriterion | str | None
    after: DraftedQuestion | DraftedCriterion | str | None
    why: str = ""
    from_place: int | None = None  # of what is moved


@dataclass(frozen=True, slots=True)
class Refinement:
    origin: Origin
    changes: Sequence[Change] = field(default_factory=tuple)
    left_out: int = 0
    tokens: int = 0


class Drafter(Protocol):
    """Whoever helps before an interview: drafts it, changes the draft, reads whose a résumé is."""

    def draft(self, wish: Wish, meter: Meter) -> AsyncIterator[Event]:
        """Began, whole parts, Ended. Closing it early stops a model's work."""
        ...

    async def refine(self, draft: Draft, instruction: str, only: int | None) -> Refinement:
        """What to change. `only`: the place of the one question that may change."""
        ...

    async def read_contact(self, resume: str) -> tuple[Contact, Origin, int]:
        """Whose the résumé is, who read it, and the tokens that it took."""
        ...
