"""Prepares a text for reading aloud: splits it into sentences, each with the words that the voice says. Pure.

Code, addresses and formatting marks aren't read literally. Every pattern here is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aural import lang

# The maximum number of characters in a piece; a Chinese character counts as three. About 15 seconds of speech.
MOST_WIDTH = 220
# The width of the first piece, if a candidate waits for its synthesis.
FIRST_WIDTH, LEAST_FIRST_WIDTH = 80, 16

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WIDE = re.compile(f"[{_HAN}]")
_FENCE = re.compile(r"^[ \t]*(```|~~~)[^\n]*(?:\n(?!\1)[^\n]*)*(?:\n\1[^\n]*)?(?:\n\s*|\Z)", re.MULTILINE)
_END = re.compile(
    r"(?P<mark>(?<![.!?\u2026])[.!?\u2026]++)[\"'\u201d\u2019)\]\u00bb*_`]*(?:\s+|\Z)"
    rf"|[\u3002\uff01\uff1f]+[\u201d\u2019\u300d\u300f\uff09\u3011\u300b\"]*\s*|(?<![.!?\u2026])[.!?\u2026]++(?=[{_HAN}])"
    r"|\n\s*|:\s+(?=[\"\u201c]?[A-Z])|\uff1a\s*(?=[^\u3002\uff01\uff1f\uff1a\n]{6})"
)
_PARENTHESIS = re.compile(r"\([^()\n]{0,200}\)|\uff08[^\uff08\uff09\n]{0,200}\uff09")
_CLAUSE = re.compile(rf"[,;:\u2014]\s+|[\uff0c\uff1b\u3001]|(?<!\u2014)\u2014++(?=[{_HAN}])")
_URL_TEXT = r"(?:https?://|www\.)[^\s<>\"'()\[\]{}|\\\u201c\u201d\u3000-\u303f\uff00-\uffef" + _HAN + "]+"
_URL = re.compile(_URL_TEXT, re.IGNORECASE)
_LAST_WORD = re.compile(r"[^\s(\[\"'\u201c\u2018]*\Z")
_DOTTED = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st e.g i.e vs approx ca cf fig ing mme sgt capt gen sen rep rev hon mt dept est".split()
)
_BEFORE_NUMBER = frozenset("no nos p pp vol ch sec art nr".split())


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` is a part of the original, spaces included; `spoken` is what the voice says; "" if it says nothing."""

    text: str
    spoken: str


def split(text: str, language: str = "en", *, short_first: bool = False) -> tuple[Piece, ...]:
    """Splits the text into sentences; joined, they give the original. `short_first`: cut the first at a clause."""
    parts: list[str] = []
    at = 0
    for fence in _FENCE.finditer(text):
        parts += [*_sentences(text[at : fence.start()]), fence.group()]
        at = fence.end()
    parts += _sentences(text[at:])
    if short_first and parts:
        parts[:1] = _first_short(parts[0])
    return tuple(_without_silent([Piece(part, sayable(part, language)) for part in parts]))


def _sentences(text: str) -> list[str]:
    return [part for start, end in _spans(text) for part in _cut(text[start:end])]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    parentheses = list(_PARENTHESIS.finditer(text))[::-1]
    for found in _END.finditer(text):
        while parentheses and parentheses[-1].end() <= found.start():
            parentheses.pop()
        inside = bool(parentheses) and parentheses[-1].start() < found.start()
        if inside and found.start() + len(found.group().rstrip()) < parentheses[-1].end():
            continue
        if found.group("mark") and not _is_end(text, start, found):
            continue
        yield start, found.end()
        start = found.end()
    if start < len(text):
        yield start, len(text)


