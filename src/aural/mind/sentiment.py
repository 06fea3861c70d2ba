"""The tone of the candidate's words about their own part. A sad event is not a negative tone; no sign is no answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aural.interview.sentences import han_count, lows, visible
from aural.mind.brain import Sentiment

# Words for how somebody feels about a thing; words for what happened (loss, death, error) are left out on purpose.
POSITIVE = frozenset(
    (
        "love loved enjoy enjoyed enjoying happy glad proud excited exciting fun grateful thankful satisfied  "
        "satisfying delighted pleased wonderful fantastic great lovely brilliant rewarding favourite favorite  "
        "passionate inspired inspiring hopeful relieved comfortable confident fascinating beautiful "
    ).split()
)
NEGATIVE = frozenset(
    (
        "hate hated annoying annoyed angry frustrating frustrated disappointed disappointing unfair terrible awful  "
        "horrible boring bored miserable resent resented furious fed dread dreaded useless pointless depressing  "
        "disgusted humiliating unbearable unhappy regret ridiculous nightmare stupid "
    ).split()
)
_FEELER = frozenset("i i'm i'd i've me my it's that's we were it".split())
_NOT = frozenset(
    ("not never no don't didn't isn't wasn't hardly without nobody neither nor can't couldn't won't wouldn't ").split()
)
_HAN_POSITIVE = re.compile("喜欢|热爱|开心|高兴|自豪|骄傲|满意|享受|感激|感谢|有成就感|期待|乐意|兴奋")
_HAN_NEGATIVE = re.compile("讨厌|烦|生气|愤怒|失望|不公平|糟糕|无聊|痛苦|受不了|后悔|沮丧|郁闷|反感")
_HAN_NOT = re.compile("(?:不|没|没有|并不|不太|不是)(?:太|很|怎么|觉得)?$")
FEWEST = 2  # one word of feeling says nothing about an interview


def sentiment_of(sentences: Iterable[str]) -> Sentiment | None:
    """None where the words do not tell."""
    up = down = 0
    for sentence in sentences:
        text = visible(sentence)
        more, less = _in_han(text) if han_count(text) else _in_words(lows(text))
        up, down = up + more, down + less
    if up + down < FEWEST:
        return None
    if min(up, down) * 3 >= max(up, down):
        return "mixed"
    return "positive" if up > down else "negative"


def _in_words(words: list[str]) -> tuple[int, int]:
    up = down = 0
    for i, word in enumerate(words):
        if word not in POSITIVE and word not in NEGATIVE:
            continue
        if not any(w in _FEELER for w in words[max(0, i - 6) : i]):
            continue  # somebody else's feeling
        is_turned = any(w in _NOT for w in words[max(0, i - 3) : i])
        if (word in POSITIVE) != is_turned:
            up += 1
        elif word in NEGATIVE or is_turned:
            down += 1
    return up, down


def _in_han(text: str) -> tuple[int, int]:
    up = down = 0
    for pattern, is_good in ((_HAN_POSITIVE, True), (_HAN_NEGATIVE, False)):
        for found in pattern.finditer(text):
            is_turned = bool(_HAN_NOT.search(text[max(0, found.start() - 4) : found.start()]))
            if is_good != is_turned:
                up += 1
            else:
                down += 1
    return up, down
