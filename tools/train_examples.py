"""Trains the weights of `guided/examples.py` and prints how often they are right on people outside the training data.

    python -m tools.train_examples --interviews interviews.jsonl

reads bench/training/follow_ups.jsonl, and the interviews about AI (Anthropic Interviewer, CC BY 4.0) that some of its
labels refer to, and writes src/aural/interviewer/data/examples.en.npz. It needs scikit-learn and takes about a minute.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from aural.engine.answers.probe_conditions import Told
from aural.engine.plan import Question
from aural.engine.prepared_probes import probes_of
from aural.interviewer.guided.embedding import SIZE
from aural.interviewer.guided.examples import inputs_of
from bench.gaps import texts_of

ROOT = Path(__file__).parent.parent
LABELLED = ROOT / "bench" / "training" / "follow_ups.jsonl"
TARGET = ROOT / "src" / "aural" / "interviewer" / "data" / "examples.en.npz"
AIMS = frozenset(("example", "last"))  # "Can you give me an example?", "How did that go the last time?"
FOLDS = 8
PENALTY = 0.03  # the inverse strength of the penalty on the weights
VECTORS = 4.0  # brings the numbers of a unit vector to the size of the other inputs
NUMBERS = 0.5  # scale of the other inputs, in standard deviations
LEAST_SPREAD = 0.05  # keeps inputs that hardly ever differ from growing large
PRECISION = 0.72  # share of the model's requests, outside the training data, that a labeler would make too
Array = np.ndarray[Any, Any]


@dataclass
class Row:
    """A labeled answer. `need`: 2 if a follow-up is due, 1 if it is as good as moving on, 0 if it is needless."""

    writer: str
    told: Told
    need: int
    wants_example: bool
    inputs: Array

    @property
    def may_be_asked(self) -> bool:
        """Whether the library has a follow-up that asks for an example here."""
        return any(probe.when == "NO_EXAMPLE" for probe in probes_of(self.told.question, self.told.language))


def labelled(interviews: Path) -> list[Row]:
    """Answers whose text is in the data, and answers from the interviews."""
    turns = {data["id"]: data["turns"] for data in map(json.loads, interviews.read_text(encoding="utf-8").splitlines())}
    rows = []
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        if "interview" in given:
            found = texts_of(given | {"topic": "ai"}, turns)
            assert found is not None
            given |= {"question": found[0], "answers": [found[1]], "writer": given["interview"]}
        *earlier, last = given["answers"]
        told = Told(Question("q", 0, given["question"]), last, tuple(earlier))
        wants = given["need"] > 0 and not AIMS.isdisjoint(given["aims"])
        rows.append(_row(given["writer"], told, given["need"], wants))
    return rows


def _row(writer: str, told: Told, need: int, wants: bool) -> Row:
    inputs = inputs_of(told)
    if inputs is None:
        raise SystemExit("The sentence model is missing: run `make setup`.")
    return Row(writer, told, need, wants, inputs.astype(np.float64))


def fit(rows: Sequence[Row]) -> tuple[Array, float]:
    """Weights and bias for unscaled inputs."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found]

    inputs = np.stack([row.inputs for row in rows])
    middle, scale = np.zeros(inputs.shape[1]), np.full(inputs.shape[1], VECTORS)
    numbers = inputs[:, 2 * SIZE :]
    middle[2 * SIZE :], scale[2 * SIZE :] = numbers.mean(0), NUMBERS / (numbers.std(0) + LEAST_SPREAD)
    model = LogisticRegression(C=PENALTY, max_iter=500).fit((inputs - middle) * scale, [r.wants_example for r in rows])
    weights = model.coef_[0] * scale
    return weights, float(model.intercept_[0] - weights @ middle)


def out_of_fold(rows: Sequence[Row]) -> Array:
    """Log-odds from weights that were trained on other writers."""
    writers = sorted({row.writer for row in rows})
    np.random.default_rng(0).shuffle(writers)
    fold_of = {writer: i % FOLDS for i, writer in enumerate(writers)}
    folds, found = np.array([fold_of[row.writer] for row in rows]), np.zeros(len(rows))
    for fold in range(FOLDS):
        weights, bias = fit([row for row, f in zip(rows, folds, strict=True) if f != fold])
        left = np.flatnonzero(folds == fold).tolist()
        found[left] = np.stack([rows[i].inputs for i in left]) @ weights + bias
    return found


def find_threshold(rows: Sequence[Row], odds: Array) -> float:
    """The lowest log-odds at which `PRECISION` is reached."""
    order = sorted((i for i, row in enumerate(rows) if row.may_be_asked), key=lambda i: -odds[i])
    right = np.cumsum([rows[i].wants_example for i in order]) / np.arange(1, len(order) + 1)
    return float(odds[order[np.flatnonzero(right >= PRECISION)[-1]]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=Path, required=True, help="a file of interviews about AI, one per line")
    rows = labelled(parser.parse_args().interviews)
    odds = out_of_fold(rows)
    threshold = find_threshold(rows, odds)
    for name, is_later in (("first answers", False), ("answers to follow-ups", True)):
        of_it = [(row, value) for row, value in zip(rows, odds, strict=True) if bool(row.told.earlier) == is_later]
        asked = [row for row, value in of_it if value > threshold and row.may_be_asked]
        right, needless = sum(row.wants_example for row in asked), sum(row.need == 0 for row in asked)
        print(f"{len(of_it)} {name}: asks after {len(asked)}; {right} want an example, {needless} want nothing")
    weights, bias = fit(rows)
    np.savez_compressed(TARGET, weights=weights.astype(np.float32), threshold=np.float32(threshold - bias))
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
