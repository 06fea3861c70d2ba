"""The steps of a report's analysis that read every answer, each in a thread: the event loop serves others meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from aural.interview.plan import Plan
from aural.mind.brain import Judgement, Line
from aural.report.build import Report, build_report
from aural.report.evidence import is_judged


async def list_judged(lines: Sequence[Line]) -> tuple[Line, ...]:
    """What a judge may see: the interviewer's words, and the answers that count."""
    return await asyncio.to_thread(_judged, lines)


def _judged(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.role == "assistant" or is_judged(line))


async def build(
    judgement: Judgement, plan: Plan, lines: Sequence[Line], notes: Sequence[str], language: str | None
) -> Report:
    """As `report/build.build_report`."""
    return await asyncio.to_thread(build_report, judgement, plan, lines, notes, language)
