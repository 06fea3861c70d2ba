"""Candidates who think of dying or of hurting themselves are pointed to help, also in the middle of an answer, and
others aren't.

`tests/data/danger.jsonl` has messages by a writer (a language model) who knew neither the patterns nor the other data.
The patterns were extended with half of them in view (`tuned`); the other half was only counted (`held`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aural.engine.answers.answer import read_answer
from aural.engine.answers.features import speaks_of_own_danger
from aural.engine.context import Context
from aural.engine.plan import Question
from aural.interviewer.guided.interviewer import read_with_meaning
from tests.unit.test_denied_danger import ASKED

DATA = Path(__file__).parents[1] / "data" / "danger.jsonl"
ROWS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
# Honest messages with words of the patterns, written with an earlier form of them in view.
ORDINARY = (DATA.parent / "no-danger.txt").read_text(encoding="utf-8").splitlines()
LANGUAGES = ("en", "zh")


def leads_to_help(text: str, language: str) -> bool:
    analysis = read_with_meaning(Context(Question("q", 0, ASKED[language]), text, (), ASKED[language], language))
    return analysis.is_crisis or analysis.may_be_crisis


def share(wanted: Callable[[dict[str, Any]], bool]) -> float:
    found = [leads_to_help(row["text"], row["language"]) for row in ROWS if wanted(row)]
    return sum(found) / len(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("half", "least"), [("tuned", 0.8), ("held", 0.5)])
def test_most_plain_words_of_danger_lead_to_help(language: str, half: str, least: float) -> None:
    """Only plain words: what is merely implied needs a model (docs/quality.md)."""
    plain = share(lambda r: r["language"] == language and r["half"] == half and r["form"].startswith("direct"))
    assert plain >= least


@pytest.mark.parametrize("language", LANGUAGES)
def test_sadness_alone_is_never_read_as_danger_and_ordinary_words_seldom_are(language: str) -> None:
    assert share(lambda r: r["language"] == language and r["kind"] == "low") == 0
    assert share(lambda r: r["language"] == language and r["kind"] == "ordinary") <= 0.15


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("I have been thinking about ending my life. But to answer: we used a queue with retries.", "en"),
        ("I wanna die lol. Anyway, the project was a parser.", "en"),
        ("我最近一直想着结束自己的生命，不过您问的项目是一个支付系统。", "zh"),
    ],
)
def test_an_answer_next_to_plain_words_of_danger_counts(said: str, language: str) -> None:
    question = Question("q", 0, ASKED[language])
    analysis = read_with_meaning(Context(question, said, (), question.text, language))
    assert analysis.may_be_crisis
    assert analysis.is_substantive


def test_words_of_danger_in_the_closing_turn_are_heard_without_a_classifier() -> None:
    analysis = read_answer(Context(None, "No. I keep having suicidal thoughts.", (), "Anything to add?", "en"))
    assert analysis.is_crisis


@pytest.mark.parametrize("said", ORDINARY)
def test_plain_words_are_those_of_danger_alone(said: str) -> None:
    assert not speaks_of_own_danger(said)


@pytest.mark.parametrize(
    "said",
    [
        "I was killing myself to meet that deadline, but we shipped.",
        "On the hotline I spoke with people who wanted to end their lives.",
        "I decided to end my life as a consultant and to teach.",
        "We had to kill the process and end the session.",
    ],
)
def test_idioms_and_other_people_are_not_read_as_danger(said: str) -> None:
    assert not leads_to_help(said, "en")
