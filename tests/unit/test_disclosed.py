"""The first words of an interview say that an AI is speaking, in every language and tone."""

from __future__ import annotations

import re

import pytest

from aural import lang

AI = re.compile(r"\ban AI\b|AI ?面试官|人工智能")
GREETINGS = [
    (code, tone, text)
    for code in lang.codes()
    for tone, texts in lang.of(code).value("phrases", "greeting").items()
    for text in texts
]


@pytest.mark.parametrize(("code", "tone", "text"), GREETINGS, ids=[f"{code}-{tone}" for code, tone, _ in GREETINGS])
def test_each_greeting_says_that_an_ai_is_speaking(code: str, tone: str, text: str) -> None:
    assert AI.search(text), (code, tone)


def test_there_are_greetings_in_both_languages() -> None:
    assert {code for code, *_ in GREETINGS} >= {"en", "zh"}
