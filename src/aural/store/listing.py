"""Lists: search for words without regard to case and accents, and orders that the caller chooses, the same on both
databases.

For texts that aren't in ASCII, SQLite calls `fold`, and PostgreSQL searches for a regular expression.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, Select, Text, bindparam, case, func, literal, or_, tuple_

from aural.platform.spelling import fold, search_pattern
from aural.store.dialect import has_text


def contains(text: str) -> str:
    """A LIKE pattern for texts that contain this one. The escape character is a backslash."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"


def has_words(*columns: ColumnElement[str]) -> ColumnElement[bool]:
    """A condition that is met if one of the columns contains the text given to `word_keys`."""
    words = [bindparam(name, type_=Text()) for name in ("words_like", "words_folded", "words_pattern")]
    return or_(*(has_text(column, *words) for column in columns))


def word_keys(text: str) -> dict[str, str | None]:
    """The parameters of the condition for this text. It is never met if nothing is left when the text is folded."""
    folded = fold(text)
    if not folded:  # an accent alone: every text contains an empty one
        return dict.fromkeys(("words_like", "words_folded", "words_pattern"))
    # LIKE only searches texts in ASCII. PostgreSQL refuses parameters that its encoding lacks.
    like = contains(folded) if folded.isascii() else None
    return {"words_like": like, "words_folded": folded, "words_pattern": search_pattern(text)}


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
