"""The policy: what the interviewer does, and what it never does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aural.engine.answers.intent import Intent
from aural.engine.log import Answered
from aural.engine.moves import AnswerCandidate, Ask, Clarify, Close, Finish, FollowUp, Greet, Probe, Repeat, Skip, Warn
from aural.engine.plan import follow_up_budget
from aural.engine.policy import can_go_back
from tests.unit.conversation import Conversation, make_plan

DETAIL, NUMBER, WHY = Probe("detail", "the outbox"), Probe("number", "in minutes"), Probe("elaborate-why", "the outbox")
ENDLESS = tuple(Probe("detail", f"point {n}") for n in range(30))


def names(moves: list[object]) -> list[str]:
    return [type(move).__name__ for move in moves]


def test_the_interviewer_greets_once_and_asks_the_first_question() -> None:
    talk = Conversation(make_plan())
    assert talk.moves == [Greet(), Ask("q0", "first")]


def test_a_whole_interview_asks_every_question_closes_and_finishes() -> None:
    talk = Conversation(make_plan(3))
    for _ in range(3):
        talk.say()
    assert talk.moves[-1] == Close()
    assert talk.say("Nothing to add.") == [Finish("FINISHED")]
    assert talk.asked == ["q0", "q1", "q2"]
    assert talk.state.phase == "ended"


@pytest.mark.parametrize(
    ("depth", "question_type", "budget"),
    [("LIGHT", "OPEN_ENDED", 0), ("MODERATE", "OPEN_ENDED", 2), ("DEEP", "OPEN_ENDED", 5),
     ("LIGHT", "RESEARCH", 2), ("MODERATE", "RESEARCH", 5), ("DEEP", "RESEARCH", 5), ("DEEP", "CODING", 5)],
)  # fmt: skip
def test_follow_ups_stop_at_the_budget_of_the_depth(depth: str, question_type: str, budget: int) -> None:
    talk = Conversation(make_plan(2, depth=depth, types=[question_type, "OPEN_ENDED"]))
    while talk.asked == ["q0"]:
        talk.say(probes=ENDLESS)
    assert sum(isinstance(move, FollowUp) for move in talk.moves) == budget


def test_there_is_no_follow_up_if_follow_ups_are_off() -> None:
    talk = Conversation(make_plan(2, depth="DEEP", follow_ups=[False, True]))
    assert follow_up_budget(talk.plan, talk.plan.questions[0]) == 0
    assert talk.say(probes=ENDLESS) == [Ask("q1", "next")]


def test_the_same_point_is_never_probed_twice_in_the_same_way() -> None:
    talk = Conversation(make_plan(1, depth="DEEP"))
    assert talk.say(probes=(DETAIL, NUMBER)) == [FollowUp("q0", DETAIL)]
    assert talk.say(probes=(Probe("detail", "The Outbox "), NUMBER)) == [FollowUp("q0", NUMBER)]
    assert talk.say(probes=(DETAIL, WHY)) == [FollowUp("q0", WHY)]
    assert talk.say(probes=(DETAIL,)) == [Close()]


def test_explaining_calming_and_redirecting_use_no_follow_up_budget() -> None:
    talk = Conversation(make_plan(1, depth="MODERATE"))
    talk.say(intent="asks-back")
    talk.say(intent="off-topic")
    talk.say(intent="hostile")
    talk.say(probes=ENDLESS)
    talk.say(probes=ENDLESS)
    assert names(talk.moves[2:]) == ["Clarify", "Redirect", "Deescalate", "FollowUp", "FollowUp"]


def test_the_interviewer_does_not_insist_forever() -> None:
    talk = Conversation(make_plan(2))
    assert names([talk.say(intent="off-topic")[0] for _ in range(3)]) == ["Redirect", "Redirect", "Ask"]
    assert names([talk.say(intent="hostile")[0] for _ in range(2)]) == ["Deescalate", "Close"]


def test_a_repetition_gives_the_last_prompt_word_for_word() -> None:
    talk = Conversation(make_plan(1, depth="DEEP"))
    talk.say(probes=(DETAIL,))
    assert talk.press("repeat") == [Repeat("q0", "[detail]")]
    assert talk.say("Could you repeat that?", "repeat") == [Repeat("q0", "[detail]")]


def test_a_rephrasing_explains_and_after_three_times_repeats_the_question() -> None:
    talk = Conversation(make_plan(1))
    moves = [talk.press("rephrase")[0] for _ in range(4)]
    assert moves[:3] == [Clarify("q0")] * 3
    assert moves[3] == Repeat("q0", "Question 0?")


def test_skipping_an_optional_question_needs_no_confirmation() -> None:
    talk = Conversation(make_plan(2, required=[False, True]))
    assert talk.press("skip") == [Ask("q1", "skipped")]


@pytest.mark.parametrize("agreement", ["yes", "Skip it.", "好的"])
def test_skipping_a_required_question_asks_once(agreement: str) -> None:
    talk = Conversation(make_plan(2))
    assert talk.press("skip") == [Skip("q0")]
    intent = "skip" if "kip" in agreement else "answer"
    assert talk.say(agreement, intent) == [Ask("q1", "skipped")]
    assert talk.state.about("q0").status == "skipped"


def test_a_required_question_can_still_be_answered_after_the_offer_to_skip() -> None:
    talk = Conversation(make_plan(2))
    talk.press("skip")
    assert talk.say("I built a ledger.", probes=(DETAIL,)) == [FollowUp("q0", DETAIL)]


def test_skipping_a_follow_up_leaves_nothing_out() -> None:
    talk = Conversation(make_plan(2))
    talk.say("I built a ledger.", probes=(DETAIL,))
    assert talk.press("skip") == [Ask("q1", "next")]
    assert talk.state.about("q0").status == "answered"


def test_going_back_asks_the_previous_question_and_returns() -> None:
    talk = Conversation(make_plan(3))
    talk.say()
    assert talk.press("back") == [Ask("q0", "back")]
    assert talk.say() == [Ask("q1", "next")]
    talk.say()
    talk.say()
    assert talk.say("No.")[-1] == Finish("FINISHED")


def test_after_going_back_by_words_the_interview_returns_to_the_open_question() -> None:
    talk = Conversation(make_plan(3))
    talk.say()
    assert talk.say("Can we go back to the previous question?", "back") == [Ask("q0", "back")]
    assert talk.state.about("q1").answers == ()
    assert talk.say() == [Ask("q1", "next")], "it was required, and has no answer"


@pytest.mark.parametrize("intent", ["repeat", "rephrase", "skip", "back", "minute", "asks-about", "asks-back"])
def test_words_to_the_interviewer_are_not_an_answer(intent: Intent) -> None:
    talk = Conversation(make_plan(3))
    talk.say()
    talk.say("A word to you.", intent, topic="purpose" if intent == "asks-about" else None)
    assert talk.state.about("q1").answers == ()
    talk.say("A queue.")
    assert "A queue." in [answer for about in talk.state.asked.values() for answer in about.answers]


def test_yes_to_a_skip_is_not_an_answer() -> None:
    talk = Conversation(make_plan(2))
    talk.press("skip")
    talk.say("Yes.")
    assert (talk.state.about("q0").answers, talk.state.about("q0").status) == ((), "skipped")


def test_words_written_before_the_skip_button_are_an_answer() -> None:
    talk = Conversation(make_plan(2))
    talk.press("skip")
    talk.add(Answered(talk.now, talk.state.seq + 1, "I built a ledger.", "q0"))
    assert talk.press("skip") == [Ask("q1", "skipped")]
    assert talk.state.about("q0").answers == ("I built a ledger.",)


@pytest.mark.parametrize("refusal", ["No.", "No, don't skip it.", "I don\u2019t want to skip it", "不", "不用跳过。"])
def test_a_candidate_who_does_not_want_to_skip_stays_with_the_question(refusal: str) -> None:
    talk = Conversation(make_plan(2))
    talk.press("skip")
    assert talk.say(refusal) == [Ask("q0", "back", resumes=True)]
    assert talk.say("Yes") == [Ask("q1", "next")]
    assert talk.state.about("q0").answers == ("Yes",)


def test_asking_for_other_words_does_not_end_the_closing_turn() -> None:
    talk = Conversation(make_plan(1))
    talk.say()
    assert talk.press("rephrase") == [Repeat(None, "[close]")]


def test_going_back_at_the_first_question_repeats_it() -> None:
    talk = Conversation(make_plan(2))
    assert talk.press("back") == [Repeat("q0", "Question 0?")]


def test_a_minute_is_granted_and_the_interviewer_waits() -> None:
    talk = Conversation(make_plan(1))
    assert talk.say("Give me a minute", "minute") == [AnswerCandidate("q0", "minute")]
    assert talk.state.is_minute
    assert talk.wait(600) == []
    assert talk.say() == [Close()]
    assert not talk.state.is_minute


def test_questions_about_the_interview_are_answered_and_use_no_follow_up() -> None:
    talk = Conversation(make_plan(1, depth="MODERATE"))
    assert talk.say("Are you an AI?", "asks-about", topic="are-you-an-ai") == [AnswerCandidate("q0", "are-you-an-ai")]
    assert talk.state.prompt == "[next]"
    talk.say(probes=ENDLESS)
    talk.say(probes=ENDLESS)
    assert talk.say(probes=ENDLESS) == [Close()]


def test_several_answers_at_once_are_one_turn() -> None:
    talk = Conversation(make_plan(2))
    talk.add(Answered(talk.now, talk.state.seq + 1, "First part.", "q0"))
    assert talk.say("Second part.") == [Ask("q1", "next")]
    assert talk.state.about("q0").answers == ("First part.", "Second part.")


def test_ending_by_button_finishes_and_by_words_closes_first() -> None:
    talk = Conversation(make_plan(3))
    assert talk.say("I want to stop here", "end") == [Close(as_wished=True)]
    assert talk.say("No, thanks.") == [Finish("CANDIDATE_ENDED")]
    assert Conversation(make_plan(3)).press("end") == [Finish("CANDIDATE_ENDED")]


# --- time -----------------------------------------------------------------------------------------------------------


def test_the_time_limit_warns_closes_and_ends() -> None:
    talk = Conversation(make_plan(3, time_limit_seconds=1200))
    assert talk.wait(890) == []
    assert talk.wait(11) == [Warn(5)]
    assert talk.wait(100) == []
    assert talk.wait(141) == [Close(for_time=True)]
    assert talk.say("I'd add one thing.") == [Finish("TIME_LIMIT")]


def test_an_interview_with_a_silent_candidate_closes_late_and_ends_after_its_closing_turn() -> None:
    talk = Conversation(make_plan(3, time_limit_seconds=1200))
    talk.wait(1300)
    assert talk.moves[-1] == Close(for_time=True)
    assert talk.wait(30) == []
    assert talk.wait(31) == [Finish("TIME_LIMIT")]


def test_follow_ups_leave_the_other_questions_their_share_of_the_time() -> None:
    talk = Conversation(make_plan(4, depth="DEEP", time_limit_seconds=1200))
    talk.wait(200)
    assert isinstance(talk.say(probes=ENDLESS)[0], FollowUp)
    talk.wait(200)
    assert talk.say(probes=ENDLESS) == [Ask("q1", "next")]


def test_if_time_is_short_required_questions_come_before_optional_ones() -> None:
    talk = Conversation(make_plan(4, required=[True, False, False, True], time_limit_seconds=600))
    talk.wait(450)
    assert talk.say()[-1] == Ask("q3", "next")


def test_the_clock_is_stopped_while_paused_disconnected_or_with_a_problem() -> None:
    talk = Conversation(make_plan(2, time_limit_seconds=600))
    talk.press("pause")
    talk.wait(500)
    talk.press("continue")
    talk.drop()
    talk.now += 500_000
    talk.connect()
    talk.press("problem")
    talk.wait(500)
    talk.press("continue")
    assert talk.state.stopwatch.elapsed_seconds(talk.now) == 0
    assert [stop.why for stop in talk.state.stopwatch.stops] == ["pause", "disconnected", "problem"]


def test_a_dead_server_costs_the_candidate_no_time() -> None:
    talk = Conversation(make_plan(2, time_limit_seconds=600))
    talk.now += 100_000
    talk.say()
    talk.now += 400_000  # the server is dead, and no Disconnected entry was written
    talk.connect()
    assert talk.state.stopwatch.elapsed_seconds(talk.now) == 100


def test_there_are_at_most_three_pauses() -> None:
    talk = Conversation(make_plan(2))
    for _ in range(3):
        talk.press("pause")
        assert talk.state.is_paused
        talk.press("continue")
    talk.press("pause")
    assert not talk.state.is_paused


def test_there_are_at_most_two_extensions_and_the_first_undoes_the_closing_turn() -> None:
    talk = Conversation(make_plan(3, time_limit_seconds=600))
    talk.wait(545)
    assert talk.moves[-1] == Close(for_time=True)
    assert talk.press("extend")[-1] == Ask("q0", "back"), "the candidate was answering it"
    assert talk.say() == [Ask("q1", "next")]
    talk.press("extend")
    talk.press("extend")
    assert talk.state.stopwatch.extensions == 2


def test_more_time_continues_with_the_next_question_if_the_last_one_was_answered() -> None:
    talk = Conversation(make_plan(3, time_limit_seconds=600))
    talk.now += 545_000
    assert talk.say()[-1] == Close(for_time=True)
    assert talk.press("extend") == [Ask("q1", "next")]


def test_going_back_is_not_possible_when_the_time_is_up() -> None:
    """Going back used to lead to another closing turn each time, so that the limit had no effect."""
    talk = Conversation(make_plan(3, time_limit_seconds=600))
    talk.wait(545)
    assert talk.moves[-1] == Close(for_time=True)
    assert not can_go_back(talk.plan, talk.state, talk.now)
    for _ in range(3):
        talk.wait(15)
        assert talk.press("back") == [Repeat(None, "[close]")]
    assert talk.wait(60) == [Finish("TIME_LIMIT")]


def test_going_back_from_the_closing_turn_is_possible_while_there_is_time() -> None:
    talk = Conversation(make_plan(2, time_limit_seconds=600))
    talk.say()
    talk.say()
    assert can_go_back(talk.plan, talk.state, talk.now)
    assert talk.press("back") == [Ask("q1", "back")]


# --- what never happens -----------------------------------------------------------------------------------------------

INTENTS = ["answer", "answer", "answer", "nothing-to-add", "asks-back", "off-topic", "hostile", "instruction", "repeat",
           "rephrase", "skip", "back", "minute", "end"]  # fmt: skip
ACTS = st.one_of(
    st.tuples(st.just("say"), st.sampled_from(INTENTS)),
    st.tuples(
        st.just("press"),
        st.sampled_from(["repeat", "rephrase", "skip", "back", "minute", "pause", "continue", "extend", "problem"]),
    ),
    st.tuples(st.just("wait"), st.integers(0, 400)),
    st.tuples(st.just("drop"), st.just(None)),
)


@settings(max_examples=200)
@given(
    st.lists(ACTS, max_size=60),
    st.sampled_from(["LIGHT", "MODERATE", "DEEP"]),
    st.sampled_from([None, 60, 600, 1800]),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_whatever_a_candidate_does_the_rules_are_followed(
    acts: list[tuple[str, object]], depth: str, limit: int | None, required: list[bool]
) -> None:
    talk = Conversation(make_plan(4, depth=depth, time_limit_seconds=limit, required=required))
    for act, what in acts:
        if talk.state.phase == "ended":
            break
        if act == "say":
            talk.say(f"Answer {talk.state.seq}.", what, probes=ENDLESS)  # type: ignore[arg-type]
        elif act == "press":
            talk.press(what)  # type: ignore[arg-type]
        elif act == "wait":
            talk.wait(what)  # type: ignore[arg-type]
        else:
            talk.drop()
            talk.connect()
    _finish(talk)
    _check(talk)


def _finish(talk: Conversation) -> None:
    for _ in range(80):
        if talk.state.phase == "ended":
            return
        talk.say("Going on.")
    raise AssertionError("the interview does not come to an end")


def _check(talk: Conversation) -> None:
    budget = follow_up_budget(talk.plan, talk.plan.questions[0])
    assert sum(isinstance(move, Greet) for move in talk.moves) == 1
    assert sum(isinstance(move, Finish) for move in talk.moves) == 1
    # One more for each extension, and for each time the candidate went back to a question.
    backs = sum(isinstance(move, Ask) and move.reason == "back" for move in talk.moves)
    assert sum(isinstance(move, Close) for move in talk.moves) <= 3 + backs
    for question in talk.plan.questions:
        about = talk.state.about(question.id)
        assert about.answers or about.status != "answered"
        assert len(about.probes) <= budget
        assert len({(probe.name, probe.focus) for probe in about.probes}) == len(about.probes)
    if talk.state.end_reason == "FINISHED":
        assert all(
            talk.state.about(q.id).status in ("answered", "skipped") for q in talk.plan.questions if q.is_required
        )
