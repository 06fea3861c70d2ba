"""The tone of the candidate's words about their own feelings. A sad event isn't a negative tone.

In languages with spaces, a feeling is the candidate's own if a word such as "I" stands shortly before it. Languages
without spaces often leave that word out, so there a feeling is someone else's if its clause names only other people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from aural import lang
from aural.engine.answers.sentences import lows, visible
from aural.interviewer.protocol import Sentiment
from aural.lang import Language

_CLAUSE_END = re.compile("[，。；：！？,;:!?\n]")
FEWEST = 2  # one word of feeling says nothing about an interview


def sentiment_of(sentences: Iterable[str]) -> Sentiment | None:
    """The sentiment of the sentences; None if they have too few words of feeling."""
    up = down = 0
    for sentence in sentences:
        text = visible(sentence)
        own = lang.of_script(text)
        more, less = _in_words(lows(text), own) if own.is_spaced else _in_characters(text, own)
        up, down = up + more, down + less
    if up + down < FEWEST:
        return None
    if min(up, down) * 3 >= max(up, down):
        return "mixed"
    return "positive" if up > down else "negative"


def _in_words(words: list[str], language: Language) -> tuple[int, int]:
    positive, negative, feelers, turns = (
        language.words("sentiment", key) for key in ("positive", "negative", "feelers", "turns")
    )
    up = down = 0
    for i, word in enumerate(words):
        if word not in positive and word not in negative:
            continue
        if not any(w in feelers for w in words[max(0, i - 6) : i]):
            continue  # someone else's feeling
        is_turned = any(w in turns for w in words[max(0, i - 3) : i])
        if (word in positive) != is_turned:
            up += 1
        elif word in negative or is_turned:
            down += 1
    return up, down


def _in_characters(text: str, language: Language) -> tuple[int, int]:
    up = down = 0
    turns, own, others = (language.pattern("sentiment", key) for key in ("turns", "feelers", "others"))
    for sign, is_good in (("positive", True), ("negative", False)):
        for found in language.pattern("sentiment", sign).finditer(text):
            before = _CLAUSE_END.split(text[: found.start()])[-1]
            if others.search(before) and not own.search(before):
                continue  # someone else's feeling
            is_turned = bool(turns.search(before[-4:]))
            if is_good != is_turned:
                up += 1
            else:
                down += 1
    return up, down
