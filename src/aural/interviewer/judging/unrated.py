"""How a model judges for each purpose: the words of the request, and topics instead of levels if none are given."""

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
    """Asks in the words of the interview's purpose. The transcript itself stays as it was said."""
    if plan.purpose == "HIRING":
        return ask
    label = in_words_of(plan.purpose, "CANDIDATE")

    async def turned(system: str, user: str, kind: type[BaseModel]) -> tuple[BaseModel, int]:
        return await ask(in_words_of(plan.purpose, system), _SPEAKER.sub(label, user), kind)

    return turned


async def judge_by(
    judge: Judge, plan: Plan, lines: Sequence[Line], model_name: str, language: str | None = None
) -> Judgement:
    """The judgement. Without levels, criteria are topics: quotes cover them, and the model isn't asked about them.

    Raises InterviewerUnavailableError.
    """
    if gives_levels(plan.purpose):
        return await judge.judge(plan, lines, model_name, language)
    judgement = await judge.judge(replace(plan, criteria=()), lines, model_name, language)
    covered = await run_step(extract, plan, lines, language)
    return replace(judgement, ratings=covered.ratings, is_scored=False)
