"""How the policy ends an interview: the closing turn, the limit, an abandoned session, the times when the room acts
again.
"""

from __future__ import annotations

import pytest

from aural.engine.answers.intent import Intent
from aural.engine.log import Answered, CandidateRequested, Ended, MessageSent, Reopened, Started
from aural.engine.moves import AnswerCandidate, Ask, Close, Finish, FollowUp, Probe, Repeat, Warn
from aural.engine.policy import next_move
from aural.engine.state import State, apply
from aural.engine.timing import can_extend, due_at
from tests.unit.conversation import Conversation, make_plan

DETAIL = Probe("detail", "the outbox")


def in_closing(**settings: object) -> Conversation:
    """A conversation in which everything is answered, and "anything to add?" was asked."""
    talk = Conversation(make_plan(2, **settings))
    talk.say()
    assert talk.say() == [Close()]
    return talk


def test_going_back_after_a_wish_to_stop_leads_to_the_unanswered_question() -> None:
    talk = Conversation(make_plan(5))
    talk.say()
    assert talk.say("I want to stop here", "end") == [Close(as_wished=True)]
    assert talk.state.about("q1").status == "pending", "it has no answer"
    assert talk.press("back") == [Ask("q1", "back")]
    assert talk.say() == [Ask("q2", "next")]
    for _ in range(3):
        talk.say()
    assert talk.say("No.") == [Finish("FINISHED")]
    assert all(about.answers for about in talk.state.asked.values())


def test_an_answer_given_before_the_wish_to_stop_still_counts() -> None:
    talk = Conversation(make_plan(2, depth="DEEP"))
    talk.say("A queue.", probes=(DETAIL,))
    talk.say("I want to stop here", "end")
    assert (talk.state.about("q0").status, talk.state.about("q0").answers) == ("answered", ("A queue.",))
    assert talk.press("back") == [Ask("q0", "back")]


@pytest.mark.parametrize("words", ["No, I want to go on!", "No wait, I don't want to stop.", "不，我想继续"])
def test_a_candidate_who_was_misunderstood_continues_where_the_interview_was(words: str) -> None:
    talk = Conversation(make_plan(3))
    talk.say()
    assert talk.say("I want to finish my thought", "end") == [Close(as_wished=True)]
    assert talk.say(words) == [Ask("q1", "back")]
    assert talk.state.about("q1").answers == ()
    assert talk.say() == [Ask("q2", "next")]


@pytest.mark.parametrize("words", ["I can't continue.", "No, I do not want to go on.", "不想继续了", "Thank you, bye."])
def test_a_candidate_who_wants_to_stop_is_not_kept(words: str) -> None:
    talk = Conversation(make_plan(3))
    talk.say("I want to stop here", "end")
    assert talk.say(words) == [Finish("CANDIDATE_ENDED")]


def test_continuing_does_not_reopen_an_interview_whose_questions_are_all_answered() -> None:
    talk = in_closing()
    assert talk.say("Please continue to build such tools.") == [Finish("FINISHED")]


def test_continuing_is_not_offered_when_the_time_is_nearly_up() -> None:
    talk = Conversation(make_plan(3, time_limit_seconds=600))
    talk.say("I want to stop here", "end")
    talk.now += 570_000
    assert talk.say("No, I want to go on!") == [Repeat(None, "[close]")]


def test_the_closing_turn_leads_back_to_the_question_that_is_named() -> None:
    words = "Can I go back to question 1?"
    assert in_closing().say(words, "back", number=1) == [Ask("q0", "back")]
    assert in_closing().say("Back to number 9.", "back", number=9) == [Ask("q1", "back")]
    stopped = Conversation(make_plan(3))
    stopped.say()
    stopped.say("I want to stop here", "end")
    assert stopped.say(words, "back", number=1) == [Ask("q0", "back")]
    late = in_closing(time_limit_seconds=600)
    late.now += 570_000
    assert late.say(words, "back", number=1) == [Repeat(None, "[close]")]


@pytest.mark.parametrize("intent", ["correction", "distress"])
def test_a_question_is_still_open_after_a_correction_or_comfort_and_going_back(intent: Intent) -> None:
    talk = Conversation(make_plan(3))
    talk.say()
    talk.say("Sorry, I meant 15, not 50.", intent)
    assert talk.press("back") == [Ask("q0", "back")]
    assert talk.say("More about it.") == [Ask("q1", "next")]


def test_stopping_at_the_last_question_is_not_finishing() -> None:
    talk = Conversation(make_plan(1))
    talk.say("I want to stop here", "end")
    assert talk.say("No, thanks.") == [Finish("CANDIDATE_ENDED")]


def test_an_interview_finishes_if_an_optional_last_question_is_skipped() -> None:
    talk = Conversation(make_plan(2, required=[True, False]))
    talk.say()
    assert talk.press("skip") == [Close()]
    assert talk.state.about("q1").status == "skipped"
    assert talk.say("No.") == [Finish("FINISHED")]


def test_a_correction_in_the_closing_turn_is_stored_with_its_question_and_keeps_the_turn_open() -> None:
    talk = in_closing()
    before = talk.state.about("q0").answers
    said = "In question 1 it was fourteen."
    assert talk.say(said, "correction", number=1) == [AnswerCandidate(None, "correction", corrects="q0")]
    assert talk.state.about("q0").answers == (*before, said)
    assert talk.state.phase == "closing"
    assert talk.say("No, all else was right.", "correction") == [Finish("FINISHED")]


def test_an_unanswered_closing_turn_ends_as_finished_at_the_time_limit() -> None:
    talk = in_closing(time_limit_seconds=600)
    assert talk.wait(599) == []
    assert talk.wait(1) == [Finish("FINISHED")]


