"""How near two texts are: by the sentence model if it knows the language, or else by the words that they share."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from aural import lang
from aural.engine.answers.noun_phrases import is_content
from aural.engine.answers.sentences import lows
from aural.interviewer.guided.embedding import can_embed, embed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = dict[str, float] | NDArray[np.float32]

STEM = 6  # the characters of a word that are compared


def vector_of(text: str, language: str) -> Vector:
    """The sentence model's vector if it knows the language, or else counts of words or of pairs of characters."""
    if can_embed(text, language):
        vector = embed(text)
        if vector is not None:
            return vector
    return _counted(text)


def _counted(text: str) -> dict[str, float]:
    if lang.of_script(text).is_spaced:
        units = [w[:STEM] for w in lows(text) if is_content(w)]
    else:
        units = [text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalnum()]
    counts = Counter(units)
    norm = math.sqrt(sum(n * n for n in counts.values())) or 1.0
    return {unit: n / norm for unit, n in counts.items()}


def nearness(one: Vector, other: Vector) -> float:
    """The cosine of two vectors; 0 if they are of different kinds."""
    if isinstance(one, dict) or isinstance(other, dict):
        if not (isinstance(one, dict) and isinstance(other, dict)):
            return 0.0
        return sum(value * other.get(unit, 0.0) for unit, value in one.items())
    return dot(one, other)


def dot(one: NDArray[np.float32], other: NDArray[np.float32 | np.int8]) -> float:
    """The dot product of two short vectors, without numpy's `@`.

    `@` frees the interpreter for less time than a waiting thread needs to wake up, so a loop of such products blocks
    the event loop until it ends.
    """
    return float((one * other).sum())
