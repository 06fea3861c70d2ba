"""What words say about a turn: unfinished, asking for time, closing, listening, an echo."""

from __future__ import annotations

import pytest

from aural.voice.endpointing.backchannels import asks_back, asks_for_time, closes, interrupts, is_backchannel, is_direct
from aural.voice.endpointing.silence import expected_shape
from aural.voice.endpointing.unfinished import classify_ending
from aural.voice.vad.echo import without_echo


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("It found that the tests were slow.", "finished"),
        ("An alert went off at two in the morning", "finished"),
        ("Who was it made for?", "finished"),
        ("I chose it because.", "unfinished"),
        ("We went from thirty two percent to", "unfinished"),
        ("I was responsible for the.", "unfinished"),
        ("I would, um.", "unfinished"),
        ("And then we", "unfinished"),
        ("It took forty minutes,", "unfinished"),
        ("It took forty minutes and…", "unfinished"),
        ("It took forty minutes —", "unfinished"),
        ("Okay. So.", "unfinished"),
        ("That's a good question.", "unfinished"),
        ("How do I put this?", "unfinished"),
        ("I looked at things such as", "unfinished"),
        ("It found that the tests were slow and that nobody.", "unsure"),
        ("When we started the project.", "unsure"),
        ("When we started, nothing worked.", "finished"),
        ("I think it was", "unsure"),
        ("", "unsure"),
    ],
)
def test_finished_and_unfinished_sentences_are_distinguished_in_english(text: str, standing: str) -> None:
    assert classify_ending(text, "en") == standing


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("我们把部署时间缩短到了六分钟。", "finished"),
        ("我们把部署时间缩短了，然后", "unfinished"),
        ("因为当时团队很小，所以。", "unfinished"),
        ("嗯", "unfinished"),
        ("我觉得最重要的是", "unsure"),
    ],
)
def test_finished_and_unfinished_sentences_are_distinguished_in_chinese(text: str, standing: str) -> None:
    assert classify_ending(text, "zh") == standing


HOLDS = (
    "Give me a minute.|Give me a minute, I want to get this right.|Let me think about that for a second.|"
    "Can I have a moment to think?|Hold on a second.|One moment, please.|I need some time to think.|"
    "That's a good question. Let me think about it.|Let me see.|Bear with me for a moment.|"
    "I'd like to take a moment to think about this.|Do you mind if I take a minute to think?|"
    "Let me collect my thoughts.|Sorry, I need to think about that one.|Hang on.|Let me think. It's been a while.|"
    "I'm still thinking.|Can you give me thirty seconds?|Give me a minute. Okay.|Wait a minute."
)
NO_HOLDS = (
    "Wait it did not fall, it rose by 40%.|Let me explain how it works.|Let me start with the second project we did.|"
    "One time we lost a whole database.|Well, I think we should have asked.|I took a minute to restart the server.|"
    "Give me a minute. It was the weekly return rate, and the refunds.|I want to get a bit more experience.|"
    "I told him to give me a minute and he did.|Take one example, the queue was full.|A moment later it was down.|"
    "Hold on, what do you mean by projects?|Let me think, it was the second year after my studies.|"
    "Let me think, when I joined we were four."
)


@pytest.mark.parametrize("text", HOLDS.split("|"))
def test_asking_for_time_is_recognized(text: str) -> None:
    assert asks_for_time(text, "en")
    assert asks_for_time(f"We had three teams on it. {text}", "en")


@pytest.mark.parametrize("text", NO_HOLDS.split("|"))
def test_other_words_do_not_ask_for_time(text: str) -> None:
    assert not asks_for_time(text, "en")


@pytest.mark.parametrize("text", ["让我想一下", "给我一分钟。", "请稍等一下", "我需要一点时间", "等一下，我想想怎么说"])
def test_asking_for_time_is_recognized_in_chinese(text: str) -> None:
    assert asks_for_time(text, "zh")


def test_other_words_do_not_ask_for_time_in_chinese() -> None:
    assert not asks_for_time("我们想了一些办法，后来解决了问题。", "zh")


