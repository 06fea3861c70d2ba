"""What the person who takes an interview is called: a candidate where it is for hiring, a participant elsewhere.

Texts are written for hiring. They are turned here before anything that a person said is filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from aural import lang


def person_of(purpose: str) -> Literal["candidate", "participant"]:
    """In English, as in prompts and exports."""
    return "candidate" if purpose == "HIRING" else "participant"


def in_words_of(purpose: str, text: str) -> str:
    """One of the product's own texts, in any of its languages, with the word that fits the purpose."""
    if purpose == "HIRING":
        return text
    parts = list(_divided(text))  # what stands in quotation marks is somebody's own
    for word, other in _words():
        parts[::2] = [part.replace(word, other) for part in parts[::2]]
    return "".join(parts)


def _divided(text: str) -> Iterator[str]:
    """In turn what is outside of quotation marks and what is within them."""
    at = 0
    while (start := text.find("\u201c", at)) >= 0 and (end := text.find("\u201d", start)) >= 0:
        yield from (text[at:start], text[start : end + 1])
        at = end + 1
    yield text[at:]


@cache
def _words() -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for language in lang.every():
        other = language.text("candidate_terms", "participant")
        for word in language.text("candidate_terms", "candidate").split():
            found += [(word, other), (word.capitalize(), other.capitalize()), (word.upper(), other.upper())]
    return tuple(dict.fromkeys(found))
