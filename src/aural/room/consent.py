"""The versioned text that a candidate agrees to, generated from what holds for the interview: it is never false.

A version ends in a digest of the very words, names and all: what was agreed to can be proven later, and a text that has
changed since it was read is not agreed to.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from aural.interview.recordings import Track

LANGUAGES = ("en", "zh")
KEYSTROKES = "keystrokes"
INTEGRITY = "integrity"
FACES = "faces"
INTERVIEW = "interview"
_DIGEST_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text depends on. `has_model`: answers are read by a language model that is connected here."""

    ai_name: str
    organization: str
    has_code: bool = False
    has_pauses: bool = True
    has_model: bool = False
    is_watched: bool = False
    counts_faces: bool = False
    tracks: tuple[Track, ...] = ()  # that may be recorded, each with an item of its name

    def hold(self) -> set[str | None]:
        """The conditions of lines that hold."""
        holding: set[str | None] = {
            None,
            "pauses" if self.has_pauses else "no_pauses",
            "model" if self.has_model else "no_model",
        }
        holding |= {"recording", *self.tracks} if self.tracks else {"no_recording"}
        optional = {"code": self.has_code, INTEGRITY: self.is_watched, FACES: self.counts_faces}
        return holding | {name for name, holds in optional.items() if holds}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to agree to, and what happens to somebody who doesn't."""

    key: str
    text: str
    refusal: str

    @property
    def is_required(self) -> bool:
        return self.key == INTERVIEW


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What is measured, what is noted beside it, who reads it, what is never done."""

    measured: tuple[str, ...]
    watched: tuple[str, ...]
    readers: tuple[str, ...]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsentText:
    version: str
    language: str
    title: str
    paragraphs: tuple[str, ...]
    items: tuple[Item, ...]
    disclosure: Disclosure

    @property
    def agreement(self) -> str:
        """The text of the item without which there is no interview."""
        return next(item.text for item in self.items if item.is_required)


@cache
def _load(language: str) -> dict[str, Any]:
    return tomllib.loads((files("aural.room") / "consent_texts" / f"{language}.toml").read_text(encoding="utf-8"))


def spoken_language(tag: str | None) -> str:
    """The catalog for a BCP-47 tag: its language where there is one, else English."""
    primary = (tag or "en").split("-")[0].lower()
    return primary if primary in LANGUAGES else "en"


def consent_text(language: str, facts: Facts) -> ConsentText:
    """The text in that language (English where there is no such text)."""
    language = spoken_language(language)
    data, holding = _load(language), facts.hold()

    def filled(text: str) -> str:
        return text.replace("{ai_name}", facts.ai_name).replace("{organization}", facts.organization)

    def lines(given: Iterable[dict[str, str]]) -> tuple[str, ...]:
        return tuple(filled(line["text"]) for line in given if line.get("when") in holding)

    title, paragraphs = filled(data["title"]), lines(data["paragraphs"])
    wanted = [item for item in data["items"] if item.get("when") in holding]
    items = tuple(Item(item["key"], filled(item["text"]), filled(item["refusal"])) for item in wanted)
    disclosure = Disclosure(**{name: lines(given) for name, given in data["disclosure"].items()})
    words = repr((title, paragraphs, items, disclosure)).encode("utf-8", "surrogatepass")
    version = f"{data['version']}.{hashlib.sha256(words).hexdigest()[:_DIGEST_CHARACTERS]}"
    return ConsentText(version, language, title, paragraphs, items, disclosure)
