"""Only the word "question" or "answer" names a question to correct: "the second one" may be anything in the answer."""

from __future__ import annotations

import pytest

from aural.engine.answers.requests import find_number, find_question_number
from aural.engine.context import Context
from aural.engine.moves import AnswerCandidate, Ask
from aural.engine.plan import Question
from aural.interviewer.guided.interviewer import read_with_meaning
from tests.unit.conversation import Conversation, make_plan

QUESTIONS = {
    "en": Question("q4", 3, "Which two projects were the hardest?"),
    "zh": Question("q4", 3, "哪两个项目最难？"),
}


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Actually the second one was harder.", "en"),
        ("Correction: the first one took five weeks", "en"),
        ("Sorry, I meant line number 3, not 2.", "en"),
        ("Sorry no 3 weeks, not 5.", "en"),
        ("In Q2 we shipped it, sorry, not Q3.", "en"),
        ("说错了，第一个问题出在缓存，不是数据库。", "zh"),
        ("不对，第二个应该是上海的项目。", "zh"),
    ],
)
def test_a_correction_about_numbered_things_names_no_question(said: str, language: str) -> None:
    asked = QUESTIONS[language]
    analysis = read_with_meaning(Context(asked, said, (), asked.text, language))
    assert analysis.number is None
    assert find_question_number(said) is None


def test_a_correction_that_names_no_question_counts_for_the_open_one() -> None:
    talk = Conversation(make_plan(3))
    talk.say("Four weeks.")
    said = "Actually the second one was harder."
    assert talk.say(said, "correction") == [AnswerCandidate("q1", "correction")]
    assert talk.state.about("q1").answers == (said,)
    assert talk.press("skip") == [Ask("q2", "next")]
    assert talk.state.about("q1").status == "answered"


@pytest.mark.parametrize(
    ("said", "language", "number"),
    [
        ("Correction to question 2: it was twelve people.", "en", 2),
        ("Sorry, in my first answer I said ten, it was twelve.", "en", 1),
        ("I made a mistake in question number three, it was 14.", "en", 3),
        ("更正一下，第二题应该是十二个人。", "zh", 2),
        ("第1道题我说错了，应该是十五个人。", "zh", 1),
        ("更正第三个问题的回答，应该是三周。", "zh", 3),
    ],
)
def test_a_correction_that_names_a_question_keeps_its_number(said: str, language: str, number: int) -> None:
    assert find_question_number(said) == number
    asked = QUESTIONS[language]
    analysis = read_with_meaning(Context(asked, said, (), asked.text, language))
    assert (analysis.intent, analysis.number) == ("correction", number)
    closing = read_with_meaning(Context(None, said, (), "Anything to add?", language))
    assert (closing.intent, closing.number) == ("correction", number)


@pytest.mark.parametrize(("said", "number"), [("Back to number 2", 2), ("go to the first one", 1), ("回到第三道题", 3)])
def test_going_back_still_allows_the_loose_forms(said: str, number: int) -> None:
    assert find_number(said) == number
