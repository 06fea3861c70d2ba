"""Decides whether one quote clearly says the opposite of another about the same thing.

Two quotes are opposites if they share words for the thing, and either their words of opinion take opposite sides or one
denies what the other says. A sentence that has no opinion or doesn't mention the thing opposes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from aural import lang
from aural.engine.answers.noun_phrases import is_content
from aural.engine.answers.sentences import lows
from aural.interviewer.guided.embedding import can_embed
from aural.interviewer.guided.stems import stem_of
from aural.interviewer.guided.vectors import nearness, vector_of
from aural.lang import Language

REACH = 5  # words after a negator that it negates
_REACH_OF_CHARACTERS = 4
_FEWEST_IN_COMMON = 2  # shared words, if the quotes differ only by "always" and "never"
LEAST_NEAR = 0.3  # similarity of the sentence vectors of two quotes about the same thing
_CLAUSES = re.compile(r"[,;:.!?，；：。！？、]")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Stance:
    """The opinion of a text. `sides`: its side on each axis, 1 or -1, or 0 for both. `denied`: the words it negates.

    `first`: the first content word of each clause that takes a side, most likely the clause's subject.
    """

    words: frozenset[str]
    denied: frozenset[str]
    sides: dict[int, int]
    first: frozenset[str]
    often: int
    is_unsure: bool


def opposes(theme: str, quote: str, other: str, language: str = "en") -> bool:
    """Whether `other` clearly says the opposite of `quote`, which illustrates the theme."""
    own = lang.of_script(quote)
    if lang.of_script(other) is not own or (own.is_spaced and not can_embed(quote, language)):
        return False  # no words of opinion are known for other languages
    one, two = _stance(quote, own.code), _stance(other, own.code)
    if one.is_unsure or two.is_unsure:
        return False
    topic = _stance(theme, own.code).words
    shared = (one.words & two.words) - _valued(own.code)
    return bool(shared) and _are_opposite(one, two, topic, len(shared)) and _is_near(quote, other, language, own)


def _is_near(quote: str, other: str, language: str, own: Language) -> bool:
    return not own.is_spaced or nearness(vector_of(quote, language), vector_of(other, language)) >= LEAST_NEAR


def _are_opposite(one: Stance, two: Stance, topic: frozenset[str], shared: int) -> bool:
    if one.first and two.first and not one.first & two.first:
        return False  # "The prices there were low" and "The quality there is high" are about two things
    both = [one.sides[axis] * two.sides[axis] for axis in one.sides.keys() & two.sides.keys()]
    if any(product >= 0 for product in both):
        return False  # they agree on something, or one takes both sides
    # Denying the thing itself ("I don't have one") says nothing about it.
    denied = (one.denied ^ two.denied) & one.words & two.words - topic
    is_denied = bool(denied) and not (one.denied & two.denied - topic)
    return bool(both) or is_denied or (one.often * two.often < 0 and shared >= _FEWEST_IN_COMMON)


@cache
def _stance(text: str, code: str) -> Stance:
    own = lang.of(code)
    unsure = bool(own.pattern("opinions", "unsure", flags=re.IGNORECASE).search(text))
    found = list(_in_words(text, own) if own.is_spaced else _in_characters(text, own))
    sides: dict[int, int] = {}
    for axis, side in ((axis, side) for _, _, marks in found for axis, side in marks):
        sides[axis] = side if sides.get(axis, side) == side else 0
    words = frozenset(word for word, _, _ in found if word)
    denied = frozenset(word for word, is_denied, _ in found if word and is_denied)
    return Stance(
        words, denied, sides, _first_words(text, own) if own.is_spaced else frozenset(), _how_often(text, own), unsure
    )


def _first_words(text: str, own: Language) -> frozenset[str]:
    first: list[str] = []
    opinions = {stem_of(word) for word in own.words("opinions", "opinions")}
    for clause in _CLAUSES.split(text.replace("\u2019", "'")):
        found = list(_in_words(clause, own))
        if any(marks for _, _, marks in found):
            first += [word for word, _, marks in found if word and not marks and word not in opinions][:1]
    return frozenset(first)


_Found = tuple[str, bool, tuple[tuple[int, int], ...]]  # a word, whether it is denied, and its sides by axis


def _in_words(text: str, own: Language) -> Iterator[_Found]:
    negators, axes = own.words("opinions", "negators"), _axes(own.code)
    for clause in _CLAUSES.split(text.replace("’", "'")):
        words = lows(clause)
        for at, word in enumerate(words):
            is_denied = any(before in negators for before in words[max(0, at - REACH) : at])
            marks = tuple((axis, -side if is_denied else side) for axis, side in axes.get(word, ()))
            is_word = is_content(word) and word not in negators
            yield (stem_of(word) if is_word else ""), is_denied, marks


def _in_characters(text: str, own: Language) -> Iterator[_Found]:
    negators = sorted(own.words("opinions", "negators"), key=len, reverse=True)
    one_sign = {word for word in negators if len(word) == 1}
    axes = _axes(own.code)
    for run in _HAN.findall(text):
        covered: set[int] = set()
        for word in sorted(axes, key=len, reverse=True):
            for found in re.finditer(word, run):
                if covered & set(range(found.start(), found.end())):
                    continue
                covered |= set(range(found.start(), found.end()))
                is_denied = _is_negated(run, found.start(), negators)
                yield "", is_denied, tuple((axis, -side if is_denied else side) for axis, side in axes[word])
        for at in range(len(run) - 1):
            if not covered & {at, at + 1} and not one_sign & {run[at], run[at + 1]}:
                yield run[at : at + 2], _is_negated(run, at, negators, 0), ()


def _is_negated(run: str, at: int, negators: list[str], most: int = 2) -> bool:
    """Whether a negator comes before `at`. `most`: how many characters, such as "很", may be between them."""
    before = run[max(0, at - _REACH_OF_CHARACTERS) : at]
    return any(before[: len(before) - skip].endswith(word) for word in negators for skip in range(most + 1))


def _how_often(text: str, own: Language) -> int:
    def has(key: str) -> bool:
        words = own.words("opinions", key)
        return any(word in words for word in lows(text)) if own.is_spaced else any(word in text for word in words)

    return int(has("often")) - int(has("never"))


@cache
def _axes(code: str) -> dict[str, list[tuple[int, int]]]:
    """The axes of each word, with its side on each axis."""
    found: dict[str, list[tuple[int, int]]] = {}
    for axis, sides in enumerate(lang.of(code).value("opinions", "axes")):
        for side, words in zip((1, -1), sides, strict=True):
            for word in words.split():
                found.setdefault(word, []).append((axis, side))
    return found


@cache
def _valued(code: str) -> frozenset[str]:
    """Words of opinion. Two sentences that share only these may be about different things."""
    own = lang.of(code)
    words = {*_axes(code), *own.words("opinions", "often"), *own.words("opinions", "never")}
    return frozenset(stem_of(word) if own.is_spaced else word for word in words)
