"""An interviewer for a session whose candidate agreed to only some uses of a model, or to none."""

from __future__ import annotations

from collections.abc import Sequence

from aural.engine.analysis import Analysis
from aural.engine.context import Context
from aural.engine.plan import Plan
from aural.interviewer.judging.checker import Checker, checker_of
from aural.interviewer.protocol import Interviewer, Judgement, Line, Situation, Wording, WordingRequest


class DividedInterviewer:
    """Interviews with one interviewer and judges with another."""

    def __init__(self, interviewing: Interviewer, judging: Interviewer) -> None:
        self._interviewing, self._judging = interviewing, judging
        self.analyses_slowly = interviewing.analyses_slowly

    async def analyse(self, context: Context, situation: Situation | None = None) -> Analysis:
        return await self._interviewing.analyse(context, situation)

    async def phrase(self, request: WordingRequest) -> Wording:
        return await self._interviewing.phrase(request)

    async def judge(self, plan: Plan, lines: tuple[Line, ...], language: str | None = None) -> Judgement:
        return await self._judging.judge(plan, lines, language)

    async def checker(self, plan: Plan, lines: Sequence[Line]) -> Checker | None:
        return await checker_of(self._judging, plan, lines)
