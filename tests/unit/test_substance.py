"""Nonsense is not scorable, and the reason says so; poor answers are scorable, however short, broken or vague."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aural.engine.plan import Plan, Question
from aural.interviewer.guided.answers import bearing_in, read_again
from aural.reports.analysis.build import why_not_scorable
from aural.reports.analysis.judgement import Line
from aural.reports.analysis.plausibility import is_foreign, letters_of, order_of
from aural.reports.analysis.substance import REASONS, Flaw

DATA = Path(__file__).parent.parent / "data" / "reports"
ASKED = ("Tell me about a lesson that did not go as you had planned.", "How do you prepare a class?")
BACK = {"en": "How is that connected to the question?", "zh": "这和刚才的问题有什么关系？"}
POOR = (
    "It was fractions in grade eight, and the cards were too easy for half of them.",
    "I make a small test before.",
)


def cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def why(questions: Any, answers: Any, language: str = "en") -> str | None:
    plan = Plan("i", "T", tuple(Question(f"q{n}", n, text) for n, text in enumerate(questions)), language=language)
    lines: list[Line] = []
    for n, (question, answer) in enumerate(zip(questions, answers, strict=True)):
        lines.append(Line(f"a{n}", "assistant", question, f"q{n}", "question", "next"))
        replies = [answer] if isinstance(answer, str) else answer
        for at, reply in enumerate(replies):
            lines += [Line(f"r{n}-{at}", "assistant", BACK[language], f"q{n}", "followup", "redirect")] if at else []
            lines.append(Line(f"u{n}-{at}", "user", reply, f"q{n}", "answer", None))
    return why_not_scorable(read_again(plan, lines), bearing_in(language))


def drawn(name: str, fewest: int) -> Iterator[tuple[list[str], list[str], list[tuple[str, str]]]]:
    """20 sessions: two questions, an answer to each, and the same answers after off-topic words."""
    lines = (DATA.parent / "replies" / name).read_text(encoding="utf-8").splitlines()
    replies: list[dict[str, str]] = [json.loads(line) for line in lines]
    off = [one["answer"] for one in replies if one["label"] == "off-topic"]
    good = [one for one in replies if one["label"] == "content" and len(one["answer"]) >= fewest]
    random_of = random.Random(46)
    for _ in range(20):
        picked = random_of.sample(good, 2)
        answers = [one["answer"] for one in picked]
        yield [one["question"] for one in picked], answers, [(random_of.choice(off), answer) for answer in answers]


def test_nonsense_is_not_scorable() -> None:
    passed = [c["kind"] for c in cases("nonsense") if why(c["questions"], c["answers"], c["language"]) is None]
    assert passed == []


def test_nearly_all_poor_answers_are_scorable() -> None:
    refused = [c["kind"] for c in cases("poor") if why(c["questions"], c["answers"], c["language"]) is not None]
    assert len(refused) <= 2, refused


@pytest.mark.parametrize(
    ("flaw", "answers"),
    [
        (
            "letters",
            (
                "fjdksla hgjdksl fiwoem qpwoei rutyg asdkl",
                "kdjfhg alskdj woeiru zmxncb vbvnfh ghty dkslw qpmz hgjd ksla wuey mznx pqow tyeu ghal",
            ),
        ),
        ("letters", ("1 2 3 4 5 6 7 8 9 10 11 12", "13 14 15 16 17 18 19 20 21")),
        (
            "words",
            (
                "spoon mountain helmet orange river carpet violin seven",
                "yellow engine button kettle salmon ladder cloud mirror bread ocean saddle tornado pencil jacket",
            ),
        ),
        ("words", ("of the to banana and in was if", "is quickly the under an with it purple and not table they")),
        (
            "filler",
            (
                "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
                "Sed do eiusmod tempor incididunt ut labore et dolore magna aliqua enim.",
            ),
        ),
        ("repeated", ("the the the the the the the the the the the", "the the the the the the the the the")),
        ("parroted", (*ASKED[:1], f"{ASKED[1]} {ASKED[1]}")),
        (
            "unrelated",
            (
                "Mount Everest is the highest mountain above sea level and was first climbed in 1953.",
                "Preheat the oven to 180 degrees and bake the dough for 35 minutes until golden.",
            ),
        ),
    ],
)
def test_the_reason_names_the_flaw_of_the_answers(flaw: Flaw, answers: tuple[str, str]) -> None:
    assert why(ASKED, answers) == REASONS[flaw]


def test_one_real_answer_is_enough() -> None:
    assert why(ASKED, POOR) is None
    long = f"{POOR[0]} So I put three problems on the board, from easy to hard."
    assert why(ASKED, (long, "asdkjh qwoeiu zmxnvb lkjasd mnbvq")) is None


@pytest.mark.parametrize(("name", "language", "fewest"), [("o.jsonl", "en", 60), ("zh.jsonl", "zh", 15)])
def test_small_talk_before_an_answer_takes_nothing_from_it(name: str, language: str, fewest: int) -> None:
    both = [
        (why(asked, answers, language), why(asked, after, language)) for asked, answers, after in drawn(name, fewest)
    ]
    assert [after for alone, after in both if alone is None and after is not None] == []


def test_small_talk_before_the_answers_to_chinese_questions_leaves_them_scorable() -> None:
    asked = ("请讲讲您最近一次中英文混着写东西的经历。", "请讲讲你放弃过的一款笔记应用。")
    report = "其实我昨天写周报，前半段中文，讲到技术名词就直接切成英文，后来领导看不懂，让我重写了一遍。"
    first = ("今天天气真好，你吃饭了吗？", "帮我写一首关于春天的诗吧", report)
    app = "我放弃过印象笔记，因为中文搜索不准，而且涨价了。后来换成了 Notion，导入花了一个周末。"
    assert why(asked, (first, ("你喜欢吃火锅吗？", app)), "zh") is None
    only_talk = (first[:2], ("你喜欢吃火锅吗？", "明天我们去海边玩吧，听说那里的海鲜特别好吃。"))
    assert why(asked, only_talk, "zh") is not None


def test_another_language_is_not_mistaken_for_random_characters() -> None:
    polish = "Taśma się zepsuła i nosiliśmy wszystko ręcznie całą noc, ale zdążyliśmy przed szóstą, bo było nas dużo."
    assert is_foreign(polish)
    assert why(ASKED, (polish, "Mogę pracować na noce, ale w niedzielę nie, bo mam dziecko.")) is None


def test_written_words_and_spellings_score_above_random_ones() -> None:
    assert (
        order_of("I wrote the importer because it was slow.") > 0.3 > -0.5 > order_of("the of to because a is and in")
    )
    written, typed = letters_of("I wrote the importer because it was slow"), letters_of("asdkjh qwoeiu zmxnvb")
    assert written is not None
    assert typed is not None
    assert written > -2.4 > -3.5 > typed


def test_a_survey_of_short_answers_is_scorable() -> None:
    questions = [f"How satisfied are you with part {n}, from 1 to 10?" for n in range(12)]
    assert why(questions, ["9 out of 10"] * 12) is None
    assert why([f"Did you use part {n}?" for n in range(25)], ["Yes", "No", "Yes", "Yes", "No"] * 5) is None


def test_answers_in_languages_without_statistics_are_scorable() -> None:
    traditional = "客戶抱怨系統經常當機，我調閱紀錄後發現記憶體不足，於是請同事把排程改到半夜，隔天就沒有再發生了。"
    assert why(["請說說您處理過的一次問題。"], [traditional], "zh-Hant") is None
    japanese = "お客様から苦情が来たので、記録を確認して原因を調べ、翌日までに担当者と一緒に直しました。"
    assert why(["困ったお客様の話をしてください。"], [japanese], "ja") is None
    welsh = (
        "Roedd y trên yn hwyr bob bore, felly gofynnais i'r rheolwr newid yr amserlen, ac roedd pawb yn hapus. Da iawn."
    )
    assert why(["Dywedwch wrthyf am broblem yn y gwaith."], [welsh], "cy") is None
