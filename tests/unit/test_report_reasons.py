"""The reasons and notes of reports that the pages translate are those that the server writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from aural.engine.stopwatch import Stop
from aural.reports import jobs
from aural.reports.analysis import notes
from aural.reports.analysis.judgement import BY_A_MODEL, reason_of
from aural.reports.analysis.substance import REASONS

PAGE = Path(__file__).parents[2] / "web" / "src" / "dashboard" / "report" / "reason" / "passages.ts"
WRITTEN = [
    *(jobs.NO_MODEL, jobs.NO_MODEL_IN_RESEARCH, jobs.NOT_AGREED, jobs.NO_TOKENS, jobs.MODEL_AWAY, jobs.UNGROUNDED),
    *REASONS.values(),
    *BY_A_MODEL.values(),
    reason_of("copied").removeprefix(BY_A_MODEL["copied"]).strip(),
]


@pytest.mark.parametrize("reason", WRITTEN)
def test_each_reason_is_translated(reason: str) -> None:
    assert f'"{reason.replace("candidate", "PERSON")}"' in PAGE.read_text(encoding="utf-8")


def test_each_note_is_translated() -> None:
    """The pages' own test shows that they translate these notes."""
    translated = (PAGE.parent / "ReportReason.test.tsx").read_text(encoding="utf-8")
    assert [note for note in written_notes() if f'"{note}"' not in translated] == []


def written_notes() -> list[str]:
    several = [note for count in (1, 2) for note in _notes_with(count)]
    stops = [
        notes._about(why, [Stop(why, 0, seconds) for seconds in lengths])
        for why in notes._STOPS
        for lengths in ([65], [20, 600], [1, 2, 3])
    ]
    return [*several, *stops, *notes.about_length(0, is_summary_cut=True)]


def _notes_with(count: int) -> list[str]:
    return [
        *notes.about_corrections(count, count, count),
        *notes.about_length(count, is_summary_cut=False),
        *notes.about_withheld(count),
        *notes.about_orders(count),
        *notes.about_dropped(count),
        *notes.about_unexplained(count),
        *(notes._about_problems(count, answers) for answers in (0, 1, 2)),
    ]
