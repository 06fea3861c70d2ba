"""Steps of a report's analysis that read a whole transcript. They run off the event loop (`interviewer/steps.py`)."""

from __future__ import annotations

from collections.abc import Sequence

from aural.engine.plan import Plan
from aural.interviewer.guided.answers import bearing_in
from aural.interviewer.judging.transcript import answer_sets, is_cut
from aural.interviewer.protocol import Judgement, Line
from aural.interviewer.steps import run_step
from aural.reports.analysis.build import Report, build_report, why_not_scorable
from aural.reports.analysis.evidence import has_orders, is_judged
from aural.reports.analysis.notes import about_length, about_orders


async def list_judged(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines that a judge may see: the interviewer's words, and the answers that count."""
    return await run_step(_judged, lines)


def _judged(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.role == "assistant" or is_judged(line))


async def why_poor(lines: Sequence[Line], language: str) -> str | None:
    """Runs `analysis/build.why_not_scorable`, with an estimate of how closely answers relate to their questions."""
    return await run_step(_why_poor, lines, language)


def _why_poor(lines: Sequence[Line], language: str) -> str | None:
    return why_not_scorable(lines, bearing_in(language))


async def list_cut(lines: Sequence[Line]) -> tuple[str, ...]:
    """Notes on text that was too long to show to a model."""
    return await run_step(_about_length, lines)


def _about_length(lines: Sequence[Line]) -> tuple[str, ...]:
    return about_length(sum(map(is_cut, answer_sets(lines))), is_summary_cut=is_cut(lines))


async def list_left_out(lines: Sequence[Line]) -> tuple[int, list[str]]:
    """How many spans are withheld, and the notes about instructions to the AI."""
    return await run_step(_left_out, lines)


def _left_out(lines: Sequence[Line]) -> tuple[int, list[str]]:
    return sum(len(line.withheld) for line in lines if is_judged(line)), notes_about_orders(lines)


def notes_about_orders(lines: Sequence[Line]) -> list[str]:
    """A note on how many answers contain an instruction to the AI; empty if none does."""
    return about_orders(sum(1 for line in lines if is_judged(line) and has_orders(line)))


async def build(
    judgement: Judgement, plan: Plan, lines: Sequence[Line], notes: Sequence[str], language: str | None
) -> Report:
    """Runs `analysis/build.build_report`."""
    return await run_step(build_report, judgement, plan, lines, notes, language)
