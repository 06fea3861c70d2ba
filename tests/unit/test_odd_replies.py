"""Greetings, "later", questions about how to answer, typed code and corrections by number aren't taken for answers or
for something else. The look-alikes are.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aural.engine.analysis import Analysis
from aural.engine.answers.offers import with_choice
from aural.engine.answers.plain_requests import looks_like_code, opening_of, puts_off
from aural.engine.context import Context
from aural.engine.log import Answered
from aural.engine.moves import AnswerCandidate, Ask, Close, Move, Repeat, Skip
from aural.engine.plan import Plan, Question
from aural.engine.policy import next_move
from aural.interviewer.guided.interviewer import phrase_by_template, read_with_meaning
from aural.interviewer.protocol import WordingRequest
from tests.unit.conversation import Conversation, make_plan, spoken

DATA = Path(__file__).parents[1] / "data" / "odd-replies.jsonl"
ROWS = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
TUNED = [row for row in ROWS if row["half"] == "tuned"]
HELD = [row for row in ROWS if row["half"] == "held"]  # written before the patterns, and not used for them
KINDS = sorted({row["about"] for row in ROWS})


def read(row: dict[str, Any]) -> str:
    question = Question("q", 1, row["question"], row["type"])
    analysis = read_with_meaning(Context(question, row["answer"], (), question.text, row["language"]))
    analysis = with_choice(analysis, None, row["answer"])
    if analysis.choice == "later":
        return "later"
    if analysis.intent == "correction" and analysis.number != 1:
        return "unfiled"
    return {"minute": "hello", "rephrase": "asks-back"}.get(analysis.intent, analysis.intent)


@pytest.mark.parametrize("rows", [TUNED, HELD], ids=["tuned", "held"])
@pytest.mark.parametrize("about", KINDS)
def test_most_odd_replies_are_understood_and_look_alikes_stay_what_they_are(
    about: str, rows: list[dict[str, Any]]
) -> None:
    mine = [row for row in rows if row["about"] == about]
    assert sum(read(row) == row["want"] for row in mine) >= 0.85 * len(mine)


def test_a_greeting_is_answered_and_leaves_the_question_open() -> None:
    talk = Conversation(make_plan(2))
    assert talk.say("Hello!", "minute", topic="go-ahead") == [AnswerCandidate("q0", "go-ahead")]
    assert talk.state.about("q0").answers == ()
    assert not talk.state.is_minute
    assert talk.say("We built it.") == [Ask("q1", "next")]


def test_thanks_after_an_answer_are_no_greeting() -> None:
    assert opening_of("Thank you!") == "hello"
    assert opening_of("Thank you!", has_earlier=True) is None
    assert opening_of("I'm back.", has_earlier=True) == "hello"
    assert opening_of("back") is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_reply_to_a_greeting_has_own_words_in_each_language(language: str) -> None:
    plan = make_plan(1, language=language)
    request = WordingRequest(plan, AnswerCandidate("q0", "go-ahead"), plan.questions[0], ())
    closing = WordingRequest(plan, AnswerCandidate(None, "go-ahead"), None, ())
    assert phrase_by_template(request).text != phrase_by_template(closing).text


def put_off(talk: Conversation, said: str = "Can we come back to that later?") -> list[Move]:
    return talk.say(said, "skip")


def test_a_question_that_is_put_off_comes_again_after_the_next() -> None:
    talk = Conversation(make_plan(3))
    assert put_off(talk) == [Ask("q1", "later")]
    assert (talk.state.about("q0").status, talk.state.about("q0").answers) == ("pending", ())
    assert talk.say("We talk.") == [Ask("q0", "next")]
    assert put_off(talk) == [Skip("q0")], "a second time, it is left out like any other"
    assert talk.say("Yes.") == [Ask("q2", "skipped")]


def test_the_last_question_can_only_be_left_out() -> None:
    talk = Conversation(make_plan(1, required=[False]))
    assert put_off(talk) == [Close()]


def test_later_is_an_answer_to_the_offer_to_skip() -> None:
    talk = Conversation(make_plan(2))
    assert talk.say("Skip.", "skip") == [Skip("q0")]
    assert talk.say("Later please.", "skip") == [Ask("q1", "later")]


def test_an_answered_question_is_not_put_off() -> None:
    assert not puts_off("I fixed it later.")
    talk = Conversation(make_plan(2))
    talk.say("We built it.", "distress", is_substantive=True)
    assert put_off(talk) == [Ask("q1", "next")]


def test_a_question_that_was_put_off_keeps_its_state_in_the_log() -> None:
    talk = Conversation(make_plan(2))
    talk.add(Answered(talk.now, talk.state.seq + 1, "Maybe later.", "q0"))
    analysis = with_choice(Analysis(), None, "Maybe later.")
    move = next_move(talk.plan, talk.state, analysis, talk.now)
    assert move == Ask("q1", "later")
    talk.add(spoken(move, talk.state, talk.now, analysis))
    assert talk.state.about("q0").put_off


def test_repeating_a_question_leaves_out_the_thanks_before_it() -> None:
    talk = Conversation(make_plan(2))
    entry = spoken(Ask("q1", "next"), talk.state, talk.now)
    talk.add(Answered(talk.now, talk.state.seq + 1, "We built it.", "q0"))
    talk.add(type(entry)(at=talk.now, seq=talk.state.seq + 1, move="next", text="Thanks. Question 1?",
                         question_id="q1", reason="next", intent="answer"))  # fmt: skip
    assert talk.say("Repeat.", "repeat") == [Repeat("q1", "Question 1?")]


def test_a_few_words_are_not_thanked_as_if_they_helped() -> None:
    plan: Plan = make_plan(2)
    for answer, is_plain in (("Yes.", True), ("We built a tool that people use every day.", False)):
        request = WordingRequest(plan, Ask("q1"), plan.questions[1], (), answer=answer, analysis=Analysis())
        said = phrase_by_template(request).text
        assert said.startswith(("All right.", "Okay.", "Fine,")) is is_plain


def test_prose_about_code_is_not_code() -> None:
    assert not looks_like_code("I would walk the list once and keep the previous node; that takes linear time.")
    assert looks_like_code("print('hello')")
