"""How a model gives levels: several passes over the whole transcript, each with the criteria in another order.

All passes send the same text up to the order at its end, and the first one goes ahead of the others, so that a provider
keeps what it has read. Where something in the transcript may be said to whoever judges, or names the top level, passes
without it follow (`interview/addressed`), and what is lower counts: a judge that obeys gains the candidate nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, Protocol

from pydantic import BaseModel, Field

from aural.interview.plan import Criterion, Plan
from aural.interview.scores import HIGHEST_LEVEL, is_above, middle
from aural.mind.bounds import Quotes, Sentence, bounded
from aural.mind.brain import Line, Rating
from aural.mind.disclosures import masked
from aural.mind.guarded import is_addressed, without_addressed
from aural.mind.prompts import Fence, prompt
from aural.mind.redaction import has_mark
from aural.mind.transcript import parts_of
from aural.report.evidence import Source, find_quote, made_with, sources_of

MOST_CRITERIA = 50  # of an interview, as the API allows


class Rated(BaseModel):
    criterion: int = Field(description="The number of the criterion")
    quotes: Quotes
    why: Sentence = Field("", description="Why this level and not the one above or below it")
    level: Literal[1, 2, 3, 4] | None
    raises: Sentence | None = Field(None, description="What was missing for the next level; null at 4")


class RatedCriteria(BaseModel):
    ratings: Annotated[list[Rated], bounded(MOST_CRITERIA), Field(max_length=MOST_CRITERIA)]


@dataclass(frozen=True, slots=True)
class Mark:
    """What one pass says of one criterion."""

    level: int | None = None
    quotes: tuple[str, ...] = ()
    why: str = ""
    would_raise: str = ""


Marks = list[Mark]  # of one pass: one a criterion, in the order of the plan


class AskModel(Protocol):
    """Asks the judging model for an object: system text and user text. Raises BrainUnavailableError."""

    def __call__(self, system: str, user: str, kind: type[RatedCriteria], /) -> Awaitable[RatedCriteria]: ...


@dataclass(frozen=True, slots=True)
class Rater:
    """`show`: a transcript as the model is shown it, between the fence's marks. `language`: of what it writes."""

    plan: Plan
    ask: AskModel
    show: Callable[[Sequence[Line], Fence], str]
    ratings: int
    shuffle: Callable[[list[int]], None]
    language: str
    fence: Fence

    async def rate(self, lines: Sequence[Line]) -> tuple[Rating, ...]:
        """One rating a criterion. Raises BrainUnavailableError where an answer of the model is missing."""
        parts = [await self._part(part) for part in parts_of(lines)] if self.plan.criteria else []
        was_addressed = any(part.is_addressed for part in parts)
        ratings = (
            _rating(criterion, _best(parts, at, is_counted=False), _best(parts, at, is_counted=True))
            for at, criterion in enumerate(self.plan.criteria)
        )
        return tuple(replace(one, is_addressed=was_addressed and one.lowered_from is not None) for one in ratings)

    async def _part(self, lines: Sequence[Line]) -> _Part:
        sources = (*sources_of(lines), *made_with(lines))
        said = await self._passes(lines, sources, self.ratings)
        # The places that are withheld are those of the words as they were said.
        guarded = without_addressed(list(map(masked, lines)))
        if guarded is None:
            return _Part(said, said)
        bare = [await self._pass(guarded, sources)]
        if not _lowered(said, bare):
            return _Part(said, said)
        # One pass may be lower by chance: as many as there were with it decide.
        bare += await self._passes(guarded, sources, self.ratings - 1)
        lowered = _lowered(said, bare)
        counted = [_mixed(*both, lowered) for both in zip(said, bare, strict=True)]
        return _Part(said, counted, is_addressed(lines))

    async def _passes(self, lines: Sequence[Line], sources: Sequence[Source], count: int) -> list[Marks]:
        if count <= 0:
            return []
        first = await self._pass(lines, sources)
        return [first, *await _together([self._pass(lines, sources) for _ in range(count - 1)])]

    async def _pass(self, lines: Sequence[Line], sources: Sequence[Source]) -> Marks:
        system, user = self.request(lines)
        rated = await self.ask(system, user, RatedCriteria)
        first = {mark.criterion: mark for mark in reversed(rated.ratings)}  # twice rated is no second answer
        numbers = range(1, len(self.plan.criteria) + 1)
        return [_mark(first[n], sources, self.fence) if n in first else Mark() for n in numbers]

    def request(self, lines: Sequence[Line]) -> tuple[str, str]:
        """System and user text of one pass."""
        order = list(range(1, len(self.plan.criteria) + 1))
        self.shuffle(order)
        listed = "\n".join(_criterion_text(n, one, self.plan) for n, one in enumerate(self.plan.criteria, 1))
        marks = {"opening": self.fence.opening, "closing": self.fence.closing, "canary": self.fence.canary}
        system = prompt("judge").fill("rating", criteria=listed, language=self.language, **marks)
        conversation, numbers = self.show(lines, self.fence), ", ".join(map(str, order))
        return system, prompt("judge").fill("rating_user", conversation=conversation, order=numbers)


