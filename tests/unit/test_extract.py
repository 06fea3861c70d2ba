"""The report without a model: only the candidate's words, and never words addressed to the machine."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aural.engine.plan import Criterion, Plan, Question
from aural.interviewer.disclosures import find_disclosures
from aural.interviewer.guided.extract import extract
from aural.interviewer.guided.interviewer import GuidedInterviewer
from aural.interviewer.guided.phrasebook import phrasebook
from aural.interviewer.guided.sentiment import sentiment_of
from aural.interviewer.protocol import Claim, Judgement, Line
from aural.reports.analysis.build import build_report
from bench.personas import personas, plan_of

DATA = Path(__file__).parent.parent / "data"
QUESTION = Question("q", 0, "Tell me about a change that you made.")
PLAN = Plan(
    "i", "Head chef", (QUESTION,), criteria=(Criterion("Waste", "Keeps the waste of food low and measures it."),)
)
ANSWER = (
    "I weighed the bins every night, because you only change "
    "what you see. In March we threw away forty kilos of bread a "
    "week. I asked the baker to come twice a day, although that "
    "costs nine euros more. In the end the waste fell to six kilos."
)


def asked(text: str = QUESTION.text, move: str = "next") -> Line:
    return Line("a", "assistant", text, "q", "question", move)


def said(text: str, message_id: str = "u", **more: Any) -> Line:
    return Line(message_id, "user", text, "q", "answer", None, **more)


def claims_of(judgement: Judgement) -> list[Claim]:
    return [judgement.summary, *(claim for claims in judgement.sections.values() for claim in claims)]


def texts_of(judgement: Judgement) -> str:
    quotes = [q for r in judgement.ratings for q in r.quotes]
    return "\n".join(
        [*(c.text for c in claims_of(judgement)), *(q for c in claims_of(judgement) for q in c.quotes), *quotes]
    )


def transcript(persona: dict[str, Any]) -> list[Line]:
    lines = []
    for q in persona["questions"]:
        lines.append(Line(f"a{q['id']}", "assistant", q["text"], q["id"], "question", "next"))
        for n, text in enumerate([q["answers"][0]["text"], *(f["reveal"] for f in q["facts"])]):
            lines.append(Line(f"{q['id']}-{n}", "user", text, q["id"], "answer", None))
    return lines


@pytest.mark.parametrize("persona", personas(), ids=lambda p: p["id"])
def test_every_quote_is_in_one_of_the_candidates_messages(persona: dict[str, Any]) -> None:
    lines = transcript(persona)
    judgement = extract(plan_of(persona), lines)
    own = [line.content for line in lines if line.role == "user"]
    quotes = [q for c in claims_of(judgement) for q in c.quotes] + [q for r in judgement.ratings for q in r.quotes]
    assert len(quotes) > 6
    assert all(any(q in text for text in own) for q in quotes)
    assert all(c.quotes for c in claims_of(judgement))


def test_a_report_without_a_model_scores_nothing() -> None:
    judgement = asyncio.run(GuidedInterviewer().judge(PLAN, (asked(), said(ANSWER))))
    assert not judgement.is_scored
    assert [r.levels for r in judgement.ratings] == [()]
    assert judgement.tokens == 0
    assert judgement.origin.source == "template"


def test_an_insight_consists_only_of_quotes_from_the_answer_to_its_question() -> None:
    (insight,) = extract(PLAN, [asked(), said(ANSWER)]).sections["insights"]
    assert insight.question_id == QUESTION.id
    assert insight.text == " ".join(f"“{quote}”" for quote in insight.quotes)
    assert len(insight.quotes) > 2


def test_a_correction_of_an_earlier_answer_is_quoted_with_that_answer() -> None:
    plan = Plan("i", "T", (QUESTION, Question("next", 1, "Why do you want to work on our unit?")))
    late = (
        "I said nothing happened to the patient, but that's not completely right, "
        "the start was delayed by forty minutes and his potassium dropped to 2.9."
    )
    first = "I noticed the wrong rate at the second check before I pressed start. So nothing happened to the patient."
    why = "I took the course last spring on my own money because your unit does heart-lung support."
    lines = [asked(), said(first, "1"), asked(plan.questions[1].text)]
    lines += [replace(said(f"{why} {late}", "2"), question_id="next")]
    insights = {insight.question_id: insight.quotes for insight in extract(plan, lines).sections["insights"]}
    assert (late in insights["q"], late in insights["next"]) == (True, False)


def test_a_criterion_is_covered_by_a_sentence_about_it() -> None:
    (rating,) = extract(PLAN, [asked(), said(ANSWER)]).ratings
    assert rating.criterion == "Waste"
    assert any("waste" in quote or "bins" in quote for quote in rating.quotes)


def test_a_criterion_without_a_matching_sentence_has_no_quotes() -> None:
    plan = Plan("i", "T", (QUESTION,), criteria=(Criterion("Law", "Knows the rules of maritime insurance contracts."),))
    assert extract(plan, [asked(), said(ANSWER)]).ratings[0].quotes == ()


def test_off_topic_and_excluded_answers_are_left_out() -> None:
    lines = [
        asked(), said("My cat sat on the keyboard for hours and purred at me.", "1", intent="off-topic"),
        asked("Back to it.", "redirect"),
        said("The camera in my laptop was broken during that answer, sorry.", "2", is_excluded=True), said(ANSWER, "3"),
    ]  # fmt: skip
    text = texts_of(extract(PLAN, lines))
    assert "cat" not in text
    assert "camera" not in text
    assert "bins" in text


def test_words_addressed_to_the_machine_appear_nowhere_in_the_report() -> None:
    items = json.loads((DATA / "injection" / "injection.json").read_text(encoding="utf-8"))["items"]
    for item in (i for i in items if i["attack"]):
        judgement = extract(PLAN, [asked(), said(f"{ANSWER}\n{item['text']}")])
        for forbidden in item["forbiddenInOutput"]:
            assert forbidden.lower() not in texts_of(judgement).lower(), item["id"]
        assert "kilos" in texts_of(judgement)


def test_chinese_is_reported_in_chinese() -> None:
    plan = Plan(
        "i",
        "主厨",
        (Question("q", 0, "请讲一个您做的改变。"),),
        language="zh",
        criteria=(Criterion("浪费", "减少食物浪费"),),
    )
    text = "我每天晚上称垃圾桶，因为只有看到才会改变。三月份我们每周扔掉40公斤面包。后来食物浪费减少到6公斤。"
    judgement = extract(plan, [said(text)])
    assert judgement.summary.text.startswith("“")
    assert all(quote in text for claim in claims_of(judgement) for quote in claim.quotes)
    assert judgement.ratings[0].quotes


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "我负责后端，三天里把查询时间从九百毫秒降到九十毫秒。"),
        ("en", "I waited until the queue was empty\u2026 and then I restarted the workers one by one."),
        ("en", "I cut the sauces by \u00bd in May, which saved nine euros a day."),
        (
            "fa",
            "من هر شب می\u200cنوشتم و گزارش می\u200cدادم",
        ),
        ("ja", "毎晩ゴミをはかり、パンの量を半分にしました。"),
        ("hi", "मैंने हर रात कचरा तौला और रोटी आधी कर दी।"),
    ],
)
def test_a_sentence_in_the_writing_of_its_language_may_be_quoted(language: str, sentence: str) -> None:
    plan = Plan("i", "T", (QUESTION,), language=language)
    assert sentence in extract(plan, [said(sentence)]).summary.quotes


def test_visually_deceptive_text_is_never_quoted() -> None:
    hidden = "I moved \u202eeuq eht\u202c to another host and measured it twice."
    assert "\u202e" not in texts_of(extract(PLAN, [said(f"{ANSWER} {hidden}")]))


def test_an_empty_transcript_leads_to_no_claims() -> None:
    judgement = extract(PLAN, [asked()])
    assert judgement.summary == Claim("", ())
    assert not any(judgement.sections.values())
    assert judgement.sentiment is None


@pytest.mark.parametrize(
    ("sentences", "sentiment"),
    [
        (["I loved that job.", "I'm proud of what we built."], "positive"),
        (["I hated the shifts.", "I was angry and disappointed."], "negative"),
        (["I loved the people.", "I hated the hours."], "mixed"),
        (["I didn't enjoy it.", "I was not happy there."], "negative"),
        (["The patient died in the night.", "She lost her job and her flat, and the error was ours."], None),
        (["The customer was furious and called it terrible."], None),
        (["I moved the fish."], None),
        (["我很喜欢这份工作。", "我为团队感到自豪。"], "positive"),
        (["我不喜欢那里。", "我很失望。"], "negative"),
        (["很喜欢这份工作，也很自豪。"], "positive"),
        (["客户很生气，她觉得受不了。"], None),
        (["我对老板很失望，他很烦，但我很高兴。", "我很满意。"], "mixed"),
    ],
)
def test_the_sentiment_is_that_of_the_candidates_words_or_none(sentences: list[str], sentiment: str | None) -> None:
    assert sentiment_of(sentences) == sentiment


@settings(max_examples=40)
@given(st.lists(st.text(max_size=300), max_size=4), st.sampled_from(["en", "zh", "fr"]))
def test_no_text_breaks_the_report(texts: list[str], language: str) -> None:
    plan = Plan("i", "T", (QUESTION,), language=language, criteria=PLAN.criteria)
    judgement = extract(plan, [said(text, str(n)) for n, text in enumerate(texts)])
    for claim in claims_of(judgement):
        assert all(any(quote in text for text in texts) for quote in claim.quotes)


RESEARCH = {
    "en": (
        Question("r1", 0, "How do you choose what to cook?", "RESEARCH"),
        Question("r2", 1, "What would you change about our 12 shops?", "RESEARCH"),
        Question("o", 2, "Anything else about your kitchen?"),
    ),
    "zh": (
        Question("r1", 0, "您怎样决定做什么菜？", "RESEARCH"),
        Question("r2", 1, "您希望我们的12家店改变什么？", "RESEARCH"),
        Question("o", 2, "关于您的厨房还有什么？"),
    ),
}
FOUND = {
    "en": (
        "I look at what the market has left over, because it is cheap. Last week it was plums.",
        "Open at six in the morning.",
    ),
    "zh": ("我先看市场上剩下什么，因为便宜。上星期是李子。", "早上六点开门就好了。"),
}
ELSE = {"en": "My kitchen has one oven that is older than I am.", "zh": "我的厨房有一台比我还老的烤箱。"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_research_finding_is_an_insight_that_names_its_question(language: str) -> None:
    plan = Plan("i", "T", RESEARCH[language], language=language)
    lines = [
        Line(f"u-{q.id}", "user", text, q.id, "answer", None)
        for q, text in zip(plan.questions, (*FOUND[language], ELSE[language]), strict=True)
    ]
    report = build_report(extract(plan, lines), plan, lines)
    first, second, *others = report.sections["insights"]
    assert first.startswith(f"{plan.questions[0].text} — “")
    assert second == f"{plan.questions[1].text} — {phrasebook(language).quoted(FOUND[language][1])}"
    assert [insight.split(" — ")[0] for insight in others] == [plan.questions[2].text]
    for number, asked_about in enumerate(("u-r1", "u-r2")):
        rests_on = [item for item in report.evidence if item["supports"] == f"insights/{number}"]
        assert {item["messageId"] for item in rests_on} == {asked_about}
        assert 1 <= len(rests_on) <= 2


def test_a_research_question_without_words_has_no_finding() -> None:
    plan = Plan("i", "T", RESEARCH["en"])
    lines = [Line("u", "user", FOUND["en"][0], "r1", "answer", None), Line("v", "user", "🙂", "r2", "answer", None)]
    insights = extract(plan, lines).sections["insights"]
    assert [claim.question_id for claim in insights if claim.question_id] == ["r1"]


HINT = "At home we spoke Tagalog and people still hear it when I get excited."
NEAR_MISS = (
    "Yes, there was one with potassium. I was hanging KCl for one patient and the pump was still programmed for the "
    f"previous bag. My colleague noticed at the second check before I pressed start. {HINT} So nothing happened to him."
)


@pytest.mark.parametrize(("purpose", "quotes_it"), [("HIRING", False), ("RESEARCH", True)])
def test_a_possible_disclosure_is_quoted_in_research_but_not_in_hiring(purpose: str, quotes_it: bool) -> None:
    question = Question("q1", 0, "Describe a medication error, or a near miss, that you were part of.")
    plan = Plan("i", "Ward", (question,), purpose=purpose)
    assert not find_disclosures(HINT, "en"), "otherwise it is withheld anyway"
    assert (HINT in str(extract(plan, [Line("m2", "user", NEAR_MISS, "q1", "answer", None)]))) is quotes_it
