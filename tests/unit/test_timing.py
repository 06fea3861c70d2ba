"""Time rules to the second: when the warning, the closing turn and the end are due, and how time is shared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aural.candidates.access_repository import LinkedSession
from aural.engine.log import CandidateRequested, Connected, Started
from aural.engine.moves import Close, Finish, FollowUp, Probe, Warn
from aural.engine.plan import Plan
from aural.engine.privacy.transcript_check import can_check, check_until, preliminary_until
from aural.engine.state import State, fold
from aural.engine.timing import (
    can_extend,
    closing_seconds,
    due_at,
    is_over,
    is_time_to_close,
    may_follow_up,
    next_question,
    question_seconds,
    remaining_seconds,
    time_up_due,
    warning_due,
)
from tests.unit.conversation import START, Conversation, make_plan

WHY = (Probe("elaborate-why", "the outbox"),)


def timed(seconds: int, count: int = 2) -> Plan:
    """A plan without a limit, whose first question has its own."""
    first, *others = make_plan(count).questions
    return replace(make_plan(count), questions=(replace(first, time_limit_seconds=seconds), *others))


def silent(plan: Plan, seconds: int) -> tuple[Plan, State, int]:
    """A conversation at the first question, unanswered for this long, with no move in between."""
    talk = Conversation(plan)
    return plan, talk.state, talk.now + 1000 * seconds


def due_in(talk: Conversation) -> int | None:
    """The milliseconds until the room acts again."""
    at = due_at(talk.plan, talk.state, talk.now)
    return None if at is None else at - talk.now


# --- the warning ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limit", "threshold", "minutes"), [(3600, 300, 5), (1200, 300, 5), (1199, 299, 5), (602, 150, 2), (120, 30, 1)]
)
def test_the_warning_comes_five_minutes_before_the_end_or_at_the_last_quarter(
    limit: int, threshold: int, minutes: int
) -> None:
    plan = make_plan(time_limit_seconds=limit)
    assert warning_due(*silent(plan, limit - threshold - 1)) is None
    assert warning_due(*silent(plan, limit - threshold)) == Warn(minutes)


@pytest.mark.parametrize(("left", "minutes"), [(300, 5), (269, 4), (90, 2), (89, 1), (61, 1)])
def test_the_warning_gives_the_time_left_in_whole_minutes(left: int, minutes: int) -> None:
    assert warning_due(*silent(make_plan(time_limit_seconds=3600), 3600 - left)) == Warn(minutes)


def test_no_warning_comes_once_it_is_time_to_close() -> None:
    plan = make_plan(time_limit_seconds=1200)
    assert warning_due(*silent(plan, 1139)) == Warn(1)
    assert warning_due(*silent(plan, 1140)) is None


def test_no_warning_comes_in_the_closing_turn() -> None:
    talk = Conversation(make_plan(1, time_limit_seconds=1200))
    assert talk.say() == [Close()]
    assert talk.wait(1000) == []
    assert warning_due(talk.plan, talk.state, talk.now) is None


# --- the closing turn and the end -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("limit", "seconds"), [(None, 0), (95, 9), (540, 54), (599, 59), (600, 60), (3600, 60)])
def test_the_closing_turn_takes_a_minute_or_a_tenth_of_a_short_interview(limit: int | None, seconds: int) -> None:
    assert closing_seconds(make_plan(time_limit_seconds=limit)) == seconds


def test_it_is_time_to_close_exactly_a_minute_before_the_end() -> None:
    plan = make_plan(time_limit_seconds=1200)
    assert not is_time_to_close(*silent(plan, 1139))
    assert is_time_to_close(*silent(plan, 1140))


def test_a_closing_turn_that_began_late_gets_its_whole_minute() -> None:
    talk = Conversation(make_plan(time_limit_seconds=1200))
    talk.wait(1300)
    assert talk.wait(59) == []
    assert talk.wait(1) == [Finish("TIME_LIMIT")]


def test_a_closing_turn_that_began_early_lasts_until_the_limit() -> None:
    talk = Conversation(make_plan(1, time_limit_seconds=1200))
    assert talk.say() == [Close()]
    assert talk.wait(1199) == []
    assert not is_over(talk.plan, talk.state, talk.now)
    assert talk.wait(1) == [Finish("FINISHED")]


# --- more time ------------------------------------------------------------------------------------------------------


def test_a_limit_can_be_extended_twice() -> None:
    talk = Conversation(make_plan(time_limit_seconds=600))
    for _ in range(2):
        assert can_extend(talk.plan, talk.state)
        talk.press("extend")
    assert not can_extend(talk.plan, talk.state)


def test_an_extension_gives_five_minutes() -> None:
    talk = Conversation(make_plan(time_limit_seconds=600))
    talk.wait(100)
    talk.press("extend")
    assert remaining_seconds(talk.plan, talk.state, talk.now) == 800


def test_without_a_limit_there_is_nothing_to_extend() -> None:
    talk = Conversation(make_plan())
    assert not can_extend(talk.plan, talk.state)


# --- a question's own limit -----------------------------------------------------------------------------------------


def test_only_an_open_question_has_time_left() -> None:
    plan = timed(120)
    greeted = fold(plan, [Started(START), Connected(START)])
    assert question_seconds(plan, greeted, START) is None
    talk = Conversation(plan)
    assert question_seconds(plan, talk.state, talk.now) == 120
    talk.press("end")
    assert question_seconds(plan, talk.state, talk.now) is None


def test_more_time_in_the_closing_turn_opens_no_question_yet() -> None:
    talk = Conversation(replace(timed(120), time_limit_seconds=600))
    talk.wait(545)
    assert talk.moves[-1] == Close(for_time=True)
    talk.add(CandidateRequested(talk.now, "extend"))
    assert talk.state.phase == "asking"
    assert question_seconds(talk.plan, talk.state, talk.now) is None
    assert time_up_due(talk.plan, talk.state, talk.now) is None


# --- follow-ups -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("left", "is_allowed"), [(150, True), (149, False)])
def test_a_follow_up_leaves_time_for_the_closing_turn_and_45_seconds_per_question(left: int, is_allowed: bool) -> None:
    """60 for the closing turn, 45 for this question and 45 for the waiting one."""
    talk = Conversation(make_plan(3, time_limit_seconds=600))
    talk.now += 1000 * (600 - left)
    talk.say()
    assert talk.asked == ["q0", "q1"]
    assert may_follow_up(talk.plan, talk.state, talk.plan.questions[1], talk.now) == is_allowed


def test_the_last_question_gets_follow_ups_while_there_is_time() -> None:
    talk = Conversation(make_plan(2, time_limit_seconds=600))
    talk.now += 500_000
    talk.say()
    assert talk.say(probes=WHY) == [FollowUp("q1", WHY[0])]


@pytest.mark.parametrize(("spent", "is_allowed"), [(0, True), (419, True), (420, False)])
def test_a_follow_up_needs_time_from_its_questions_share(spent: int, is_allowed: bool) -> None:
    """900 seconds are left when it is asked. Without the closing turn's 60, that is 420 for it and 420 for the next."""
    talk = Conversation(make_plan(3, time_limit_seconds=1200))
    talk.now += 300_000
    talk.say()
    assert talk.asked == ["q0", "q1"]
    question, now = talk.plan.questions[1], talk.now + 1000 * spent
    assert may_follow_up(talk.plan, talk.state, question, now) == is_allowed


