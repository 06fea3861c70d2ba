"""The terms for an interview and the person who takes it: candidate in hiring, participant otherwise.

Texts are written for hiring. This module adapts them before anything that a person said is filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from aural import lang


def person_of(purpose: str) -> Literal["candidate", "participant"]:
    """The term in English, for prompts and exports."""
    return "candidate" if purpose == "HIRING" else "participant"


def in_words_of(purpose: str, text: str) -> str:
    """A text of the product, in any of its languages, with the terms that fit the purpose."""
    if purpose == "HIRING":
        return text
    parts = list(_divided(text))  # text in quotation marks is a person's own words
    for word, other in _words(is_research=purpose == "RESEARCH"):
        parts[::2] = [part.replace(word, other) for part in parts[::2]]
    return "".join(parts)


def _divided(text: str) -> Iterator[str]:
    """Alternates between text outside and text inside quotation marks."""
    at = 0
    while (start := text.find("\u201c", at)) >= 0 and (end := text.find("\u201d", start)) >= 0:
        yield from (text[at:start], text[start : end + 1])
        at = end + 1
    yield text[at:]


@cache
def _words(*, is_research: bool) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for language in lang.every():
        other = language.text("candidate_terms", "participant")
        for word in language.text("candidate_terms", "candidate").split():
            found += [(word, other), (word.capitalize(), other.capitalize()), (word.upper(), other.upper())]
        if is_research:  # Chinese has one word for a job interview and another for a research interview
            names = (language.text("candidate_terms", name).split() for name in ("interviews", "studies"))
            found += zip(*names, strict=True)
    return tuple(dict.fromkeys(found))
