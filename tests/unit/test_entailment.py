"""Claims that a report leaves out because they don't follow from their quotes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from aural.engine.plan import Plan, Question
from aural.interviewer.judging.entailment import follows, ground_of, without_unsupported
from aural.reports.analysis.evidence import find_quotes, sources_of
from aural.reports.analysis.judgement import Claim, Judgement, Line, Origin
from aural.reports.analysis.notes import about_dropped
from tests.unit.reporting import ANSWER, House, answered, asked, open_house

SAID = (
    "The checkout went down on a Friday evening. I looked at the dashboards and saw that the pool was exhausted. "
    "I rolled back the release from that afternoon, and orders came in again. My manager wrote to the customers."
)
LATER = "I would like to have feature flags, but nobody has time for them."
QUESTION = Question("q1", 0, "Tell me about an outage you handled.", type="RESEARCH")
PLAN = Plan("Engineer", "", (QUESTION,), language="en")
LINES = (
    Line("m1", "assistant", QUESTION.text, "q1", "question", None),
    Line("m2", "user", SAID, "q1", "answer", None),
    Line("m3", "assistant", "What would you change?", "q1", "follow_up", None),
    Line("m4", "user", LATER, "q1", "answer", None),
)
ROLLED = "I rolled back the release from that afternoon, and orders came in again."


def does_follow(claim: str, *quotes: str, lines: tuple[Line, ...] = LINES, language: str = "en") -> bool:
    return follows(claim, ground_of(find_quotes(quotes, sources_of(lines)), lines), language)


@pytest.mark.parametrize(
    "claim",
    [
        "The candidate restored orders by rolling back that afternoon's release.",
        "They rolled back the afternoon's release.",
        "I rolled back the release from that afternoon",
        "Incident response",  # a label isn't a claim
    ],
)
def test_a_claim_that_rephrases_its_quotes_follows(claim: str) -> None:
    assert does_follow(claim, ROLLED)


@pytest.mark.parametrize(
    "claim",
    [
        "The candidate is a poor communicator who lies.",
        "The candidate is arrogant and always blames everyone else.",
        "The candidate speaks four languages and enjoys gardening.",
        "Thanks to the candidate, revenue doubled and the whole company adopted the process.",
    ],
)
def test_verdicts_inventions_and_exaggerations_do_not_follow_from_a_true_quote(claim: str) -> None:
    assert not does_follow(claim, ROLLED)


@pytest.mark.parametrize(
    ("claim", "is_kept"),
    [
        ("候选人先查了出库记录。", True),
        ("候选人打算明年学习架构。", True),
        ("候选人是个不诚实的人。", False),
        ("候选人已完成了架构学习。", False),
        ("经理查了出库记录。", False),
        ("候选人精通三门外语。", False),
        ("候选人没有查出库记录。", False),
    ],
)
def test_chinese_claims_are_checked_by_rules(claim: str, is_kept: bool) -> None:
    lines = (Line("m1", "user", "我先查了出库记录，发现仓库漏装了。我打算明年学习架构。", "q1", "answer", None),)
    assert does_follow(claim, "我先查了出库记录", "我打算明年学习架构", lines=lines, language="zh") == is_kept


def test_claims_in_other_languages_are_kept_without_a_check() -> None:
    lines = (Line("m1", "user", "Ich habe die Version zurückgenommen.", "q1", "answer", None),)
    assert does_follow("Die Person ist faul.", "Ich habe die Version zurückgenommen.", lines=lines, language="de")


def judged(**changes: object) -> Judgement:
    made = Judgement(Claim("", ()), {}, None, (), Origin("model", "m", "judge-3"), is_scored=True)
    return replace(made, **changes)  # type: ignore[arg-type]


def test_claims_and_sentences_that_do_not_follow_are_dropped_and_counted() -> None:
    true, false = "They rolled back the afternoon's release.", "The candidate is a poor communicator who lies."
    held, dropped = without_unsupported(
        judged(
            summary=Claim(f"{true} {false}", (ROLLED,)),
            sections={
                "insights": (Claim(false, (ROLLED,)), Claim(true, (ROLLED,))),
                "themes": (Claim("Outages", (ROLLED,)),),
            },
        ),
        PLAN,
        LINES,
    )
    texts = {name: [claim.text for claim in claims] for name, claims in held.sections.items()}
    assert (held.summary.text, texts, dropped) == (true, {"insights": [true], "themes": ["Outages"]}, 2)


def test_a_claim_without_a_true_quote_is_left_for_another_check() -> None:
    invented = Claim("The candidate is a poor communicator.", ("I never said this.",))
    held, dropped = without_unsupported(judged(sections={"insights": (invented,)}), PLAN, LINES)
    assert (held.sections["insights"], dropped) == ((invented,), 0)


def test_an_unsupported_research_finding_is_replaced_by_another_one() -> None:
    false = Claim("The participant is a poor communicator who lies.", (ROLLED,), "q1")
    held, dropped = without_unsupported(judged(sections={"insights": (false,)}), PLAN, LINES)
    assert dropped == 1
    (spare,) = held.sections["insights"]
    assert (spare.question_id, spare.text == false.text) == ("q1", False)


def test_the_report_says_how_many_claims_were_left_out() -> None:
    assert about_dropped(0) == ()
    assert about_dropped(1) == (
        "1 claim by the model was left out of this report because it does not follow from its quotes.",
    )
    assert about_dropped(3)[0].startswith("3 claims by the model were left out")


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    async with open_house(database_url) as house:
        yield house


async def test_a_claim_that_does_not_follow_from_its_quote_is_left_out_and_counted(house: House) -> None:
    house.interviewer.summary = "The candidate is a poor communicator who lies."
    session_id = await house.ended(asked, answered(ANSWER))
    await house.run()
    report = await house.report(session_id)
    assert house.interviewer.summary not in report.summary
    assert report.reason == about_dropped(1)[0]
