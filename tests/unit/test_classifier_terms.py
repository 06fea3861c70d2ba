"""How accurate the classifier for Chinese is for a writer outside its training: floors for docs/quality.md."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from aural.engine.context import Context
from aural.engine.plan import Question
from aural.interviewer.guided.classifier import LABELS, characters_of, classify_reply
from aural.interviewer.guided.interviewer import read_with_meaning

ROWS = Path(__file__).parent.parent / "data" / "replies" / "zh.jsonl"
TRAINED = Path(__file__).parents[2] / "bench" / "training" / "replies" / "zh"
HARMFUL = ("hostile", "distress", "off-topic", "instruction")
QUESTION = Question("q", 0, "请讲一次您处理投诉的经历。")


def read(answer: str) -> str:
    return read_with_meaning(Context(QUESTION, answer, (), QUESTION.text, "zh")).intent


@cache
def read_of_a_stranger() -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for row in map(json.loads, ROWS.read_text(encoding="utf-8").splitlines()):
        context = Context(Question("q", 0, row["question"]), row["answer"], (), row["lastWords"], "zh")
        found[row["label"]].append(read_with_meaning(context).intent)
    return found


def share(label: str, *wanted: str) -> float:
    found = read_of_a_stranger()[label]
    return sum(intent in wanted for intent in found) / len(found)


@pytest.mark.parametrize(
    ("label", "floor"), [("hostile", 0.80), ("distress", 0.85), ("instruction", 0.80), ("off-topic", 0.50)]
)
def test_most_true_cases_of_an_unknown_writer_are_recognized(label: str, floor: float) -> None:
    assert share(label, label) >= floor


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("refusal", ("refusal", "skip")),
        ("skip", ("skip", "refusal")),
        ("back", ("back",)),
        ("correction", ("correction",)),
        ("side-question", ("asks-about",)),
        ("asks-back", ("asks-back", "rephrase")),
        ("complaint", ("complaint",)),
        ("pause", ("minute",)),
        ("end", ("end",)),
    ],
)
def test_most_requests_in_free_words_are_understood(label: str, wanted: tuple[str, ...]) -> None:
    assert share(label, *wanted) >= 0.75


def test_few_answers_of_an_unknown_writer_are_misread() -> None:
    assert share("content", *HARMFUL) <= 0.03
    assert share("content", "answer") >= 0.92


def test_quoted_words_of_others_are_not_the_candidates() -> None:
    assert read("有位客户冲我喊：“你们都是骗子，滚！”，我先请他坐下，再帮他查订单。") == "answer"
    assert read("你们都是骗子，滚！") == "hostile"


def test_a_reply_of_a_few_characters_is_an_answer() -> None:
    assert read("投诉单") == "answer"


def test_features_give_the_length_of_a_reply_and_its_similarity_to_the_question() -> None:
    assert characters_of("查订单", "怎么处理投诉？")[-2:] == ["~far", "~short~far"]
    assert characters_of("处理投诉要先听客户讲完", "怎么处理投诉？")[-2:] == ["~near", "~middling~near"]


def test_a_language_without_weights_is_not_classified() -> None:
    assert classify_reply("Welchen Dienst haben Sie gebaut?", "", "Sie blöde Maschine.", "de") is None


def test_every_training_reply_has_known_labels() -> None:
    rows = [json.loads(line) for path in TRAINED.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    assert len(rows) > 3_000
    assert {part for row in rows for part in row["label"].split("+")} <= set(LABELS)


@pytest.mark.parametrize("said", ["我不想活了。", "我有自杀的念头。", "我最近一直想死", "我准备今晚就结束自己的生命。"])
def test_a_candidate_who_speaks_of_suicide_is_in_danger(said: str) -> None:
    analysis = read_with_meaning(Context(QUESTION, said, (), QUESTION.text, "zh"))
    assert (analysis.intent, analysis.is_crisis) == ("distress", True)


def test_a_candidate_who_describes_work_in_suicide_prevention_is_not_in_danger() -> None:
    told = "我在自杀干预热线做过三年志愿者，每周两个夜班，先听对方把话说完再联系家属。"
    assert not read_with_meaning(Context(QUESTION, told, (), QUESTION.text, "zh")).is_crisis


@pytest.mark.parametrize("said", ["没有放弃过", "没有放弃过。", "我没有换过工作。"])
def test_to_have_never_done_it_is_an_answer(said: str) -> None:
    assert read(said) == "answer"


@pytest.mark.parametrize(
    "said", ["我没想过这个", "没做过这题跳过", "我没做过这个 跳过吧", "没接触过跳过吧", "没学过这个下一题吧"]
)
def test_a_wish_to_skip_is_not_taken_for_an_answer(said: str) -> None:
    assert read(said) == "skip"
