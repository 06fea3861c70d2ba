"""A request is recognized if it is made, but not if it is described or denied."""

from __future__ import annotations

import pytest

from tests.unit.test_answer import QUESTION_ZH, read


@pytest.mark.parametrize(
    "said",
    [
        "I'd go back to the product owner and clarify.",
        "I get back to them within a day.",
        "I had to end the call.",
        "I told him that I would end the call.",
        "We had to cancel this session.",
        "I skip it for prototypes.",
        "I repeat it to be sure.",
        "Ask him to repeat it.",
        "I check who decides and ask them.",
        "I estimate how much time it takes.",
        "I need to think about edge cases first.",
        "Builds take a few minutes.",
        "I explain what happens next.",
    ],
)
def test_a_short_answer_that_mentions_requests_is_still_an_answer(said: str) -> None:
    assert read(said).intent == "answer"


@pytest.mark.parametrize(
    "said",
    [
        "No, don't skip it.",
        "I don't want to skip this question.",
        "I don't want to end the interview.",
        "Please don't stop the interview.",
        "There is no need to repeat the question.",
    ],
)
def test_a_denied_request_is_not_a_request(said: str) -> None:
    assert read(said).intent not in ("skip", "end", "repeat")


@pytest.mark.parametrize(
    "said",
    [
        "我把构建时间从十分钟降到一分钟。",
        "我们跳过了测试直接上线。",
        "我们团队还有几个实习生。",
        "我会先估计需要多长时间。",
        "我请他再说一遍。",
        "我会问谁来审。",
        "我先等一下，让他冷静。",
        "我会重复一下客户的话。",
        "不跳过",
        "我不想结束面试。",
    ],
)
def test_a_short_chinese_answer_with_words_of_requests_is_not_a_request(said: str) -> None:
    assert read(said, question=QUESTION_ZH, language="zh").intent in ("answer", "off-topic", "hostile"), said


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("Sorry, I didn't catch the question.", "repeat"),
        ("My internet is bad, so let's skip this one.", "skip"),
        ("I'd like to end the interview here.", "end"),
        ("I am tired and I want to end the interview.", "end"),
        ("I don't want to answer that.", "skip"),
        ("I think I'd like to go back to question one.", "back"),
        ("I skip this one.", "skip"),
        ("Let me go back to the last question, please.", "back"),
        ("I need a minute.", "minute"),
        ("I wonder who reads this.", "asks-about"),
        ("?", "asks-back"),
        ("？？", "asks-back"),
    ],
)
def test_requests_are_distinguished_from_accounts(said: str, intent: str) -> None:
    assert read(said).intent == intent
