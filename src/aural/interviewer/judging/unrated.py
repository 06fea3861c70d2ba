"""How a model judges by the purpose: in which words it is asked, and what it makes of answers that are not rated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel

from aural.engine.people import in_words_of
from aural.engine.plan import Plan
from aural.engine.purposes import gives_levels
from aural.interviewer.guided.extract import extract
from aural.interviewer.judging.judge import Ask, Judge
from aural.interviewer.steps import run_step
from aural.reports.analysis.judgement import Judgement, Line

_SPEAKER = re.compile(r"^CANDIDATE\b", re.MULTILINE)


def ask_about(plan: Plan, ask: Ask) -> Ask:
    """The same request in the words of the interview's purpose. What was said stays as it was said."""
    if plan.purpose == "HIRING":
        return ask
    label = in_words_of(plan.purpose, "CANDIDATE")

    async def turned(system: str, user: str, kind: type[BaseModel]) -> tuple[BaseModel, int]:
        return await ask(in_words_of(plan.purpose, system), _SPEAKER.sub(label, user), kind)

    return turned


async def judge_by(
    judge: Judge, plan: Plan, lines: Sequence[Line], model_name: str, language: str | None = None
) -> Judgement:
    """The judgement. Without levels, criteria are topics: covered by quotes, and no model is asked about them.

    Raises InterviewerUnavailableError.
    """
    if gives_levels(plan.purpose):
        return await judge.judge(plan, lines, model_name, language)
    judgement = await judge.judge(replace(plan, criteria=()), lines, model_name, language)
    covered = await run_step(extract, plan, lines, language)
    return replace(judgement, ratings=covered.ratings, is_scored=False)
