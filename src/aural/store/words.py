"""Words that somebody looks for in texts, whatever their capitals, and alike on both databases.

SQLite knows capitals of ASCII only, and so does PostgreSQL in the locale C. Other words are looked for as they were
typed, too, and with the capitals that names and titles have.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from sqlalchemy import ColumnElement, bindparam, func, or_

Spelling = Literal["plain", "wide"]
SPELLINGS: tuple[Spelling, ...] = ("plain", "wide")
_WIDE = ("words_typed", "words_titled", "words_raised")


def contains(text: str) -> str:
    """A LIKE pattern for what holds this text somewhere; the escape is a backslash."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"


def spelling_of(text: str) -> Spelling:
    """Which condition looks for this text: the plain one costs a fraction of the other."""
    return "plain" if text.isascii() else "wide"


def has_words(spelling: Spelling, *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether any of the columns holds the words of `word_keys`."""
    found = [func.lower(column).like(bindparam("words_lower"), escape="\\") for column in columns]
    if spelling == "wide":
        found += [column.like(bindparam(name), escape="\\") for column in columns for name in _WIDE]
    return or_(*found)


def word_keys(text: str) -> dict[str, str]:
    """What the condition needs to know of the text."""
    keys = {"words_lower": contains(text.lower())}
    if spelling_of(text) == "wide":
        spelled = zip(_WIDE, (text, text.title(), text.upper()), strict=True)
        keys |= {name: contains(each) for name, each in spelled}
    return keys
