"""Whether a Chinese claim follows from its quotes, by rules over words and pairs of characters.

There is no sentence model for Chinese, so this is lenient: a claim is refused where hardly any of it was said, or
where it has a plain sign of more than was said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aural import lang

if TYPE_CHECKING:
    from aural.interviewer.judging.claim_signs import Ground

LEAST_SHARED = 0.15  # of the pairs of characters
# Words of these kinds that were not said themselves, nor any other of their kind.
_NEW = ("absolute", "verdict", "outcome")
_HAN = re.compile("[\u4e00-\u9fff]+")
_PIECE = re.compile("[\u3002\uff0c\uff1b\uff01\uff1f,;!?]")
_LONG_CLAUSE = 12  # characters after which a person no longer opens the claim


def follows_in_chinese(claim: str, ground: Ground) -> bool:
    said = "".join((*ground.quotes, *ground.around, ground.question))
    if _shared(claim, said) < LEAST_SHARED or any(_has_new(kind, claim, said) for kind in _NEW):
        return False
    quoted = max(_PIECE.split("\u3002".join(ground.quotes)), key=lambda piece: len(_pairs(piece) & _pairs(claim)))
    is_told_as_done = _has("planned", quoted) and not _has("planned", claim) and _has("done", claim)
    is_negated = _has("negative", claim) and not _has("negative", said)
    opening = _without("speaker", claim)[:_LONG_CLAUSE] if not _begins_with("speaker", claim) else ""
    is_about_others = any(word in opening and word not in said for word in _words("others"))
    return not (is_told_as_done or is_negated or is_about_others)


def _shared(claim: str, said: str) -> float:
    pairs = _pairs(_without("speaker", claim))
    return len(pairs & _pairs(said)) / len(pairs) if pairs else 1.0


def _pairs(text: str) -> set[str]:
    return {run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)}


def _has_new(kind: str, claim: str, said: str) -> bool:
    return any(word in claim and word not in said for word in _words(kind)) and not _has(kind, said)


def _has(kind: str, text: str) -> bool:
    return any(word in text for word in _words(kind))


def _begins_with(kind: str, text: str) -> bool:
    return text.startswith(tuple(_words(kind)))


def _without(kind: str, text: str) -> str:
    for word in sorted(_words(kind), key=len, reverse=True):
        text = text.replace(word, "")
    return text


def _words(kind: str) -> frozenset[str]:
    return lang.of("zh").words("unsupported_claims", kind)
