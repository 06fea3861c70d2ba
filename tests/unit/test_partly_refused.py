"""A reply that refuses one part of a question and answers another counts as an answer; a polite refusal doesn't."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aural.engine.context import Context
from aural.engine.moves import Ask
from aural.engine.plan import Question
from aural.interviewer.guided.interviewer import read_with_meaning
from tests.unit.conversation import Conversation, make_plan

DATA = Path(__file__).parents[1] / "data" / "partly-refused.jsonl"
ROWS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
TUNED = [row for row in ROWS if row["half"] == "tuned"]
UNSEEN = [row for row in ROWS if row["half"] != "tuned"]  # not used for the patterns; "later" was written after them


def is_right(row: dict[str, Any]) -> bool:
    question = Question("q", 0, row["question"])
    said = read_with_meaning(Context(question, row["answer"], (), row["question"], "zh"))
    if row["answers"]:
        return said.intent == "answer" or (said.intent == "refusal" and said.is_substantive)
    return said.intent in ("refusal", "skip") and not said.is_substantive


@pytest.mark.parametrize("row", TUNED, ids=lambda row: row["answer"][:20])
def test_what_follows_a_refusal_decides(row: dict[str, Any]) -> None:
    assert is_right(row)


@pytest.mark.parametrize("answers", [True, False])
def test_most_unseen_replies_are_understood(answers: bool) -> None:
    rows = [row for row in UNSEEN if row["answers"] is answers]
    assert sum(map(is_right, rows)) >= 0.8 * len(rows)


def test_the_answer_counts_and_the_refused_part_is_not_asked_for() -> None:
    talk = Conversation(make_plan(2))
    said = "不方便说公司名，不过我负责支付系统的迁移。"
    assert talk.say(said, "refusal", is_substantive=True) == [Ask("q1", "next")]
    assert talk.state.about("q0").answers == (said,)
