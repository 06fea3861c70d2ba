"""The languages of interviews: a folder each, with every pattern, word and text that depends on the language.

A folder is found by its `language.toml`; nothing else lists the languages. CONTRIBUTING.md says how to add
one. English fills in for a language without a folder. The files of a folder are grouped by what they are for:

- `language.toml`, `numbers.py`, `paraphrase.py`, `question_count.py`: how it is written, and rules that take code
- `answers/`: words and patterns by which the candidate's answers are read
- `interviewer/`: what the interviewer says, and what it must not say
- `voice/`: taking turns in a spoken interview, and what is read aloud
- `texts/`: consent, emails and the other texts that candidates and users read
- `reports/`: the sentences of reports and transcripts, and how their quotes and claims are checked
- `authoring/`: questions, roles, topics and templates that drafts are made of, and how goals and files are read
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from re import Pattern
from typing import Any

from aural.lang.folder import Language, Numbers, any_of, filled, read_folders

__all__ = [
    "DEFAULT",
    "Language",
    "Numbers",
    "any_of",
    "codes",
    "every",
    "every_pattern",
    "every_text",
    "every_words",
    "filled",
    "find",
    "is_spaced",
    "of",
    "of_script",
    "of_shown",
    "of_text",
    "page_locales",
    "primary",
    "question_marks",
    "unsupported",
]

DEFAULT = "en"
_HEAD = 400  # characters of a text that decide its script
_FEW = 3  # letters that decide nothing


@cache
def _folders() -> dict[str, Language]:
    """By code, English first."""
    return dict(sorted(read_folders(__path__).items(), key=lambda item: (item[0] != DEFAULT, item[0])))


def codes() -> tuple[str, ...]:
    """Of the languages with a folder, English first."""
    return tuple(_folders())


def every() -> tuple[Language, ...]:
    """English first."""
    return tuple(_folders().values())


def primary(tag: str) -> str:
    """The language of a BCP 47 tag: "zh" of "zh-Hans-CN"."""
    return tag.lower().replace("_", "-").split("-")[0]


def find(tag: str) -> Language | None:
    """The language of a BCP 47 tag; None where it has no folder."""
    return _folders().get(primary(tag))


def of(tag: str) -> Language:
    """The language of a BCP 47 tag; English where it has no folder."""
    return find(tag) or _folders()[DEFAULT]


def of_shown(tag: str, text: str) -> Language:
    """The language that the text shows by its script, else that of the tag.

    A text in Latin letters is never read by the patterns of another script: English is in place of such a language.
    """
    shown, own = of_script(text), of(tag)
    if shown.script:
        return shown
    return _folders()[DEFAULT] if own.script else own


@cache
def is_spaced(tag: str) -> bool:
    """Whether blanks divide the words of the language, also of some without a folder."""
    own = find(tag)
    return own.is_spaced if own else bool(unsupported("writing").get(primary(tag), {}).get("is_spaced", True))


@cache
def question_marks() -> tuple[str, ...]:
    """Of all languages, English first."""
    return tuple(dict.fromkeys(own.question_mark for own in every()))


def page_locales() -> tuple[str, ...]:
    """Locales of the web pages, English first."""
    return tuple(dict.fromkeys(own.page_locale for own in every() if own.page_locale))


def of_text(tag: str, text: str) -> Language:
    """The language to read a text in: by the script of most of its letters, or by the tag where it has hardly any.

    A Chinese answer in an English interview is read as Chinese, and an English one in a Chinese interview as English.
    """
    head = text[:_HEAD]
    letters = sum(1 for character in head if character.isalpha())
    if letters <= _FEW:
        return _reading(tag)
    for language in _folders().values():
        if language.count_script(head) * 2 > letters:
            return language
    own = of(tag)
    return _folders()[DEFAULT] if own.script else own


def of_script(text: str) -> Language:
    """The language that any character of the text shows by its script; English where none does."""
    shown = (language for language in _folders().values() if language.script and language.script.search(text))
    return next(shown, _folders()[DEFAULT])


def unsupported(part: str) -> Mapping[str, Any]:
    """What is known of some languages without a folder, by code: the tables of `unsupported/PART.toml`."""
    text = resources.files(__name__).joinpath("unsupported", f"{part}.toml").read_text(encoding="utf-8")
    return {code: table for code, table in tomllib.loads(text).items() if code not in codes()}


@cache
def _reading(tag: str) -> Language:
    """As `of`, and for the languages that another one's folder can read."""
    code = primary(tag)
    return next((language for language in _folders().values() if code in language.also_reads), of(tag))


@cache
def every_words(part: str, key: str) -> frozenset[str]:
    """The words of all languages."""
    return frozenset().union(*(language.words(part, key) for language in every()))


@cache
def every_text(part: str, key: str) -> frozenset[str]:
    """The texts that all languages list, such as "no thanks"."""
    return frozenset(text for language in every() for text in language.value(part, key))


@cache
def every_pattern(part: str, key: str, *, flags: int = 0) -> Pattern[str]:
    """The patterns of all languages as one, for texts whose language doesn't matter."""
    return any_of([own for language in every() for own in language.alternatives(part, key)], flags=flags)
