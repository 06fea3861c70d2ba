"""Lists: search for words without regard to case and accents, and orders that the caller chooses, the same on both
databases.

`fold` decides which spellings are the same. SQLite calls it for each text that isn't in ASCII. PostgreSQL searches such
texts for a regular expression with all characters that `fold` maps to those of the words, written as escapes, which are
valid in every encoding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from unicodedata import normalize

from sqlalchemy import BigInteger, Column, ColumnElement, Select, Text, bindparam, case, func, literal, or_, tuple_

from aural.store.dialect import has_text

# Latin, Greek, Cyrillic and Armenian, the Georgian capitals, and the wide forms that Chinese keyboards type.
_FOLDED = ((0x41, 0x5B), (0xA0, 0x590), (0x1C90, 0x1CC0), (0x1E00, 0x2000), (0xFF01, 0xFF5F))
_MARKS = range(0x300, 0x370)  # combining marks
_STROKED = str.maketrans({**dict(zip("øłđðħŧı", "olddhti", strict=True)), "æ": "ae", "œ": "oe", "þ": "th"})


def fold(text: str | None) -> str | None:
    """The text in lower case and without accents: "jose" for "José", "lodz" for "Łódź", "strasse" for "Straße"."""
    return None if text is None else text.translate(_table())


@cache
def _table() -> dict[int, str]:
    """The table of `fold`; built at the first search, in about 10 ms."""
    table = {code: _fold_character(chr(code)) for start, stop in _FOLDED for code in range(start, stop)}
    return table | dict.fromkeys(_MARKS, "")


def _fold_character(character: str) -> str:
    # Twice: casefold() turns some marks into characters, and adds marks to others.
    folded = _without_marks(_without_marks(character).casefold()).translate(_STROKED)
    return folded if len(folded) <= 2 else character  # such as the fraction ½


def _without_marks(text: str) -> str:
    return "".join(each for each in normalize("NFKD", text) if ord(each) not in _MARKS)


@cache
def _spellings() -> dict[str, str]:
    """The characters that are folded to each character or pair, including the character itself."""
    spellings = {folded: folded if len(folded) == 1 else "" for folded in _table().values() if folded}
    for code, folded in _table().items():
        if folded and chr(code) != folded:
            spellings[folded] += chr(code)
    return spellings


def _pattern(text: str) -> str:
    """A regular expression, in ASCII only, that finds texts which contain this one when both are folded.

    Where PostgreSQL treats each byte as a character (SQL_ASCII), it finds this text as typed.
    """
    folded = fold(text) or ""
    letters = [_spellings().get(each, each) for each in folded]
    # The text may begin or end within a character, such as the ß of "weiß" for "weis".
    letters[0] += "".join(its for pair, its in _spellings().items() if len(pair) == 2 and pair[1] == folded[0])
    letters[-1] += "".join(its for pair, its in _spellings().items() if len(pair) == 2 and pair[0] == folded[-1])
    found, start = "", 0
    for stop in range(1, len(folded) + 1):
        is_within_pair = stop < len(folded) and folded[stop - 1 : stop + 1] in _spellings()
        if not is_within_pair or stop - start == _LONGEST_RUN:
            found += _any_spelling(folded[start:stop], [*map(_any_of, letters[start:stop])])
            start = stop
    return found if text.isascii() else f"{found}|{_escape(text.encode())}"


_LONGEST_RUN = 4  # of pairs that overlap, such as "sss": the expression doubles with every second character


def _any_spelling(folded: str, letters: list[str]) -> str:
    """`letters`: an expression for each character."""
    if not folded:
        return ""
    apart = letters[0] + _any_spelling(folded[1:], letters[1:])
    pair = _spellings().get(folded[:2]) if len(folded) > 1 else None
    return f"(?:{apart}|{_any_of(pair)}{_any_spelling(folded[2:], letters[2:])})" if pair else apart


def _any_of(letters: str) -> str:
    """Any of these characters, with or without marks."""
    return f"[{_escape(map(ord, letters))}][{_escape([_MARKS.start])}-{_escape([_MARKS.stop - 1])}]*"


def spelling_pattern(word: str) -> str:
    """A regular expression for this word with or without its accents, in the same case."""
    plain = "".join((fold(each) or "").capitalize() if each.isupper() else fold(each) or "" for each in word)
    letters = [_in_case(_spellings().get(each.lower(), each), each) for each in plain]
    found, at = "", 0
    while at < len(plain):
        pair = _spellings().get(plain[at : at + 2].lower(), "") if at + 1 < len(plain) else ""
        size = 2 if pair else 1
        apart = "".join(letters[at : at + size])
        found += f"(?:{apart}|{_in_case(pair, plain[at])})" if pair else apart
        at += size
    return found


def _in_case(letters: str, model: str) -> str:
    return _any_of("".join(each for each in letters if each.isupper() == model.isupper()) or model)


def _escape(codes: Iterable[int]) -> str:
    return "".join(f"\\U{code:08x}" for code in codes)


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
    return {"words_like": like, "words_folded": folded, "words_pattern": _pattern(text)}


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
