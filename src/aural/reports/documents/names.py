"""Removes a candidate's name from texts, for readers from whom names are hidden."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from unicodedata import category, normalize

from aural import lang
from aural.engine.privacy.person_names import PARTICLES, han_forms, is_family_name, is_pronoun, without_remarks
from aural.platform.spelling import fold, spelling_pattern

HIDDEN_NAME = "[name]"
Hide = Callable[[str], str]

_SHORTEST_PART = 3  # of a name: "Li" or "Jo" alone occurs in too many words
_SHORTEST_PART_WITHOUT_EDGES = 2  # of a name: 伟 alone is also in 伟大
_SHORTEST_INFLECTED = 4
_SHORTEST_ANYWHERE = 4  # such words of spaced scripts without capitals are also hidden within others
_MARKS = "\u0300-\u036f"
_APOSTROPHES = "'\u2018\u2019\u02bc"
_ANY_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_JOINERS = f"{_APOSTROPHES}\u200c\u200d"  # within a word
# Alphabetic characters of scripts with capitals, and digits. Their words have edges.
_CASED = r"[^\W_\u0590-\u109f\u1100-\u1c7f\u1cc0-\u1cff\u2d30-\ua63f\ua800-\uff20\uff66-\U0010ffff]"
_IS_CASED = re.compile(_CASED)
_IS_LATIN = re.compile(r"[A-Za-z\u00aa-\u02af\u1e00-\u1eff\uff21-\uff5a]")
_IS_HAN = re.compile(r"[\u3400-\u9fff]{3,4}")
_START, _END = f"(?<!{_CASED})(?<!{_CASED}[{_MARKS}])", f"(?!{_CASED}|[{_MARKS}])"
# Languages in Cyrillic and Greek script add endings to names, such as "Ивана" for "Иван".
_ENDING, _SHORT_ENDING = f"{_CASED}{{0,3}}", "(?i:[аяуюеыі]|[оеё][мйю]|[ςυνα]|ου|ος|ον)?"
_HEBREW, _ARABIC, _HANGUL = r"[\u0590-\u05ff]", r"[\u0600-\u08ff]", r"[\u1100-\u11ff\uac00-\ud7af]"
_INDIC = r"[\u0900-\u0dff\u1200-\u137f]"


def _after(script: str, prefixes: str, before: str) -> str:
    """The start of a word in the script, or the place after one or two prefixes of one character."""
    start = f"(?<!{script})"
    return f"(?:{start}|(?<={start}[{prefixes}])|(?<={start}[{before}][{prefixes}]))"


# The edges of short names in spaced scripts without capitals. Words of the others, such as Chinese and Thai, touch.
_EDGES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(_HEBREW), _after(_HEBREW, "והבלמשכ", "ושכ"), f"(?!{_HEBREW})"),
    (re.compile(_ARABIC), _after(_ARABIC, "وفبلك", "وفا"), f"(?!{_ARABIC})"),
    (re.compile(_HANGUL), f"(?<!{_HANGUL})", ""),  # particles follow a name
    (re.compile(_INDIC), f"(?<!{_INDIC})", f"(?!{_INDIC})"),
)
_BETWEEN = r"(?:[\s-]{1,2}|[._])"
_AFTER_INITIAL = r"(?:\.?[\s-]{1,2}|[._])"
_BETWEEN_REVERSED = r"(?:,?\s{1,2}|[,._-])"
_BETWEEN_OR_NOTHING = r"[\s.\u00b7\u30fb-]{0,3}"


def name_hider(name: str | None) -> Hide:
    """A function that removes the name, and each of its longer parts, from a text."""
    words = " ".join(normalize("NFC", name or "").split())
    if not any(map(str.isalnum, words)):
        return str
    sequences = [*_sequences_of(words)]
    parts = sorted({part for part in _parts_of(words) if _is_telling(part, words)}, key=len, reverse=True)
    folded = {_plain(each) for each in (words, *(max(words_of, key=len) for words_of in sequences), *parts)}
    pattern: re.Pattern[str] | None = None

    def hide(text: str) -> str:
        nonlocal pattern
        normal = normalize("NFC", text)
        plain = _plain(normal)
        if not any(each in plain for each in folded):
            return text
        if pattern is None:  # takes up to 20 ms, and most texts of a long table contain no name
            pattern = _name_pattern(words, sequences, parts)
        hidden, count = pattern.subn(HIDDEN_NAME, normal)
        return hidden if count else text

    return hide


def _plain(text: str) -> str:
    return _ANY_APOSTROPHE.sub("'", (fold(text) or "").casefold())


def _sequences_of(words: str) -> Iterator[list[str]]:
    """The words of each part of the name that punctuation separates, and of "Smith, Anna" in the usual order."""
    halves = [[*_words_of(half)] for half in re.split(r"[,\uff0c]", words) if half.strip()]
    if len(halves) == 2 and all(halves):
        yield [*halves[1], *halves[0]]
    for piece in re.split(r"[()\[\]{}<>\uff08\uff09\u3010\u3011/|,\uff0c;\"\u201c\u201d]", words):
        if len(sequence := [*_words_of(piece)]) > 1 and not all(map(is_pronoun, sequence)):
            yield sequence


def _parts_of(words: str) -> Iterator[str]:
    """The words of the name, and names with hyphens also as a whole."""
    words = without_remarks(words)
    for word in _words_of(words):
        yield word
        if _IS_HAN.fullmatch(word):
            yield from han_forms(word)
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
    if part.islower() and not words.islower():
        return is_family_name(part, words)
    return part.istitle() or part.casefold() not in PARTICLES


def _name_pattern(words: str, sequences: list[list[str]], parts: list[str]) -> re.Pattern[str]:
    # Matches the whole name in any case, but a part only in its own, since "Mark" is a name and "mark" is a word.
    # Speech recognition and candidates drop accents, so "Jose" is José.
    is_part = words in parts  # which may need edges
    whole = _in_case(words, is_any=not _are_common([*_words_of(words)]))
    others = [] if is_part else [_with_edges(whole, words[0], words[-1])]
    others += [_with_edges(_sequence(each), each[0], each[-1]) for each in sequences if not _is_cased(each)]
    cased = [whole] if is_part and _has_edges(words) else []
    for sequence in filter(_is_cased, sequences):
        cased += [_sequence(sequence), *([_reversed(sequence)] if len(sequence) == 2 else [])]
    inflected = [part for part in parts if _has_edges(part) and not _IS_LATIN.search(part)]
    for ending, is_long in ((_ENDING, True), (_SHORT_ENDING, False)):
        if these := [_part(part) for part in inflected if (len(part) >= _SHORTEST_INFLECTED) is is_long]:
            cased.append(f"(?:{'|'.join(these)}){ending}")
    cased += [_part(part) for part in parts if _has_edges(part) and part not in inflected]
    if cased:  # edges once, since each takes milliseconds to compile
        others.append(f"{_START}(?:{'|'.join(cased)}){_END}")
    return re.compile("|".join((*others, *(_part(part) for part in parts if not _has_edges(part)))))


def _is_cased(sequence: list[str]) -> bool:
    return _has_edges(sequence[0]) and _has_edges(sequence[-1])


def _with_edges(pattern: str, first: str, last: str) -> str:
    return f"{_START if _has_edges(first[0]) else ''}{pattern}{_END if _has_edges(last[-1]) else ''}"


def _sequence(words: list[str]) -> str:
    is_any = not _are_common(words)
    found = _in_case(words[0], is_any=is_any)
    for before, word in pairwise(words):
        between = _AFTER_INITIAL if len(before) == 1 else _BETWEEN
        found += between if _has_edges(before) and _has_edges(word) else _BETWEEN_OR_NOTHING
        found += _in_case(word, is_any=is_any)
    return found


def _reversed(words: list[str]) -> str:
    first, last = words
    return f"{_in_case(last, is_any=False)}{_BETWEEN_REVERSED}{_in_case(first, is_any=False)}"


def _are_common(words: list[str]) -> bool:
    """Whether the words of a name also occur together as words, as in "what to do an hour later"."""
    common = lang.every_words("personal_data", "also_words")
    return all(len(word) <= _SHORTEST_PART or word.casefold() in common for word in words)


def _in_case(words: str, *, is_any: bool) -> str:
    """`is_any`: in any case. Otherwise a name typed with capitals is found only with capitals, or in capitals only."""
    if is_any or words.islower():
        return f"(?i:{_spelled(words.lower())})"
    return "".join(map(_capitalized, re.split(r"(?<=[\W_])(?=[^\W_])", words)))


def _capitalized(word: str) -> str:
    return f"{_spelled(word[0])}(?i:{_spelled(word[1:].lower())})"


def _part(part: str) -> str:
    # As spelled, if it would be a common word without its accents, such as "Él".
    if not _has_edges(part):
        start, end = next((edges for script, *edges in _EDGES if script.match(part)), ("", ""))
        spelled = _spelled(part) if len(part) >= _SHORTEST_PART else re.escape(part)
        return f"{start}{spelled}{end}" if len(part) < _SHORTEST_ANYWHERE else spelled
    if len(part) < _SHORTEST_PART:
        return re.escape(part)
    if part.islower() or part.isupper():  # typed without regard to case
        return _in_case(part, is_any=False)
    return _spelled(part)


def _spelled(words: str) -> str:
    """A pattern for the words with or without accents, and with any apostrophe."""
    return _ANY_APOSTROPHE.pattern.join(map(spelling_pattern, _ANY_APOSTROPHE.split(words)))
