"""Candidates who deny danger, or tell of another person, aren't pointed to help again and again."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from aural.engine.analysis import Analysis
from aural.engine.answers.features import denies_danger, speaks_of_dying
from aural.engine.context import Context
from aural.engine.log import Answered
from aural.engine.moves import Ask, Deescalate
from aural.engine.plan import Question
from aural.engine.policy import next_move
from aural.interviewer.guided.interviewer import phrase_by_template, read_with_meaning
from aural.interviewer.protocol import Line, WordingRequest
from tests.unit.conversation import Conversation, make_plan, spoken

ASKED = {"en": "How has depression changed your everyday life?", "zh": "请讲一件工作中让你难忘的事。"}
DENIALS = [
    ("I'm not suicidal.", "en"),
    ("No, I don't want to kill myself.", "en"),
    ("It's not me, a patient wanted to die.", "en"),
    ("I was talking about a friend, not me. He wanted to die.", "en"),
    ("不是我，是病人说不想活了。", "zh"),
    ("不是我想自杀，是病人想自杀。", "zh"),
    ("我没有想自杀。", "zh"),
]
NO_DENIALS = [
    "I don't want to kill myself, I want to die.",
    "I don't want to kill myself but I can't stop thinking about it.",
    "I'm not suicidal, I just don't want to wake up.",
    "I'm not suicidal yet.",
    "I don't want to hurt myself again.",
    "I'm not me anymore, I want to die.",
    "要不是我妈，我早自杀了。",
    "我不想死，但是我活不下去。",
    "不是我想死，是他逼我的。",
    "我没有自杀成。",
    "我没有勇气自杀。",
]


def read(said: str, language: str) -> Analysis:
    asked = ASKED[language]
    return read_with_meaning(Context(Question("q", 0, asked), said, (), asked, language))


@pytest.mark.parametrize(("said", "language"), DENIALS)
def test_a_denial_leads_back_to_the_question(said: str, language: str) -> None:
    analysis = read(said, language)
    assert (analysis.is_crisis, analysis.may_be_crisis, analysis.choice) == (False, False, "stay")


@pytest.mark.parametrize("said", NO_DENIALS)
def test_words_that_only_seem_to_deny_danger_stay_words_of_danger(said: str) -> None:
    assert speaks_of_dying(said)
    assert not denies_danger(said)


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("I feel that there is no point in living without him, and I take pills to sleep.", "en"),
        ("有个病人说不想活了，我陪了她一整夜。", "zh"),
    ],
)
def test_many_words_of_danger_count_as_an_answer(said: str, language: str) -> None:
    analysis = read(said, language)
    assert (analysis.is_crisis, analysis.is_substantive) == (True, True)


def test_words_of_danger_alone_do_not_answer() -> None:
    assert not read("I want to die.", "en").is_substantive


def test_a_denial_after_the_pointer_returns_to_the_question_and_keeps_the_words() -> None:
    talk = Conversation(make_plan(2))
    said = "A patient wanted to die, and I stayed with her all night until help came."
    assert talk.say(said, "distress", is_crisis=True, is_substantive=True) == [Deescalate("q0", "crisis")]
    assert talk.state.about("q0").answers == (said,)
    denial = "It's not me, the patient wanted to die."
    talk.add(Answered(talk.now, talk.state.seq + 1, denial, "q0"))
    move = next_move(talk.plan, talk.state, read(denial, "en"), talk.now)
    assert move == Ask("q0", "back", resumes=True)
    talk.add(spoken(move, talk.state, talk.now, read(denial, "en")))
    assert talk.state.about("q0").answers == (said, denial)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_second_pointer_to_help_has_other_words_and_offers_to_continue(language: str) -> None:
    plan = make_plan(1, language=language)
    request = WordingRequest(plan, Deescalate("q0", "crisis"), plan.questions[0], ())
    first = phrase_by_template(request).text
    line = Line("1", "assistant", first, "q0", "reply", "de-escalate")
    second = phrase_by_template(replace(request, lines=(line,))).text
    assert second != first
    assert {"en": "emergency number", "zh": "急救电话"}[language] in second


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_pointer_to_help_is_whole_and_differs_from_the_one_before(language: str) -> None:
    plan = make_plan(1, language=language)
    request = WordingRequest(plan, Deescalate("q0", "crisis"), plan.questions[0], ())
    said: list[str] = []
    for number in range(8):
        text = phrase_by_template(request).text
        assert {"en": "emergency number", "zh": "急救电话"}[language] in text
        assert {"en": "someone you trust", "zh": "信任的人"}[language] in text
        said.append(text)
        lines = (*request.lines, Line(str(number), "assistant", text, "q0", "reply", "de-escalate"))
        request = replace(request, lines=lines)
    assert len(set(said[:4])) == 4
    assert all(one != other for one, other in pairwise(said))
