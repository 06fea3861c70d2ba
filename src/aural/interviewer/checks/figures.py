"""The numbers that a wording may mention: those in the conversation, and the sum or difference of two of them."""

from __future__ import annotations

import re

from aural.engine.answers.sentences import words_of

_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_LARGE = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_VALUES = {word: i for i, word in enumerate(_ONES)} | {word: 20 + 10 * i for i, word in enumerate(_TENS)} | _LARGE
_SMALLEST = 3  # "one" and "two" aren't claims
MOST_COMBINED = 6  # with more numbers than this, sums and differences cover almost any number


def says_new_number(own: str, known: str, said: str) -> bool:
    """Whether `own` has a number that isn't in `known`, and isn't the sum or difference of two numbers in `said`.

    Ordinals and fractions don't count as numbers here.
    """
    heard = _values(known)
    of_talk = _values(said)
    pairs = [(a, b) for a in of_talk for b in of_talk] if len(of_talk) <= MOST_COMBINED else []
    made = {number for a, b in pairs for number in (a + b, abs(a - b))}
    digits = {number for number in _DIGITS.findall(own) if number not in known}
    fresh = {_of_digits(number) for number in digits} | _word_values(own)
    return bool({value for value in fresh if value >= _SMALLEST} - heard - made)


def _values(text: str) -> set[float]:
    return {_of_digits(number) for number in _DIGITS.findall(text)} | _word_values(text)


def _word_values(text: str) -> set[float]:
    """The values of numbers written as words: "forty"; "twenty-two" and its parts; "three hundred" and its parts."""
    found: set[float] = set()
    before: float | None = None
    for word in words_of(text):
        parts = [_VALUES[part] for part in word.low.split("-") if part in _VALUES]
        value = float(sum(parts)) if parts else None
        if value is not None:
            found.add(value)
            if before is not None:
                found.add(before * value if word.low in _LARGE else before + value)
        before = value if value is not None else (before if word.low == "and" else None)
    return found


def _of_digits(number: str) -> float:
    plain = number.replace(",", "")
    try:
        return float(plain)
    except ValueError:
        return float("nan") if ":" not in plain else float(plain.replace(":", "").replace(".", ""))
