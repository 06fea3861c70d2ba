"""One language's folder. Its TOML files are read when they are first needed, and its patterns are compiled once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol, cast

from aural.lang.bounded import bounded

_NEVER = "(?!)"


class Numbers(Protocol):
    """`numbers.py` in a folder: finds numbers in words or in the characters of a script, and returns them in digits."""

    def said(self, text: str) -> frozenset[str]:
        """Every number that the text may state."""

    def claimed(self, text: str) -> frozenset[str]:
        """Only the numbers that the text certainly states."""

    def in_words(self, number: int) -> str:
        """The number in words, or in digits if words are unusual."""


class Paraphrase(Protocol):
    """`paraphrase.py` in a folder."""

    def in_other_words(self, question: str) -> str | None:
        """A noun phrase or indirect question with the same meaning; None if no rule is safe."""


class QuestionCount(Protocol):
    """`question_count.py` in a folder. Sentences must be in lower case, with straight apostrophes."""

    def count(self, texts: Sequence[str]) -> int | None:
        """The number of questions and requests; None if this language has no rules for counting them."""

    def requests_or_asks(self, sentence: str) -> bool:
        """Whether a sentence asks for anything, judged by its question mark or its words."""

    def split_lead_in(self, sentence: str) -> tuple[str, str]:
        """The lead-in before a colon and the question after it; the lead-in is empty if there is none."""


class Language:
    """One folder. `part`: the name of a file without its group and ending; `key`: a key in it, such as "hold.asked".

    The groups (`answers/`, `voice/`) only help people find a file; callers never name them.
    """

    def __init__(self, folder: Path) -> None:
        self.code = folder.name
        self._files = _find_files(folder)
        self._tables: dict[str, dict[str, Any]] = {}
        self._patterns: dict[tuple[str, str, int], re.Pattern[str]] = {}
        self._words: dict[tuple[str, str], frozenset[str]] = {}
        about = self.table("language")
        self.is_spaced: bool = about["is_spaced"]  # False: no spaces between words
        self.family_name_first: bool = about["family_name_first"]  # and joined to the given name without a space
        self.script = re.compile(about["script"]) if about["script"] else None  # None for Latin script
        self.also_reads = frozenset(about["also_reads"].split())  # codes of other languages that its patterns can read
        self.names_in_capitals: bool = about["names_in_capitals"]
        self.question_mark: str = about["question_mark"]
        self.full_stop: str = about["full_stop"]
        self.no_blank_after: str = about["no_blank_after"]  # marks that end a sentence
        self.varies_by_script: bool = about["varies_by_script"]  # the tag shows which of several scripts is used
        self.has_sentence_model: bool = about["has_sentence_model"]
        self.page_locale: str | None = about["page_locale"] or None  # None if the web pages aren't translated

    def count_script(self, text: str) -> int:
        """Counts the characters in the language's own script; 0 if it has none."""
        return len(self.script.findall(text)) if self.script else 0

    def table(self, part: str) -> Mapping[str, Any]:
        """A whole file. Raises FileNotFoundError if the folder has no file of this name."""
        if part not in self._tables:
            if part not in self._files:
                raise FileNotFoundError(f"The language {self.code} has no {part}.toml.")
            self._tables[part] = tomllib.loads(self._files[part].read_text(encoding="utf-8"))
        return self._tables[part]

    def value(self, part: str, key: str) -> Any:
        """The value under a key. Raises KeyError if the file doesn't have this key."""
        found: Any = self.table(part)
        for name in key.split("."):
            found = found[name]
        return found

    def text(self, part: str, key: str) -> str:
        return str(self.value(part, key))

    def words(self, part: str, key: str) -> frozenset[str]:
        """The words of a space-separated text, as a set."""
        if (part, key) not in self._words:
            self._words[part, key] = frozenset(self.text(part, key).split())
        return self._words[part, key]

    def alternatives(self, part: str, key: str) -> list[str]:
        """The patterns under a key, with the file's `[shared]` parts filled in. Plain words match literally."""
        given = self.value(part, key)
        return [filled(pattern, self.table(part).get("shared", {})) for pattern in _listed(given)]

    def pattern(self, part: str, key: str, *, flags: int = 0) -> re.Pattern[str]:
        """The patterns under a key as one pattern, which matches nothing if there are none."""
        found = self._patterns.get((part, key, flags))
        if found is None:
            found = self._patterns[part, key, flags] = any_of(self.alternatives(part, key), flags=flags)
        return found

    @cached_property
    def numbers(self) -> Numbers:
        return cast("Numbers", import_module(f"aural.lang.{self.code}.numbers"))

    @cached_property
    def questions(self) -> QuestionCount:
        return cast("QuestionCount", import_module(f"aural.lang.{self.code}.question_count"))

    def in_other_words(self, question: str) -> str | None:
        """The question as part of a sentence, with no words added; None if no rule of the language is safe."""
        return cast("Paraphrase", import_module(f"aural.lang.{self.code}.paraphrase")).in_other_words(question)


def read_folders(places: Iterable[str]) -> dict[str, Language]:
    """The languages by code: one for each folder in these places that has a `language.toml`."""
    found = (path.parent for place in places for path in Path(place).glob("*/language.toml"))
    return {folder.name: Language(folder) for folder in found}


def _find_files(folder: Path) -> dict[str, Path]:
    """The files by part: "language" (at the top level), "consent" (in a group), "templates/nurse" (a level deeper)."""
    files: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.toml")):
        *groups, name = path.relative_to(folder).with_suffix("").parts
        part = "/".join((*groups[1:], name))
        if part in files:
            raise ValueError(f"{files[part]} and {path} have the same name.")
        files[part] = path
    return files


def any_of(alternatives: list[str] | str, *, flags: int = 0) -> re.Pattern[str]:
    """One pattern for all alternatives, with bounded repetitions. A plain string is a list of literal words."""
    return re.compile(bounded("|".join(_listed(alternatives)) or _NEVER), flags)


def filled(pattern: str, shared: Mapping[str, str]) -> str:
    """The pattern with each `{NAME}` replaced by the shared part of this name. A shared part may name parts above it.

    Repetitions are bounded (see `bounded`).
    """
    for name, part in reversed(list(shared.items())):
        pattern = pattern.replace(f"{{{name}}}", part)
    return bounded(pattern)


def _listed(alternatives: list[str] | str) -> list[str]:
    if isinstance(alternatives, str):
        return [re.escape(word) for word in sorted(alternatives.split(), key=len, reverse=True)]
    return alternatives
