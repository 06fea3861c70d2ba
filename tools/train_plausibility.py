"""Counts which characters and words follow one another, so that `reports/analysis/plausibility.py` recognizes nonsense.

    python -m tools.train_plausibility

It counts the written replies (`bench/training/replies`), their questions, and the words of the sentence model's
vocabulary, and writes src/aural/reports/analysis/data/plausibility.npz. The result is the same every time.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from aural.reports.analysis.plausibility import ENDINGS, ENGLISH_WORDS, LETTERS, class_of, han_of, triples_of, words_of

ROOT = Path(__file__).parent.parent
REPLIES = ROOT / "bench" / "training" / "replies"
VOCABULARY = ROOT / "src" / "aural" / "interviewer" / "data" / "vocabulary.txt"
TARGET = ROOT / "src" / "aural" / "reports" / "analysis" / "data" / "plausibility.npz"
SMOOTHED = 20  # pairs that each word is assumed to have begun before counting
SCALE = 30  # of the logarithms, so that they fit in a byte
FEWEST_SEEN = 2  # how often two Chinese characters must follow one another


def main() -> None:
    english, chinese = list(_texts(REPLIES)), list(_texts(REPLIES / "zh"))
    words = [word for word, _ in Counter(w for text in english for w in words_of(text)).most_common(ENGLISH_WORDS)]
    characters = Counter(c for text in chinese for c in han_of(text))
    pairs = Counter("".join(pair) for text in chinese for pair in pairwise(han_of(text)))
    TARGET.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        TARGET,
        words=_packed(words, "\n"),
        order=_as_bytes(_order(english, words)),
        letters=_as_bytes(_letters(english)),
        pairs=_packed(sorted(pair for pair, count in pairs.items() if count >= FEWEST_SEEN), ""),
        characters=_packed([c for c, _ in characters.most_common(60)], ""),
    )
    print(f"{len(english)} English and {len(chinese)} Chinese texts, {TARGET.stat().st_size / 1000:.0f} kB")


def _texts(folder: Path) -> Iterator[str]:
    """Yields each reply, and each question once."""
    questions: set[str] = set()
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row.get("text") or row["answer"]
            questions.add(row["question"])
    yield from sorted(questions)


def _order(texts: list[str], words: list[str]) -> np.ndarray:
    """The logarithm of how much more often than by chance one class of words follows another."""
    at = {word: place for place, word in enumerate(words)}
    size = len(words) + len(ENDINGS) + 2
    one, two = np.ones(size), np.zeros((size, size))
    for text in texts:
        classes = [class_of(word, at) for word in words_of(text)]
        np.add.at(one, classes, 1)
        np.add.at(two, (classes[:-1], classes[1:]), 1)
    share = one / one.sum()
    follows = (two + SMOOTHED * share) / (two.sum(axis=1, keepdims=True) + SMOOTHED)
    return np.asarray(np.log(follows / share))


def _letters(texts: list[str]) -> np.ndarray:
    """The logarithm of the probability of a character after two others, also at the beginnings and ends of words."""
    known = [w for w in VOCABULARY.read_text(encoding="utf-8").split("\n") if re.fullmatch("[a-z]{2,}", w)]
    said = sorted({w for text in texts for w in words_of(text) if re.fullmatch("[a-z]{2,}", w)})
    counts = np.full((len(LETTERS),) * 3, 0.3)
    for word in (*known, *said):
        for a, b, c in triples_of(word):
            counts[a, b, c] += 1
    return np.asarray(np.log(counts / counts.sum(axis=2, keepdims=True)))


def _as_bytes(values: np.ndarray) -> np.ndarray:
    return np.clip(np.round(values * SCALE / 2), -127, 127).astype(np.int8)


def _packed(texts: list[str], between: str) -> np.ndarray:
    return np.frombuffer(between.join(texts).encode(), dtype=np.uint8)


if __name__ == "__main__":
    main()
