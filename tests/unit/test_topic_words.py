"""What the interviewer says about the interview: it answers what it knows, and passes on only the rest."""

from __future__ import annotations

from typing import Any

import pytest

from aural.engine.analysis import Analysis
from aural.engine.moves import AnswerCandidate, Redirect, Topic
from aural.engine.plan import Fact, Plan, Question, plan_from_json, plan_to_json
from aural.interviewer.guided.interviewer import phrase_by_template
from aural.interviewer.protocol import WordingRequest

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
        ("pausing", "“Pause”"), ("running-code", "“Run”"),
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


def test_a_pause_is_offered_only_if_the_interview_has_pauses() -> None:
    assert "“Pause”" in say("pausing")
    assert "“暂停”" in say("pausing", HAN)
    assert "“Pause”" in say("minute", analysis=Analysis("minute", "pausing"))
    assert "“Pause”" not in say("minute", analysis=Analysis("minute"))
    assert "“Pause”" not in say("pausing", Plan("i", "Backend", (FIRST, SECOND), max_pauses=0))


def test_a_spoken_interview_is_heard() -> None:
    assert "read" in say("presence")
    assert "hear" in say("presence", is_spoken=True)


def test_an_answer_in_another_language_is_asked_for_again_in_that_of_the_interview() -> None:
    french = "J'ai construit un service de facturation avec deux collègues, et nous avons réduit les erreurs de moitié."
    for answer, is_foreign in ((french, True), ("My neighbor has a new dog, and it barks all day.", False)):
        request = WordingRequest(OPEN, Redirect("a"), FIRST, (), answer=answer)
        assert ("language" in phrase_by_template(request).text) is is_foreign


def test_next_steps_are_not_part_of_a_stored_plan() -> None:
    plan = Plan("i", "Backend", (FIRST,), next_steps="We write to you.")
    assert "next_steps" not in plan_to_json(plan)
    assert plan_from_json(plan_to_json(plan)).next_steps == ""
