"""Predicts faults of a follow-up that no exact rule can find, with two small models for each language.

One model is linear over short runs of words and over counts; the other consists of a few trees over the counts.

`python -m tools.train_faults` trains the weights. docs/quality.md describes the training data and the accuracy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from aural import lang
from aural.interviewer.checks.character_signs import signs_of_characters
from aural.interviewer.checks.signs import Signs
from aural.interviewer.checks.word_signs import signs_of_words
from aural.interviewer.trained import has_weights, load_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

# In the order of the weights' outputs, which end with one for a fault of any kind.
KINDS = ("double", "leading", "prying", "invented", "leaked", "judging", "hint")
REASONS = {
    "double": "it asks more than one question",
    "leading": "it leads",
    "prying": "it asks about something private",
    "invented": "it states what nobody said",
    "leaked": "it shows the instructions or how answers are judged",
    "judging": "it praises or judges",
    "hint": "it gives away an answer",
}
# Faults that can't be judged without the conversation.
ABOUT_WHAT_WAS_SAID = ("leading", "invented", "hint")
MOST_CHARACTERS = 1_000
MOST_LEVELS = 8  # the maximum number of levels in a tree with 8 leaves


def find_fault(words: str, said: str | None, language: str) -> str | None:
    """The reason to refuse a follow-up; None if it is probably fine, or if the language has no weights.

    `said` is the whole conversation so far, with the interview's texts; None if it isn't known.
    """
    import numpy as np

    own = lang.of_text(language, "")
    code = own.code if lang.primary(language) in own.also_reads else lang.primary(language)
    if not has_weights("faults", code):
        return None
    weights = _weights(code)
    signs = signs_in(words[:MOST_CHARACTERS], said, weights.kept, code)
    odds = weights.odds(signs)
    if said is None:
        for kind in ABOUT_WHAT_WAS_SAID:
            odds[KINDS.index(kind)] = np.min(odds)
    worst = int(np.argmax(odds[:-1]))
    score = float(odds[worst] + odds[-1]) + weights.grown(signs)
    return REASONS[KINDS[worst]] if score > weights.threshold else None


def signs_in(words: str, said: str | None, kept: frozenset[str], code: str) -> Signs:
    """The signs in a follow-up. `kept`: content words that stay as they are, in languages with spaces."""
    own = lang.of(code)
    return signs_of_words(words, said, kept, own) if own.is_spaced else signs_of_characters(words, said, own)


@dataclass(frozen=True, slots=True)
class _Weights:
    """Weights per sign and kind. Terms are weighted by tf-idf, normalized to length 1; numbers are used as they are."""

    terms: Mapping[str, int]
    idf: Vector
    term_weights: NDArray[np.int8]
    term_scale: Vector
    numbers: Mapping[str, int]
    number_weights: Vector
    bias: Vector
    threshold: float
    kept: frozenset[str]
    trees: Mapping[str, NDArray[Any]]

    def grown(self, signs: Signs) -> float:
        """The base value plus, for each tree, the value of the leaf that the numbers lead to."""
        import numpy as np

        numbers = np.zeros(len(self.numbers), np.float32)
        for name, value in signs.numbers.items():
            if name in self.numbers:
                numbers[self.numbers[name]] = value
        at = self.trees["roots"]
        for _ in range(MOST_LEVELS):
            goes_left = numbers[self.trees["numbers"][at]] <= self.trees["limits"][at]
            at = np.where(goes_left, self.trees["left"][at], self.trees["right"][at])
        return float(self.trees["values"][at].sum() + self.trees["base"])

    def odds(self, signs: Signs) -> Vector:
        import numpy as np

        total = self.bias.copy()
        for name, value in signs.numbers.items():
            if name in self.numbers:
                total += value * self.number_weights[self.numbers[name]]
        counted = Counter(self.terms[term] for term in signs.terms if term in self.terms)
        if counted:
            rows = np.fromiter(counted, dtype=np.int64)
            values = (1 + np.log(np.fromiter(counted.values(), dtype=np.float32))) * self.idf[rows]
            values /= np.linalg.norm(values)
            total += values @ self.term_weights[rows] * self.term_scale
        return np.asarray(total, dtype=np.float32)


@cache
def _weights(code: str) -> _Weights:
    import numpy as np

    data = load_weights("faults", code)

    def lines(name: str) -> list[str]:
        return bytes(data[name]).decode().split("\n")

    return _Weights(
        terms={term: row for row, term in enumerate(lines("terms"))},
        idf=data["idf"].astype(np.float32),
        term_weights=data["term_weights"],
        term_scale=data["term_scale"],
        numbers={name: row for row, name in enumerate(lines("numbers"))},
        number_weights=data["number_weights"].astype(np.float32),
        bias=data["bias"],
        threshold=float(data["threshold"]),
        kept=frozenset(lines("kept")),
        trees={name.removeprefix("tree_"): data[name] for name in data if name.startswith("tree_")},
    )
