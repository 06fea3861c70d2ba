"""A question's own limit: announced once, then no follow-up, and the interview moves on automatically."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aural.engine.answers.intent import Intent
from aural.engine.log import Answered, CandidateRequested, Entry, MessageSent
from aural.engine.moves import AnswerCandidate, Ask, Close, Deescalate, FollowUp, Probe, TimeUp
from aural.engine.plan import Plan, without_limits
from aural.engine.timeline import CandidateQuestion, candidate_questions_in
from aural.engine.timing import due_at, question_seconds
from aural.reports.analysis.notes import intents_of, set_aside
from tests.unit.conversation import START, Conversation, make_plan

WHY = (Probe("elaborate-why", "the outbox"), Probe("detail", "the queue"))


def timed(count: int = 3, seconds: int = 120, **settings: object) -> Plan:
    plan = make_plan(count, **settings)
    first = replace(plan.questions[0], time_limit_seconds=seconds)
    return replace(plan, questions=(first, *plan.questions[1:]))


def left(talk: Conversation) -> int | None:
    return question_seconds(talk.plan, talk.state, talk.now)


def test_the_end_of_a_questions_time_is_announced_once_and_a_minute_later_the_next_comes() -> None:
    talk = Conversation(timed())
    assert left(talk) == 120
    assert talk.wait(119) == []
    assert talk.wait(1) == [TimeUp("q0")]
    assert talk.wait(59) == []
    assert talk.wait(1) == [Ask("q1", "time")]
    assert talk.state.about("q0").status == "skipped"
    assert left(talk) is None


def test_the_room_acts_again_at_the_end_of_the_time_and_after_the_minute() -> None:
    talk = Conversation(timed())
    assert due_at(talk.plan, talk.state, talk.now) == talk.now + 120_000
    talk.wait(120)
    assert due_at(talk.plan, talk.state, talk.now) == talk.now + 60_000


def test_the_earlier_of_two_limits_is_due_first() -> None:
    talk = Conversation(timed(time_limit_seconds=7200))
    assert due_at(talk.plan, talk.state, talk.now) == talk.now + 120_000


def test_an_answer_sent_after_its_questions_time_counts_and_gets_no_follow_up() -> None:
    for intent in ("answer", "asks-back", "off-topic"):
        talk = Conversation(timed())
        talk.wait(120)
        kind: Intent = intent  # type: ignore[assignment]
        assert talk.say("What I have.", kind, probes=WHY) == [Ask("q1", "next")]
        assert talk.state.about("q0").answers == ("What I have.",)


def test_a_refusal_after_a_questions_time_skips_the_question() -> None:
    talk = Conversation(timed())
    talk.wait(120)
    assert talk.say("I'd rather not say.", "refusal") == [Ask("q1", "skipped")]
    assert (talk.state.about("q0").status, talk.state.about("q0").answers) == ("skipped", ())


def test_a_complaint_after_a_questions_time_is_acknowledged_and_the_minute_still_runs() -> None:
    talk = Conversation(timed())
    talk.wait(120)
    talk.wait(30)
    assert talk.say("That timer is far too short.", "complaint") == [AnswerCandidate("q0", "complaint")]
    assert talk.state.current == "q0"
    assert talk.wait(29) == []
    assert talk.wait(1) == [Ask("q1", "time")]
    assert (talk.state.about("q0").status, talk.state.about("q0").answers) == ("skipped", ())


@pytest.mark.parametrize("intent", ["complaint", "refusal"])
def test_an_answer_with_a_complaint_or_refusal_counts_after_the_time(intent: Intent) -> None:
    talk = Conversation(timed())
    talk.wait(120)
    said = "This isn't fair. Anyway, I led the migration of forty services."
    assert talk.say(said, intent, is_substantive=True) == [Ask("q1", "next")]
    assert (talk.state.about("q0").status, talk.state.about("q0").answers) == ("answered", (said,))


def test_an_insult_after_the_time_is_calmed_and_does_not_count_as_an_answer() -> None:
    talk = Conversation(timed())
    talk.wait(120)
    assert talk.say("Stupid bot.", "hostile") == [Deescalate("q0")]
    assert talk.say("Stupid bot.", "hostile") == [Ask("q1", "skipped")]
    assert (talk.state.about("q0").status, talk.state.about("q0").answers) == ("skipped", ())


def test_an_answer_just_after_the_time_prevents_the_notice() -> None:
    talk = Conversation(timed())
    talk.now += 121_000
    assert talk.say("Just too late.", probes=WHY) == [Ask("q1", "next")]


def test_follow_ups_are_asked_within_a_questions_time() -> None:
    talk = Conversation(timed())
    talk.wait(60)
    assert talk.say(probes=WHY) == [FollowUp("q0", WHY[0])]


def test_a_question_about_the_interview_is_answered_even_after_the_time() -> None:
    talk = Conversation(timed())
    talk.wait(120)
    assert talk.say("Who reads this?", "asks-about", topic="who-reads") == [AnswerCandidate("q0", "who-reads")]


def test_the_time_left_is_given_in_whole_minutes_of_each_limit() -> None:
    asked = ("How much time is left?", "asks-about")
    unlimited, limited, own = (Conversation(p) for p in (make_plan(), make_plan(time_limit_seconds=1800), timed()))
    assert unlimited.say(*asked, topic="time-left") == [AnswerCandidate("q0", "time-left", None, None)]
    limited.wait(735)
    assert limited.say(*asked, topic="time-left") == [AnswerCandidate("q0", "time-left", None, 18)]
    own.wait(50)
    assert own.say(*asked, topic="time-left") == [AnswerCandidate("q0", "time-left", None, None, 1)]


def test_the_interview_closes_when_the_time_of_the_last_question_is_over() -> None:
    talk = Conversation(timed(1))
    talk.wait(120)
    assert talk.wait(60) == [Close()]


def test_a_questions_clock_stops_in_a_pause_a_problem_and_without_a_connection() -> None:
    talk = Conversation(timed())
    talk.press("pause")
    talk.wait(300)
    talk.press("continue")
    assert left(talk) == 120
    talk.press("problem")
    talk.wait(300)
    talk.press("continue")
    assert left(talk) == 120
    talk.drop()
    talk.wait(300)
    talk.connect()
    assert left(talk) == 120
    talk.wait(20)
    assert left(talk) == 100


def test_a_question_whose_time_is_over_has_no_clock_when_the_candidate_goes_back() -> None:
    talk = Conversation(timed())
    talk.wait(120)
    talk.wait(60)
    assert talk.press("back") == [Ask("q0", "back")]
    assert left(talk) is None
    assert talk.wait(500) == []


def test_a_question_that_is_not_skipped_after_all_keeps_its_time() -> None:
    talk = Conversation(timed())
    talk.wait(20)
    talk.press("skip")
    assert talk.say("No.") == [Ask("q0", "back", resumes=True)]
    assert left(talk) == 100
    assert talk.wait(100) == [TimeUp("q0")]
    assert talk.wait(60) == [Ask("q1", "time")]


def test_a_question_that_the_closing_turn_interrupted_keeps_its_time() -> None:
    talk = Conversation(timed())
    talk.wait(20)
    talk.say("Let's end it here.", "end")
    assert talk.say("Let's continue.", "other") == [Ask("q0", "back")]
    assert left(talk) == 100


def test_a_question_that_was_interrupted_after_its_time_has_no_clock() -> None:
    talk = Conversation(timed())
    talk.wait(120)
    talk.say("Let's end it here.", "end")
    talk.wait(100)
    assert talk.say("Let's continue.", "other") == [Ask("q0", "back")]
    assert left(talk) is None
    assert talk.wait(500) == []


def test_going_back_and_returning_gives_no_new_time() -> None:
    plan = make_plan(2)
    plan = replace(plan, questions=(plan.questions[0], replace(plan.questions[1], time_limit_seconds=100)))
    talk = Conversation(plan)
    talk.say()
    talk.wait(40)
    talk.press("back")
    talk.wait(500)
    assert talk.say() == [Ask("q1", "next")]
    assert left(talk) == 60


def test_a_question_left_with_back_in_its_last_minute_gets_another_minute_when_it_comes_again() -> None:
    plan = make_plan(3)
    first, second, third = plan.questions
    talk = Conversation(replace(plan, questions=(first, replace(second, time_limit_seconds=100), third)))
    talk.say()
    talk.wait(100)
    talk.wait(50)
    assert talk.press("back") == [Ask("q0", "back")]
    talk.wait(500)
    assert talk.say("More about the first.") == [Ask("q1", "next"), TimeUp("q1")]
    assert talk.wait(59) == []
    assert talk.say("What I have.", probes=WHY) == [Ask("q2", "next")]
    assert talk.state.about("q1").answers == ("What I have.",)


def test_a_skip_that_was_declined_in_the_last_minute_gives_no_new_minute() -> None:
    talk = Conversation(timed())
    talk.wait(120)
    talk.wait(30)
    talk.press("skip")
    assert talk.say("No.") == [Ask("q0", "back", resumes=True)]
    assert talk.wait(30) == [Ask("q1", "time")]


def test_the_limits_of_the_interview_and_of_each_question_can_be_removed() -> None:
    plan = without_limits(timed(time_limit_seconds=600))
    assert plan.time_limit_seconds is None
    assert [question.time_limit_seconds for question in plan.questions] == [None] * 3


# --- answers that come late -----------------------------------------------------------------------------------------


def test_an_answer_to_an_earlier_question_counts_for_it_and_takes_no_turn() -> None:
    talk = Conversation(make_plan())
    talk.press("skip")
    talk.press("skip")
    assert talk.state.current == "q1"
    talk.add(Answered(talk.now, talk.state.seq + 1, "For the first one.", "q0"))
    assert talk.state.unanswered == ()
    assert talk.state.about("q0").answers == ("For the first one.",)
    assert talk.state.about("q0").status == "answered"
    assert talk.state.about("q1").answers == ()
    assert talk.wait(0) == []


# --- pauses ---------------------------------------------------------------------------------------------------------


def test_pauses_are_as_many_and_as_long_as_the_interview_allows() -> None:
    talk = Conversation(make_plan(max_pauses=1, max_pause_seconds=60))
    talk.press("pause")
    assert talk.state.is_paused
    assert due_at(talk.plan, talk.state, talk.now) == talk.now + 60_000
    talk.press("continue")
    talk.press("pause")
    assert not talk.state.is_paused


def test_yes_means_skip_only_while_skipping_is_offered() -> None:
    talk = Conversation(make_plan())
    talk.press("skip")
    assert talk.state.asks_skip
    talk.say("Fine, then: I built it.", probes=WHY)
    assert not talk.state.asks_skip
    assert talk.say("Yes.", probes=WHY) == [FollowUp("q0", WHY[1])]


def test_an_answer_that_came_late_is_in_no_turn() -> None:
    late = Answered(START, 4, "For the first one.", "q0")
    entries: list[Entry] = [
        MessageSent(START, 2, "next", "Question 0?", "q0", reason="first"),
        MessageSent(START, 3, "next", "Question 1?", "q1", reason="time"),
        late,
        Answered(START, 5, "How big is the team?", "q1"),
        MessageSent(START, 6, "answer", "I'll pass it on.", "q1", topic="company", intent="asks-about"),
        late,
        Answered(START, 7, "My screen is black.", "q1"),
        CandidateRequested(START, "problem"),
    ]
    assert list(candidate_questions_in(entries)) == [CandidateQuestion(5, None)]
    assert intents_of(entries) == {5: "asks-about"}
    assert set_aside(entries) == {7}
