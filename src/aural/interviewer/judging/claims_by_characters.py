"""Checks by words and character pairs whether a claim in a language without spaces follows from its quotes.

The sentence model doesn't support these languages, so the rules are lenient: they refuse a claim only if hardly any of
it was said, or if it plainly says more than was said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aural.lang import Language

if TYPE_CHECKING:
    from aural.interviewer.judging.claim_signs import Ground

LEAST_SHARED = 0.15  # share of the claim's character pairs that were said
# A claim may not add a word of these kinds if no word of the kind was said.
_NEW = ("absolute", "verdict", "outcome")
_PAIRED = re.compile("[\u4e00-\u9fff]+")
_PIECE = re.compile("[\u3002\uff0c\uff1b\uff01\uff1f,;!?]")
_LONG_CLAUSE = 12  # a person mentioned after this many characters doesn't open the claim


def follows_by_characters(claim: str, ground: Ground, language: Language) -> bool:
    kinds = _Kinds(language)
    said = "".join((*ground.quotes, *ground.around, ground.question))
    if _shared(kinds.without("speaker", claim), said) < LEAST_SHARED or any(
        kinds.are_new(k, claim, said) for k in _NEW
    ):
        return False
    joined = language.full_stop.join(ground.quotes)
    quoted = max(_PIECE.split(joined), key=lambda piece: len(_pairs(piece) & _pairs(claim)))
    is_told_as_done = (
        kinds.are_in("planned", quoted) and not kinds.are_in("planned", claim) and kinds.are_in("done", claim)
    )
    is_negated = kinds.are_in("negative", claim) and not kinds.are_in("negative", said)
    opening = "" if kinds.begin("speaker", claim) else kinds.without("speaker", claim)[:_LONG_CLAUSE]
    is_about_others = any(word in opening and word not in said for word in kinds.words("others"))
    return not (is_told_as_done or is_negated or is_about_others)


def _shared(claim: str, said: str) -> float:
    pairs = _pairs(claim)
    return len(pairs & _pairs(said)) / len(pairs) if pairs else 1.0


def _pairs(text: str) -> set[str]:
    return {run[i : i + 2] for run in _PAIRED.findall(text) for i in range(len(run) - 1)}


class _Kinds:
    """A language's words that make a claim say more than its quotes, by kind."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def words(self, kind: str) -> frozenset[str]:
        return self._language.words("unsupported_claims", kind)

    def are_new(self, kind: str, claim: str, said: str) -> bool:
        return any(word in claim and word not in said for word in self.words(kind)) and not self.are_in(kind, said)

    def are_in(self, kind: str, text: str) -> bool:
        return any(word in text for word in self.words(kind))

    def begin(self, kind: str, text: str) -> bool:
        return text.startswith(tuple(self.words(kind)))

    def without(self, kind: str, text: str) -> str:
        for word in sorted(self.words(kind), key=len, reverse=True):
            text = text.replace(word, "")
        return text
