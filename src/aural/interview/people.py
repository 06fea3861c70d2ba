"""What the person who takes an interview is called: a candidate where it is for hiring, a participant elsewhere.

Texts are written for hiring. They are turned here before anything that a person said is filled in.
"""

from __future__ import annotations

from functools import cache

from aural import lang


def person_of(purpose: str) -> str:
    """In English, as in prompts and exports."""
    return "candidate" if purpose == "HIRING" else "participant"


def in_words_of(purpose: str, text: str) -> str:
    """One of the product's own texts, in any of its languages, with the word that fits the purpose."""
    if purpose == "HIRING":
        return text
    for word, other in _words():
        text = text.replace(word, other)
    return text


@cache
def _words() -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for language in lang.every():
        other = language.text("people", "participant")
        for word in language.text("people", "candidate").split():
            found += [(word, other), (word.capitalize(), other.capitalize()), (word.upper(), other.upper())]
    return tuple(dict.fromkeys(found))
