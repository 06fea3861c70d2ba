"""The policy's less common turns: the closing turn, going back, refusals, and what doesn't count as an answer."""

from __future__ import annotations

import pytest

from aural.engine.answers.intent import Intent
from aural.engine.log import CandidateRequested, Connected, MessageSent, Started, Wish
from aural.engine.moves import AnswerCandidate, Ask, Clarify, Close, Finish, FollowUp, Probe, Repeat, Warn
from aural.engine.policy import can_go_back, next_move
from aural.engine.state import fold
from tests.unit.conversation import START, Conversation, make_plan

DETAIL = (Probe("detail", "the outbox"),)


def closing(count: int = 1, **settings: object) -> Conversation:
    """A conversation in its closing turn, with every question answered."""
    talk = Conversation(make_plan(count, **settings))
    for _ in range(count):
        talk.say()
    assert talk.moves[-1] == Close()
    return talk


def way_back(talk: Conversation) -> bool:
    return can_go_back(talk.plan, talk.state, talk.now)


def test_an_interview_without_questions_has_no_next_move() -> None:
    assert Conversation(make_plan(0)).moves == []


def test_a_warning_that_is_due_comes_before_the_reply() -> None:
    talk = Conversation(make_plan(time_limit_seconds=1200))
    talk.now += 900_000
    assert talk.say() == [Warn(5), Ask("q1", "next")]


def test_the_first_question_is_asked_however_late_it_is() -> None:
    plan = make_plan(time_limit_seconds=600)
    greeted = fold(plan, [Started(START), Connected(START), MessageSent(START, 1, "greeting", "Hello.")])
    assert next_move(plan, greeted, None, START + 545_000) == Ask("q0", "first")


def test_a_follow_up_without_quoted_words_is_asked_once_for_each_kind() -> None:
    talk = Conversation(make_plan(1, depth="DEEP"))
    example, number = Probe("example"), Probe("number")
    assert talk.say(probes=(example,)) == [FollowUp("q0", example)]
    assert talk.say(probes=(example, number)) == [FollowUp("q0", number)]


# --- the closing turn -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wish", ["repeat", "rephrase"])
def test_the_closing_words_can_be_repeated_by_button(wish: Wish) -> None:
    assert closing().press(wish) == [Repeat(None, "[close]")]


@pytest.mark.parametrize("intent", ["repeat", "rephrase", "asks-back"])
def test_the_closing_words_can_be_repeated_by_words(intent: Intent) -> None:
    assert closing().say("What was that?", intent) == [Repeat(None, "[close]")]


def test_a_minute_is_granted_in_the_closing_turn_too() -> None:
    for talk in (closing(), closing()):
        assert talk.press("minute") == [AnswerCandidate(None, "minute")]
        assert talk.say("Give me a minute", "minute") == [AnswerCandidate(None, "minute")]
        assert talk.state.phase == "closing"


def test_a_question_in_the_closing_turn_is_answered_and_the_turn_stays_open() -> None:
    talk = closing()
    assert talk.say("Who reads this?", "asks-about", topic="who-reads") == [AnswerCandidate(None, "who-reads")]
    assert talk.state.phase == "closing"
    assert talk.say("Something of my own?", "asks-about") == [Finish("FINISHED")]


def test_an_addition_in_the_closing_turn_ends_the_interview() -> None:
    assert closing().say("I also led the move.") == [Finish("FINISHED")]


def test_the_end_button_in_the_closing_turn_finishes_only_a_complete_interview() -> None:
    assert closing().press("end") == [Finish("FINISHED")]
    late = Conversation(make_plan(time_limit_seconds=600))
    late.wait(545)
    assert late.moves[-1] == Close(for_time=True)
    assert late.press("end") == [Finish("TIME_LIMIT")]


def test_going_back_from_the_closing_turn_leads_to_the_last_question() -> None:
    assert closing(3).press("back") == [Ask("q2", "back")]
    assert closing(3).say("Can we go back?", "back") == [Ask("q2", "back")]


# --- going back -----------------------------------------------------------------------------------------------------


def test_going_back_leads_to_the_question_just_before() -> None:
    talk = Conversation(make_plan(3))
    talk.say()
    talk.say()
    assert talk.press("back") == [Ask("q1", "back")]
    assert talk.press("back") == [Ask("q0", "back")]


def test_going_back_is_possible_from_every_open_question_but_the_first() -> None:
    talk = Conversation(make_plan(3))
    assert not way_back(talk)
    talk.say()
    assert way_back(talk)
    talk.say()
    assert way_back(talk)
    talk.press("end")
    assert not way_back(talk)


def test_going_back_is_not_possible_while_no_question_is_open() -> None:
    plan = make_plan(3, time_limit_seconds=600)
    assert not can_go_back(plan, fold(plan, [Started(START), Connected(START)]), START)
    talk = Conversation(plan)
    talk.wait(545)
    assert talk.moves[-1] == Close(for_time=True)
    talk.add(CandidateRequested(talk.now, "extend"))
    assert not way_back(talk)


# --- refusals and questions -----------------------------------------------------------------------------------------


def test_no_is_an_answer_if_no_skip_was_offered() -> None:
    assert Conversation(make_plan(2)).say("No.") == [Ask("q1", "next")]


@pytest.mark.parametrize(
    ("refusal", "is_refusal"),
    [("Well, I don't want to skip this just yet", True), ("Well, we don't want to skip this just yet", False)],
)
def test_a_refusal_to_skip_has_at_most_40_characters(refusal: str, is_refusal: bool) -> None:
    talk = Conversation(make_plan(2))
    talk.press("skip")
    assert talk.say(refusal) == [Ask("q0", "back", resumes=True) if is_refusal else Ask("q1", "next")]


def test_a_question_is_explained_three_times_and_then_left() -> None:
    talk = Conversation(make_plan(2))
    assert [talk.say("What do you mean?", "asks-back") for _ in range(3)] == [[Clarify("q0")]] * 3
    assert talk.say("What do you mean?", "asks-back") == [Ask("q1", "next")]


def test_a_question_about_an_unknown_topic_is_an_answer() -> None:
    assert Conversation(make_plan(2)).say("And the weather?", "asks-about") == [Ask("q1", "next")]


def test_only_an_answer_gets_a_follow_up() -> None:
    talk = Conversation(make_plan(2, depth="DEEP"))
    assert talk.say("Nothing more.", "nothing-to-add", probes=DETAIL) == [Ask("q1", "next")]
    assert talk.say("I built a ledger.", probes=DETAIL) == [FollowUp("q1", DETAIL[0])]


@pytest.mark.parametrize(("left", "minutes"), [(1769, 29), (1771, 30)])
def test_the_time_left_is_rounded_to_whole_minutes(left: int, minutes: int) -> None:
    talk = Conversation(make_plan(1, time_limit_seconds=3600))
    talk.now += 1000 * (3600 - left)
    assert talk.say("How long is it still?", "asks-about", topic="time-left") == [
        AnswerCandidate("q0", "time-left", None, minutes)
    ]
