"""Trains the weights of `interviewer/disclosures.py` and prints their accuracy on rows outside the training data.

    python -m tools.train_disclosures [--interviews interviews.jsonl] [en] [zh]

reads bench/training/disclosures and the interviews about AI (Anthropic Interviewer), and writes
src/aural/interviewer/data/disclosures.*.npz. It needs scikit-learn and takes a few minutes.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from aural import lang
from aural.engine.answers.sentences import sentences_of
from aural.interviewer.disclosures import PLAIN, is_plain, terms_of
from aural.interviewer.guided.embedding import SIZE, embed

ROOT = Path(__file__).parent.parent
WRITTEN = ROOT / "bench" / "training" / "disclosures"
REPLIES = WRITTEN.parent / "replies"
DATA = ROOT / "src" / "aural" / "interviewer" / "data"
FOLDS = 5
LEAST_TERM = 3
MOST_REAL = 7_000  # sentences of real answers
MEANING_SCALE = {"en": 3.0, "zh": 0.0}
INVERSE_PENALTY = 3.0
WEIGHT = {"templates": 0.4, "real": 0.15, "replies": 0.2}
# The shares of look-alikes, most of which resemble a disclosure word for word, and of sentences of real answers that
# may be withheld, outside the training data.
ALLOWED, ALLOWED_REAL = 0.07, 0.005
Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Row:
    writer: str
    text: str
    discloses: bool


def written(language: str) -> Iterator[Row]:
    for line in (WRITTEN / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
        r = json.loads(line)
        yield Row(r["writer"], r["text"], r["discloses"])


def replies() -> Iterator[Row]:
    """Sentences of written answers to questions about work, without the few that disclose something in plain words."""
    own = lang.of("en")
    for path in sorted(REPLIES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            r = json.loads(line)
            if r["label"] == "content":
                sentences = (r["text"][start:end] for start, end in sentences_of(r["text"]))
                yield from (Row("replies", text, False) for text in sentences if not is_plain(text, own))


def real(path: Path) -> Iterator[Row]:
    """Sentences of real answers. `real.json` lists the places of those that disclose something."""
    told = {tuple(place) for place in json.loads((WRITTEN / "real.json").read_text())}
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        interview = json.loads(line)
        for at, turn in enumerate(interview["turns"]):
            if turn["role"] == "user":
                for start, end in sentences_of(turn["text"]):
                    rows.append(Row("real", turn["text"][start:end], (interview["id"], at, start) in told))
    chosen = set(np.random.default_rng(0).permutation(len(rows))[:MOST_REAL].tolist())
    yield from (row for i, row in enumerate(rows) if i in chosen or row.discloses)


class Model:
    def __init__(self, rows: Sequence[Row], language: str) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-not-found]
        from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found]

        self.language = language
        self.vectorizer = TfidfVectorizer(analyzer=_same, min_df=LEAST_TERM, sublinear_tf=True)
        self.vectorizer.fit([_terms(row, language) for row in rows])
        self.fitted = LogisticRegression(C=INVERSE_PENALTY, solver="liblinear", random_state=0)
        weights = np.array([WEIGHT.get(row.writer, 1.0) for row in rows])
        self.fitted.fit(self._inputs(rows), [row.discloses for row in rows], sample_weight=weights)

    def _inputs(self, rows: Sequence[Row]) -> Any:
        from scipy.sparse import csr_matrix, hstack  # type: ignore[import-not-found,import-untyped,unused-ignore]

        terms = 2.0 * self.vectorizer.transform([_terms(row, self.language) for row in rows])
        scale = MEANING_SCALE[self.language]
        return hstack([terms, csr_matrix(scale * vectors(rows))]).tocsr() if scale else terms.tocsr()

    def scores(self, rows: Sequence[Row]) -> Array:
        found: Array = self.fitted.decision_function(self._inputs(rows))
        own = lang.of(self.language)
        return np.where([is_plain(row.text, own) for row in rows], PLAIN, found)

    def save(self, threshold: float) -> None:
        count = len(self.vectorizer.vocabulary_)
        weights = self.fitted.coef_[0]
        scale = float(np.abs(weights[:count]).max() / 127)
        target = DATA / f"disclosures.{self.language}.npz"
        np.savez_compressed(
            target,
            terms=np.frombuffer("\n".join(self.vectorizer.get_feature_names_out()).encode(), dtype=np.uint8),
            idf=self.vectorizer.idf_.astype(np.float16),
            weights=np.round(weights[:count] / scale).astype(np.int8),
            scale=np.float32(2.0 * scale),
            meaning=(MEANING_SCALE[self.language] * weights[count:]).astype(np.float16),
            bias=np.float32(self.fitted.intercept_[0] - threshold),
        )
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes, {count:,} terms")


def _same(terms: Any) -> Any:
    return terms


def _terms(row: Row, language: str) -> list[str]:
    return terms_of(row.text, lang.of(language))


_known: dict[str, Array] = {}


def vectors(rows: Sequence[Row]) -> Array:
    for row in rows:
        if row.text not in _known:
            found = embed(row.text)
            _known[row.text] = np.zeros(SIZE, np.float32) if found is None else found
    return np.array([_known[row.text] for row in rows])


def out_of_fold(rows: Sequence[Row], language: str) -> Array:
    folds = np.random.default_rng(1).permutation(len(rows)) % FOLDS
    found = np.zeros(len(rows))
    for fold in range(FOLDS):
        at = np.flatnonzero(folds == fold)
        model = Model([row for row, f in zip(rows, folds, strict=True) if f != fold], language)
        found[at] = model.scores([rows[i] for i in at.tolist()])
    return found


def table(rows: Sequence[Row], scores: Array, threshold: float) -> str:
    parts = []
    for writer in sorted({row.writer for row in rows}):
        for discloses in (True, False):
            of = [s for row, s in zip(rows, scores, strict=True) if (row.writer, row.discloses) == (writer, discloses)]
            left_out = sum(s > threshold for s in of)
            parts.append(f"{writer} {'disclosures' if discloses else 'others'} left out {left_out} of {len(of)}")
    return "; ".join(parts)


def find_threshold(rows: Sequence[Row], scores: Array) -> float:
    def limit(wanted: Callable[[Row], bool], allowed: float) -> float:
        found = sorted((s for r, s in zip(rows, scores, strict=True) if not r.discloses and wanted(r)), reverse=True)
        return float(found[int(allowed * len(found))]) if found else -np.inf

    return max(
        limit(lambda row: row.writer not in ("templates", "real", "replies"), ALLOWED),
        limit(lambda row: row.writer == "real", ALLOWED_REAL),
    )


def train(language: str, interviews: Path | None) -> None:
    rows = list(written(language))
    if language == "en":
        rows += replies()
        rows += real(interviews) if interviews is not None else ()
    scores = out_of_fold(rows, language)
    threshold = find_threshold(rows, scores)
    print(f"{language} at {threshold:.2f}: {table(rows, scores, threshold)}")
    Model(rows, language).save(threshold)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--interviews", type=Path)
    parser.add_argument("languages", nargs="*")
    given = parser.parse_args()
    for code in given.languages or ("en", "zh"):
        train(code, given.interviews)
