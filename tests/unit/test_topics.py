"""Topics of questions to the interviewer: it separates what it knows from what only the organization knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aural.engine.analysis import Analysis
from aural.engine.answers.topics import find_topic
from aural.engine.context import Context
from aural.engine.moves import Topic
from aural.engine.plan import Question
from aural.interviewer.guided.interviewer import read_with_meaning
from tests.growth import LINEAR, growth

REPLIES = Path(__file__).parent.parent / "data" / "replies" / "about-the-interview.jsonl"
WORK = Question("q", 0, "Tell me about a disagreement with a colleague.")
WORK_ZH = Question("q", 0, "请讲一次你和同事的分歧。")
CODE = Question("q", 0, "Write a function that finds the first repeated value.", "CODING")
# Other labels that are accepted for a label of the file, because their reply fits as well.
AS_GOOD = {"away": ("minute", "pausing"), "thinking": ("minute",), "skipping": ("skip",), "pausing": ("minute",)}
# Labels of statements. Few of them are recognized, and only whole messages.
STATEMENTS = ("access", "unwell", "ready", "distress", "away", "thinking")


def read(said: str, question: Question | None = WORK, language: str = "en") -> Analysis:
    return read_with_meaning(Context(question, said, language=language))


def rows(half: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in REPLIES.read_text(encoding="utf-8").splitlines()]
    return [row for row in lines if row["half"] == half]


def named(row: dict[str, Any]) -> str:
    question = Question("q", 0, row["question"], row.get("type", "OPEN_ENDED"))
    analysis = read_with_meaning(
        Context(question, row["answer"], last_words=row["lastWords"], language=row["language"])
    )
    return analysis.topic or "" if analysis.intent == "asks-about" else analysis.intent


def is_found(row: dict[str, Any]) -> bool:
    return named(row) in (row["about"], *AS_GOOD.get(row["about"], ()))


def test_most_questions_of_another_writer_get_their_topic() -> None:
    asked = [row for row in rows("later") if row["about"] not in ("answer", "company")]
    assert len(asked) == 195
    assert sum(map(is_found, asked)) >= 98  # 37 by the topics of requests alone


def test_what_others_ask_about_the_job_and_answer_is_left_alone() -> None:
    company = [named(row) for row in rows("later") if row["about"] == "company"]
    assert sum(topic == "company" for topic in company) >= 27  # of 39; 28 before there were topics
    answers = [named(row) for row in rows("later") if row["about"] == "answer"]
    assert sum(intent == "answer" for intent in answers) >= 59  # of 65, as before


@pytest.mark.parametrize("half", ["tuned", "held"])
def test_look_alikes_are_not_mistaken(half: str) -> None:
    alike = [row for row in rows(half) if not row["matches"]]
    assert sum(named(row) == row["about"] for row in alike) <= 3  # of about 160


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("Can I use ChatGPT?", "tools"), ("Are you ChatGPT?", "are-you-an-ai"),
        ("Are you there?", "presence"), ("Can you hear me?", "presence"), ("Can I skip questions?", "skipping"),
        ("Can I finish this tomorrow?", "returning"),
        ("When will I hear back?", "next-steps"), ("Which company is this for?", "who-asks"),
        ("Can I talk to a human?", "person"), ("How do I delete my data?", "data-rights"),
        ("Please delete my data", "data-rights"), ("I withdraw my consent", "data-rights"),
        ("I want to stop recording", "data-rights"), ("How long will you keep my data?", "data-rights"),
        ("What is the right answer?", "no-hints"),
        ("Can I answer in Spanish?", "languages"), ("How long will this take?", "time-left"),
        ("Can I use Copilot at work?", "company"), ("Are there breaks during a shift?", "company"),
    ],
)  # fmt: skip
def test_what_the_interviewer_knows_is_not_passed_on(said: str, topic: str) -> None:
    analysis = read(said)
    assert (analysis.intent, analysis.topic, analysis.proposals) == ("asks-about", topic, ())


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("我想跟真人聊", "person"), ("你在吗？", "presence"), ("必须每道题都回答吗？", "skipping"),
        ("可以明天再做吗？", "returning"), ("什么时候有结果？", "next-steps"), ("这是哪家公司的？", "who-asks"),
        ("怎么删除我的数据？", "data-rights"), ("请删除我的数据", "data-rights"), ("可以用英语回答吗？", "languages"),
        ("大概要多久？", "time-left"), ("这些内容你们会保存多久？", "data-rights"),
    ],
)  # fmt: skip
def test_chinese_questions_about_the_interview_are_answered(said: str, topic: str) -> None:
    assert (read(said, WORK_ZH, "zh").intent, read(said, WORK_ZH, "zh").topic) == ("asks-about", topic)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("My mother died last week so I could not prepare", "distress"),
        ("My grandmother passed away, so sorry if I'm slow.", "distress"),
        ("I need the bathroom", "minute"), ("I need to use the toilet, back in a minute", "minute"),
        ("Sorry, the doorbell rang.", "minute"), ("Sorry, my internet dropped.", "minute"), ("我想上个厕所", "minute"),
        ("我奶奶去世了，所以没怎么准备。", "distress"),
        ("I'm feeling ill today.", "distress"), ("I have a migraine, please bear with me", "distress"),
        ("I'm in a lot of pain right now, sorry.", "distress"), ("I don't feel well today", "distress"),
        ("Sorry, I've got the flu, so I may be slow.", "distress"), ("My back hurts, bear with me", "distress"),
        ("我今天有点不舒服", "distress"), ("我头疼，反应慢，抱歉", "distress"), ("我今天发烧了。", "distress"),
        ("I'm dyslexic, so I need longer.", "minute"), ("I have ADHD, it takes me longer", "minute"),
        ("I'm using a screen reader, bear with me.", "minute"), ("My connection is really slow, sorry.", "minute"),
        ("Sorry, I have a migraine.", "distress"), ("Sorry, I'm dyslexic.", "minute"), ("抱歉，我头疼。", "distress"),
        ("I use a screen reader so I might be slow", "minute"),
        ("我有阅读障碍，打字慢一点", "minute"), ("我这边网络很卡", "minute"),
    ],
)  # fmt: skip
def test_grief_and_breaks_get_no_follow_up(said: str, intent: str) -> None:
    analysis = read(said, language="zh" if said[0] > "z" else "en")
    assert (analysis.intent, analysis.proposals) == (intent, ())


@pytest.mark.parametrize(
    "said",
    [
        "I used ChatGPT for the draft of that report.", "When a deadline is close, I cut scope first.",
        "My mother died while I was caring for patients, and I reorganized the ward.",
        "My father died last year, so I took over the shop and rebuilt the accounts.",
        "We asked whether we could use an AI tool, and legal said yes.",
        "I told her that I was deaf in one ear, so we wrote everything down.",
        "A patient needed the bathroom at night, and I sat with him until the morning.",
        "My internet dropped during the demo, and I talked them through it by phone.",
        "They wanted me to delete my data model, and I refused.",
        "I asked the customer whether we could pause.",
        "I was ill for a year, so I learned to delegate.", "My back hurts when I lift, so I built a hoist.",
        "I'm sick of meetings.", "I'm not very good.",
        "I have a cold chain to look after.", "I'm in pain management at the clinic.",
        "I use a screen reader to test our pages.", "I use a screen reader.", "I need more time to test a release.",
        "My connection is slow, so I cache everything on the device.", "The network is slow.",
        "I am dyslexic, so I built a spelling tool for our team.", "I have ADHD, which helps me to switch tasks.",
        "我病了一年，所以学会了放手。", "我用读屏软件测试我们的页面。", "我们需要更多时间做测试。",
        "My father died in 2019, so I couldn't really focus on my exams.",
        "My friend died in a climbing accident, and I couldn't sleep for months.",
    ],
)  # fmt: skip
def test_an_answer_about_the_same_things_stays_an_answer(said: str) -> None:
    assert read(said, language="zh" if said[0] > "z" else "en").intent == "answer"


HEALTH = Question("q", 0, "Do you have a disability or use assistive technology that your work has to fit?")
HEALTH_ZH = Question("q", 0, "你有残障或使用辅助技术吗？遇到难缠的客户时你什么感受？")


@pytest.mark.parametrize(
    "said",
    [
        "I'm using a screen reader.", "I have dyslexia.", "I stutter.", "I need more time.",
        "My internet is slow.", "My ears hurt.", "I got covid.", "I got a panic attack.", "I have a migraine.",
        "我在用读屏软件。", "我有阅读障碍。", "需要更多时间。", "我家网速慢。", "有点头晕。",
        "我很头疼。", "我非常难受。",
    ],
)  # fmt: skip
def test_words_about_health_or_aids_without_an_apology_are_an_answer(said: str) -> None:
    is_chinese = said[0] > "z"
    analysis = read(said, HEALTH_ZH if is_chinese else HEALTH, "zh" if is_chinese else "en")
    assert analysis.intent == "answer"


def test_a_short_answer_about_recordings_is_not_a_request() -> None:
    asked = Question("q", 0, "A customer says that she doesn't want to be filmed. What do you do first?")
    for said in ("Stop recording.", "Turn off the camera."):
        assert read(said, asked).topic != "data-rights"
    assert read("Please stop recording me", asked).topic == "data-rights"


def test_a_break_is_a_minute_and_the_clock_can_be_stopped() -> None:
    for said in ("Can we pause for ten minutes?", "I need a five minute break please."):
        assert (read(said).intent, read(said).topic) == ("minute", "pausing")


def test_questions_about_code_need_a_coding_question() -> None:
    for said in ("Can I run it here?", "Can I use Java?"):
        assert find_topic(said, "en", WORK) != "running-code"
        assert read(said, CODE).topic == "running-code"


@settings(max_examples=50)
@given(st.text(max_size=400), st.sampled_from(["en", "zh", "de", ""]))
def test_any_text_can_be_read(text: str, language: str) -> None:
    assert find_topic(text, language, WORK) in (None, *get_args(Topic))


@pytest.mark.parametrize("part", ["sorry, ", "can i ", "please ", "my answers ", "我可以", "嗯，"])
def test_reading_takes_time_linear_in_the_text(part: str) -> None:
    assert growth(lambda size: find_topic(part * (size // len(part)), "en", WORK)) < LINEAR