@dataclass(frozen=True, slots=True)
class _Part:
    """The passes over one part of the transcript: as it was said, and those that count."""

    said: list[Marks]
    counted: list[Marks]
    is_addressed: bool = False


async def _together(passes: Sequence[Coroutine[Any, Any, Marks]]) -> list[Marks]:
    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(one) for one in passes]
    return [one.result() for one in running]


def _mark(rated: Rated, sources: Sequence[Source], fence: Fence) -> Mark:
    """A level rests on what was said: it falls with its quotes."""
    quotes = tuple(quote for quote in rated.quotes if find_quote(quote, sources))
    why, raises = (_shown(text, fence) for text in (rated.why, rated.raises or ""))
    if rated.level is None or not quotes:
        return Mark(why=why if rated.level is None else "", would_raise=raises)
    return Mark(rated.level, quotes, why, "" if rated.level == HIGHEST_LEVEL else raises)


def _shown(text: str, fence: Fence) -> str:
    return "" if fence.leaks_into(text) or has_mark(text) else " ".join(text.split())


def _levels(passes: Sequence[Marks], at: int) -> list[int | None]:
    return [marks[at].level for marks in passes]


def _lowered(said: Sequence[Marks], bare: Sequence[Marks]) -> set[int]:
    """The criteria, by their places, that stand higher with what may be said to the judge than without."""
    count = len(said[0])
    return {at for at in range(count) if is_above(middle(_levels(said, at)), middle(_levels(bare, at)))}


def _mixed(said: Marks, bare: Marks, lowered: set[int]) -> Marks:
    return [bare[at] if at in lowered else mark for at, mark in enumerate(said)]


def _best(parts: Sequence[_Part], at: int, *, is_counted: bool) -> list[Mark]:
    """For each pass the best that any part of the transcript shows: what is said elsewhere takes nothing away."""
    passes = [[marks[at] for marks in (part.counted if is_counted else part.said)] for part in parts]
    return [max(marks, key=lambda mark: mark.level or 0) for marks in zip(*passes, strict=True)]


def _rating(criterion: Criterion, said: Sequence[Mark], counted: Sequence[Mark]) -> Rating:
    before, level = middle([mark.level for mark in said]), middle([mark.level for mark in counted])
    shown = next((mark for mark in counted if mark.level == level and mark.why), Mark())
    # Those of the level that counts come first.
    ordered = sorted(counted, key=lambda mark: mark.level != level)
    return Rating(
        criterion.name,
        tuple(mark.level for mark in counted),
        tuple(dict.fromkeys(quote for mark in ordered for quote in mark.quotes)),
        why=shown.why,
        would_raise=shown.would_raise,
        lowered_from=before if is_above(before, level) else None,
    )


def _criterion_text(number: int, criterion: Criterion, plan: Plan) -> str:
    anchors = [f"   {level} looks like: {' '.join(text.split())}" for level, text in criterion.anchors]
    asked = [" ".join(q.text.split()) for q in plan.questions if q.id in criterion.question_ids]
    about = [f"   Asked about by: {' / '.join(asked)}"] if asked else []
    return "\n".join([f"{number}. {criterion.name}: {criterion.description}", *anchors, *about])
