"""Questions along with an answer get a reply, and questions already answered are not asked as if nothing had been
said.
"""

from __future__ import annotations

import pytest

from aural.engine.analysis import Analysis
from aural.engine.answers.requests import is_told
from aural.engine.answers.side_questions import side_questions_in
from aural.engine.answers.topics import find_topic
from aural.engine.context import Context
from aural.engine.moves import AnswerCandidate, Ask, Close, Deescalate, Finish, FollowUp, Move, Probe, Topic, Warn
from aural.engine.plan import Fact, Plan, Question
from aural.interviewer.guided.interviewer import phrase_by_template, read_with_meaning
from aural.interviewer.protocol import WordingRequest

FIRST = Question("q1", 0, "How do you deal with an agent who makes a serious mistake?")
SECOND = Question("q2", 1, "What would you change about the rota?")
HAN = Question("q1", 0, "员工犯了严重的错误，您会怎么处理？")
LONG = "I can start in March, and I led night teams for more than four years in a row before I moved to this town. " * 2
FACT = Fact("Pay", "It pays between 42,000 and 48,000 euros.")
PLAN = Plan("i", "Lead", (FIRST, SECOND), organization="Northwind", approved_facts=(FACT,))


def read(text: str, question: Question | None = FIRST, language: str = "en") -> Analysis:
    asked = question.text if question else "What would you like to add?"
    return read_with_meaning(Context(question, text, (), asked, language))


def words(move: Move, analysis: Analysis, question: Question | None = SECOND, minutes: int | None = None) -> str:
    request = WordingRequest(PLAN, move, question, (), answer="We did.", analysis=analysis, minutes_left=minutes)
    return phrase_by_template(request).text


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("I also speak Polish, which helped with the drivers. Who will I hear from?", "next-steps"),
        (f"{LONG} Who reads all this?", "who-reads"),
        ("No, that was all. Are we being recorded?", "who-reads"),
    ],
)
def test_a_question_in_the_closing_turn_is_recognized_whatever_else_is_said(text: str, topic: Topic) -> None:
    assert read(text, None).topic == topic


def test_an_addition_in_the_closing_turn_asks_nothing() -> None:
    assert read("Only that I asked them why, and they told me.", None) == Analysis("answer")


@pytest.mark.parametrize(
    ("text", "intent", "topic"),
    [
        ("我先安抚客户，再找员工单独谈，最后改流程。对了，这个岗位需要上夜班吗？", "answer", "company"),
        ("我先安抚客户，再找员工单独谈，最后改流程。请问谁会看我的回答？", "answer", "who-reads"),
        ("公司有食堂吗？", "asks-about", "company"),
        ("每周要去办公室几天？", "asks-about", "company"),
        ("我说的话会被录下来吗？", "asks-about", "who-reads"),
        ("您是说哪种错误？", "asks-back", None),
        ("严重的错误是指什么？", "asks-back", None),
        ("这个我不想谈。", "refusal", None),
        ("今天就聊到这儿吧。", "end", None),
        ("我想回到第一题补充一点。", "back", None),
        ("前面不是讲过了嘛。", "nothing-to-add", None),
    ],
)
def test_chinese_questions_and_requests_are_distinguished(text: str, intent: str, topic: Topic | None) -> None:
    analysis = read(text, HAN, "zh")
    assert (analysis.intent, analysis.topic) == (intent, topic)


@pytest.mark.parametrize(
    "text",
    [
        "我会跟他谈，谈不下去就换人。",
        "先聊到大家都明白为止，再改流程。",
        "全部写下来，给下一个班的人看。",
        "就到这里为止我还能撑住，后来又来了两个。",
        "我得走了，病人说，可是针还没拔。",
        "等一下，我先说背景：那时候只有四个人。",
    ],
)
def test_chinese_answers_that_contain_words_of_requests_are_answers(text: str) -> None:
    assert read(text, HAN, "zh").intent == "answer"


@pytest.mark.parametrize(
    ("text", "number"),
    [("更正一下第一题，是十四个人，不是四十个。", 1), ("刚才我说错了，系统是小李做的。", None)],
)
def test_a_chinese_correction_names_its_question(text: str, number: int | None) -> None:
    analysis = read(text, HAN, "zh")
    assert (analysis.intent, analysis.number) == ("correction", number)


def test_a_correction_in_the_closing_turn_is_recognized_if_it_names_the_question() -> None:
    analysis = read("Sorry, in question 2 I said forty, it was fourteen.", None)
    assert (analysis.intent, analysis.number) == ("correction", 2)