def test_yes_is_an_answer_if_no_skip_was_offered() -> None:
    talk = Conversation(make_plan(2))
    assert talk.say("Yes.", probes=(DETAIL,)) == [FollowUp("q0", DETAIL)]


def test_ending_by_button_during_the_greeting_is_granted() -> None:
    plan = make_plan(2)
    state = apply(plan, State(), Started(0))
    state = apply(plan, state, MessageSent(0, 1, "greeting", "Hello."))
    state = apply(plan, state, CandidateRequested(0, "end"))
    assert next_move(plan, state, None, 0) == Finish("CANDIDATE_ENDED")


def test_a_problem_outlasts_the_pause_it_was_reported_in_and_uses_no_pause() -> None:
    talk = Conversation(make_plan(2, time_limit_seconds=600))
    talk.press("pause")
    talk.wait(100)
    talk.press("problem")
    talk.press("pause")
    assert (talk.state.has_problem, talk.state.is_paused, talk.state.stopwatch.pauses) == (True, False, 1)
    assert due_at(talk.plan, talk.state, talk.now) is None
    talk.wait(1000)
    talk.press("continue")
    assert [(stop.why, stop.seconds) for stop in talk.state.stopwatch.stops] == [("pause", 100), ("problem", 1000)]


def test_reconnecting_does_not_end_a_pause_or_a_problem() -> None:
    for wish in ("pause", "problem"):
        talk = Conversation(make_plan(2))
        talk.press(wish)
        talk.drop()
        talk.connect()
        assert talk.state.stopwatch.since is None


@pytest.mark.parametrize("answers", [0, 2])
def test_an_abandoned_session_continues_with_the_unanswered_messages(answers: int) -> None:
    talk = Conversation(make_plan(2))
    for _ in range(answers):
        talk.say()
    before = talk.state
    talk.add(Answered(talk.now, talk.state.seq + 1, "Said last.", talk.state.current))
    talk.drop()
    talk.add(Ended(talk.now, "NO_ANSWER"))
    talk.add(Reopened(talk.now))
    assert (talk.state.phase, talk.state.current) == (before.phase, before.current)
    assert [said.text for said in talk.state.unanswered] == ["Said last."]


def test_the_room_acts_again_at_the_warning_the_closing_turn_and_the_end() -> None:
    talk = Conversation(make_plan(2, time_limit_seconds=1200))
    seen = []
    while talk.state.phase != "ended":
        due = due_at(talk.plan, talk.state, talk.now)
        assert due is not None
        seen.append((due - talk.now) // 1000)
        talk.wait(seen[-1])
    assert seen == [900, 240, 60]
    assert talk.state.end_reason == "TIME_LIMIT"


def test_a_pause_ends_after_ten_minutes() -> None:
    talk = Conversation(make_plan(2))
    talk.press("pause")
    assert due_at(talk.plan, talk.state, talk.now) == talk.now + 600_000


def test_more_time_brings_a_new_warning() -> None:
    talk = Conversation(make_plan(2, time_limit_seconds=1200))
    talk.wait(901)
    talk.press("extend")
    assert talk.wait(300) == [Warn(5)]
    assert can_extend(talk.plan, talk.state)
    talk.press("extend")
    assert not can_extend(talk.plan, talk.state)


def test_an_answer_in_the_last_minute_can_complete_an_interview() -> None:
    talk = Conversation(make_plan(1, time_limit_seconds=600))
    talk.now += 550_000
    assert talk.say() == [Close()]
    assert talk.say("No.") == [Finish("FINISHED")]


def test_more_time_does_not_undo_a_closing_turn_that_came_after_the_last_question() -> None:
    talk = in_closing(time_limit_seconds=600)
    talk.press("extend")
    assert talk.state.phase == "closing"


def test_a_problem_reported_twice_counts_once() -> None:
    talk = Conversation(make_plan(1))
    talk.press("problem")
    talk.wait(60)
    talk.press("problem")
    talk.wait(60)
    talk.press("continue")
    assert [(stop.why, stop.seconds) for stop in talk.state.stopwatch.stops] == [("problem", 120)]


def test_a_clock_that_is_set_back_subtracts_nothing() -> None:
    talk = Conversation(make_plan(2, time_limit_seconds=600))
    talk.now += 100_000
    talk.say()
    talk.now -= 50_000
    talk.press("minute")
    assert talk.state.last_at == talk.now + 50_000
    talk.drop()
    talk.connect()
    talk.now += 10_000
    assert 10 <= talk.state.stopwatch.elapsed_seconds(talk.now) <= 110


def test_a_minute_ends_when_the_candidate_speaks() -> None:
    talk = Conversation(make_plan(1))
    talk.press("minute")
    talk.add(Answered(talk.now, talk.state.seq + 1, "There.", "q0"))
    assert not talk.state.is_minute


def test_a_short_interview_warns_at_a_quarter_and_never_in_the_time_to_close() -> None:
    talk = Conversation(make_plan(2, time_limit_seconds=600))
    assert talk.wait(449) == []
    assert talk.wait(1) == [Warn(2)]
    late = Conversation(make_plan(2, time_limit_seconds=600))
    assert late.wait(541) == [Close(for_time=True)]


def test_no_follow_up_uses_the_time_that_a_waiting_question_needs() -> None:
    two = Conversation(make_plan(3, depth="DEEP", time_limit_seconds=600))
    two.wait(451)
    two.say()
    assert two.say(probes=(DETAIL,)) == [Ask("q2", "next")]


def test_a_paused_session_without_a_connection_has_no_deadline() -> None:
    talk = Conversation(make_plan(2))
    talk.press("pause")
    talk.drop()
    assert due_at(talk.plan, talk.state, talk.now) is None
