"""The reviewed templates of a language, and how a template is chosen and filled in."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from aural import lang
from aural.engine.answers.sentences import plain, sentence_texts
from aural.lang import Language


class Phrasebook:
    """Templates by key (`follow-up.detail.focus`), with the words of each tone."""

    def __init__(self, language: Language) -> None:
        self._data = data = language.table("phrases")
        self.code = language.code
        self.version: str = data["version"]
        self.separator: str = data["separator"]  # between the options of a question
        self.joint: str = data["joint"]  # between sentences
        self._leaves = frozenset(_leaves("", data))

    def variants(self, key: str, tone: str) -> list[str]:
        """The variants under `key`: those of this tone if the key has it, or else those for all tones."""
        found: Any = self._data
        for part in key.split("."):
            found = found[part]
        if isinstance(found, dict):
            found = found.get(tone) or found["all"]
        return [found] if isinstance(found, str) else list(found)

    def has(self, key: str) -> bool:
        return key in self._leaves

    def quoted(self, words: str) -> str:
        opening, closing = self._data["quote"]
        return f"{opening}{words}{closing}"

    def you(self, tone: str) -> str:
        return str(self._data["you"][tone])

    def address(self, name: str) -> str:
        """The name in the form that follows a greeting."""
        return str(self._data["address"]).format(name=name)

    def templates(self) -> list[str]:
        """Every key with templates, sorted."""
        return sorted(self._leaves)


def _leaves(prefix: str, node: Mapping[str, object]) -> Iterable[str]:
    for name, child in node.items():
        if isinstance(child, dict):
            yield from _leaves(f"{prefix}{name}.", child)
        elif isinstance(child, list) and name != "quote":
            yield f"{prefix}{name}"


def speaks(language: str) -> bool:
    """Whether there are templates in this language."""
    return lang.find(language) is not None


@cache
def phrasebook(language: str) -> Phrasebook:
    """The templates for a language code; the English templates if the language has none."""
    return Phrasebook(lang.of(language))


def fill(template: str, values: Mapping[str, str]) -> str:
    """The template with its values filled in. Raises KeyError if a value is missing."""
    return string.Formatter().vformat(template, (), values)


def sentences_said(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(s) for text in texts for s in sentence_texts(text))


def pick(candidates: list[str], said: frozenset[str], turn: int) -> str:
    """The first text, counted from `turn`, that repeats no sentence, or else the text that repeats the fewest."""
    ordered = candidates[turn % len(candidates) :] + candidates[: turn % len(candidates)]
    return min(ordered, key=lambda text: _repeats(text, said))


def _repeats(text: str, said: frozenset[str]) -> int:
    return sum(1 for s in sentence_texts(text) if plain(s) in said)
