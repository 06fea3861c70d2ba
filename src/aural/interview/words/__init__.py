"""The words and patterns of each language, kept as data, one file a kind and language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from aural.lang import any_of

__all__ = ["any_of", "load"]


@cache
def load(name: str) -> dict[str, Any]:
    text = resources.files("aural.interview.words").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int) -> str:
    """An English number below 100 in words; from there on, and below 0, in digits."""
    if not 0 <= number < 100:
        return str(number)
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = _TENS[number // 10 - 2], number % 10
    return f"{tens}-{_ONES[ones]}" if ones else tens
