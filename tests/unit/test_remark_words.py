"""What the interviewer says about the interview: it answers what it knows, and passes on only the rest."""

from __future__ import annotations

from typing import Any

import pytest

from aural.engine.analysis import Analysis
from aural.engine.authoring.checks import estimated_minutes, minutes_for
from aural.engine.moves import AnswerCandidate, Redirect, Topic
from aural.engine.plan import Fact, Plan, Question, plan_from_json, plan_to_json
from aural.interviewer.guided.interviewer import phrase_by_template
from aural.interviewer.protocol import Line, WordingRequest

FIRST, SECOND = Question("a", 0, "What did you build?"), Question("b", 1, "How do you test it?")
OPEN = Plan("i", "Backend", (FIRST, SECOND), organization="Northwind", time_limit_seconds=3_600)
HAN = Plan("i", "后端", (FIRST, SECOND), organization="北风公司", time_limit_seconds=3_600, language="zh")


def say(topic: Topic, plan: Plan = OPEN, fact: Fact | None = None, **more: Any) -> str:
    move = AnswerCandidate("a", topic, fact, more.pop("left", None))
    return phrase_by_template(WordingRequest(plan, move, FIRST, more.pop("lines", ()), **more)).text


@pytest.mark.parametrize(
    ("topic", "part"),
    [
        ("who-asks", "Northwind"), ("person", "conversation with a person"), ("returning", "same link"),
        ("data-rights", "“Your data and your rights”"), ("skipping", "“skip”"), ("presence", "I'm here"),
        ("pausing", "“Pause”"), ("access", "repeat"), ("unwell", "pause"), ("running-code", "“Run”"),
        ("languages", "language of this interview"), ("no-hints", "right"),
    ],
)  # fmt: skip
def test_the_interviewer_answers_what_it_or_the_product_knows(topic: Topic, part: str) -> None:
    said = say(topic)
    assert part in said
    assert "pass it on" not in said


def test_whether_ai_may_be_used_is_for_the_organization_to_say() -> None:
    said = say("tools")
    assert "Northwind" in said
    assert "own words" in said
    assert "AI" not in said
    rule = Fact("AI tools", "You may use any tool, but say which.")
    assert rule.text in say("tools", fact=rule)


def test_next_steps_are_quoted_if_the_interview_has_any() -> None:
    assert "We write to you within a week." in say(
        "next-steps", fact=Fact("Next steps", "We write to you within a week.")
    )
    assert "pass it on to Northwind" in say("next-steps")


def test_who_asks_is_passed_on_if_the_name_is_unknown() -> None:
    unnamed = Plan("i", "Backend", (FIRST, SECOND))
    assert "pass it on" in say("who-asks", unnamed)


def test_a_spoken_interview_is_heard() -> None:
    assert "read" in say("presence")
    assert "hear" in say("presence", is_spoken=True)


def test_a_pause_is_offered_only_if_the_interview_has_pauses() -> None:
    wish = Analysis("minute", "pausing")
    assert "“Pause”" in say("minute", analysis=wish)
    assert "“Pause”" not in say("minute", analysis=Analysis("minute"))
    without = Plan("i", "Backend", (FIRST, SECOND), max_pauses=0)
    assert "“Pause”" not in say("minute", without, analysis=wish)
    assert "“暂停”" in say("minute", HAN, analysis=wish)


def test_a_candidate_who_is_ready_again_gets_the_open_question() -> None:
    asked = Line("m1", "assistant", "Thanks. What did you build?", "a", "question", "next")
    probe = Line("m2", "assistant", "What was the hardest part?", "a", "follow_up", "detail")
    assert say("ready", lines=(asked,)).endswith("What did you build?")
    assert say("ready", lines=(asked, probe)).endswith("What was the hardest part?")
    assert "Thanks" not in say("ready", lines=(asked,))


def test_how_long_it_takes_is_estimated_from_the_questions_that_are_left() -> None:
    both = minutes_for(OPEN, OPEN.questions)
    assert both == 7  # two open questions with two possible follow-ups each, and the closing turn
    assert minutes_for(OPEN, (SECOND,)) < both < estimated_minutes(OPEN) + 1
    said = say("time-left", left=58, minutes_to_ask=both)
    assert "about 7 minutes" in said
    assert "About 58 minutes are left." in said
    assert "question 1 of 2" in said
    assert "7 分钟" in say("time-left", HAN, left=58, minutes_to_ask=both)


def test_an_estimate_is_never_longer_than_the_time_that_is_left() -> None:
    assert "about 3 minutes" in say("time-left", left=3, minutes_to_ask=7)
    assert "There is no time limit." in say("time-left", minutes_to_ask=7)


def test_an_answer_in_another_language_is_asked_for_again_in_that_of_the_interview() -> None:
    french = "J'ai construit un service de facturation avec deux collègues, et nous avons réduit les erreurs de moitié."
    for answer, is_foreign in ((french, True), ("My neighbor has a new dog, and it barks all day.", False)):
        request = WordingRequest(OPEN, Redirect("a"), FIRST, (), answer=answer)
        assert ("language" in phrase_by_template(request).text) is is_foreign


def test_next_steps_are_no_part_of_a_stored_plan() -> None:
    plan = Plan("i", "Backend", (FIRST,), next_steps="We write to you.")
    assert "next_steps" not in plan_to_json(plan)
    assert plan_from_json(plan_to_json(plan)).next_steps == ""