def test_no_follow_up_comes_after_its_questions_time() -> None:
    plan, state, now = silent(timed(120), 119)
    assert may_follow_up(plan, state, plan.questions[0], now)
    assert not may_follow_up(plan, state, plan.questions[0], now + 1000)


# --- the next question ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("left", "question_id"), [(150, "q1"), (149, "q2")])
def test_optional_questions_are_skipped_only_if_not_all_fit(left: int, question_id: str) -> None:
    """60 for the closing turn, and 45 for each of the two waiting questions."""
    plan = make_plan(3, required=[True, False, True], time_limit_seconds=600)
    question = next_question(*silent(plan, 600 - left))
    assert question is not None
    assert question.id == question_id


def test_if_time_is_short_and_nothing_is_required_the_order_stays() -> None:
    plan = make_plan(3, required=[True, False, False], time_limit_seconds=600)
    assert next_question(*silent(plan, 500)) == plan.questions[1]


def test_there_is_no_next_question_after_the_last_even_if_time_is_short() -> None:
    assert next_question(*silent(make_plan(1, time_limit_seconds=600), 590)) is None


# --- when the room acts again ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("limit", "warned_at"), [(3600, 3300), (1200, 900), (602, 452)])
def test_a_silent_candidate_gets_the_warning_the_closing_turn_and_the_end_on_time(limit: int, warned_at: int) -> None:
    talk = Conversation(make_plan(time_limit_seconds=limit))
    assert due_in(talk) == 1000 * warned_at
    assert [type(move) for move in talk.wait(warned_at)] == [Warn]
    assert due_in(talk) == 1000 * (limit - 60 - warned_at)
    assert talk.wait(limit - 60 - warned_at) == [Close(for_time=True)]
    assert due_in(talk) == 60_000
    assert talk.wait(60) == [Finish("TIME_LIMIT")]
    assert due_in(talk) is None


