"""Finds out whether a word was said before, in any of its forms."""

from __future__ import annotations

import re
from functools import lru_cache

from aural.engine.answers.sentences import words_of

_POSSESSIVE = re.compile("(?:'s|s'|'d|'ll|'ve|'re|n't|')$")
_SUFFIXES = (
    *("ingly", "edly", "ation", "ations", "ment", "ments", "ness"),
    *("ing", "ed", "ers", "er", "es", "ly", "al", "s", "e", "y"),
)
_TO_Y = ("ies", "ied", "ily")
_SHARED = 5  # the length of the beginning that two stems of one family share: "document", "documentation"
# Forms and near-synonyms that count as one word.
_FAMILIES = (
    "said say|told tell|went go gone|made make|took take taken|gave give given|came come|saw see seen|knew know known"
    "|found find|thought think|felt feel|kept keep|left leave|met meet|brought bring|bought buy|taught teach"
    "|caught catch|chose choose chosen|wrote write written|spoke speak spoken|broke break broken|drove drive driven"
    "|rang ring rung|sang sing sung|began begin begun|ran run|grew grow grown|threw throw thrown|fell fall fallen"
    "|held hold|built build|sent send|spent spend|lost lose|paid pay|sold sell|led lead|stood stand"
    "|understood understand|sat sit|heard hear|won win|hid hide hidden|shut shutting|cut cutting|set setting"
    "|put putting|let letting|children child kid kids|man men|woman women|people person|foot feet|mice mouse"
    "|wives wife|lives life live|halves half|bad worse worst|good better best well|much more most|slept sleep"
    "|swept sweep|dealt deal|meant mean|burnt burn|learnt learn|forgot forget|got get|shook shake|woke wake|wore wear"
    "|tore tear|froze freeze|rose rise|flew fly|drew draw|ate eat|drank drink|hung hang|stuck stick|struck strike"
    "|fought fight|sought seek|mother mum mom parent|father dad parent|parent mother father mum dad|family families"
    "|doctor gp|photo picture|decision decide decided|choice choose|change switch|failure fail failed|loss lose"
    "|growth grow|sale sell|response respond|speech speak|thought think|pregnant pregnancy expecting"
)


def known_stems(text: str) -> frozenset[str]:
    """The stems of all words in a text, and of their other forms."""
    found: set[str] = set()
    for word in words_of(text):
        for part in {word.low, *word.low.split("-")}:
            found |= {stem_of(part)} | _FORMS.get(stem_of(part), set())
    return frozenset(found)


def is_known(word: str, stems: frozenset[str]) -> bool:
    return any(_is_known(part, stems) for part in {word, *word.split("-")})


def _is_known(word: str, stems: frozenset[str]) -> bool:
    stem = stem_of(word)
    if stem in stems or _FORMS.get(stem, set()) & stems:
        return True
    return len(stem) >= _SHARED and stem[:_SHARED] in _beginnings(stems)


@lru_cache(maxsize=16)
def _beginnings(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem[:_SHARED] for stem in stems if len(stem) >= _SHARED)


@lru_cache(maxsize=4096)
def stem_of(word: str) -> str:
    word = _without_suffix(_POSSESSIVE.sub("", word))
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word[-1] in "ye" else word


def _without_suffix(word: str) -> str:
    for suffix in (*_TO_Y, *_SUFFIXES):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: len(word) - len(suffix)] + ("y" if suffix in _TO_Y else "")
    return word


def _forms() -> dict[str, set[str]]:
    forms: dict[str, set[str]] = {}
    for family in _FAMILIES.split("|"):
        stems = {stem_of(word) for word in family.split()}
        for stem in stems:
            forms.setdefault(stem, set()).update(stems)
    return forms


_FORMS = _forms()
