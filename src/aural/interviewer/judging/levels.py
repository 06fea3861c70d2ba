"""Has a model give levels in several passes over the whole transcript, each with the criteria in a different order.

All passes send the same text except for the order at its end, and the first pass runs before the others, so that a
provider can cache the text. If something in the transcript may be addressed to the judge, or names the top level,
passes without those words follow (`answers/addressed`), and the lower level counts. A judge that obeys such words
therefore gains the candidate nothing.

Each pass first says whether there is anything to rate. If most passes say no, there are no levels. If the passes with
and without words to the judge disagree on that, the passes without them decide.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal, Never, Protocol

from pydantic import BaseModel, Field

from aural.engine.plan import Criterion, Plan
from aural.engine.scores import HIGHEST_LEVEL, is_above, middle
from aural.interviewer.disclosures import masked
from aural.interviewer.judging.transcript import parts_of, without_addressed
from aural.interviewer.model.bounds import Quotes, Sentence, bounded
from aural.interviewer.model.redaction import has_mark
from aural.interviewer.prompts import Fence, prompt
from aural.interviewer.protocol import Line, Rating
from aural.interviewer.steps import run_step
from aural.reports.analysis.evidence import Source, find_quote, made_with, sources_of
from aural.reports.analysis.judgement import Unscorable

MOST_CRITERIA = 50  # of an interview, as the API allows
A_REAL_CASE = 2  # the lowest level given for a real case: a pass that gives it has found something to rate


class Rated(BaseModel):
    criterion: int = Field(description="The number of the criterion")
    quotes: Quotes
    strongest: Literal[1, 2, 3, 4] | None = Field(None, description="What the strongest answer would get alone")
    why: Sentence = Field("", description="Why this level and not the one above or below it")
    level: Literal[1, 2, 3, 4] | None
    raises: Sentence | None = Field(None, description="What was missing for the next level; null at 4")


class RatedCriteria(BaseModel):
    scorable: bool = Field(True, description="Whether there is anything to rate, however poor")
    reason: Unscorable | None = Field(None, description="Why there is nothing to rate; null where there is")
    ratings: Annotated[list[Rated], bounded(MOST_CRITERIA), Field(max_length=MOST_CRITERIA)]


@dataclass(frozen=True, slots=True)
class Mark:
    """The verdict of one pass on one criterion."""

    level: int | None = None
    quotes: tuple[str, ...] = ()
    why: str = ""
    would_raise: str = ""


Marks = list[Mark]  # of one pass: one per criterion, in the order of the plan


@dataclass(frozen=True, slots=True)
class Pass:
    """The result of one pass: its marks, and why there is nothing to rate (None if there is something)."""

    marks: Marks
    unscorable: Unscorable | None = None


@dataclass(frozen=True, slots=True)
class Ratings:
    """One rating per criterion; if there is nothing to rate, only the reason why."""

    ratings: tuple[Rating, ...] = ()
    unscorable: Unscorable | None = None


class AskModel(Protocol):
    """Sends system text and user text to the judging model, which returns an object.

    Raises InterviewerUnavailableError.
    """

    def __call__(self, system: str, user: str, kind: type[RatedCriteria], /) -> Awaitable[RatedCriteria]: ...


@dataclass(frozen=True, slots=True)
class Rater:
    """`show` returns a transcript as the model sees it, between the fence's marks. The model writes in `language`."""

    plan: Plan
    ask: AskModel
    show: Callable[[Sequence[Line], Fence], Awaitable[str]]
    ratings: int
    shuffle: Callable[[list[int]], None]
    language: str
    fence: Fence

    async def rate(self, lines: Sequence[Line]) -> Ratings:
        """One rating per criterion. Raises InterviewerUnavailableError if one of the model's answers is missing."""
        found = await run_step(parts_of, lines) if self.plan.criteria else []
        parts = [await self._part(part) for part in found]
        flaws = [_unscorable(part.counted) for part in parts]
        if flaws and None not in flaws:
            return Ratings(unscorable=flaws[0])
        ratings = (
            _rating(criterion, _best(parts, at, is_counted=False), _best(parts, at, is_counted=True))
            for at, criterion in enumerate(self.plan.criteria)
        )
        return Ratings(tuple(ratings))

    async def _part(self, lines: Sequence[Line]) -> _Part:
        sources = await run_step(_sources_of, lines)
        said = await self._passes(lines, sources, self.ratings)
        # Mask first, because withheld spans are offsets in the original words.
        guarded = await run_step(without_addressed, list(map(masked, lines)))
        if guarded is None:
            return _Part(said, said)
        bare = [await self._pass(guarded, sources)]
        if not _lowered(said, bare) and not _differ(said, bare):
            return _Part(said, said)
        # A single pass may be lower by chance, so run as many passes without these words as with them.
        bare += await self._passes(guarded, sources, self.ratings - 1)
        if _differ(said, bare):
            return _Part(said, bare)
        lowered = _lowered(said, bare)
        counted = [
            replace(one, marks=_mixed(one.marks, other.marks, lowered)) for one, other in zip(said, bare, strict=True)
        ]
        return _Part(said, counted)

    async def _passes(self, lines: Sequence[Line], sources: Sequence[Source], count: int) -> list[Pass]:
        if count <= 0:
            return []
        first = await self._pass(lines, sources)
        return [first, *await _together([self._pass(lines, sources) for _ in range(count - 1)])]

    async def _pass(self, lines: Sequence[Line], sources: Sequence[Source]) -> Pass:
        system, user = await self.request(lines)
        rated = await self.ask(system, user, RatedCriteria)
        first = {mark.criterion: mark for mark in reversed(rated.ratings)}  # a second rating of a criterion is ignored
        numbers = range(1, len(self.plan.criteria) + 1)
        marks = [await self._mark(first[n], sources) if n in first else Mark() for n in numbers]
        return Pass(marks, _why_unscorable(rated, marks))

    async def _mark(self, rated: Rated, sources: Sequence[Source]) -> Mark:
        """Turns a rating into a mark. The level is dropped if none of the quotes was said.

        The level is at least that of the strongest answer: weaker answers elsewhere take nothing away from it.
        """
        quotes = await run_step(_found_quotes, rated.quotes, sources)
        why, raises = (_shown(text, self.fence) for text in (rated.why, rated.raises or ""))
        level = max(rated.level or 0, rated.strongest or 0) or None
        if level is None or not quotes:
            return Mark(why=why if level is None else "", would_raise=raises)
        return Mark(level, quotes, why, "" if level == HIGHEST_LEVEL else raises)

    async def request(self, lines: Sequence[Line]) -> tuple[str, str]:
        """The system and user text of one pass."""
        order = list(range(1, len(self.plan.criteria) + 1))
        self.shuffle(order)
        listed = "\n".join(_criterion_text(n, one, self.plan) for n, one in enumerate(self.plan.criteria, 1))
        marks = {"opening": self.fence.opening, "closing": self.fence.closing, "canary": self.fence.canary}
        system = prompt("judge").fill("rating", criteria=listed, language=self.language, **marks)
        conversation, numbers = await self.show(lines, self.fence), ", ".join(map(str, order))
        return system, prompt("judge").fill("rating_user", conversation=conversation, order=numbers)