@pytest.mark.parametrize(
    "text",
    [
        "I told you already.",
        "Same as before.",
        "See my first answer.",
        "I think I've answered this already.",
        "Same answer as question 2.",
        "I already went through that when you asked about the team.",
        "我刚才说过了。",
        "跟我第一题说的一样。",
        "同上。",
    ],
)
def test_a_candidate_who_says_they_answered_before_is_believed(text: str) -> None:
    assert is_told(text)
    question = FIRST if text.isascii() else HAN
    assert read(text, question, "en" if text.isascii() else "zh").intent == "nothing-to-add"


@pytest.mark.parametrize(
    "text",
    [
        "As I said before, the migration.",
        "I told you already that we moved it to Berlin.",
        "I told the customer already.",
        "The same as before the merger: two people for each shift.",
        "我刚才说过的那个系统，是我一个人做的。",
    ],
)
def test_a_candidate_who_repeats_the_answer_has_answered(text: str) -> None:
    assert not is_told(text)


def test_an_earlier_answer_is_acknowledged_in_words() -> None:
    analysis = Analysis("nothing-to-add")
    request = WordingRequest(PLAN, Ask("q2"), SECOND, (), answer="I told you already.", analysis=analysis)
    told = phrase_by_template(request).text
    assert told.endswith(SECOND.text)
    assert "before" in told or "already" in told


@pytest.mark.parametrize(
    ("move", "end"),
    [
        (Ask("q2"), SECOND.text),
        (FollowUp("q1", Probe("result"), "How did it end?"), "How did it end?"),
        (Close(), None),
        (Close(for_time=True), None),
        (Finish("FINISHED"), None),
    ],
)
def test_a_question_within_an_answer_is_replied_to_before_the_next_move(move: Move, end: str | None) -> None:
    question = None if end is None else SECOND
    told = words(move, Analysis("answer", "company", fact=FACT), question)
    assert FACT.text in told.split("?")[0]
    passed = words(move, Analysis("answer", "company"), question)
    assert "pass" in passed
    assert "Northwind" in passed
    for text in (told, passed):
        assert end is None or text.endswith(end)
        assert len(text) > len(end or "") + 20


def test_the_time_left_is_given_if_an_answer_asks_for_it() -> None:
    assert "12 minutes are left" in words(Ask("q2"), Analysis("answer", "time-left"), minutes=12)


@pytest.mark.parametrize("move", [Warn(5), Deescalate("q1", "crisis"), AnswerCandidate("q1", "company", FACT)])
def test_messages_with_fixed_words_do_not_also_answer_a_side_question(move: Move) -> None:
    analysis = Analysis("asks-about" if isinstance(move, AnswerCandidate) else "answer", "company", fact=FACT)
    assert words(move, analysis, FIRST).count(FACT.text) == isinstance(move, AnswerCandidate)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Are we nearly done?", "time-left"),
        ("Do I still have time for an example?", "time-left"),
        ("Is what I say here confidential?", "who-reads"),
        ("You're not a real person, are you?", "are-you-an-ai"),
        ("Does the role involve night shifts?", None),
    ],
)
def test_the_topic_of_a_side_question_is_found(text: str, topic: Topic | None) -> None:
    assert find_topic(text, "en") == topic


def test_only_the_side_question_is_used_to_search_for_a_fact() -> None:
    said = "First I take them off the line. And what does this position pay, by the way?"
    assert side_questions_in(said) == "And what does this position pay?"
    assert side_questions_in("The pay matters to me.") == "The pay matters to me."


def test_a_correction_of_the_answer_just_given_is_acknowledged_before_the_next_question() -> None:
    text = words(Ask("q2"), Analysis("correction"))
    assert text.endswith(SECOND.text)
    assert "correction" in text or "right" in text


ASKED_FIRST = "And is this recorded, does somebody read it? Anyway. I talk to them first and write down what they say."


def test_a_question_before_the_answer_is_recognized_by_a_pattern() -> None:
    analysis = read(ASKED_FIRST)
    assert (analysis.intent, analysis.topic) == ("answer", "who-reads")
    assert read("Why do agents make mistakes? Because nobody lets them sleep. I look at the rota first.").topic is None


@pytest.mark.parametrize(
    ("answer", "last_words", "intent"),
    [
        ("Listen two minutes, job, listen, job again.", "What does that look like, step by step?", "answer"),
        ("Skip. I said it already.", "A few words are enough, or say skip once more. Which would you like?", "skip"),
        ("Leave it. I've got a few, I won't do that one. Next.", FIRST.text, "refusal"),
    ],
)
def test_the_interviewers_last_words_decide_what_a_short_reply_means(answer: str, last_words: str, intent: str) -> None:
    assert read_with_meaning(Context(FIRST, answer, (), last_words)).intent == intent
