"""The advice to creators before an interview is published, and the differences between two versions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from aural.engine.authoring.checks import check_interview, estimated_minutes
from aural.engine.plan import (
    Criterion,
    Plan,
    PreparedProbe,
    Question,
    follow_up_budget,
    plan_from_json,
    plan_to_json,
    probes_to_json,
)
from aural.engine.purposes import is_comparable
from aural.interviews.content import Change, Content, changes_between, digest_of, plan_of

PLAN = Plan("i", "Backend", (Question("a", 0, "Tell me about a failure."),))


def codes(text: str, **fields: Any) -> list[tuple[str, str | None]]:
    """The concerns about a question with this text, each with the words that it names."""
    plan = replace(PLAN, questions=(Question("a", 0, text, **fields),), criteria=(Criterion("c", "", ((1, "x"),)),))
    found = [concern for concern in check_interview(plan) if concern.question_id == "a"]
    return [(concern.code, None if concern.start is None else text[concern.start : concern.end]) for concern in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tell me about a failure that you learnt from.", []),
        ("How do you explain a hard topic clearly, and to whom?", []),
        ("How would you speak with a patient about their illness and their family?", []),
        ("Wouldn’t you say that tests matter?", [("LEADING", "Wouldn’t you")]),
        ("You must have used Kafka: how?", [("LEADING", "You must have")]),
        ("How old are you?", [("PROTECTED_TRAIT", "How old")]),
        ("Do you have children, or plan to?", [("PROTECTED_TRAIT", "Do you have children")]),
        ("Are you married?", [("PROTECTED_TRAIT", "Are you married")]),
        ("How does your religion fit with shifts?", [("PROTECTED_TRAIT", "your religion")]),
        ("What year did you graduate?", [("PROTECTED_TRAIT", "What year did you graduate")]),
        ("What went wrong? Who noticed it?", [("DOUBLE", " Who noticed it?")]),
        ("What did you build, and why did you leave?", [("DOUBLE", ", and why")]),
        ("你今年多大？", [("PROTECTED_TRAIT", "你今年多大")]),
        ("您有没有孩子？", [("PROTECTED_TRAIT", "有没有孩子")]),
        ("难道测试不重要吗？", [("LEADING", "难道")]),
        ("请讲一次您处理故障的经历，以及为什么这样处理？", [("DOUBLE", "，以及为什么")]),
        ("请讲一次您处理线上故障的经历。", []),
        ("New question", [("PLACEHOLDER", None)]),
        (" 新问题 ", [("PLACEHOLDER", None)]),
        ("New question: what changed?", []),
    ],
)
def test_concerns_about_a_question_quote_the_words_that_raise_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert codes(text) == expected


def test_a_task_may_ask_for_several_things_and_a_closed_question_needs_follow_ups() -> None:
    assert codes("Draw it. What scales? What breaks?", type="WHITEBOARD") == []
    assert codes("Have you led a team?") == []
    assert codes("Have you led a team?", follow_ups_enabled=False) == [("CLOSED", None)]
    assert codes("你带过团队吗？", follow_ups_enabled=False) == [("CLOSED", None)]


@pytest.mark.parametrize("option", ["First option", "option 3", "第二个选项", "选项 3"])
def test_options_left_at_their_placeholder_are_reported(option: str) -> None:
    choice = {"type": "SINGLE_CHOICE", "text": "Which of these have you run?"}
    assert codes(**choice, options=("Kafka", option)) == [("PLACEHOLDER_OPTION", None)]
    assert codes(**choice, options=("Kafka", f"{option} of the contract")) == []


def test_criteria_need_questions_and_anchors() -> None:
    questions = (Question("a", 0, "Why this?"), Question("b", 1, "Why that?"))
    fed = Criterion("Fed", "", ((4, "great"),), ("a",))
    plan = replace(PLAN, questions=questions, criteria=(fed, Criterion("Loose", "", (), ("gone",))))
    told = [(concern.code, concern.criterion, concern.question_id) for concern in check_interview(plan)]
    assert told == [
        ("CRITERION_WITHOUT_QUESTION", 1, None),
        ("CRITERION_WITHOUT_ANCHORS", 1, None),
        ("QUESTION_WITHOUT_CRITERION", None, "b"),
    ]
    assert [c.code for c in check_interview(replace(plan, questions=(), criteria=()))] == [
        "NO_QUESTIONS",
        "NO_CRITERIA",
    ]


def test_the_estimated_time_is_compared_with_the_limit() -> None:
    short = replace(PLAN, depth="LIGHT", time_limit_seconds=240)
    assert estimated_minutes(short) == 4  # a greeting, two minutes and a closing turn take three and a half
    assert "TOO_LONG" not in {concern.code for concern in check_interview(short)}
    deep = replace(short, questions=(replace(short.questions[0], depth="DEEP"),))
    assert follow_up_budget(deep, deep.questions[0]) == 5
    assert "TOO_LONG" in {concern.code for concern in check_interview(deep)}
    limited = replace(deep, questions=(replace(deep.questions[0], time_limit_seconds=60),))
    assert "TOO_LONG" not in {concern.code for concern in check_interview(limited)}
    assert estimated_minutes(replace(PLAN, questions=())) == 0


def question(question_id: str, text: str, **fields: Any) -> dict[str, Any]:
    plain = {"type": "OPEN_ENDED", "description": None, "required": True, "options": None, "followUpEnabled": True}
    return {"id": question_id, "text": text, **plain, "followUpDepth": None, "starterCode": None,
            "timeLimitSeconds": None, **fields}  # fmt: skip


def content(*questions: dict[str, Any], criteria: list[dict[str, Any]] | None = None, **settings: Any) -> Content:
    plain = {
        "title": "Backend", "purpose": "HIRING", "description": None, "objective": None, "chatEnabled": True,
        "voiceEnabled": False, "videoEnabled": False, "aiName": "Aural", "aiTone": "FORMAL", "followUpDepth": "LIGHT",
        "language": "en", "timeLimitMinutes": 30, "antiCheatingEnabled": False, "nextSteps": None,
        "contactEmail": None, "maxPauses": 3, "maxPauseMinutes": 10, "approvedFacts": [],
    }  # fmt: skip
    return {"interview": {**plain, "assessmentCriteria": criteria or [], **settings}, "questions": list(questions)}


def test_versions_differ_by_fields_and_by_the_fewest_moves() -> None:
    before = content(
        question("a", "One"), question("b", "Two"), question("c", "Three"),
        criteria=[{"name": "Design", "description": "", "anchors": [], "questionIds": ["a"]}],
    )  # fmt: skip
    after = content(
        question("c", "Three"), question("a", "One, anew"), question("d", "Four"),
        criteria=[{"name": "Design", "description": "Weighs", "anchors": [], "questionIds": ["a"]}],
        timeLimitMinutes=None,
    )  # fmt: skip
    changes = changes_between(before, after)
    assert [(change.kind, change.path) for change in changes] == [
        ("changed", "timeLimitMinutes"),
        ("changed", "assessmentCriteria.Design.description"),
        ("removed", "questions.b"),
        ("changed", "questions.a.text"),
        ("added", "questions.d"),
        ("moved", "questions.a"),
    ]
    assert changes[0] == Change("changed", "timeLimitMinutes", 30, None)
    assert changes_between(before, before) == ()
    assert digest_of(before) == digest_of(
        content(*before["questions"], criteria=before["interview"]["assessmentCriteria"])
    )
    assert digest_of(before) != digest_of(after)


def test_a_snapshot_contains_anchors_and_the_questions_of_a_criterion() -> None:
    anchors = [{"level": 2, "text": "Names a case"}]
    made = content(question("a", "One", followUpDepth="DEEP"), criteria=[
        {"name": "Design", "description": "d", "anchors": anchors, "questionIds": ["a"]}
    ])  # fmt: skip
    plan = plan_of(made, "i", organization="Acme")
    assert plan.criteria == (Criterion("Design", "d", ((2, "Names a case"),), ("a",)),)
    assert plan_from_json(plan_to_json(plan)) == plan
    assert [plan.criteria[0].is_fed_by(question_id) for question_id in ("a", "b", None)] == [True, False, True]


def test_snapshots_from_before_anchors_existed_can_be_read() -> None:
    old = plan_to_json(replace(PLAN, criteria=(Criterion("Design", "d"),)))
    for name in ("anchors", "question_ids"):
        del old["criteria"][0][name]
    del old["questions"][0]["depth"], old["is_preview"]
    assert plan_from_json(old).criteria == (Criterion("Design", "d"),)


def test_practice_sessions_are_not_compared() -> None:
    assert [is_comparable(purpose) for purpose in ("HIRING", "RESEARCH", "PRACTICE")] == [True, True, False]


def test_prepared_follow_ups_reach_the_session_and_do_not_change_older_versions() -> None:
    own = {"when": "HALF_UNANSWERED", "ask": "And who helped?", "about": "who helped"}
    older = content(question("a", "One"))
    now = content(question("a", "One", probes=None), question("b", "Two", probes=[own]), question("c", "3", probes=[]))
    asked = plan_of(now, "i").questions
    assert [one.probes for one in asked] == [None, (PreparedProbe(**own),), ()]  # type: ignore[arg-type]
    assert plan_of(older, "i").questions[0].probes is None
    plan = plan_of(now, "i")
    assert plan_from_json(plan_to_json(plan), probes_to_json(plan)) == plan
    nothing = content(question("a", "One", probes=None))
    assert digest_of(older) == digest_of(nothing) != digest_of(content(question("a", "One", probes=[])))
    assert changes_between(older, nothing) == ()
