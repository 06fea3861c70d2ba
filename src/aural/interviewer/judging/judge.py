"""Judges an interview with a model: it is summed up once, and rated in several passes (`interviewer/judging/levels`).

The model's output is typed and bounded. `reports/analysis/evidence` checks the quotes.
"""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, Field, create_model

from aural.engine.people import in_words_of
from aural.engine.plan import Plan, Question
from aural.engine.purposes import gives_levels
from aural.interviewer.disclosures import masked
from aural.interviewer.guided.extract import extract, find_findings
from aural.interviewer.judging.levels import Rater
from aural.interviewer.judging.transcript import fenced
from aural.interviewer.model.bounds import Quotes, Sentence, Sentences, bounded
from aural.interviewer.model.redaction import Redaction, has_mark, with_note
from aural.interviewer.prompts import Fence, prompt
from aural.interviewer.protocol import Claim, InterviewerUnavailableError, Judgement, Line, Origin, Sentiment
from aural.interviewer.steps import run_step
from aural.reports.analysis.evidence import find_quotes, sources_of
from aural.reports.analysis.faithful import faithful, said_in
from aural.reports.analysis.sections import SECTIONS

RATINGS = 3
AT_ONCE = 2  # requests at a time: more would wait in a small server's queue while their deadlines run
_SPEAKER = re.compile(r"^CANDIDATE\b", re.MULTILINE)

Output = TypeVar("Output", bound=BaseModel)
Written = TypeVar("Written", "Summary", "Point", "Finding")
# Sends system text and user text to the model. Returns an object of the given kind, and the tokens spent.
Ask = Callable[[str, str, type[BaseModel]], Awaitable[tuple[BaseModel, int]]]


class Summary(BaseModel):
    text: Sentences
    quotes: Quotes


class Point(BaseModel):
    text: Sentence
    quotes: Quotes


class Finding(Point):
    question: int = Field(description="The number of the question of research")


_POINTS: dict[str, Any] = dict.fromkeys(SECTIONS, Annotated[list[Point], bounded(6), Field(max_length=6)])
Summed = create_model("Summed", summary=Summary, **_POINTS, sentiment=Sentiment | None)
SummedResearch = create_model(
    "SummedResearch",
    __base__=Summed,
    __doc__="Asked for where there are questions of research.",
    findings=Annotated[list[Finding], bounded(24), Field(max_length=24)],
)


class Judge:
    """Judges one session. `spent` counts tokens, including those of a judgement that failed."""

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
        self._redacting = asyncio.Lock()
        self.spent = 0

    async def judge(self, plan: Plan, lines: Sequence[Line], model_name: str, language: str | None = None) -> Judgement:
        """Raises InterviewerUnavailableError if any of the model's answers is missing.

        `language`: the language to write in, if it isn't the interview's.
        """
        spoken = language or plan.language
        show = partial(self._shown, only_certain=True)
        rater = Rater(plan, self._asked, show, self._ratings, self._shuffle, spoken, Fence())
        try:
            async with asyncio.TaskGroup() as tasks:
                summing = tasks.create_task(self._sum_up(plan, lines, spoken, model_name))
                rating = tasks.create_task(rater.rate(lines))
        except ExceptionGroup as group:
            # One failure is enough to report: the other tasks were canceled.
            raise _first_of(group) from None
        summed, rated = summing.result(), rating.result()
        return replace(summed, ratings=rated.ratings, tokens=self.spent, unscorable=rated.unscorable)

    async def _sum_up(self, plan: Plan, lines: Sequence[Line], language: str, model_name: str) -> Judgement:
        """The judgement without ratings."""
        fence = Fence()
        listed = "\n".join(
            f"  {n}. {' '.join(question.text.split())}" for n, question in enumerate(_researched(plan), 1)
        )
        research = prompt("judge").fill("research", questions=listed) if listed else ""
        system = prompt("judge").fill("session", language=language, research=research, **_marks_of(fence))
        user = prompt("judge").fill("user", conversation=await self._shown(lines, fence))
        summed: Any = await self._asked(system, user, SummedResearch if listed else Summed)
        sections = {name: tuple(map(_claim, _usable(getattr(summed, name), fence))) for name in SECTIONS}
        if listed:
            found = _found_by(_usable(summed.findings, fence), plan)
            findings = await run_step(_findings, found, plan, lines, language)
            sections["insights"] = (*findings, *sections["insights"])
        return Judgement(
            summary=next(map(_claim, _usable([summed.summary], fence)), Claim("", ())),
            sections=sections,
            sentiment=summed.sentiment,
            ratings=(),
            origin=Origin("model", model_name, prompt("judge").version),
            is_scored=True,
        )

    async def _shown(self, lines: Sequence[Line], fence: Fence, *, only_certain: bool = False) -> str:
        """The lines as the model sees them."""
        async with self._redacting:  # one thread at a time, so that no number is given out twice
            shown = await asyncio.to_thread(_redacted, lines, self._redaction)
        return await run_step(partial(fenced, only_certain=only_certain), shown, fence)

    async def _asked(self, system: str, user: str, kind: type[Output]) -> Output:
        async with self._room:
            try:
                output, tokens = await self._ask(with_note(system, self._redaction), user, kind)
            except InterviewerUnavailableError as error:
                self.spent += getattr(error, "tokens", 0)
                raise
        self.spent += tokens
        assert isinstance(output, kind)
        return output if self._redaction is None else self._redaction.filled(output)


