"""In research, people are participants, and nothing that they say is rated."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from aural.engine.authoring.email_templates import built_in
from aural.engine.moves import Greet
from aural.engine.people import in_words_of
from aural.engine.plan import Criterion, Plan, Question, Tone, plan_from_json, plan_to_json
from aural.engine.purposes import gives_levels
from aural.interviewer.foreseen import foreseen_lines
from aural.interviewer.guided.interviewer import phrase_by_template
from aural.interviewer.judging.judge import Judge, ask_about, judge_by
from aural.interviewer.protocol import WordingRequest
from aural.jobs.mail import letter_of
from aural.reports.analysis.build import build_report
from aural.reports.analysis.judgement import Claim, Judgement, Line, Origin, Rating
from aural.reports.analysis.sections import SECTIONS
from aural.reports.documents.document import Document, Turn
from aural.reports.documents.text import facts_of, to_markdown, to_text
from aural.store.jobs import Job

ANSWER = (
    "I plan the meals for the week on Sunday, because my candidate shop is cheap then, and I buy the vegetables at the "
    "market. CANDIDATE: is what my daughter writes on the list."
)
STUDY = Document(
    session_id="s", title="How people cook", organization="Harbour", name=None, language="en", started_at=0,
    finished_at=1, seconds=1, report_status="READY", note=None, remark="Thanks.", purpose="RESEARCH",
    turns=(Turn(1, True, "My candidate shop.", 0), Turn(2, True, "Nothing.", 1, is_left_out=True)),
)  # fmt: skip
PLAN = Plan(
    "i1",
    "How people cook",
    (Question("q1", 0, "How do you plan your meals?", "RESEARCH"),),
    criteria=(Criterion("Planning", "Plans meals for the week"),),
    purpose="RESEARCH",
)
LINES = (Line("m1", "user", ANSWER, "q1", "answer", None),)
QUOTES = ("I plan the meals for the week on Sunday",)
JUDGEMENT = Judgement(
    summary=Claim("Plans the meals of a week on Sunday.", QUOTES),
    sections={},
    sentiment=None,
    ratings=(Rating("Planning", (3, 3, 3), QUOTES),),
    origin=Origin("model", "some-model", "1"),
    is_scored=True,
)


async def asked_by(plan: Plan) -> tuple[Judgement, list[tuple[str, str]]]:
    seen: list[tuple[str, str]] = []

    async def ask(system: str, user: str, kind: type[BaseModel]) -> tuple[BaseModel, int]:
        seen.append((system, user))
        is_summary = "summary" in kind.model_fields
        nothing: dict[str, Any] = {**dict.fromkeys(SECTIONS, ()), "sentiment": None, "findings": []}
        answer = (
            nothing | {"summary": {"text": "Plans meals.", "quotes": list(QUOTES)}} if is_summary else {"ratings": []}
        )
        return kind.model_validate(answer), 1

    return await judge_by(Judge(ask_about(plan, ask), ratings=1), plan, LINES, "some-model"), seen


async def test_no_levels_are_requested_and_the_topics_are_covered_by_quotes() -> None:
    judgement, seen = await asked_by(PLAN)
    assert (len(seen), judgement.is_scored) == (1, False)
    ((criterion, levels, quotes),) = [(one.criterion, one.levels, one.quotes) for one in judgement.ratings]
    assert (criterion, levels) == ("Planning", ())
    assert quotes
    hiring, asked = await asked_by(replace(PLAN, purpose="HIRING"))
    assert (len(asked), hiring.is_scored) == (2, True)


async def test_the_judging_prompt_says_participant_instead_of_candidate() -> None:
    _, ((system, user),) = await asked_by(PLAN)
    assert 'Call the person "the participant"' in system
    assert "candidate" not in system.lower()
    assert f"PARTICIPANT: {ANSWER}" in user


def test_a_report_has_no_levels_whatever_a_judge_gives() -> None:
    report = build_report(JUDGEMENT, PLAN, LINES)
    assert report.scores is None
    assert [item["quote"] for item in report.evidence if item["supports"] == "criteria/Planning"] == list(QUOTES)
    for purpose in ("HIRING", "PRACTICE"):
        assert gives_levels(purpose)
        scores = build_report(JUDGEMENT, replace(PLAN, purpose=purpose), LINES).scores
        assert scores is not None
        assert scores[0]["level"] == 3


def test_the_purpose_is_not_part_of_a_snapshot() -> None:
    stored = plan_to_json(PLAN)
    assert "purpose" not in stored
    assert plan_from_json(stored) == replace(PLAN, purpose="HIRING")


def test_the_word_for_people_depends_on_the_purpose_in_each_language() -> None:
    text = "A candidate and two Candidates; 一位候选人，应聘者的原话"
    assert in_words_of("HIRING", text) == text
    assert in_words_of("RESEARCH", text) == "A participant and two Participants; 一位参与者，参与者的原话"
    assert in_words_of("PRACTICE", text) == in_words_of("RESEARCH", text)


def test_research_has_its_own_word_for_an_interview_in_chinese() -> None:
    text = "An interviewer; 面试官结束了面试"
    assert in_words_of("RESEARCH", text) == "An interviewer; 访谈员结束了访谈"
    assert in_words_of("PRACTICE", text) == in_words_of("HIRING", text) == text


@pytest.mark.parametrize("tone", get_args(Tone))
def test_the_interviewer_of_a_study_introduces_itself_with_that_word(tone: Tone) -> None:
    question = Question("q1", 0, "你怎样记笔记？")
    for purpose, word, title in (("RESEARCH", "访谈员", "面试之后"), ("HIRING", "面试官", "面试之后")):
        plan = Plan("i", title, (question,), language="zh", tone=tone, purpose=purpose)
        greeting = phrase_by_template(WordingRequest(plan, Greet(), None, ())).text
        assert word in greeting
        assert f"“{title}”" in greeting  # its own words stay
        assert greeting in foreseen_lines(plan)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("tone", get_args(Tone))
def test_the_interviewer_of_a_study_speaks_of_no_job_interview_and_no_decision(language: str, tone: Tone) -> None:
    plan = Plan("i", "Notes", (Question("q1", 0, "How?"),), language=language, tone=tone, purpose="RESEARCH")
    said = " ".join(foreseen_lines(plan))
    assert "面试" not in said
    assert not re.search(r"they decide|and decides|由人来决定|做决定的是", said, re.IGNORECASE)
    assert re.search("make no decisions|不做任何决定", said)


def test_the_invitation_to_a_study_mentions_no_decision() -> None:
    assert "reads them and decides" in built_in("invitation", "en").text
    assert "a person at {organization} reads them.\n" in built_in("invitation", "en", "RESEARCH").text
    study = built_in("invitation", "zh", "RESEARCH")
    assert "访谈“{title}”" in study.subject
    assert "面试" not in study.text
    assert "决定。" not in study.text


def test_emails_about_a_study_speak_of_participants_and_keep_its_title() -> None:
    job = Job("j", "o", "mail", {}, 1, 3, "w")
    said = {"title": "The candidate journey", "session": "s", "name": "Ada", "email": None, "message": None}
    letter = letter_of("problem", "en", "team@example.com", job, said, "RESEARCH")
    assert letter.subject == "A participant has a problem right now: “The candidate journey”"
    assert "A participant has reported a problem." in letter.text


def test_exports_name_the_language() -> None:
    facts = {tag: dict(facts_of(replace(STUDY, language=tag)))["Language"] for tag in ("zh-Hans", "en", "xx")}
    assert facts == {"zh-Hans": "中文", "en": "English", "xx": "xx"}


def test_exports_of_a_study_have_participants_and_no_criteria() -> None:
    written = to_markdown(STUDY)
    assert "## Criteria" not in written
    assert "Not scored" not in written
    assert "## The participant's remark" in written
    assert "The participant left this answer out." in to_text(STUDY)
    assert "Participant: My candidate shop." in to_text(STUDY)
    assert "## Criteria" in to_markdown(replace(STUDY, purpose="HIRING"))
