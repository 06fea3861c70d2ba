"""Drafts without a model leave out what a goal doesn't clearly say: a wrong question is worse than a general one."""

from __future__ import annotations

import re

import pytest

from aural import lang
from aural.engine.authoring.drafts import Wish
from aural.engine.authoring.goals import read_goal
from aural.engine.authoring.particulars import phrases_of, points_of
from tests.unit.test_question_bank import drafted

EN = lang.of("en")


@pytest.mark.parametrize(
    ("goal", "questions"),
    [
        ("roofer, walked off jobs, saftey first, cscs, split shifts, free parking", []),
        ("Care home night staff. Experience with hcas and band 3s, ward rounds", []),
        ("hotel night porter: lost keys, drunk guests, late checkouts, noisy parties", []),
        ("Florist, wedding flowers, difficult brides", ["Describe your work with wedding flowers so far."]),
        ("experience with fragile manuscripts, latin", ["Describe your work with fragile manuscripts so far."]),
        ("Electrician - must have: handled big jobs, smart meters, cut corners never, competitive rates", []),
        ("Marine biologist with experience in diving, fish surveys; track record of grant funding", []),
        ("our last manager has run sites and she has fired people", []),
        ("someone who has managed contracts", ["Tell me about a time when you managed contracts."]),
        ("Beekeeper - live bees, early mornings, bad backs", ["Describe your work with live bees so far."]),
        ("tutor. how they motivate bored teenagers, how they explain words", ["How do you explain words?"]),
        ("We have launched products and the company has raised funds; need a bookkeeper", []),
        ("Bus mechanic, night work, diesel engines, old buses, moaning drivers", []),
        ("who has dealt with difficult dogs", ["Tell me about a time when you dealt with difficult dogs."]),
        ("experience of process, money, people; familiar with tools", []),
        ("nurse, wound care, nights", ["What do you find hard about wound care?"]),
        ("experience feeding calves, minding shops", ["Walk me through how you go about feeding calves."]),
    ],
)
def test_in_a_hiring_draft_only_unambiguous_phrases_become_questions(goal: str, questions: list[str]) -> None:
    assert phrases_of(goal, "hiring", EN) == questions


@pytest.mark.parametrize(
    ("goal", "questions"),
    [
        ("study of night workers: money, nights, sleep, kids", []),
        ("corner shop: loyalty cards, prices, porters", ["What has been your experience with loyalty cards?"]),
        ("Bus users: delays, smelly seats, drivers", ["Tell me about the last time you had to deal with delays."]),
        ("want to hear about school meals", ["What comes to mind when you think of school meals?"]),
        ("how people learn about clinics", ["How do you learn about clinics?"]),
        ("what nurses know about wound care", []),
        ("Questions about hcas, and pain", []),
        ("how they handle noisy neighbours, split shifts", []),
        ("Cyclists: locks, thefts, hills, helmets, wardens", []),
    ],
)
def test_in_a_research_draft_only_events_and_things_that_are_used_become_questions(
    goal: str, questions: list[str]
) -> None:
    assert phrases_of(goal, "research", EN) == questions


@pytest.mark.parametrize(
    ("goal", "purpose", "kind"),
    [
        ("People who left our meal kit after two boxes. Why did they quit?", "RESEARCH", "CHURN"),
        ("people who cancelled their veg box. why they left us and what they cook now", "RESEARCH", "CHURN"),
        ("Exit interviews with people who stopped our gym plan, why did they leave", "HIRING", "CHURN"),
        ("exit survey for subscribers who left the magazine", "HIRING", "CHURN"),
        ("everyone who quit our language app in week one: why", "RESEARCH", "CHURN"),
        ("Exit chats with clients who left our accountancy firm for a cheaper one", "RESEARCH", "CHURN"),
        ("people who left our choir after the first term", "RESEARCH", "LAPSED"),
        ("donors who left: why they stopped giving", "RESEARCH", "LAPSED"),
        ("Why do our nurses keep leaving? exit interviews with 8 leavers", "HIRING", "EXIT"),
        ("Exit interviews with customer service agents who left in the first year", "HIRING", "EXIT"),
        ("Talk to people who left the company last spring: why, would they come back", "HIRING", "EXIT"),
        ("We want to hear from our suppliers how they find working with us, late payments", "RESEARCH", "PARTNERS"),
        ("Want honest feedback from partner charities on how referrals work", "HIRING", "PARTNERS"),
        ("how our resellers really feel about the new price list", "RESEARCH", "PARTNERS"),
        ("Understand why our distributors are unhappy and what they need from us", "HIRING", "PARTNERS"),
        ("listening to small growers who deal with us: how do we treat them", "RESEARCH", "PARTNERS"),
        ("Vetting three caterers for the summer fair, allergens, price per head", "HIRING", "CONTRACTORS"),
        ("We need a supplier of paper cups, ask about capacity and price", "HIRING", "SUPPLIERS"),
        ("new users onboarding: where they get stuck", "RESEARCH", "RESEARCH"),
        ("new starters' onboarding, how was the first month", "HIRING", "ONBOARDING"),
    ],
)
def test_the_kind_of_interview_depends_on_who_left_and_who_is_interviewed(goal: str, purpose: str, kind: str) -> None:
    assert read_goal(goal, purpose, EN).kind["name"] == kind


@pytest.mark.parametrize(
    ("goal", "family"),
    [
        ("Pump engineer for a hospital trust, teaching apprentices, near patients, practicals in the yard", ""),
        ("Someone to run the boiler room at our teaching hospital", ""),
        ("Nursing home seeks somebody for the boiler room", ""),
        ("Nursery school kitchen needs a pair of hands", ""),
        ("Whoever can fix our pumps. Nurses and teachers work next door", ""),
        ("Teaching assistant for year 3", "Teaching"),
        ("warehouse night shift, 10pm-6am", "Doing the work well"),
        ("Accountant for a nursing agency and two nurseries", "Order and accuracy"),
    ],
)
def test_teaching_and_nursing_questions_need_a_matching_role(goal: str, family: str) -> None:
    found = read_goal(goal, "HIRING", EN).family
    assert (found["one"]["name"] if found else "") == family


def test_points_about_teaching_are_for_teachers() -> None:
    goal = "practicals and exams"
    assert points_of(goal, "HIRING", EN, family="Craft") == []
    assert len(points_of(goal, "HIRING", EN, family="Teaching")) == 2


@pytest.mark.parametrize(
    "goal",
    [
        "Widowers over 70 and the first month alone. who helped",
        "dog owners, vets bills: last big bill, did they put off going, insurance",
        "Teen runners who quit",
        "architects and wood insulation, 12 of them",
        "Parents of twins. sleep, money, who decides",
        "People who moved in with mum again after 30",
        "What happened after the flood in our street",
        "how the pandemic hit amateur theatre",
        "Small-town librarians, what goes wrong",
        "kids' screen time rows, what holds them back",
        "grief at work. where do they lose time",
        "Second-generation migrants & language at home, what was lost",
        "church bells: do the neighbours mind, are they afraid to complain",
        "night trains: who takes them & why, how often, expectations",
        "beach huts: who makes the decisions, other ways",
    ],
)
def test_a_study_without_a_clear_topic_begins_with_its_subject_and_has_few_questions(goal: str) -> None:
    interview, _, questions = drafted(Wish(goal=goal, purpose="RESEARCH", minutes=40))
    texts = [question.text for question in questions]
    assert interview.title == "Research interview"
    assert "the subject of this interview" in texts[0]
    assert len(texts) <= 7
    assert [text for text in texts if re.search(r"\bit\b", text)] == []
