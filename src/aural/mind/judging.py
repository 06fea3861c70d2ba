"""How a model judges: one answer at a time, several times over, each time with the criteria in another order.

Its output is typed and bounded; levels are put together by `interview/scores`, quotes are checked by `report/evidence`.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, Field

from aural.guard.bodies import storable
from aural.interview.plan import Criterion, Plan, Question
from aural.interview.scores import carried
from aural.interview.sentences import beginning_of
from aural.mind.brain import BrainUnavailableError, Claim, Judgement, Line, Origin, Rating
from aural.mind.disclosures import masked
from aural.mind.extract import find_findings
from aural.mind.prompts import Fence, prompt
from aural.mind.redaction import Redaction, has_mark, with_note
from aural.mind.wording import beginning, line_text
from aural.report.evidence import find_quote, find_quotes, made_with, sources_of
from aural.report.faithful import faithful, said_in

RATINGS = 3
AT_ONCE = 2  # requests under way together: more would wait in a small server's queue while their deadline runs
MOST_CHARACTERS = 60_000  # of a whole transcript: about 15,000 tokens
# Of one line of it, the most that lets the whole fit.
_MOST_OF_A_LINE = (MOST_CHARACTERS, 40_000, 30_000, 20_000, 12_000, 8_000, 4_000, 2_000)

Output = TypeVar("Output", bound=BaseModel)
# Asks the model for an object: system text, user text, kind → the object and its tokens.
Ask = Callable[[str, str, type[BaseModel]], Awaitable[tuple[BaseModel, int]]]


def bounded(length: int) -> BeforeValidator:
    """Cuts a text or a list of a model down to its beginning."""

    # A model that writes too much loses the end: the beginning of a true quote is a true quote.
    def cut(value: object) -> object:
        if isinstance(value, str):
            return beginning_of(storable(value), length)
        return value[:length] if isinstance(value, list) else value

    return BeforeValidator(cut)


Quote = Annotated[str, bounded(300), Field(max_length=300)]
Quotes = Annotated[list[Quote], bounded(3), Field(max_length=3)]
Sentences = Annotated[str, bounded(800), Field(max_length=800)]
Sentence = Annotated[str, bounded(240), Field(max_length=240)]


class Rated(BaseModel):
    criterion: int = Field(description="The number of the criterion")
    quotes: Quotes
    level: Literal[1, 2, 3, 4] | None


class RatedAnswer(BaseModel):
    ratings: Annotated[list[Rated], bounded(40), Field(max_length=40)]


class Summary(BaseModel):
    text: Sentences
    quotes: Quotes


class Point(BaseModel):
    text: Sentence
    quotes: Quotes


class Summed(BaseModel):
    summary: Summary
    insights: Annotated[list[Point], bounded(6), Field(max_length=6)]
    themes: Annotated[list[Point], bounded(6), Field(max_length=6)]
    sentiment: Literal["positive", "neutral", "negative", "mixed"] | None


class Finding(Point):
    question: int = Field(description="The number of the question of research")


class SummedResearch(Summed):
    """Asked for where there are questions of research."""

    findings: Annotated[list[Finding], bounded(24), Field(max_length=24)]


@dataclass(slots=True)
class _Marks:
    """Levels and quotes of one criterion: for each rating the levels of all answers."""

    levels: list[list[int | None]]
    quotes: list[str] = field(default_factory=list)


class Judge:
    """One judgement. `spent` counts the tokens, also those of a judgement that failed."""

    def __init__(
        self,
        ask: Ask,
        *,
        ratings: int = RATINGS,
        shuffle: Callable[[list[int]], None] | None = None,
        redaction: Redaction | None = None,
    ) -> None:
        self._ask = ask
        self._redaction = redaction
        self._ratings = ratings
        self._shuffle = shuffle or random.SystemRandom().shuffle
        self._room = asyncio.Semaphore(AT_ONCE)
        self.spent = 0

    async def judge(self, plan: Plan, lines: Sequence[Line], model_name: str, language: str | None = None) -> Judgement:
        """Raises BrainUnavailableError where any of the model's answers is missing.

        `language`: in which to write, where that is not the interview's.
        """
        spoken = language or plan.language
        marks = [_Marks([[] for _ in range(self._ratings)]) for _ in plan.criteria]
        try:
            async with asyncio.TaskGroup() as tasks:
                summing = tasks.create_task(self._sum_up(plan, lines, spoken))
                for answer in answer_sets(lines):
                    fed = [at for at, one in enumerate(plan.criteria) if one.is_fed_by(answer[0].question_id)]
                    for rating in range(self._ratings if fed else 0):
                        tasks.create_task(self._rate(plan, answer, rating, marks, fed))
        except ExceptionGroup as group:
            # Which of them failed first says enough; the others were cancelled.
            raise group.exceptions[0] from None
        summed = summing.result()
        return Judgement(
            summary=Claim(summed.summary.text, tuple(summed.summary.quotes)),
            insights=(*_findings(summed, plan, lines, spoken), *_claims(summed.insights)),
            themes=_claims(summed.themes),
            sentiment=summed.sentiment,
            ratings=tuple(map(_rating, plan.criteria, marks)),
            origin=Origin("model", model_name, prompt("judge").version),
            is_scored=True,
            tokens=self.spent,
        )

    async def _sum_up(self, plan: Plan, lines: Sequence[Line], language: str) -> Summed:
        fence = Fence()
        listed = "\n".join(
            f"  {n}. {' '.join(question.text.split())}" for n, question in enumerate(_researched(plan), 1)
        )
        research = prompt("judge").fill("research", questions=listed) if listed else ""
        system = prompt("judge").fill("session", language=language, research=research, **_marks_of(fence))
        user = _user_text("", self._shown(lines), fence)
        summed = await self._asked(system, user, SummedResearch if listed else Summed)
        return _without_leaks(summed, fence)

    async def _rate(
        self, plan: Plan, lines: Sequence[Line], rating: int, marks: Sequence[_Marks], fed: Sequence[int]
    ) -> None:
        """One rating of one answer, by the criteria (by their places) that its question feeds."""
        fence, order = Fence(), list(fed)
        self._shuffle(order)
        listed = "\n".join(_criterion_text(n, plan.criteria[at]) for n, at in enumerate(order, 1))
        system = prompt("judge").fill("answer", criteria=listed, **_marks_of(fence))
        question = next((q.text for q in plan.questions if q.id == lines[0].question_id), "Anything to add?")
        user = _user_text(f"The question was: {question}", self._shown(lines), fence)
        rated = await self._asked(system, user, RatedAnswer)
        sources = (*sources_of(lines), *made_with(lines))
        first = {mark.criterion: mark for mark in reversed(rated.ratings)}  # twice rated is no second answer
        for number, mark in sorted(first.items()):
            if 1 <= number <= len(order):
                # A level rests on what this very answer says and shows: it falls with its quotes, whatever others have.
                quotes = [quote for quote in mark.quotes if find_quote(quote, sources)]
                seen = marks[order[number - 1]]
                seen.levels[rating].append(mark.level if quotes else None)
                seen.quotes += quotes if mark.level is not None else []

    def _shown(self, lines: Sequence[Line]) -> Sequence[Line]:
        """What the model is shown of them."""
        shown = tuple(map(masked, lines))
        return shown if self._redaction is None else self._redaction.lines(shown)

    async def _asked(self, system: str, user: str, kind: type[Output]) -> Output:
        async with self._room:
            try:
                output, tokens = await self._ask(with_note(system, self._redaction), user, kind)
            except BrainUnavailableError as error:
                self.spent += getattr(error, "tokens", 0)
                raise
        self.spent += tokens
        assert isinstance(output, kind)
        return output if self._redaction is None else self._redaction.filled(output)


def answer_sets(lines: Sequence[Line]) -> list[list[Line]]:
    """What was said at each question, where the candidate answered it: each is judged without knowing the others."""
    by_question: dict[str | None, list[Line]] = {}
    for line in lines:
        if line.kind not in ("greeting", "notice", "farewell"):
            by_question.setdefault(line.question_id, []).append(line)
    return [said for said in by_question.values() if any(line.role == "user" for line in said)]


def is_cut(lines: Sequence[Line]) -> bool:
    """Whether a model is shown less than was said."""
    return len("\n".join(_texts(lines))) > MOST_CHARACTERS


def _user_text(question: str, lines: Sequence[Line], fence: Fence) -> str:
    """Of what is too long, all lines are cut to the same length: none is left out for those before it."""
    texts = _texts(lines)
    tries = ("\n".join(beginning(text, most) for text in texts) for most in _MOST_OF_A_LINE)
    told = next((one for one in tries if len(one) <= MOST_CHARACTERS), None)
    told = told or beginning("\n".join(beginning(text, _MOST_OF_A_LINE[-1]) for text in texts), MOST_CHARACTERS)
    return prompt("judge").fill("user", question=question, conversation=fence.around([told]))


def _texts(lines: Sequence[Line]) -> list[str]:
    return [line_text(line, MOST_CHARACTERS) for line in lines]


def _marks_of(fence: Fence) -> dict[str, str]:
    return {"opening": fence.opening, "closing": fence.closing, "canary": fence.canary}


def _criterion_text(number: int, criterion: Criterion) -> str:
    anchors = [f"   {level} looks like: {' '.join(text.split())}" for level, text in criterion.anchors]
    return "\n".join([f"{number}. {criterion.name}: {criterion.description}", *anchors])


def _without_leaks(summed: Summed, fence: Fence) -> Summed:
    """The same without what shows the prompt, or a mark of a redaction that stands for nothing."""
    leaks = _is_unusable(summed.summary.text, fence)
    return summed.model_copy(
        update={
            "summary": Summary(text="", quotes=[]) if leaks else summed.summary,
            "insights": [point for point in summed.insights if not _is_unusable(point.text, fence)],
            "themes": [point for point in summed.themes if not _is_unusable(point.text, fence)],
        }
        | _unleaked_findings(summed, fence)
    )


def _unleaked_findings(summed: Summed, fence: Fence) -> dict[str, list[Finding]]:
    if not isinstance(summed, SummedResearch):
        return {}
    return {"findings": [point for point in summed.findings if not _is_unusable(point.text, fence)]}


def _is_unusable(text: str, fence: Fence) -> bool:
    return fence.leaks_into(text) or has_mark(text)


def _claims(points: Sequence[Point]) -> tuple[Claim, ...]:
    return tuple(Claim(point.text, tuple(point.quotes)) for point in points)


def _researched(plan: Plan) -> list[Question]:
    return [question for question in plan.questions if question.type == "RESEARCH"]


def _findings(summed: Summed, plan: Plan, lines: Sequence[Line], language: str) -> tuple[Claim, ...]:
    """What holds of the model's findings; the candidate's own sentences for a question that is left without one."""
    questions = _researched(plan)
    points = summed.findings if isinstance(summed, SummedResearch) else []
    claims = [
        Claim(point.text, tuple(point.quotes), questions[point.question - 1].id)
        for point in points
        if 1 <= point.question <= len(questions)
    ]
    kept = [claim for claim in claims if _holds(claim, plan, lines, language)]
    found = {claim.question_id for claim in kept}
    spare = find_findings(plan, lines, language) if len(found) < len(questions) else ()
    return (*kept, *(claim for claim in spare if claim.question_id not in found))


def _holds(claim: Claim, plan: Plan, lines: Sequence[Line], language: str) -> bool:
    """Whether the report will keep it: some quote is the candidate's, and nothing is made up."""
    sources = sources_of(lines)
    return bool(find_quotes(claim.quotes, sources) and faithful(claim.text, said_in(plan, sources, language)))


def _rating(criterion: Criterion, marks: _Marks) -> Rating:
    return Rating(criterion.name, tuple(carried(levels) for levels in marks.levels), tuple(dict.fromkeys(marks.quotes)))
