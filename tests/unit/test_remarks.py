"""Short messages about the interview or the candidate's situation: recognized, answered, and not taken for answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aural.engine.analysis import Analysis
from aural.engine.answers.remarks import find_remark
from aural.engine.answers.requests import find_question
from aural.engine.context import Context
from aural.engine.plan import Question
from aural.interviewer.guided.interviewer import read_with_meaning
from tests.growth import LINEAR, growth

REPLIES = Path(__file__).parent.parent / "data" / "replies"
TRAINING = Path(__file__).parents[2] / "bench" / "training" / "replies"
WORK = Question("q", 0, "Tell me about a disagreement with a colleague.")
WORK_ZH = Question("q", 0, "请讲一次你和同事的分歧。")
CODE = Question("q", 0, "Write a function that finds the first repeated value.", "CODING")
# Classes of the file whose messages get a fitting reply as one of several topics or intents.
AS_GOOD = {
    "away": ("minute", "pausing"),
    "thinking": ("minute",),
}


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (REPLIES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def read(said: str, question: Question | None = WORK, language: str = "en") -> Analysis:
    return read_with_meaning(Context(question, said, language=language))


def named(row: dict[str, Any]) -> str | None:
    question = Question("q", 0, row["question"], row.get("type", "OPEN_ENDED"))
    remark = find_remark(row["answer"], row["language"], question)
    return find_question(row["answer"], row["language"]) if remark is None else remark.topic or remark.intent


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("half", ["tuned", "held"])
def test_remarks_are_found_and_near_misses_are_left_alone(language: str, half: str) -> None:
    some = [row for row in rows("about-the-interview") if (row["language"], row["half"]) == (language, half)]
    found = [(row["matches"], named(row) in AS_GOOD.get(row["about"], (row["about"],))) for row in some]
    positive, negative = ([is_it for matches, is_it in found if matches == wanted] for wanted in (True, False))
    assert sum(positive) >= 0.95 * len(positive)
    assert sum(negative) <= 0.02 * len(negative)


@pytest.mark.parametrize("name", ["ai", "biogas", "terse"])
def test_no_real_or_terse_answer_is_a_remark(name: str) -> None:
    assert [row["answer"] for row in rows(name) if find_remark(row["answer"], "en")] == []


@pytest.mark.parametrize("folder", ["", "zh"])
def test_no_written_answer_is_a_remark(folder: str) -> None:
    paths = (TRAINING / folder).glob("*.jsonl")
    written = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    answers = [row.get("text") or row["answer"] for row in written if row["label"] == "content"]
    assert len(answers) > 1_000
    assert [text for text in answers if find_remark(text, folder or "en")] == []


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("Can I use ChatGPT?", "tools"), ("Are you ChatGPT?", "are-you-an-ai"),
        ("hello?", "presence"), ("Are you there?", "presence"), ("Can you hear me?", "presence"),
        ("Are you listening?", "presence"), ("Can I skip questions?", "skipping"),
        ("Can I come back to this later?", "returning"), ("Can I finish this tomorrow?", "returning"),
        ("When will I hear back?", "next-steps"), ("What happens next?", "next-steps"),
        ("Which company is this for?", "who-asks"), ("Can I talk to a human?", "person"),
        ("How do I delete my data?", "data-rights"), ("Please delete my data", "data-rights"),
        ("I withdraw my consent", "data-rights"), ("What is the right answer?", "no-hints"),
        ("Can I answer in Spanish?", "languages"), ("I am deaf in one ear", "access"),
        ("English is not my first language, sorry", "access"), ("How long will this take?", "time-left"),
        ("I have ADHD, could you ask shorter questions?", "access"),
    ],
)  # fmt: skip
def test_what_the_interviewer_knows_is_not_passed_on(said: str, topic: str) -> None:
    analysis = read(said)
    assert (analysis.intent, analysis.topic, analysis.proposals) == ("asks-about", topic, ())


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("My mother died last week so I could not prepare", "distress"),
        ("My grandmother passed away, so sorry if I'm slow.", "distress"),
        ("I need the bathroom", "minute"), ("I need to use the toilet", "minute"), ("Can I pause?", "minute"),
        ("Can we pause for ten minutes?", "minute"), ("Sorry, the doorbell rang.", "minute"),
        ("I'm still thinking", "minute"),
    ],
)  # fmt: skip
def test_grief_and_pauses_are_met_with_kindness_instead_of_a_follow_up(said: str, intent: str) -> None:
    analysis = read(said)
    assert (analysis.intent, analysis.proposals) == (intent, ())


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("我想跟真人聊", "person"), ("可以用ChatGPT吗？", "tools"), ("你在吗？", "presence"),
        ("能跳过问题吗？", "skipping"),
        ("可以明天再做吗？", "returning"), ("什么时候有结果？", "next-steps"), ("这是哪家公司的？", "who-asks"),
        ("怎么删除我的数据？", "data-rights"), ("标准答案是什么？", "no-hints"), ("可以用英语回答吗？", "languages"),
        ("中文不是我的母语，抱歉。", "access"), ("大概要多久？", "time-left"),
    ],
)  # fmt: skip
def test_chinese_questions_about_the_interview_are_answered(said: str, topic: str) -> None:
    assert (read(said, WORK_ZH, "zh").intent, read(said, WORK_ZH, "zh").topic) == ("asks-about", topic)


@pytest.mark.parametrize(
    "said",
    [
        "I used ChatGPT for the draft of that report.",
        "My mother died while I was caring for patients, and I reorganized the ward.",
        "We asked whether we could use an AI tool, and legal said yes.",
        "I told her that I was deaf in one ear, so we wrote everything down.",
        "A patient needed the bathroom at night, and I sat with him until the morning.",
    ],
)
def test_an_answer_about_the_same_things_stays_an_answer(said: str) -> None:
    assert read(said).intent == "answer"


def test_a_candidate_who_is_well_again_gets_the_question_again() -> None:
    analysis = read("I'm fine now, thanks. Please go on.")
    assert analysis.intent == "repeat" or analysis.topic == "ready"


def test_questions_about_code_need_a_coding_question() -> None:
    for said in ("Can I run it here?", "Can I use Java?"):
        assert find_remark(said, "en", WORK) is None
        assert read(said, CODE).topic == "running-code"


def test_a_request_next_to_a_remark_is_granted() -> None:
    assert read("Could you put that in easier words please, my English is not so good.").intent == "rephrase"
    assert read("I skip this one.").intent != "asks-about"


def test_what_a_question_asks_for_is_an_answer() -> None:
    needs = Question("q", 0, "Which conditions or needs should we know about?")
    assert find_remark("I have dyslexia.", "en", needs) is None
    assert find_remark("I have dyslexia.", "en", WORK) is not None


@settings(max_examples=50)
@given(st.text(max_size=400), st.sampled_from(["en", "zh", "de", ""]))
def test_any_text_can_be_read(text: str, language: str) -> None:
    find_remark(text, language, WORK)


@pytest.mark.parametrize("part", ["sorry, ", "can i ", "please ", "我可以", "嗯，"])
def test_reading_takes_time_linear_in_the_text(part: str) -> None:
    assert growth(lambda size: find_remark(part * (size // len(part)), "en", WORK)) < LINEAR
