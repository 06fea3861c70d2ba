"""The reasons of reports that the pages translate are those that the server writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from aural.reports import jobs
from aural.reports.analysis.judgement import BY_A_MODEL, reason_of
from aural.reports.analysis.substance import REASONS

PAGE = Path(__file__).parents[2] / "web" / "src" / "dashboard" / "report" / "ReportReason.tsx"
WRITTEN = [
    *(jobs.NO_MODEL, jobs.NO_MODEL_IN_RESEARCH, jobs.NOT_AGREED, jobs.NO_TOKENS, jobs.MODEL_AWAY, jobs.UNGROUNDED),
    *REASONS.values(),
    *BY_A_MODEL.values(),
    reason_of("copied").removeprefix(BY_A_MODEL["copied"]).strip(),
]


@pytest.mark.parametrize("reason", WRITTEN)
def test_each_reason_is_translated(reason: str) -> None:
    assert f'"{reason.replace("candidate", "PERSON")}"' in PAGE.read_text(encoding="utf-8")