def ask_about(plan: Plan, ask: Ask) -> Ask:
    """Wraps `ask` to use the words of the interview's purpose in prompts. The transcript stays as it was said."""
    if plan.purpose == "HIRING":
        return ask
    label = in_words_of(plan.purpose, "CANDIDATE")

    async def turned(system: str, user: str, kind: type[BaseModel]) -> tuple[BaseModel, int]:
        return await ask(in_words_of(plan.purpose, system), _SPEAKER.sub(label, user), kind)

    return turned


async def judge_by(
    judge: Judge, plan: Plan, lines: Sequence[Line], model_name: str, language: str | None = None
) -> Judgement:
    """Judges the interview. If its purpose has no levels, criteria are topics: quotes cover them, and the model isn't
    asked about them.

    Raises InterviewerUnavailableError.
    """
    if gives_levels(plan.purpose):
        return await judge.judge(plan, lines, model_name, language)
    judgement = await judge.judge(replace(plan, criteria=()), lines, model_name, language)
    covered = await run_step(extract, plan, lines, language)
    return replace(judgement, ratings=covered.ratings, is_scored=False)


def _redacted(lines: Sequence[Line], redaction: Redaction | None) -> tuple[Line, ...]:
    shown = tuple(map(masked, lines))
    return shown if redaction is None else redaction.lines(shown)


def _first_of(group: BaseExceptionGroup[BaseException]) -> BaseException:
    """The first failure in the group, however deeply nested."""
    first = group.exceptions[0]
    return _first_of(first) if isinstance(first, BaseExceptionGroup) else first


def _marks_of(fence: Fence) -> dict[str, str]:
    return {"opening": fence.opening, "closing": fence.closing, "canary": fence.canary}


def _usable(points: Iterable[Written], fence: Fence) -> Iterator[Written]:
    """Drops texts that leak the prompt, or that contain a redaction mark that the model made up."""
    return (point for point in points if not (fence.leaks_into(point.text) or has_mark(point.text)))


def _claim(point: Summary | Point) -> Claim:
    return Claim(point.text, tuple(point.quotes))


def _researched(plan: Plan) -> list[Question]:
    return [question for question in plan.questions if question.traits.is_research]


def _found_by(points: Iterable[Finding], plan: Plan) -> list[Claim]:
    questions = _researched(plan)
    return [
        replace(_claim(point), question_id=questions[point.question - 1].id)
        for point in points
        if 1 <= point.question <= len(questions)
    ]


def _findings(claims: Sequence[Claim], plan: Plan, lines: Sequence[Line], language: str) -> tuple[Claim, ...]:
    """The model's findings that the report will keep; for questions without one, the candidate's own sentences."""
    questions = _researched(plan)
    kept = [claim for claim in claims if _holds(claim, plan, lines, language)]
    found = {claim.question_id for claim in kept}
    spare = find_findings(plan, lines, language) if len(found) < len(questions) else ()
    return (*kept, *(claim for claim in spare if claim.question_id not in found))


def _holds(claim: Claim, plan: Plan, lines: Sequence[Line], language: str) -> bool:
    """Whether the report will keep the claim: at least one quote is the candidate's, and nothing is made up."""
    sources = sources_of(lines)
    return bool(find_quotes(claim.quotes, sources) and faithful(claim.text, said_in(plan, sources, language)))
