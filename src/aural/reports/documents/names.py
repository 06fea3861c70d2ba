"""Removes a candidate's name from texts, for readers from whom names are hidden."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from unicodedata import category, normalize

from aural.platform.spelling import fold, spelling_pattern

HIDDEN_NAME = "[name]"
Hide = Callable[[str], str]

_SHORTEST_PART = 3  # of a name: "Li" or "Jo" alone occurs in too many words
_SHORTEST_PART_WITHOUT_EDGES = 2  # of a name: 伟 alone is also in 伟大
_SHORTEST_INFLECTED = 4
_MARKS = "\u0300-\u036f"
_APOSTROPHES = "'\u2018\u2019\u02bc"
_ANY_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_JOINERS = f"{_APOSTROPHES}\u200c\u200d"  # within a word
# Alphabetic characters of scripts with capitals, and digits. Only these scripts have edges: words of the others touch
# each other, such as Chinese and Thai, or have endings and prefixes that don't change them, such as Korean and Hebrew.
_CASED = r"[^\W\u0590-\u109f\u1100-\u1c7f\u1cc0-\u1cff\u2d30-\ua63f\ua800-\uff20\uff66-\U0010ffff]"
_IS_CASED = re.compile(_CASED)
_IS_LATIN = re.compile(r"[A-Za-z\u00aa-\u02af\u1e00-\u1eff\uff21-\uff5a]")
_START, _END = f"(?<!{_CASED})(?<!{_CASED}[{_MARKS}])", f"(?!{_CASED}|[{_MARKS}])"
_BETWEEN = r"[\s,.-]{1,3}"
_BETWEEN_OR_NOTHING = r"[\s,.\u00b7\u30fb-]{0,3}"


def name_hider(name: str | None) -> Hide:
    """A function that removes the name, and each of its longer parts, from a text."""
    words = " ".join(normalize("NFC", name or "").split())
    if not words:
        return str
    sequences = [*_sequences_of(words)]
    parts = sorted({part for part in _parts_of(words) if _is_telling(part, words)}, key=len, reverse=True)
    folded = {_plain(each) for each in (words, *(max(words_of, key=len) for words_of in sequences), *parts)}
    pattern: re.Pattern[str] | None = None

    def hide(text: str) -> str:
        nonlocal pattern
        plain = _plain(text)
        if not any(each in plain for each in folded):
            return text
        if pattern is None:  # takes milliseconds, and most texts of a long table contain no name
            pattern = _name_pattern(words, sequences, parts)
        return pattern.sub(HIDDEN_NAME, text)

    return hide


def _plain(text: str) -> str:
    return _ANY_APOSTROPHE.sub("'", (fold(text) or "").casefold())


def _sequences_of(words: str) -> Iterator[list[str]]:
    """The words of each part of the name that punctuation separates, and of "Smith, Anna" in the usual order."""
    halves = [[*_words_of(half)] for half in re.split(r"[,\uff0c]", words) if half.strip()]
    if len(halves) == 2 and all(halves):
        yield [*halves[1], *halves[0]]
    for piece in re.split(r"[()\[\]{}<>\uff08\uff09\u3010\u3011/|,\uff0c;\"\u201c\u201d]", words):
        if len(sequence := [*_words_of(piece)]) > 1:
            yield sequence


def _parts_of(words: str) -> Iterator[str]:
    """The words of the name, and names with hyphens also as a whole."""
    yield from _words_of(words)
    yield from re.findall(r"(?<![^\W\d_])[^\W\d_]++(?:[-\u2010][^\W\d_]++)++", _without_hosts(words))


def _words_of(text: str) -> Iterator[str]:
    """The runs of alphabetic characters. Scripts with capitals and others are separated, as in "David张"."""
    for kind, run in groupby(_without_hosts(text), _kind_of):
        if kind and (found := "".join(run).strip(_JOINERS)):
            yield found


def _without_hosts(text: str) -> str:
    """The text without the hosts of email addresses, which aren't names."""
    return " ".join(word.partition("@")[0] for word in text.split())


def _kind_of(character: str) -> str:
    if character in _JOINERS or category(character)[0] == "M":
        return "cased" if character in _APOSTROPHES or fold(character) == "" else "other"
    if not character.isalpha():
        return ""
    return "cased" if _IS_CASED.match(character) else "other"


def _has_edges(part: str) -> bool:
    return _IS_CASED.match(part) is not None


def _is_telling(part: str, words: str) -> bool:
    """Whether the part alone is the name: not "Li" or 伟, nor the "von" in "Anna von Berg"."""
    if not _has_edges(part):
        return len(part) >= _SHORTEST_PART_WITHOUT_EDGES
    if len(part) < _SHORTEST_PART:
        return not part.isascii()
    return len(part) > _SHORTEST_PART or not part.islower() or words.islower()


def _name_pattern(words: str, sequences: list[list[str]], parts: list[str]) -> re.Pattern[str]:
    # Matches the whole name in any case, but a part only in its own, since "Mark" is a name and "mark" is a word.
    # Speech recognition and candidates drop accents, so "Jose" is José.
    wholes = [_whole(_spelled(words.lower()), words[0], words[-1]), *map(_sequence, sequences)]
    return re.compile("|".join((*wholes, *map(_part, parts))))


def _sequence(words: list[str]) -> str:
    found = _spelled(words[0].lower())
    for before, word in pairwise(words):
        found += _BETWEEN if _has_edges(before) and _has_edges(word) else _BETWEEN_OR_NOTHING
        found += _spelled(word.lower())
    return _whole(found, words[0], words[-1])


def _whole(spelled: str, first: str, last: str) -> str:
    return f"{_START if _has_edges(first[0]) else ''}(?i:{spelled}){_END if _has_edges(last[-1]) else ''}"


def _part(part: str) -> str:
    # As spelled, if it would be a common word without its accents, such as "Él".
    spelled = _spelled(part) if len(part) >= _SHORTEST_PART else re.escape(part)
    if not _has_edges(part):
        return spelled
    # Languages in Cyrillic and Greek script add endings to names, such as "Ивана" for "Иван".
    is_inflected = not _IS_LATIN.search(part) and len(part) >= _SHORTEST_INFLECTED
    return f"{_START}{spelled}{f'{_CASED}{{0,3}}' if is_inflected else ''}{_END}"


def _spelled(words: str) -> str:
    """A pattern for the words with or without accents, and with any apostrophe."""
    return _ANY_APOSTROPHE.pattern.join(map(spelling_pattern, _ANY_APOSTROPHE.split(words)))