@dataclass(frozen=True, slots=True)
class _Part:
    """The passes over one part of the transcript. `said`: those that saw all words. `counted`: those that count."""

    said: list[Pass]
    counted: list[Pass]


async def _together(passes: Sequence[Coroutine[object, Never, Pass]]) -> list[Pass]:
    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(one) for one in passes]
    return [one.result() for one in running]


def _why_unscorable(rated: RatedCriteria, marks: Marks) -> Unscorable | None:
    """Why there is nothing to rate; None if there is, or if the pass contradicts itself by rating a real case."""
    if rated.scorable or any((mark.level or 0) >= A_REAL_CASE for mark in marks):
        return None
    return rated.reason or "content-free"


def _unscorable(passes: Sequence[Pass]) -> Unscorable | None:
    """The most frequent reason why there is nothing to rate, if more than half of the passes give one."""
    found = Counter(one.unscorable for one in passes if one.unscorable is not None)
    return found.most_common(1)[0][0] if 2 * found.total() > len(passes) else None


def _differ(said: Sequence[Pass], bare: Sequence[Pass]) -> bool:
    return (_unscorable(said) is None) != (_unscorable(bare) is None)


def _sources_of(lines: Sequence[Line]) -> tuple[Source, ...]:
    return (*sources_of(lines), *made_with(lines))


def _found_quotes(quotes: Sequence[str], sources: Sequence[Source]) -> tuple[str, ...]:
    return tuple(quote for quote in quotes if find_quote(quote, sources))


def _shown(text: str, fence: Fence) -> str:
    return "" if fence.leaks_into(text) or has_mark(text) else " ".join(text.split())


def _levels(passes: Sequence[Pass], at: int) -> list[int | None]:
    return [one.marks[at].level for one in passes]


def _lowered(said: Sequence[Pass], bare: Sequence[Pass]) -> set[int]:
    """The indexes of the criteria that are rated higher with the words that may address the judge than without."""
    count = len(said[0].marks)
    return {at for at in range(count) if is_above(middle(_levels(said, at)), middle(_levels(bare, at)))}


def _mixed(said: Marks, bare: Marks, lowered: set[int]) -> Marks:
    return [bare[at] if at in lowered else mark for at, mark in enumerate(said)]


def _best(parts: Sequence[_Part], at: int, *, is_counted: bool) -> list[Mark]:
    """For each pass, the best mark for any part of the transcript: weaker answers elsewhere take nothing away."""
    passes = [[one.marks[at] for one in (part.counted if is_counted else part.said)] for part in parts]
    return [max(marks, key=lambda mark: mark.level or 0) for marks in zip(*passes, strict=True)]


def _rating(criterion: Criterion, said: Sequence[Mark], counted: Sequence[Mark]) -> Rating:
    before, level = middle([mark.level for mark in said]), middle([mark.level for mark in counted])
    shown = next((mark for mark in counted if mark.level == level and mark.why), Mark())
    # Marks with the level that counts come first.
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
