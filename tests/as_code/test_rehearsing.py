"""A rehearsal as a gate: of a file alone, of an interview on a server, and its exit code."""

from __future__ import annotations

import asyncio
import copy
import json
from typing import Any

import pytest

from aural.as_code.rehearsing import Outcome, _place_of, list_missed
from tests.as_code.conftest import FILE, Desk


def outcome(**more: Any) -> Outcome:
    result = {"criteriaCovered": ["A"], "minutes": 9.5, "requiredMissed": [], "repeats": 1}
    return Outcome(**{"title": "T", "criteria": 2, "questions": ["q"], "results": [result], "concerns": [{}], **more})


@pytest.mark.parametrize(
    ("limit", "bound", "told"),
    [
        ("min_coverage", 51, "coverage is 50, and must be at least 51"),
        ("min_coverage", 50, None),
        ("max_minutes", 9, "minutes is 9.5, and must be at most 9"),
        ("max_minutes", 9.5, None),
        ("max_repeats", 0, "repeats is 1, and must be at most 0"),
        ("max_missed", 0, None),
        ("max_concerns", 0, "concerns is 1, and must be at most 0"),
        ("max_concerns", None, None),
    ],
)
def test_a_result_beyond_its_threshold_is_reported(limit: str, bound: float | None, told: str | None) -> None:
    assert list_missed(outcome(), {limit: bound}) == ([told] if told else [])


def test_an_interview_without_criteria_is_fully_covered() -> None:
    assert outcome(criteria=0).coverage == 100


def test_a_concern_from_an_older_server_names_its_question() -> None:
    outcome = Outcome("Bakers", 0, ["a", "b"], [], [])
    assert _place_of(outcome, {"questionId": "b", "criterion": None}) == "question 2: "


async def test_a_file_is_rehearsed_without_a_server_or_a_key(desk: Desk) -> None:
    path = desk.write(FILE)
    given = ("rehearse", path, "--kind", "strong", "--min-coverage", "50", "--max-missed", "0")
    told = await asyncio.to_thread(desk.run, *given, key="")
    assert told.startswith("Night baker\n")
    assert "STRONG" in told
    assert "! criterion 1: This criterion's levels aren't described" in told
    told = await asyncio.to_thread(desk.run, *given, "--max-minutes", "0.1", "--max-concerns", "0", key="", code=3)
    assert "Not met: minutes is" in told
    assert "Not met: concerns is" in told


async def test_an_interview_on_a_server_is_rehearsed_by_its_id(desk: Desk) -> None:
    await asyncio.to_thread(desk.run, "apply", desk.write(FILE))
    (made,) = await desk.get("/interviews")
    told = await asyncio.to_thread(
        desk.run, "rehearse", made["id"], "--kind", "silent", "--max-missed", "0", "--json", code=3
    )
    found = json.loads(told)
    assert [result["kind"] for result in found["results"]] == ["SILENT"]
    assert found["measures"]["max_missed"] > 0
    assert found["notMet"] == [f"missed is {found['measures']['max_missed']:g}, and must be at most 0"]
    assert len(await desk.get(f"/interviews/{made['id']}/rehearsals")) == 1


async def test_an_interview_that_cannot_be_rehearsed_is_reported(desk: Desk) -> None:
    empty = copy.deepcopy(FILE) | {"questions": []}
    empty["interview"]["assessmentCriteria"] = []
    told = await asyncio.to_thread(desk.run, "rehearse", desk.write(empty), key="", code=1)
    assert "There are no questions yet." in told
    told = await asyncio.to_thread(desk.run, "rehearse", "no-such-file.yaml", code=1)
    assert "no-such-file.yaml is neither a file nor the id of an interview." in told
