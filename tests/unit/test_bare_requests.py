"""Requests of one or two words: the greeting offers to pause, and the pages show "Back"."""

from __future__ import annotations

import pytest

from aural.engine.context import Context
from aural.engine.plan import Question
from aural.interviewer.guided.interviewer import read_with_meaning

QUESTIONS = {
    "en": Question("q2", 1, "How many people did your last team have?"),
    "zh": Question("q2", 1, "您上一个团队有多少人？"),
}


@pytest.mark.parametrize(
    ("said", "language"),
    [("pause", "en"), ("Pause.", "en"), ("Can we pause?", "en"), ("暂停", "zh"), ("暂停一下", "zh")],
)
def test_a_bare_pause_asks_for_a_break_and_learns_how_to_stop_the_clock(said: str, language: str) -> None:
    question = QUESTIONS[language]
    analysis = read_with_meaning(Context(question, said, (), question.text, language))
    assert (analysis.intent, analysis.topic) == ("minute", "pausing")


@pytest.mark.parametrize("said", ["go back", "Go back.", "back"])
def test_a_bare_wish_to_go_back_is_not_an_answer(said: str) -> None:
    question = QUESTIONS["en"]
    assert read_with_meaning(Context(question, said, (), question.text)).intent == "back"


@pytest.mark.parametrize(("said", "language"), [("We paused the rollout.", "en"), ("我们暂停了上线", "zh")])
def test_a_pause_at_work_is_an_answer(said: str, language: str) -> None:
    question = QUESTIONS[language]
    assert read_with_meaning(Context(question, said, (), question.text, language)).intent == "answer"
