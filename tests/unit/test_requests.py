"""Requests, side questions, corrections and refusals: floors for how many of one writer are read correctly, and
replies that must not be taken for a wish to stop.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aural.engine.analysis import Analysis
from aural.engine.answers.answer import read_answer
from aural.engine.answers.intent import INTENT_OF
from aural.engine.answers.requests import goes_on, leaves_question
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


@pytest.mark.parametrize(
    ("text", "is_wish"),
    [
        ("I'm fine now. I'd rather keep going.", True),
        ("No no, don't end it!", True),
        ("Could we start again?", True),
        ("没关系，接着聊吧", True),
        ("我不是要结束", True),
        ("I cannot go on.", False),
        ("We should not continue this.", False),
        ("I'm leaving now.", False),
        ("Sorry, I have to go on a call.", False),
        ("I hope we can continue this conversation in person.", False),
        ("I keep going until it is done.", False),
        ("我不知道怎么继续", False),
        ("我没办法继续", False),
        ("After the audit we could continue to ship on the old line, which nobody had expected at all.", False),
    ],
)
def test_a_wish_to_continue_is_distinguished_from_a_wish_to_stop(text: str, is_wish: bool) -> None:
    assert goes_on(text) is is_wish


@pytest.mark.parametrize(
    ("text", "language", "is_unfinished"),
    [
        ("Wait, let me finish.", "en", True),
        ("I haven't finished yet.", "en", True),
        ("Can I complete my answer?", "en", True),
        ("等等，我还没写完", "zh", True),
        ("I let the apprentice finish the bench.", "en", False),
        ("I wasn't done with school when I began to cook.", "en", False),
        ("The bridge was not finished.", "en", False),
        ("When I'm writing.", "en", False),
        ("I want to finish the story before I start another.", "en", False),
        ("代码还没写完就上线了", "zh", False),
        ("每天都在写。", "zh", False),
        ("工程没有按时结束", "zh", False),
    ],
)
def test_a_candidate_who_has_not_finished_gets_time(text: str, language: str, is_unfinished: bool) -> None:
    analysis = read_answer(Context(Question("q", 0, "How did you begin?"), text, language=language))
    assert (analysis.intent == "minute") is is_unfinished


@pytest.mark.parametrize(
    ("text", "language"), [("How can I go on? I want to kill myself.", "en"), ("我不知道怎么继续，我想死", "zh")]
)
def test_words_about_continuing_do_not_hide_a_crisis(text: str, language: str) -> None:
    analysis = read_with_meaning(Context(Question("q", 0, "How did you begin?"), text, language=language))
    assert (analysis.intent, analysis.is_crisis) == ("distress", True)


def test_leaving_a_question_is_not_leaving_the_interview() -> None:
    assert leaves_question("I do not want to go on with this question.")
    assert not leaves_question("I do not want to go on.")
