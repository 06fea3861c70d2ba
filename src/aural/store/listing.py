"""Lists: case-insensitive search for words, and orders that the caller chooses, the same on both databases.

SQLite folds case only for ASCII, and so does PostgreSQL in the C locale. Words with other characters are searched in
four spellings: as typed, and in lower, title and upper case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import BigInteger, Column, ColumnElement, Select, Text, bindparam, case, func, literal, or_, tuple_

Spelling = Literal["plain", "wide"]
SPELLINGS: tuple[Spelling, ...] = ("plain", "wide")
_WIDE = ("words_typed", "words_titled", "words_raised")


def contains(text: str) -> str:
    """A LIKE pattern for texts that contain this one. The escape character is a backslash."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"


def spelling_of(text: str) -> Spelling:
    """Which condition finds this text: "plain" costs a fraction of "wide", but is enough only for ASCII."""
    return "plain" if text.isascii() else "wide"


def has_words(spelling: Spelling, *columns: ColumnElement[str]) -> ColumnElement[bool]:
    """A condition that is met if one of the columns contains the text given to `word_keys`."""
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


# --- orders -----------------------------------------------------------------------------------------------------------

_LAST = literal(2**53, BigInteger)
CHARACTERS = 40  # only this many characters of a text count, so that a position stays short


@dataclass(frozen=True, slots=True)
class Order:
    """The key that a list is sorted by, and the direction. Rows without a value are last in both directions."""

    by: str
    is_descending: bool = True


def sort_key(value: ColumnElement[Any], *, is_text: bool, is_descending: bool) -> ColumnElement[Any]:
    """The value that rows are sorted by instead of `value`, which may be null."""
    if not is_text:
        return func.coalesce(value, literal(-1, BigInteger) if is_descending else _LAST)
    missing, present = ("0", "1") if is_descending else ("1", "0")
    text = literal(present).concat(func.lower(func.substr(value, 1, CHARACTERS)))
    return case((value.is_(None), literal(missing)), else_=text)


def sort(
    statement: Select[Any],
    value: ColumnElement[Any],
    row_id: Column[str],
    order: Order,
    *,
    is_text: bool,
    is_first: bool,
) -> Select[Any]:
    """The statement with a column `sort_key`, in this order and limited to `:limit` rows.

    If it isn't the first page, it begins after the row with `:last_key` and `:last_id`.
    """
    key = sort_key(value, is_text=is_text, is_descending=order.is_descending)
    chosen = statement.add_columns(key.label("sort_key")).limit(bindparam("limit"))
    if not is_first:
        last = tuple_(bindparam("last_key", type_=Text() if is_text else BigInteger()), bindparam("last_id"))
        place = tuple_(key, row_id)
        chosen = chosen.where(place < last if order.is_descending else place > last)
    if order.is_descending:
        return chosen.order_by(key.desc(), row_id.desc())
    return chosen.order_by(key, row_id)
