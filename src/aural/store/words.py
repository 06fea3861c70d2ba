"""Case-insensitive search for words in texts, with the same results on both databases.

SQLite folds the case of ASCII only, and so does PostgreSQL in the locale C. Words with other characters are searched in
lower case, as typed, in title case and in upper case.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from sqlalchemy import ColumnElement, bindparam, func, or_

Spelling = Literal["plain", "wide"]
SPELLINGS: tuple[Spelling, ...] = ("plain", "wide")
_WIDE = ("words_typed", "words_titled", "words_raised")


def contains(text: str) -> str:
    """A LIKE pattern for texts that contain this one. The escape character is a backslash."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"


def spelling_of(text: str) -> Spelling:
    """The condition that finds this text. "plain" costs a fraction of "wide" and is enough for ASCII."""
    return "plain" if text.isascii() else "wide"


def has_words(spelling: Spelling, *columns: ColumnElement[Any]) -> ColumnElement[bool]:
    """Condition: one of the columns contains the text that was given to `word_keys`."""
    found = [func.lower(column).like(bindparam("words_lower"), escape="\\") for column in columns]
    if spelling == "wide":
        found += [column.like(bindparam(name), escape="\\") for column in columns for name in _WIDE]
    return or_(*found)


def word_keys(text: str) -> dict[str, str]:
    """The parameters of the condition for this text."""
    keys = {"words_lower": contains(text.lower())}
    if spelling_of(text) == "wide":
        spelled = zip(_WIDE, (text, text.title(), text.upper()), strict=True)
        keys |= {name: contains(each) for name, each in spelled}
    return keys
