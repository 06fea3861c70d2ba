"""The versioned text that a candidate agrees to, generated from the interview, so that it is never false."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class ConsentText:
    version: str
    language: str
    title: str
    paragraphs: tuple[str, ...]
    agreement: str


@cache
def _load(language: str) -> dict[str, object]:
    return tomllib.loads((files("aural.room") / "consent_texts" / f"{language}.toml").read_text(encoding="utf-8"))


def spoken_language(tag: str | None) -> str:
    """The catalog for a BCP-47 tag: its language where there is one, else English."""
    primary = (tag or "en").split("-")[0].lower()
    return primary if primary in LANGUAGES else "en"


def consent_text(language: str, *, ai_name: str, organization: str) -> ConsentText:
    """The text in that language (English where there is no such text)."""
    language = spoken_language(language)
    data = _load(language)
    names = {"{ai_name}": ai_name, "{organization}": organization}

    def filled(text: object) -> str:
        result = str(text)
        for hole, name in names.items():
            result = result.replace(hole, name)
        return result

    paragraphs = data["paragraphs"]
    assert isinstance(paragraphs, list)
    return ConsentText(
        version=str(data["version"]),
        language=language,
        title=filled(data["title"]),
        paragraphs=tuple(filled(paragraph) for paragraph in paragraphs),
        agreement=filled(data["agreement"]),
    )
