"""Particular points of a goal become questions, and a wrong question is worse than none."""

from __future__ import annotations

from itertools import chain

import pytest

from aural import lang
from aural.engine.authoring.drafts import Wish
from aural.engine.authoring.goals import Goal, read_goal
from aural.engine.authoring.particulars import phrases_of, points_of, without_instructions
from tests.unit.test_question_bank import WISHES, drafted

EN, ZH = lang.of("en"), lang.of("zh")


@pytest.mark.parametrize(
    ("goal", "kind", "language", "names"),
    [
        (
            "school bus driver, will they turn up at 6.40",
            "HIRING",
            EN,
            ["Working with children", "Turning up", "Early starts"],
        ),
        ("warehouse, nights 10pm-6am", "HIRING", EN, []),
        ("subcontractors not turning up", "HIRING", EN, []),
        ("gap in the records. Safeguarding must be included", "HIRING", EN, ["Safeguarding"]),
        ("growers: a bad week, who decides", "WORK", EN, ["Good and bad times", "Who decides"]),
        ("want someone who loves dogs", "WORK", EN, []),
        ("on call, what they did at 2am; deliver on time; a mentee doesn't turn up", "HIRING", EN, []),
        ("baker, 3am starts", "HIRING", EN, ["Early starts"]),
        ("图纸和现场对不上怎么办", "HIRING", ZH, []),
        ("想知道损耗怎么管，别问年龄", "HIRING", ZH, ["控制损耗"]),
    ],
)
def test_points_named_by_a_goal_are_found(goal: str, kind: str, language: lang.Language, names: list[str]) -> None:
    assert [point.criterion["name"] for point in points_of(goal, kind, language)] == names


def test_points_are_ordered_by_importance_and_not_by_position() -> None:
    goal = "Exams and practicals. Safeguarding must be included. What salary do they expect? Pay expectations too."
    names = [point.criterion["name"] for point in points_of(goal, "HIRING", EN, family="Teaching")]
    assert names == ["Safeguarding", "Preparing for exams", "Practical lessons", "Pay"]


def test_a_questions_text_may_contain_the_found_word() -> None:
    assert points_of("what is a good year", "WORK", EN)[0].questions[0] == "What does a good year look like for you?"


@pytest.mark.parametrize(
    ("goal", "questions"),
    [
        ("how does she handle tantrums", ["How do you deal with tantrums?"]),
        ("how they handle it", []),
        ("has dealt with shortages, knows rules", ["Tell me about a time when you dealt with shortages."]),
        ("experience with glasshouses and more", ["Describe your work with glasshouses so far."]),
        ("dog groomer - scissor finish, nervous dogs, doodles.", ["Describe your work with nervous dogs so far."]),
        (
            "must have: taken payments, written communication.",
            [
                "Tell me about a time when you took payments.",
                "What do you find hard about written communication?",
            ],
        ),
        ("have they worked with looms, experience with looms", ["Tell me about a time when you worked with looms."]),
        ("how do they get experts to hand it over", []),
        ("Fitters, two posts, Dundee", []),
        ("must be calm, friendly, hard working, good with their hands", []),
        ("knowledge of how we do things here", []),
        ("good with children", []),
    ],
)
def test_only_unambiguous_noun_phrases_become_questions(goal: str, questions: list[str]) -> None:
    assert phrases_of(goal, "hiring", EN) == questions


def test_a_study_asks_about_listed_things_and_not_about_people() -> None:
    assert phrases_of("Study on night buses: nurses, bar staff, cleaners", "research", EN) == []
    assert phrases_of("Prices: vouchers, the hall, league tables", "research", EN) == [
        "What has been your experience with vouchers?",
    ]


def test_a_topic_that_must_not_be_asked_about_is_ignored() -> None:
    said = without_instructions("A cleaner, 5am. Please don't ask about certificates. Honest.", EN)
    assert "certificates" not in said
    assert "Honest" in said


@pytest.mark.parametrize(
    ("goal", "purpose", "kind"),
    [
        ("roofers wanted, and why they left their last gaffer", "HIRING", "HIRING"),
        ("exit chat with chefs who left this year", "HIRING", "EXIT"),
        ("Housing co-op, two rooms, what would they bring", "HIRING", "MEMBERS"),
        ("Applicants to our two-year Guitar Making course", "HIRING", "ADMISSION"),
        ("Meeting contractors bidding for the lift, how they tell residents", "HIRING", "CONTRACTORS"),
        ("We need two more suppliers for oak: capacity and prices", "HIRING", "SUPPLIERS"),
        ("volunteer befrienders for older people", "HIRING", "VOLUNTEERS"),
        ("Volunteer coordinator for our helpline", "HIRING", "HIRING"),
        ("people who came once or twice then never came back", "RESEARCH", "LAPSED"),
        ("why do people bail at the second screen", "RESEARCH", "UNFINISHED"),
        ("library non-users: why don't they come to us", "RESEARCH", "NONVISITORS"),
        ("older men who don't go to the doctor", "RESEARCH", "NONUSERS"),
        ("crab fishers on the coast and what they decide", "RESEARCH", "WORK"),
        ("Trying to work out if growers would rent cold rooms", "RESEARCH", "WORK"),
        ("good news or bad, we want to know what happened", "RESEARCH", "RESEARCH"),
    ],
)
def test_the_purpose_counts_more_than_words(goal: str, purpose: str, kind: str) -> None:
    assert read_goal(goal, purpose, EN).kind["name"] == kind


@pytest.mark.parametrize(
    ("goal", "role"),
    [
        ("dog groomer, four days", "Dog groomer"),
        ("We need a Head of Fundraising (hybrid)", "Head of Fundraising"),
        ("Office manager: honest", "Office manager"),
        ("Research assistant for a project", "Research assistant"),
        ("find two more suppliers", ""),
        ("customers, members and numbers", ""),
    ],
)
def test_a_trade_is_a_role_and_a_customer_is_not(goal: str, role: str) -> None:
    assert read_goal(goal, "HIRING", EN).role == role


@pytest.mark.parametrize(
    ("goal", "family"),
    [
        ("Helpline Volunteer Coordinator, keeps records in Salesforce", "Supporting people"),
        ("Housekeeping for the co-op, 8 hrs a month", "Work in a busy service"),
        ("Veterinary receptionist", "Understanding the problem"),
    ],
)
def test_the_last_word_of_a_role_decides_its_family(goal: str, family: str) -> None:
    found = read_goal(goal, "HIRING", EN).family
    assert found is not None
    assert family == found["one"]["name"]


def test_no_draft_asks_almost_the_same_question_twice() -> None:
    wish = next(wish for wish in WISHES if "small landlords to handle repairs" in wish.goal)
    texts = [question.text for question in drafted(wish)[2]]
    assert sum("this went wrong" in text for text in texts) == 1


def test_most_drafts_ask_about_something_that_the_goal_names() -> None:
    named = [bool(goal.points or goal.phrased or goal.skills) for goal in (_read(wish) for wish in WISHES)]
    assert sum(named) / len(named) > 0.7
    assert not any(chain.from_iterable(_read(wish).phrased for wish in WISHES if wish.language.startswith("zh")))


def _read(wish: Wish) -> Goal:
    return read_goal(wish.goal, wish.purpose, lang.of(wish.language))
