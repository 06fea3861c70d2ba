"""The prepared follow-ups of a question: the creator's, or those that the library has for this kind of question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal
from zlib import crc32

from aural import lang
from aural.engine.plan import PreparedProbe, Question
from aural.lang import any_of
from aural.lang.bounded import bounded

Archetype = Literal[
    "experience", "walkthrough", "opinion", "wish", "motivation", "hypothetical", "knowledge", "logistics", "plain",
]  # fmt: skip

MOST = 5
# Traits of an answer that the library may have special wordings for.
TRAITS = ("of_several", "of_talk")
# Kinds of questions about the past; the halves of these questions are also in the past tense.
PAST = ("experience",)


def probes_of(question: Question, language: str) -> tuple[PreparedProbe, ...]:
    """The creator's follow-ups, or else up to five from the library, which has none for choices and submissions."""
    if question.probes is not None:
        return question.probes
    library = _library(language)
    if library is None or not question.traits.is_account:
        return ()
    asked = tuple(PreparedProbe("HALF_UNANSWERED", half, half) for half in halves_of(question.text, language)[1:])
    entries = library["probes"].get(archetype_of(question.text, language), [])
    chosen = (PreparedProbe(entry["when"], _chosen(entry["ask"], question.text)) for entry in entries)
    return (*asked, *chosen)[:MOST]


def wordings_of(
    probe: PreparedProbe, question: Question, language: str, traits: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The ways to ask a follow-up, best first: only the creator's words, or all wordings in the library.

    `traits`: traits of the answer (see `TRAITS`); wordings for these come first ("Which of those …?").
    """
    library = _library(language)
    if question.probes is not None or library is None or probe.when == "HALF_UNANSWERED":
        return (probe.ask,)
    for entry in library["probes"].get(archetype_of(question.text, language), []):
        if entry["when"] == probe.when:
            fitting = [words for trait in traits for words in entry.get(trait, [])]
            return tuple(dict.fromkeys((*fitting, probe.ask, *entry["ask"])))
    return (probe.ask,)


def archetype_of(text: str, language: str) -> Archetype:
    """The kind of answer that a question asks for; "opinion" if no pattern matches."""
    for kind, pattern in _kinds(language):
        if pattern.search(text):
            return kind
    return "opinion"


def halves_of(text: str, language: str) -> tuple[str, ...]:
    """The questions that one question contains, each as a sentence; a single one if it asks for only one thing."""
    library = _library(language)
    if library is None:
        return (text,)
    pieces = [piece.strip() for piece in re.split(bounded(library["cut"]), text) if piece.strip()]
    asking = [piece for piece in pieces if re.match(bounded(library["asks"]), piece, re.IGNORECASE)]
    if len(asking) < 2:
        return (text,)
    is_past = archetype_of(text, language) in PAST
    return (_sentence(asking[0], language), *(_half(piece, language, is_past=is_past) for piece in asking[1:]))


def _half(piece: str, language: str, *, is_past: bool) -> str:
    """A later half, phrased so that it can be asked after an answer to the first half."""
    own, bare = lang.of(language), piece.rstrip(".?!？。 ")
    library = own.table("probes")
    whole = library.get("bare", {}).get(bare.lower())
    if whole is not None:
        return str(whole["did" if is_past else "now"])
    if not own.pattern("probes", "question_words", flags=re.IGNORECASE).match(bare):
        return _sentence(piece, language)
    low = bare[0].lower() + bare[1:]
    if re.match(bounded(library["direct"]), bare, re.IGNORECASE):
        return str(library["and"]).format(half=low) + own.question_mark
    return str(library["clause"]).format(half=low)


def _sentence(piece: str, language: str) -> str:
    """The piece as a sentence with a question mark, or with a full stop if it is a request ("Tell me about …")."""
    own = lang.of_shown(language, piece)
    is_order = own.pattern("probes", "orders", flags=re.IGNORECASE).match(piece)
    begun, ends = (piece[0].upper() + piece[1:], ".?! ") if own.is_spaced else (piece, ".?？。！ ")
    return begun.rstrip(ends) + (own.full_stop if is_order else own.question_mark)


def _chosen(said: list[str], text: str) -> str:
    """Chooses the same words each time for the same question, and varies them between questions."""
    return said[crc32(text.encode()) % len(said)]


@cache
def _kinds(language: str) -> tuple[tuple[Archetype, re.Pattern[str]], ...]:
    """The kinds and their patterns, in the order in which they are tried."""
    entries = (_library(language) or {}).get("is", [])
    return tuple((entry["kind"], any_of(entry["of"], flags=re.IGNORECASE)) for entry in entries)


def _library(language: str) -> Mapping[str, Any] | None:
    """The library of follow-ups in this language; None if there isn't one."""
    own = lang.find(language)
    return own.table("probes") if own else None
