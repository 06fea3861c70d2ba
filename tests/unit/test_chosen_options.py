"""Options that were chosen are listed next to their question, whatever their length, and never quoted."""

from __future__ import annotations

from typing import Any

import pytest

from aural.engine.message_data import MessageData
from aural.engine.plan import Criterion, Plan, Question
from aural.interviewer.guided.extract import extract
from aural.reports.analysis.build import Report, build_report
from aural.reports.analysis.judgement import Claim, Judgement, Line, Origin
from aural.reports.documents.document import report_parts

TOLD = "Yesterday I wrote the weekly report, half in Chinese and half in English, and my boss asked me to rewrite it."
USES = ("Meetings", "To-do lists", "Work diary for the whole team and my manager")
PLAN = Plan(
    "i",
    "Notes",
    (
        Question("q1", 0, "Tell me about the last note that you wrote.", "RESEARCH"),
        Question("q2", 1, "What do you take notes for?", "MULTIPLE_CHOICE", options=USES),
        Question("q3", 2, "How well does your app work?", "SINGLE_CHOICE", options=("1", "2", "3", "4", "5")),
        Question("q4", 3, "您用哪种语言记笔记？", "SINGLE_CHOICE", options=("中文", "两种语言混着用")),
    ),
    criteria=(Criterion("Habits", "What the notes are taken for"),),
    purpose="RESEARCH",
)
TOLD_LINE = Line("m1", "user", TOLD, "q1", "answer", None)


def chose(question_id: str, content: str, *options: str, **more: Any) -> Line:
    data: MessageData = {"choice": list(options), **more}  # type: ignore[typeddict-item]
    return Line(f"m-{question_id}", "user", content, question_id, "answer", None, data)


def report_on(*lines: Line) -> Report:
    return build_report(extract(PLAN, (TOLD_LINE, *lines)), PLAN, (TOLD_LINE, *lines))


def quotes_in(report: Report) -> list[str]:
    return [str(item["quote"]) for item in report.evidence if item["quote"]]


@pytest.mark.parametrize("option", ["中文", "两种语言混着用"])
def test_an_option_is_listed_and_never_quoted_whatever_its_length(option: str) -> None:
    report = report_on(chose("q3", "4", "4"), chose("q4", option, option))
    assert report.sections["insights"][1:] == [
        "How well does your app work? — 4",
        f"您用哪种语言记笔记？ — {option}",
    ]
    (item,) = [item for item in report.evidence if item["messageId"] == "m-q4"]
    assert item == {
        "id": item["id"], "supports": "insights/2", "messageId": "m-q4", "start": 0, "end": 0, "quote": "",
        "chosen": [option],
    }  # fmt: skip
    assert report.summary is not None
    assert option not in report.summary
    assert set(quotes_in(report)) == {TOLD}


def test_own_words_under_other_are_quoted_after_the_options() -> None:
    content = "; ".join((*USES, "swearing"))
    report = report_on(chose("q2", content, *USES, other="swearing"))
    assert report.sections["insights"][1] == f"What do you take notes for? — {'; '.join(USES)}; “swearing”"
    (item,) = [item for item in report.evidence if item["messageId"] == "m-q2"]
    assert (item["quote"], item["chosen"]) == ("swearing", list(USES))
    assert content[item["start"] : item["end"]] == "swearing"  # type: ignore[misc]


def test_the_reason_for_a_choice_is_quoted_after_the_option() -> None:
    reason = "Because search never finds a note that I wrote with pinyin in the title."
    report = report_on(chose("q3", reason, "2"))
    assert report.sections["insights"][1] == f"How well does your app work? — 2; “{reason}”"
    (item,) = [item for item in report.evidence if item["supports"] == "insights/1"]
    assert (item["quote"], item["chosen"]) == (reason, ["2"])


def test_the_last_choice_counts_and_a_choice_that_was_set_aside_does_not() -> None:
    again = Line("m9", "user", "5", "q3", "answer", None, {"choice": ["5"]})
    aside = Line("m8", "user", "中文", "q4", "answer", None, {"choice": ["中文"]}, is_excluded=True)
    assert report_on(chose("q3", "4", "4"), again, aside).sections["insights"][1:] == [
        "How well does your app work? — 5"
    ]


def test_a_model_that_quotes_an_option_cites_it_as_chosen() -> None:
    option = "两种语言混着用"
    claims = {"insights": (Claim("Mixes both.", (option,)),), "themes": (Claim("Mixing", (option,)),)}
    judgement = Judgement(Claim("Mixes both.", (option, TOLD)), claims, None, (), Origin("model", "m", "1"), True)  # type: ignore[arg-type]
    report = build_report(judgement, PLAN, (TOLD_LINE, chose("q4", option, option)))
    assert report.sections == {"insights": ["Mixes both."], "themes": []}
    assert [(i["supports"], i["quote"], i.get("chosen")) for i in report.evidence] == [
        ("summary", TOLD, None),
        ("summary", "", [option]),
        ("insights/0", "", [option]),
    ]


def test_documents_show_no_empty_quotes() -> None:
    report = report_on(chose("q3", "4", "4"))
    row = {**report.sections, "summary": report.summary, "scores": None, "evidence": report.evidence}
    _, rated = report_parts(row, is_hidden=False, human={})["sections"]["findings"]
    assert (rated.text, rated.quotes) == ("How well does your app work? — 4", ())
