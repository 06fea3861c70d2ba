"""Which spellings are the same: search and hiding names disregard case and accents.

`fold` decides. The regular expressions contain all characters that `fold` maps to those of a word, written as escapes,
which are valid in every encoding of PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from unicodedata import normalize

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


def search_pattern(text: str) -> str:
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
