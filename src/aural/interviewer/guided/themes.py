"""Themes without a model: phrases of two or more content words that recur in the candidate's words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aural import lang
from aural.engine.answers.noun_phrases import is_content, is_past, is_quotable, noun_stretches
from aural.engine.answers.sentences import lows
from aural.engine.plan import Plan
from aural.interviewer.guided.passages import Passage, apart

MOST = 4
STEM = 6  # the characters of a word that are compared
FEWEST_PASSAGES = 3  # with the phrase; something mentioned twice isn't a theme yet
QUOTES = 2  # for a theme
FEWEST_WORDS = 2  # content words
FEWEST_CHARACTERS, MOST_CHARACTERS = 4, 10  # in a phrase in a language without spaces
_LOOSE = ("a ", "an ", "the ", "my ", "our ", "your ", "this ", "that ", "these ", "those ", "his ", "her ", "their ")


@dataclass(frozen=True, slots=True)
class Theme:
    phrase: str
    quotes: tuple[str, ...]


def find_themes(plan: Plan, passages: Sequence[Passage]) -> list[Theme]:
    """The themes, each with passages that contain its phrase. No two themes share a word."""
    whole = [passage for passage in passages if passage.is_whole]
    found: list[Theme] = []
    seen: set[str] = set()
    for phrase, stems in _ranked(_candidates(plan, whole)):
        having = [passage for passage in whole if _has(passage.text, phrase, stems)]
        quotes = apart(sorted(having, key=lambda p: -p.weight))
        if len(quotes) >= FEWEST_PASSAGES and not stems & seen:
            found.append(Theme(phrase, tuple(p.text for p in sorted(quotes[:QUOTES], key=lambda p: p.first))))
            seen |= stems
    return found[:MOST]


def _has(text: str, phrase: str, stems: frozenset[str]) -> bool:
    """Whether the text contains the words of the phrase one after the other, in any form."""
    if not lang.of_script(phrase).is_spaced:
        return phrase in text
    said, wanted = _stems(text), _stems(phrase)
    return stems <= set(said) and any(said[at : at + len(wanted)] == wanted for at in range(len(said)))


def _stems(text: str) -> list[str]:
    return [word[:STEM].rstrip("s") for word in lows(text) if is_content(word)]


def _candidates(plan: Plan, passages: Sequence[Passage]) -> Iterable[tuple[str, frozenset[str]]]:
    for text in (*(passage.text for passage in passages), *(question.text for question in plan.questions)):
        yield from _phrases(text) if lang.of_script(text).is_spaced else _stretches(text)


def _ranked(candidates: Iterable[tuple[str, frozenset[str]]]) -> list[tuple[str, frozenset[str]]]:
    """The longest phrases first. Of several wordings of the same phrase, the first is kept."""
    unique: dict[frozenset[str], str] = {}
    for phrase, stems in candidates:
        unique.setdefault(stems, phrase)
    return sorted(((phrase, stems) for stems, phrase in unique.items()), key=lambda item: -len(item[1]))


def _phrases(text: str) -> Iterable[tuple[str, frozenset[str]]]:
    for stretch in noun_stretches(text):
        article = next((a for a in _LOOSE if stretch.text.lower().startswith(a)), "")
        phrase = stretch.text[len(article) :]
        stems = _units(phrase)
        if len(stems) >= FEWEST_WORDS and is_quotable(phrase) and not any(map(_names_nothing, lows(phrase))):
            yield phrase, stems


def _names_nothing(word: str) -> bool:
    """Whether the word is a number, a time or a verb in the past tense, and so can't be in a theme."""
    own = lang.of_script(word)
    parts = word.split("-")
    is_number = word[0].isdigit() or any(part in own.words("features", "numbers") for part in parts)
    return is_number or word in own.words("passages", "no_theme") or is_past(word, own)


def _stretches(text: str) -> Iterable[tuple[str, frozenset[str]]]:
    """For a language without spaces: each stretch without a punctuation mark or particle, and each part of it."""
    own = lang.of_script(text)
    for part in own.pattern("grammar", "phrase_breaks").split(text):
        for size in range(min(len(part), MOST_CHARACTERS), FEWEST_CHARACTERS - 1, -1):
            for start in range(len(part) - size + 1):
                phrase = part[start : start + size]
                if is_quotable(phrase) and not any(map(own.words("grammar", "particles").__contains__, phrase)):
                    yield phrase, _units(phrase)


def _units(text: str) -> frozenset[str]:
    """The stems of the content words; in a language without spaces, each pair of consecutive characters."""
    if lang.of_script(text).is_spaced:
        return frozenset(_stems(text))
    return frozenset(text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalnum())
