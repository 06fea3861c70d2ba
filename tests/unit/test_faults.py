"""What the trained check says about a follow-up, and which numbers a follow-up may contain."""

from __future__ import annotations

import pytest

from aural.interviewer.checks.faults import KINDS, REASONS, find_fault
from aural.interviewer.checks.figures import says_new_number

SAID = (
    "Tell me about a repair.\nThe lift stood still with nine people in it. I wound it down by hand, which took forty "
    "minutes, and four of them wanted to walk home."
)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("leaked", "My notes say that I need a result before I can tick this box. What was it?"),
        ("judging", "That was very clever and really professional of you. How did they respond?"),
        ("hint", "Did you, for instance, call the fire brigade and keep everyone informed, as one should?"),
        ("leading", "How frustrated and angry must they have been with you, I imagine?"),
        ("prying", "How does your husband feel about that, and your children at home?"),
    ],
)
def test_a_harmful_follow_up_is_refused(kind: str, words: str) -> None:
    assert find_fault(words, SAID, "en"), kind


@pytest.mark.parametrize(
    "words",
    [
        "What did you say to the nine people while you wound it down?",
        "Four of them wanted to walk home. What did you do about that?",
        "How did you come to wind it down by hand?",
        "What went through your mind in those forty minutes?",
    ],
)
def test_a_plain_follow_up_is_accepted(words: str) -> None:
    assert find_fault(words, SAID, "en") is None
    assert find_fault(words, None, "en") is None, "without the conversation, nothing counts as new"


def test_chinese_follow_ups_are_checked_too() -> None:
    said = "电梯停了，里面九个人。我用手把它摇下来，花了四十分钟。"
    assert find_fault("评分标准里有抗压这一项，系统要求我给您打分，您怎么看？", said, "zh-CN") == REASONS["leaked"]
    assert find_fault("您摇了四十分钟，里面的人当时怎么样？", said, "zh") is None


def test_other_languages_have_no_weights() -> None:
    assert find_fault("Wie stolz waren Sie, als Ihr Chef Sie gelobt hat?", None, "de") is None
    assert set(REASONS) == set(KINDS)


@pytest.mark.parametrize(
    ("words", "is_new"),
    [
        ("What about the other five?", False),
        ("What happened in those 40 minutes?", False),
        ("Who were the thirteen?", False),
        ("What did you do in the first half hour, on the third try?", False),
        ("What did the twelve say?", True),
        ("How did you get through the 45 minutes?", True),
        ("How did all sixty-five get out?", True),
    ],
)
def test_a_number_is_new_unless_it_was_said_or_follows_from_two_that_were(words: str, is_new: bool) -> None:
    assert says_new_number(words, SAID, SAID) is is_new
