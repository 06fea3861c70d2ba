"""How drafts without a model are composed: goals are searched for what they name, and never repeated."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from string import Template
from typing import Any

import pytest

from aural import lang
from aural.engine.authoring.drafts import DraftedCriterion, DraftedInterview, DraftedQuestion, Wish, concerns_about
from aural.engine.authoring.goals import read_goal, repeats, role_of, topic_of
from aural.engine.prepared_probes import archetype_of
from aural.interviewer.drafting.guided import parts_of

GOALS = Path(__file__).parents[1] / "data" / "goals"
WISHES = [Wish(**json.loads(line)) for path in GOALS.glob("*.jsonl") for line in path.read_text().splitlines()]
EN, ZH = lang.of("en"), lang.of("zh")


def drafted(wish: Wish) -> tuple[DraftedInterview, list[DraftedCriterion], list[DraftedQuestion]]:
    interview, *rest = parts_of(wish)
    assert isinstance(interview, DraftedInterview)
    criteria = [part for part in rest if isinstance(part, DraftedCriterion)]
    return interview, criteria, [part for part in rest if isinstance(part, DraftedQuestion)]


@pytest.mark.parametrize("wish", WISHES, ids=lambda wish: wish.goal[:40])
def test_no_title_and_no_question_quotes_the_goal(wish: Wish) -> None:
    interview, criteria, questions = drafted(wish)
    assert [text for text in (interview.title, *(q.text for q in questions)) if repeats(wish.goal, text)] == []
    is_general = len(questions) == 4 and interview.title == "Research interview"  # no topic is known
    assert is_general or wish.question_count <= len(questions) <= wish.question_count + 2  # practical ones are short
    assert len({question.text for question in questions}) == len(questions)
    assert {name for question in questions for name in question.criteria} == {one.name for one in criteria}
    assert len({one.name for one in criteria}) == len(criteria)


@pytest.mark.parametrize(
    ("goal", "text", "is_repeated"),
    [
        ("Hire a nurse who notices when a patient gets worse", "A nurse who notices much", True),
        ("Hire a nurse who notices when a patient gets worse", "Night nurse: first interview", False),
        ("Run a payments-service, on call!", "Run a Payments-service on", True),
        ("了解年轻人为什么点外卖而不自己做饭", "年轻人为什么点外卖？", True),
        ("了解年轻人为什么点外卖而不自己做饭", "点外卖：访谈", False),
    ],
)
def test_four_words_in_a_row_are_a_quote(goal: str, text: str, *, is_repeated: bool) -> None:
    assert repeats(goal, text) == is_repeated


@pytest.mark.parametrize(
    ("goal", "role"),
    [
        ("hiring 2 night nurses for our stroke ward", "Night nurse"),
        ("need a barista asap", "Barista"),
        ("We need an accountant for our NGO", "Accountant"),
        ("assess nurses for promotion", "Nurse"),
        ("custommer suport agent, freindly", "Customer support agent"),
        ("Looking for an experienced senior backend developer who can mentor", "Senior backend developer"),
        ("Whether somebody can run a payments service on call", ""),
        ("I need someone who gets up at 3am", ""),
        ("how people pay their rent", ""),
        ("Warehouse team leader, Daventry\n\nThe role: leading 14 pickers", "Warehouse team leader"),
        ("GP practice nurse – smears, wound care", "GP practice nurse"),
        ("backend eng, Go, on call", "Backend engineer"),
        ("Our head chef is leaving, need a sous chef", "Sous chef"),
        ("Join us leading 14 pickers", ""),
    ],
)
def test_a_role_is_named_only_if_the_goal_clearly_names_one(goal: str, role: str) -> None:
    assert role_of(goal, EN) == role


@pytest.mark.parametrize(
    ("goal", "topic"),
    [
        ("how people pay their rent and why they pay late", "paying rent"),
        ("understand how students choose a university", "choosing a university"),
        ("research on electric scooters among commuters", "electric scooters"),
        ("what do teachers think about the new timetable software", "timetable software"),
        ("find out why it is like that", None),
        ("why do home carers not log their visits in the app", "logging visits"),
        ("My dissertation is about amateur choirs", "amateur choirs"),
        ("People who left. How do they find work", None),
        ("what people lose last winter", None),
    ],
)
def test_a_topic_is_a_short_noun_or_none(goal: str, topic: str | None) -> None:
    found = topic_of(goal, EN)
    assert (found.name if found else None) == topic


@pytest.mark.parametrize(
    ("goal", "purpose", "kind"),
    [
        ("Exit interviews for our call center", "HIRING", "EXIT"),
        ("Reference check for a project manager candidate", "HIRING", "REFERENCE"),
        ("Check-in with new employees after 90 days", "HIRING", "ONBOARDING"),
        ("Hire new staff for the kitchen", "HIRING", "HIRING"),
        ("Validate a startup idea for dog owners", "RESEARCH", "DISCOVERY"),
        ("Why do customers cancel after a month?", "RESEARCH", "CHURN"),
        ("How do people read the news?", "HIRING", "RESEARCH"),
        ("Validate a startup idea for dog owners", "PRACTICE", "HIRING"),
        ("Night porter for a hotel. References matter.", "HIRING", "HIRING"),
        ("Taking up references for our new bursar", "HIRING", "REFERENCE"),
        ("Applicants for our mentoring scheme", "HIRING", "VOLUNTEERS"),
        ("why they quit athletics clubs", "RESEARCH", "RESEARCH"),
        ("amateur choirs: the zoom months, who did not come back", "RESEARCH", "RESEARCH"),
    ],
)
def test_the_kind_of_interview_is_read_from_the_goal(goal: str, purpose: str, kind: str) -> None:
    assert read_goal(goal, purpose, EN).kind["name"] == kind


def test_named_skills_get_a_question_each_in_the_order_of_the_goal() -> None:
    _, criteria, _ = drafted(Wish(goal="Office manager: honest, and keeps calm under pressure"))
    assert [one.name for one in criteria][1:3] == ["Honesty", "Calm under pressure"]


def test_practical_points_are_short_come_last_and_share_the_time_of_one_question() -> None:
    goal = "roofers: own transport, a valid cscs card, notice period, why they left their last gaffer"
    _, criteria, questions = drafted(Wish(goal=goal))
    assert [question.criteria[0] for question in questions[-3:]] == [
        "Getting there",
        "Licences and certificates",
        "Notice and start",
    ]
    assert len(questions) == 4 + 3
    assert criteria[-1].anchors[0] == "Leaves it open."
    _, _, questions = drafted(Wish(goal="roofers with a valid cscs card"))
    assert (len(questions), questions[-1].criteria) == (6, ("Licences and certificates",))


def test_a_draft_for_hiring_mixes_kinds_of_questions() -> None:
    _, _, questions = drafted(Wish(goal="need a barista asap", minutes=30))
    assert len({archetype_of(question.text, "en") for question in questions}) >= 3


def list_bank(language: lang.Language) -> list[tuple[str, list[str]]]:
    """Every question of the bank with the keys among which its criterion must be."""
    bank, roles = language.table("question_bank"), language.table("role_bank")
    of_kinds: list[tuple[str, list[str]]] = [
        (text, [key, *kind["criteria"]]) for kind in bank["kinds"] for key, *texts in kind["ask"] for text in texts
    ]
    of_roles = [(text, [key, "one", "two"]) for family in roles["families"] for key, text in family["ask"]]
    of_skills = [(text, ["", ""]) for skill in bank["skills"] for text in (*skill["ask"], skill["others"])]
    of_points = [(text, ["", ""]) for point in language.value("goal_points", "points") for text in point["ask"]]
    return [*of_kinds, *of_roles, *of_skills, *of_points, *((text, ["", ""]) for _, text in bank["levels"].values())]


@pytest.mark.parametrize("language", [EN, ZH], ids=["en", "zh"])
def test_every_question_of_the_bank_follows_the_rules(language: lang.Language) -> None:
    values: dict[str, Any] = {"topic": "AI", "doing": "AI", "how": "good", "span": "year"}
    for text, (key, *keys) in list_bank(language):
        assert concerns_about(DraftedQuestion(Template(text).substitute(values))) == [], text
        assert key in keys, text


@pytest.mark.parametrize("language", [EN, ZH], ids=["en", "zh"])
def test_every_criterion_of_the_bank_has_anchors(language: lang.Language) -> None:
    bank, roles = language.table("question_bank"), language.table("role_bank")
    of_kinds = chain.from_iterable(kind["criteria"].values() for kind in bank["kinds"])
    of_roles = chain.from_iterable((family["one"], family["two"]) for family in roles["families"])
    points = language.value("goal_points", "points")
    for criterion in chain(of_kinds, of_roles, bank["skills"], points):
        assert len(bank["anchors"][criterion["anchors"]]) == 4, criterion["name"]
