"""The follow-ups that are written with a question: its creator's, or those of the library for its kind."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args
from zlib import crc32

from aural.interview.plan import Condition, PreparedProbe, Question
from aural.interview.words import any_of

Archetype = Literal["experience", "walkthrough", "opinion", "motivation", "hypothetical", "knowledge", "logistics"]

MOST = 5
# Types whose answer is no account: nothing is prepared for them unless a creator adds something.
WITHOUT_PROBES = ("SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD")


def probes_of(question: Question, language: str) -> tuple[PreparedProbe, ...]:
    """Those of the creator; else those of the library, at most five. Empty for logistics and for what is made."""
    if question.probes is not None:
        return question.probes
    library = _library(language)
    if library is None or question.type in WITHOUT_PROBES:
        return ()
    halves = halves_of(question.text, language)
    asked = tuple(PreparedProbe("HALF_UNANSWERED", half, half) for half in halves[1:])
    kind = archetype_of(question.text, language)
    return (*asked, *_from_library(library, kind, question.text))[:MOST]


def archetype_of(text: str, language: str) -> Archetype:
    """The kind of answer that a question asks for; "opinion" where nothing tells."""
    library = _library(language)
    if library is None:
        return "opinion"
    for name in get_args(Archetype):
        pattern = library["is"].get(name)
        if pattern and any_of(pattern, flags=re.IGNORECASE).search(text):
            return name  # type: ignore[no-any-return]
    return "opinion"


def halves_of(text: str, language: str) -> tuple[str, ...]:
    """The questions that one question holds, each as a sentence of its own: one where it asks for one thing."""
    library = _library(language)
    if library is None:
        return (text,)
    pieces = [piece.strip() for piece in re.split(library["cut"], text) if piece.strip()]
    asking = [piece for piece in pieces if re.match(library["asks"], piece, re.IGNORECASE)]
    if len(asking) < 2:
        return (text,)
    return tuple(_as_question(piece) for piece in asking)


def _as_question(piece: str) -> str:
    return piece[0].upper() + piece[1:].rstrip(".?？。 ") + ("？" if re.search("[一-鿿]", piece) else "?")


def _from_library(library: dict[str, Any], kind: Archetype, text: str) -> list[PreparedProbe]:
    """The same words each time for the same question, and others for the next."""
    chosen = []
    for entry in library["probes"].get(kind, []):
        said = entry["ask"]
        when: Condition = entry["when"]
        chosen.append(PreparedProbe(when, said[crc32(text.encode()) % len(said)]))
    return chosen


@cache
def _library(language: str) -> dict[str, Any] | None:
    """The library of the language; None where nobody has written one."""
    code = language.lower().split("-")[0].split("_")[0]
    file = resources.files("aural.interview").joinpath("words", f"probes.{code}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
