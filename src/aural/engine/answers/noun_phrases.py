"""Finds noun phrases in a candidate's words, always verbatim, and excludes text that may not be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from aural import lang
from aural.engine.answers.sentences import Word, words_of
from aural.lang import Language

_ENGLISH = lang.of("en")
_DETERMINERS = _ENGLISH.words("grammar", "determiners")
_NUMBER_WORDS = _ENGLISH.words("features", "numbers")
_UNQUOTABLE = re.compile(r"https?:|www\.|[<>{}\[\]|\\`@#=_~^*]|\"|\u201c|\u201d|\u300c|\u300d")


@dataclass(frozen=True, slots=True)
class Stretch:
    text: str
    start: int
    end: int
    words: tuple[str, ...]
    after: str = ""  # the word just before the stretch


def is_quotable(text: str) -> bool:
    """Whether the stretch may be quoted in a question: no markup, no link, nothing private."""
    return not _UNQUOTABLE.search(text) and not is_sensitive(text)


def is_sensitive(text: str) -> bool:
    """Whether the text mentions age, family, health, religion, origin, or a person's address or pay."""
    language = lang.of_script(text)
    if language.is_spaced:
        return any(_is_private(w.low, language.words("features", "sensitive")) for w in words_of(text))
    return bool(language.pattern("features", "sensitive").search(text))


def _is_private(word: str, sensitive: frozenset[str]) -> bool:
    parts = word.replace("'s", "").split("-")
    return any(p in sensitive or p.rstrip("s") in sensitive for p in parts)


@cache
def function_words(language: Language = _ENGLISH) -> frozenset[str]:
    """Articles, pronouns, prepositions and the like: words without content."""
    kinds = ("determiners", "prepositions", "conjunctions", "pronouns", "auxiliaries", "adverbs")
    return frozenset().union(*(language.words("grammar", kind) for kind in kinds))


def is_content(word: str, language: Language = _ENGLISH) -> bool:
    if len(word) <= 2 or word in function_words(language):
        return False
    return word not in language.words("grammar", "hedge_verbs")


def is_past(word: str, language: Language = _ENGLISH) -> bool:
    endings = tuple(language.words("features", "past_endings"))
    ends = word.endswith(endings) and len(word) > 3
    is_regular = ends and word not in language.words("features", "not_past")
    return is_regular or word in language.words("features", "past")


def noun_stretches(text: str) -> Iterator[Stretch]:
    """Runs of content words, with their article if they have one."""
    for run, after in _runs(text):
        trimmed = _trim(run)
        if trimmed and any(is_content(w.low) for w in trimmed):
            yield _stretch(text, trimmed, after)


def _stretch(text: str, run: list[Word], after: str = "") -> Stretch:
    start, end = run[0].start, run[-1].end
    return Stretch(text[start:end], start, end, tuple(w.low for w in run), after)


def _runs(text: str) -> Iterator[tuple[list[Word], str]]:
    words, run, after, before = words_of(text), list[Word](), "", ""
    last_end = 0
    for i, word in enumerate(words):
        between = text[last_end : word.start]
        gap = between.strip() or "\n" in between
        opens = word.low in _DETERMINERS and word.low not in _NUMBER_WORDS
        joins = word.low == "of" and 0 < len(run) < 4 and _goes_on(words, i)
        closes = word.low in function_words() and word.low not in _DETERMINERS and not joins
        if run and (gap or closes or (opens and before != "of") or len(run) > 7):
            yield run, after
            run = []
        if not closes:
            after = before if not run else after
            run.append(word)
        before, last_end = word.low, word.end
    if run:
        yield run, after


def _goes_on(words: tuple[Word, ...], i: int) -> bool:
    following = [w.low for w in words[i + 1 : i + 3]]
    return bool(following) and (is_content(following[0]) or following[0] in _DETERMINERS)


def _trim(run: list[Word]) -> list[Word]:
    """The run without a verb before or after the noun, and without a loose article or adverb at the end."""
    has_article = run[0].low in _DETERMINERS
    if has_article:
        cut = next((i for i, w in enumerate(run) if i > 1 and is_past(w.low)), len(run))
        run = run[:cut]
    else:
        while len(run) > 1 and (is_past(run[0].low) or run[0].low.endswith("ly")):
            run = run[1:]
    while run and (run[-1].low in function_words() or (len(run) > 1 and _is_loose_end(run))):
        run = run[:-1]
    return run[:6]


def _is_loose_end(run: list[Word]) -> bool:
    """Whether the last word is an adverb or, after a singular article, has the ending of a verb."""
    last = run[-1].low
    is_singular = run[0].low in ("a", "an", "this", "that", "each", "every")
    verb = (last.endswith("s") and not last.endswith(("ss", "us", "is"))) or is_past(last)
    return last.endswith(("ly", "'s")) or last in _NUMBER_WORDS or (is_singular and verb)
