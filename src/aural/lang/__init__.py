"""The languages of interviews: one folder each, with every pattern, word and text that depends on the language.

A folder is found by its `language.toml`; nothing else lists the languages. docs/recipes.md says how to add a language.
A language without a folder uses English. The files in a folder are grouped by purpose:

* `language.toml`, `numbers.py`, `paraphrase.py`, `question_count.py`: the writing system, and rules in code.
* `answers/`: words and patterns that read the candidate's answers.
* `interviewer/`: what the interviewer says, and what it must not say.
* `voice/`: turn-taking in a spoken interview, and what is read aloud.
* `texts/`: consent, emails and the other texts that candidates and users read.
* `reports/`: the sentences of reports and transcripts, and how their quotes and claims are checked.
* `authoring/`: questions, roles, topics and templates for drafts, and how goals and files are read.
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
_HEAD = 400  # characters at the beginning of a text that decide its script
_FEW = 3  # alphabetic characters; too few to determine the script


@cache
def _folders() -> dict[str, Language]:
    """The languages by code, English first."""
    return dict(sorted(read_folders(__path__).items(), key=lambda item: (item[0] != DEFAULT, item[0])))


def codes() -> tuple[str, ...]:
    """The codes of the languages with a folder, English first."""
    return tuple(_folders())


def every() -> tuple[Language, ...]:
    """All languages with a folder, English first."""
    return tuple(_folders().values())


def primary(tag: str) -> str:
    """The language in a BCP 47 tag: "zh" for "zh-Hans-CN"."""
    return tag.lower().replace("_", "-").split("-")[0]


def find(tag: str) -> Language | None:
    """The language of a BCP 47 tag; None if it has no folder."""
    return _folders().get(primary(tag))


def of(tag: str) -> Language:
    """The language of a BCP 47 tag; English if it has no folder."""
    return find(tag) or _folders()[DEFAULT]


def of_shown(tag: str, text: str) -> Language:
    """The language that the script of the text shows, or else the language of the tag.

    A text in Latin script is never read with the patterns of another script: if the tag's language has its own script,
    English is used.
    """
    shown, own = of_script(text), of(tag)
    if shown.script:
        return shown
    return _folders()[DEFAULT] if own.script else own


@cache
def is_spaced(tag: str) -> bool:
    """Whether the language puts spaces between words. This is also known for some languages without a folder."""
    own = find(tag)
    return own.is_spaced if own else bool(unsupported("writing").get(primary(tag), {}).get("is_spaced", True))


@cache
def question_marks() -> tuple[str, ...]:
    """The question marks of all languages, English first."""
    return tuple(dict.fromkeys(own.question_mark for own in every()))


def page_locales() -> tuple[str, ...]:
    """Locales of the web pages, English first."""
    return tuple(dict.fromkeys(own.page_locale for own in every() if own.page_locale))


def of_text(tag: str, text: str) -> Language:
    """The language to read a text in, by the script of most of its alphabetic characters.

    If the text has at most three alphabetic characters, the tag decides. A Chinese answer in an English interview is
    read as Chinese, and an English answer in a Chinese interview as English.
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
    """The language whose script any character of the text belongs to; English if there is no such language."""
    shown = (language for language in _folders().values() if language.script and language.script.search(text))
    return next(shown, _folders()[DEFAULT])


def unsupported(part: str) -> Mapping[str, Any]:
    """Data about some languages without a folder, by code: the tables in `unsupported/PART.toml`."""
    text = resources.files(__name__).joinpath("unsupported", f"{part}.toml").read_text(encoding="utf-8")
    return {code: table for code, table in tomllib.loads(text).items() if code not in codes()}


@cache
def _reading(tag: str) -> Language:
    """Like `of`, but also finds another language's folder if its patterns can read this language."""
    code = primary(tag)
    return next((language for language in _folders().values() if code in language.also_reads), of(tag))


@cache
def every_words(part: str, key: str) -> frozenset[str]:
    """The words under this key in all languages."""
    return frozenset().union(*(language.words(part, key) for language in every()))


@cache
def every_text(part: str, key: str) -> frozenset[str]:
    """The texts under this key in all languages, such as "no thanks"."""
    return frozenset(text for language in every() for text in language.value(part, key))


@cache
def every_pattern(part: str, key: str, *, flags: int = 0) -> Pattern[str]:
    """The patterns under this key in all languages, as one pattern, for texts in any language."""
    return any_of([own for language in every() for own in language.alternatives(part, key)], flags=flags)