def _is_end(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a sentence ends at these marks, which are followed by spaces or the end of the text."""
    follows = text[found.end() : found.end() + 1]
    if "\n" in found.group() or not follows:
        return True
    mark = found.group("mark")
    if mark[-1] in ".\u2026" and follows.islower():
        return False
    return mark != "." or not _is_abbreviation(text, start, found.start(), follows)


def _is_abbreviation(text: str, start: int, dot: int, follows: str) -> bool:
    from_here = max(start, dot - 20)
    last = _LAST_WORD.search(text[from_here:dot])
    word = last.group() if last else ""
    if word.isdigit():
        return not text[start : dot - len(word)].strip()  # the number of a list's item
    low = word.lower()
    if low in _BEFORE_NUMBER:
        return follows.isdigit()
    return low in _ABBREVIATIONS or bool(_DOTTED.fullmatch(word)) or (len(word) == 1 and word.isupper() and word != "I")


# --- too long -----------------------------------------------------------------------------------------------------


def _cut(text: str) -> Iterator[str]:
    """Cuts a long sentence at a clause, else at a space, else at the maximum width; an address stays whole."""
    while (limit := _index_at(text, MOST_WIDTH)) < len(text):
        end = _last_end(_CLAUSE, text, limit) or text.rfind(" ", 1, limit) + 1
        if not end:
            address = _URL.match(text)
            end = limit if address is None else max(limit, address.end())
        yield text[:end]
        text = text[end:]
    if text:
        yield text


def _first_short(text: str) -> list[str]:
    limit = _index_at(text, FIRST_WIDTH)
    end = 0 if limit == len(text) or _FENCE.match(text) else _last_end(_CLAUSE, text, limit)
    return [text[:end], text[end:]] if end and _index_at(text[:end], LEAST_FIRST_WIDTH) < end else [text]


def _last_end(pattern: re.Pattern[str], text: str, limit: int) -> int:
    ends = [found.end() for found in pattern.finditer(text, 0, limit)]
    return ends[-1] if ends else 0


def _index_at(text: str, width: int) -> int:
    """How many characters fit into this width."""
    for index, character in enumerate(text):
        width -= 3 if _WIDE.match(character) else 1
        if width < 0:
            return index
    return len(text)


# --- reading aloud ------------------------------------------------------------------------------------------------

_LINKED = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\s]*\)")
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"</?[A-Za-z][^<>\n]{0,80}>"), " "),
    (re.compile(r"^[-=*_|:~ \t]{3,}+$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:(?:#{1,6}|>|[-*+\u2022\u00b7])[ \t]+)+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(\d{1,3})[.)][ \t]+(?=\S)", re.MULTILINE), r"\1, "),
    (re.compile(r"^[ \t]*\||\|[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"(?:(?<![ \t])[ \t]++)?(?:\||[-=]>|[\u2190-\u21ff])[ \t]*+"), ", "),
    (re.compile(r"`|\*\*|~~|(?<!\s)\*|\*(?!\s)|\(\)"), ""),
    (re.compile(r"(?<![^\W_])_+|_+(?![^\W_])"), ""),
    (re.compile(r"_+"), " "),
    (re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200b-\u200f\u2060-\u2064\ufeff\u00ad]"), ""),
    (re.compile(r"\s+"), " "),
    (re.compile(r"(?<! ) ++(?=[,.;:!?])"), ""),
)
_SAYABLE = re.compile(r"[^\W_]")


def sayable(text: str, language: str) -> str:
    """The words to read aloud: no formatting marks, only the host of an address, and a set phrase instead of code."""
    own = lang.find(language)
    if _FENCE.match(text):
        return own.text("read_aloud", "code") if own else ""
    link = own.text("read_aloud", "link") if own else "{host}"
    said = _LINKED.sub(r"\1", text)
    said = _URL.sub(lambda found: _host(found.group(), link), said)
    for pattern, instead in _STEPS:
        said = pattern.sub(instead, said)
    said = said.strip()
    if not _SAYABLE.search(said):
        return ""
    is_line = text.endswith("\n") and said[-1].isalnum()
    full_stop = own.full_stop if own else "."
    return said + full_stop * is_line


def _host(address: str, form: str) -> str:
    bare = address.rstrip(".,;:!?")
    host = re.sub(r"^(?:https?://)?(?:[^/@]*@)?(?:www\.)?", "", bare, flags=re.IGNORECASE)
    return form.format(host=re.split("[/?#:]", host, maxsplit=1)[0]) + address[len(bare) :]


def _without_silent(pieces: list[Piece]) -> list[Piece]:
    """Joins pieces without sound to the piece before them, or at the beginning to the one after them."""
    kept: list[Piece] = []
    waiting = ""
    for piece in pieces:
        if piece.spoken:
            kept.append(Piece(waiting + piece.text, piece.spoken))
            waiting = ""
        elif kept:
            kept[-1] = Piece(kept[-1].text + piece.text, kept[-1].spoken)
        else:
            waiting += piece.text
    return [*kept, Piece(waiting, "")] if waiting else kept
