"""What a goal itself wants to know is asked of the person, in other words; a false question is worse than none."""

from __future__ import annotations

import pytest

from aural import lang
from aural.interview.drafts import Wish
from aural.interview.goal_questions import asked_in
from aural.interview.goals import read_goal, repeats
from tests.unit.test_question_bank import drafted

EN, ZH = lang.of("en"), lang.of("zh")


def asked(goal: str, language: lang.Language, *, is_of_work: bool = False) -> list[str]:
    """The first wording of each question that doesn't repeat the goal."""
    found = asked_in(goal, language, is_of_work=is_of_work)
    fit = ([text for text in one.wordings if not repeats(goal, text)] for one in found)
    return [texts[0] for texts in fit if texts]


@pytest.mark.parametrize(
    ("goal", "questions"),
    [
        ("how do they find tenants, and who pays", ["How do you find tenants?"]),
        ("how she gets on with a team", ["How do you get along with a team?"]),
        ("Who they leaned on. What they fought for and lost", ["Who did you lean on?", "What did you fight for?"]),
        ("who do they ring when the boiler goes", ["Say the boiler goes. Who do you ring?"]),
        ("what do they do in a meltdown", ["What steps do you take in a meltdown?"]),
        ("what would they do about slugs", ["How would you deal with slugs?"]),
        ("what do they do with surplus honey", ["What becomes of your surplus honey?"]),
        ("what do they do with a free Saturday", ["How do you spend a free Saturday?"]),
        ("what they'd find hard about us", ["What would you find difficult about us?"]),
        ("what they wish someone had told them", ["What do you wish somebody had told you?"]),
        ("how do they get home when the bus doesn't come", ["How do you get home when your bus doesn't come?"]),
        ("what made them hand in notice", ["What made you hand in notice?"]),
        ("why they stopped", ["What made you stop?"]),
        ("what was their worst month", ["Tell me about your worst month."]),
        ("a time they turned back", ["Tell me about a time when you turned back."]),
        ("what was the week like when they cancelled", ["How was the week when you cancelled?"]),
        ("how soon do they answer letters in january", ["How soon do you answer letters?"]),
    ],
)
def test_questions_of_a_goal_are_asked_of_the_person(goal: str, questions: list[str]) -> None:
    assert asked(goal, EN) == questions


@pytest.mark.parametrize(
    ("goal", "questions"),
    [
        (
            "You will draft consultation responses.",
            ["Tell me about a time when you had to draft consultation responses."],
        ),
        ("able to write for non-specialists", ["How do you write for non-specialists?"]),
        ("someone who writes plain letters", ["Tell me about a time when you had to write plain letters."]),
        ("has turned around a failing shop", ["Tell me about a time when you turned around failing shops."]),
        (
            "have they managed volunteers in hard times",
            ["Tell me about a time when you managed volunteers in difficult times."],
        ),
        ("who can work weekends, must have a van, we have hired badly, able to cope with them, who is kind", []),
    ],
)
def test_tasks_of_a_job_are_asked_for_as_cases(goal: str, questions: list[str]) -> None:
    assert asked(goal, EN, is_of_work=True) == questions


@pytest.mark.parametrize(
    "goal",
    [
        "what they are hiding from us",  # what a creator suspects
        "whether they can weld",  # yes or no
        "how many clients at once",  # no clause
        "something broke and what they did at 2am",  # about a case that only the creator knows
        "what do they do about it",
        "how they decide",
        "how do they keep the whole of the old machine running",  # only in the goal's own words
        "what they longed for",  # the verb isn't sure
    ],
)
def test_what_is_not_surely_a_question_is_not_asked(goal: str) -> None:
    assert asked(goal, EN) in ([], ["How do you decide?"])


@pytest.mark.parametrize(
    ("goal", "questions"),
    [
        ("想知道他带过多少人、翻台率提升", ["你带过多少人？"]),
        ("食材损耗怎么管，会不会算账", ["食材损耗你怎么管？"]),
        ("一天吃几顿，后来改成什么运动了", ["你一天吃几顿？", "后来你改成什么运动了？"]),
        ("平时看哪些账号，孩子多久来一次，谁来接", ["你平时看哪些账号？"]),
        ("为什么走的，有没有拿回扣", []),
    ],
)
def test_chinese_questions_get_the_person_in_them(goal: str, questions: list[str]) -> None:
    assert asked(goal, ZH) == questions


def test_what_a_point_asks_is_not_asked_again_and_a_reference_is_about_somebody_else() -> None:
    goal = read_goal("Baker. How do they cope with early starts, how do they train beginners", "HIRING", EN)
    assert [one.wordings[0] for one in goal.asked] == ["How do you train beginners?"]
    assert read_goal("Reference check for Dana: how she trained beginners", "HIRING", EN).asked == []


def test_questions_of_the_goal_come_before_what_belongs_to_the_role() -> None:
    _, criteria, questions = drafted(Wish(goal="plumber, how do they price odd jobs, what would they tell a beginner"))
    texts = [question.text for question in questions]
    assert texts[1:3] == ["How do you price odd jobs?", "What would you tell a beginner?"]
    assert [one.name for one in criteria][:3] == ["Motivation", "Relevant experience", "Judgment"]
    _, criteria, questions = drafted(Wish(goal="Tell me how people feel about the hall", purpose="RESEARCH"))
    assert "In their own words" in {one.name for one in criteria}


def test_a_study_without_a_topic_begins_with_what_is_asked() -> None:
    _, _, questions = drafted(Wish(goal="parents of twins. who did they lean on", purpose="RESEARCH"))
    assert questions[0].text == "Who did you lean on?"
    _, _, questions = drafted(Wish(goal="parents of twins", purpose="RESEARCH"))
    assert questions[0].text.startswith("Think of the last time this came up")