def test_the_room_acts_again_at_the_end_of_a_closing_turn_that_began_late() -> None:
    talk = Conversation(make_plan(time_limit_seconds=1200))
    talk.wait(1300)
    assert due_in(talk) == 60_000
    talk.wait(20)
    assert due_in(talk) == 40_000
    assert due_at(talk.plan, talk.state, talk.now + 40_000) == talk.now + 41_000


def test_the_room_acts_again_at_the_limit_if_the_closing_turn_began_early() -> None:
    talk = Conversation(make_plan(1, time_limit_seconds=1200))
    talk.wait(300)
    assert talk.say() == [Close()]
    assert due_in(talk) == 900_000


def test_the_room_acts_again_at_the_limit_while_a_closing_turn_is_overdue() -> None:
    plan, state, now = silent(make_plan(time_limit_seconds=1200), 1170)
    assert due_at(plan, state, now) == now + 30_000
    assert due_at(plan, state, now + 30_000) == now + 31_000


def test_the_room_acts_again_within_a_second_of_a_notice_that_is_due() -> None:
    plan, state, now = silent(timed(120), 119)
    assert due_at(plan, state, now) == now + 1000
    assert due_at(plan, state, now + 1000) == now + 2000


def test_without_limits_nothing_is_due() -> None:
    assert due_in(Conversation(make_plan())) is None


def test_nothing_is_due_before_the_first_question() -> None:
    plan = make_plan(time_limit_seconds=1200)
    assert due_at(plan, fold(plan, [Started(START), Connected(START)]), START) is None


def test_nothing_is_due_while_the_candidate_is_away() -> None:
    talk = Conversation(timed(120))
    talk.drop()
    assert due_in(talk) is None
    paused = Conversation(timed(120))
    paused.press("pause")
    assert due_in(paused) == 600_000
    paused.drop()
    assert due_in(paused) is None


# --- after the end --------------------------------------------------------------------------------------------------

A_DAY = 24 * 60 * 60 * 1000


def ended(**fields: Any) -> LinkedSession:
    session = dict.fromkeys(LinkedSession._fields) | {"status": "COMPLETED", "end_reason": "FINISHED"}
    return LinkedSession(**session | {"completed_at": START, "report_status": "READY"} | fields)


def test_a_transcript_can_be_corrected_for_a_day_after_the_end() -> None:
    session = ended()
    assert check_until(session) == START + A_DAY
    assert can_check(session, START + A_DAY - 1)
    assert not can_check(session, START + A_DAY)


@pytest.mark.parametrize(
    ("fields", "after", "is_preliminary"),
    [
        ({}, 0, True),
        ({}, A_DAY - 1, True),
        ({}, A_DAY, False),
        ({"report_status": "NOT_SCORABLE"}, 0, True),
        ({"report_status": "PENDING"}, 0, False),  # nothing exists yet that could change
        ({"report_status": "FAILED"}, 0, False),
        ({"review_sent_at": START + 1}, 2, False),
        ({"corrected_at": START + 1}, 2, False),
        ({"status": "ABANDONED"}, 0, False),  # no check of the transcript is offered
        ({"end_reason": "CONSENT_WITHDRAWN"}, 0, False),
    ],
)
def test_a_report_is_preliminary_while_its_candidate_can_check_the_transcript(
    fields: dict[str, Any], after: int, is_preliminary: bool
) -> None:
    assert preliminary_until(ended(**fields), START + after) == (START + A_DAY if is_preliminary else None)