@pytest.mark.parametrize(
    ("text", "language", "is_closing"),
    [
        ("We shipped it. That's it.", "en", True),
        ("I think that's about all I have.", "en", True),
        ("So, yeah.", "en", True),
        ("I'm done.", "en", True),
        ("I hope that answers your question.", "en", True),
        ("That's it that we wanted", "en", False),
        ("I was done with the work by noon.", "en", False),
        ("大概就这样。", "zh", True),
        ("就这样我们开始了。", "zh", False),
    ],
)
def test_closing_words_are_recognized(text: str, language: str, is_closing: bool) -> None:
    assert closes(text, language) is is_closing


@pytest.mark.parametrize(
    ("text", "is_answer"),
    [
        ("Yes, four years.", True),
        ("No never", True),
        ("About twelve.", True),
        ("Yes and then we went on to build it all", False),
        ("The", False),
    ],
)
def test_direct_answers_are_recognized(text: str, is_answer: bool) -> None:
    assert is_direct(text, "en") is is_answer


def test_asking_back_is_recognized() -> None:
    assert asks_back("Do you mean more users?", "en")
    assert asks_back("Please repeat that question again", "en")
    assert asks_back("能再说一遍吗", "zh")
    assert not asks_back("I said it again.", "en")
    assert not asks_back("Give me a minute.", "en")


@pytest.mark.parametrize("text", ["Mm-hmm.", "Okay, sure.", "I see.", "That makes sense, yeah.", "Thank you.", ""])
def test_backchannels_are_recognized(text: str) -> None:
    assert is_backchannel(text, "en")
    assert not interrupts(text, "en")


@pytest.mark.parametrize("text", ["Wait", "Sorry, can I", "No that is wrong", "Okay but I have read it"])
def test_interruptions_are_recognized(text: str) -> None:
    assert interrupts(text, "en")
    assert not is_backchannel(text, "en")


def test_one_unknown_word_is_neither_a_backchannel_nor_an_interruption() -> None:
    assert not interrupts("Zimim", "en")
    assert not is_backchannel("Zimim", "en")


def test_backchannels_and_interruptions_are_recognized_in_chinese() -> None:
    assert is_backchannel("嗯嗯，好的。", "zh")
    assert interrupts("等一下", "zh")
    assert interrupts("这个我已经看过了", "zh")
    assert not interrupts("对对", "zh")


SPOKEN = "You mentioned that revenue fell by forty percent after your change, and I wonder why."


@pytest.mark.parametrize(
    ("heard", "own"),
    [
        ("mentioned that revenue fell", ""),
        ("menshoned the revenues fell by forty", "the"),
        ("revenue", ""),
        ("that", "that"),  # a word this short may be anyone's
        ("Wait, it rose by forty percent", "wait it rose"),
        ("It rose.", "it rose"),
        ("", ""),
    ],
)
def test_an_echo_is_removed(heard: str, own: str) -> None:
    assert without_echo(heard, SPOKEN) == own


def test_an_echo_is_removed_in_chinese() -> None:
    assert without_echo("关于合作的问题", "接下来是关于合作的三个问题。") == ""
    assert without_echo("我已经知道了", "接下来是关于合作的三个问题。") == "我 已 经 知 道 了"


@pytest.mark.parametrize(
    ("question", "language", "shape"),
    [
        ("Thank you. Please read the first two sentences.", "en", "series"),
        ("Name three risks.", "en", "series"),
        ("Describe a conflict with a colleague.", "en", "story"),
        ("Why did you choose that design?", "en", "story"),
        ("You told me about it. Who was there?", "en", "any"),
        ("What would you like to read?", "en", "series"),
        ("请描述一次冲突。", "zh", "story"),
        ("你用什么语言？", "zh", "any"),
        ("", "en", "any"),
    ],
)
def test_the_expected_form_of_an_answer_is_found(question: str, language: str, shape: str) -> None:
    assert expected_shape(question, language) == shape
