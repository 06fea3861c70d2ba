"""Requests, side questions, corrections and refusals by one writer: floors for how many are read correctly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aural.engine.analysis import Analysis
from aural.engine.answers.intent import INTENT_OF
from aural.engine.context import Context
from aural.engine.plan import Question
from aural.interviewer.guided.interviewer import read_with_meaning

ROWS = Path(__file__).parent.parent / "data" / "replies" / "requests.jsonl"
# Labels that lead to the same move, or to one that works as well.
AS_GOOD = {
    "skip": ("skip", "refusal", "nothing-to-add"),
    "refusal": ("refusal", "skip"),
    "rephrase": ("rephrase", "asks-back"),
    "correction": ("correction", "answer"),
}


def rows(language: str) -> list[dict[str, Any]]:
    lines = map(json.loads, ROWS.read_text(encoding="utf-8").splitlines())
    return [row for row in lines if row.get("language", "en") == language]


def read(row: dict[str, Any]) -> Analysis:
    question = Question("q1", 0, row["question"])
    earlier, language = tuple(row.get("earlier", ())), row.get("language", "en")
    return read_with_meaning(Context(question, row["answer"], earlier, row["lastWords"], language))


def is_right(row: dict[str, Any]) -> bool:
    analysis = read(row)
    is_as_good = analysis.intent in AS_GOOD.get(row["label"], (row["label"],))
    if row["label"] == "correction" and "earlier" not in row:  # of another answer, and lost if read as one
        is_as_good = analysis.intent == "correction"
    return is_as_good and analysis.topic == row.get("topic", analysis.topic)


@pytest.mark.parametrize(("language", "least"), [("en", 0.94), ("zh", 0.96)])
def test_most_replies_that_are_not_answers_are_read_correctly(language: str, least: float) -> None:
    found = [is_right(row) for row in rows(language)]
    assert sum(found) / len(found) >= least, [row["answer"] for row in rows(language) if not is_right(row)]


def test_requests_of_a_writer_unknown_to_the_rules_are_mostly_understood() -> None:
    lines = (ROWS.parent / "requests-unseen.jsonl").read_text(encoding="utf-8").splitlines()
    unseen = [row for row in map(json.loads, lines) if row["label"] in INTENT_OF]
    found = [read(row).intent for row in unseen]
    wanted = [AS_GOOD.get(row["label"], (INTENT_OF[row["label"]],)) for row in unseen]
    right = [intent in good for intent, good in zip(found, wanted, strict=True)]
    assert sum(right) / len(right) >= 0.75
