"""Trains the classifier of a language that the sentence model doesn't know, and prints its accuracy.

    python -m tools.train_terms zh [--test FILE]

reads bench/training/replies/zh, one file per writer, and writes src/aural/interviewer/data/classifier.zh.npz. It needs
scikit-learn and takes a minute. The table shows the accuracy on writers outside the training data, whose replies also
give the thresholds. With --test, another table shows the accuracy on the replies in FILE.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from aural.interviewer.guided.classifier import LABELS, characters_of
from tools.term_weights import fit_terms, odds_by_terms, saved_terms
from tools.train_classifier import ALARMS, TARGET, WRITTEN, Row, margins_of, table

# The shares of false alarms that a threshold allows in answers by writers outside the training data. The training data
# has no real answers, so the shares are lower than in English.
ALLOWED = {"plain": 0.002, "look-alike": 0.015}
ALLOWED_OTHERS = {"plain": 0.004, "look-alike": 0.01}
Array = np.ndarray[Any, Any]


class Unspaced(Row):
    """A reply in a language without spaces between words."""

    @property
    def terms(self) -> list[str]:
        return characters_of(self.text, f"{self.question}\n{self.last_words}")


def rows_of(path: Path) -> list[Row]:
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Unspaced("written", path.stem, line["question"], line["lastWords"], line["answer"], line["label"], line["note"])
        for line in lines
    ]


def out_of_writer(rows: Sequence[Row]) -> Array:
    writers, found = np.array([row.group for row in rows]), np.zeros((len(rows), len(LABELS)))
    for writer in sorted(set(writers.tolist())):
        left = np.flatnonzero(writers == writer)
        kept = [row for row in rows if row.group != writer]
        found[left] = odds_by_terms(fit_terms(kept), [rows[i] for i in left.tolist()])
    return found


def find_thresholds(rows: Sequence[Row], odds: Array) -> Array:
    margins, kinds = margins_of(odds), np.array([row.kind for row in rows])

    def threshold(i: int, label: str) -> float:
        allowed = ALLOWED if label in ALARMS else ALLOWED_OTHERS
        return max(float(np.quantile(margins[kinds == kind, i], 1 - share)) for kind, share in allowed.items())

    return np.array([threshold(i, label) for i, label in enumerate(LABELS[1:])])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("language")
    parser.add_argument("--test", type=Path, help="a file of replies by a writer who isn't in the training data")
    given = parser.parse_args()
    rows = [row for path in sorted((WRITTEN / given.language).glob("*.jsonl")) for row in rows_of(path)]
    if not rows:
        raise SystemExit(f"{WRITTEN / given.language} has no replies. Write some, one file per writer.")
    odds = out_of_writer(rows)
    thresholds = find_thresholds(rows, odds)
    print(f"Outside the training data, by writer\n{table(rows, odds, thresholds)}\n")
    terms = fit_terms(rows)
    if given.test:
        tested = rows_of(given.test)
        print(f"{given.test.name}\n{table(tested, odds_by_terms(terms, tested), thresholds)}\n")
    target = TARGET.with_name(f"classifier.{given.language}.npz")
    np.savez_compressed(target, **saved_terms(terms, thresholds))
    print(f"{target.name}: {target.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
