"""Numbers in English words. "one" is left out because it is more often a pronoun."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['\u2019\-.][^\W_]+)*")
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: str(n) for n, word in enumerate(_UNITS.split()) if n != 1} | {
    word: str(10 * n) for n, word in enumerate(_TENS.split(), 2)
}


def said(text: str) -> frozenset[str]:
    return frozenset(_WORDS[word] for word in _WORD.findall(text.lower()) if word in _WORDS)


def claimed(text: str) -> frozenset[str]:
    return said(text)


def in_words(number: int) -> str:
    """The number in words up to 99, and in digits above."""
    ones, tens = _UNITS.split(), _TENS.split()
    if not 0 <= number < 100:
        return str(number)
    if number < len(ones):
        return ones[number]
    ten, one = tens[number // 10 - 2], number % 10
    return f"{ten}-{ones[one]}" if one else ten
