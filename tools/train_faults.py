"""Trains the weights of `checks/faults.py` and prints their accuracy on writers outside the training data.

    python -m tools.train_faults [en] [zh]

reads bench/training/wordings and the follow-ups of tests/data/improvised, and writes
src/aural/interviewer/data/faults.*.npz. It needs scikit-learn and takes a few minutes. Thresholds come from rows
outside the training data.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np

from aural.engine.moves import FollowUp, Probe, ProbeName
from aural.engine.plan import Plan, Question
from aural.interviewer.checks.faults import ABOUT_WHAT_WAS_SAID, KINDS, signs_in
from aural.interviewer.checks.signs import Signs
from aural.interviewer.checks.word_signs import content_words
from aural.interviewer.checks.wording import check_by_rules
from aural.interviewer.protocol import Line, WordingRequest

ROOT = Path(__file__).parent.parent
WORDINGS = ROOT / "bench" / "training" / "wordings"
PLAYED = ROOT / "tests" / "data" / "improvised"
DATA = ROOT / "src" / "aural" / "interviewer" / "data"
LANGUAGES = ("en", "zh")
# The share of good wordings outside the training data that rules and weights together may refuse.
ALLOWED = {"en": 0.01, "zh": 0.02}
LEAST_ALLOWED = 0.003  # for the weights, however many the rules refuse
# Reasons of the rules that mean nothing if the conversation isn't known.
ABOUT_THE_CONVERSATION = (
    "it has a number that nobody said",
    "it has a name that nobody said",
    "it quotes what nobody said",
    "it says that the candidate said what they didn't",
    "it asks about something private",
)
FOLDS = 5
LEAST_KEPT = 3  # wordings in which a content word must occur to be kept
LEAST_TERM = 2
TERM_SCALE = 4.0  # of the tf-idf vectors, relative to the numbers of up to 1
INVERSE_PENALTY = 1.0
TREES, LEAVES, RATE = 150, 8, 0.06
Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Row:
    """A wording. `kind` is "good" or its fault. `group` keeps the wordings of one conversation together."""

    writer: str
    group: str
    words: str
    said: str | None
    kind: str

    @property
    def is_good(self) -> bool:
        return self.kind == "good"


def written(language: str) -> Iterator[Row]:
    for line in (WORDINGS / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
        r = json.loads(line)
        yield Row(r["writer"], r["said"] or r["words"], r["words"], r["said"] or None, r["kind"])


def played() -> Iterator[Row]:
    """The follow-ups of recorded interviews with a strong model."""
    for path in sorted(PLAYED.glob("*.json")):
        said: list[str] = []
        for line in json.loads(path.read_text(encoding="utf-8"))["lines"]:
            if line["byModel"] and line["move"] in get_args(ProbeName):
                yield Row("played", path.stem, line["text"], "\n".join(said), "good")
            said.append(line["text"])


def is_refused_by_rules(row: Row, language: str) -> bool:
    question = Question("q", 0, "")
    lines = (Line("m", "user", row.said, "q", "answer", None),) if row.said else ()
    move = FollowUp("q", Probe("detail"))
    found = check_by_rules(
        row.words, WordingRequest(Plan("w", "", (question,), language=language), move, question, lines)
    )
    return any(row.said or reason not in ABOUT_THE_CONVERSATION for reason in found)


class Model:
    """A logistic regression for each kind of fault, another for all kinds, and trees over the numbers."""

    def __init__(self, rows: Sequence[Row], language: str) -> None:
        from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-not-found]
        from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-not-found]
        from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found]

        self.language = language
        counted = Counter(word for row in rows for word in content_words(row.words))
        self.kept = frozenset(word for word, count in counted.items() if count >= LEAST_KEPT)
        signs = self._signs(rows)
        self.vectorizer = TfidfVectorizer(analyzer=_same, min_df=LEAST_TERM, sublinear_tf=True)
        self.vectorizer.fit([s.terms for s in signs])
        present = Counter(name for s in signs for name in s.numbers)
        self.numbers = sorted(name for name, count in present.items() if count >= LEAST_TERM)
        self.scale = np.array([max(s.numbers.get(name, 0) for s in signs) or 1 for name in self.numbers])
        inputs, kinds = self._inputs(signs), np.array([row.kind for row in rows])
        has_talk = np.array([row.said is not None for row in rows])
        fitted = []
        for kind in (*KINDS, None):
            chosen = np.ones(len(rows), bool) if kind is None else (kinds == kind) | (kinds == "good")
            if kind in ABOUT_WHAT_WAS_SAID:
                chosen &= has_talk
            model = LogisticRegression(C=INVERSE_PENALTY, solver="liblinear", class_weight="balanced", random_state=0)
            at = np.flatnonzero(chosen)
            fitted.append(model.fit(inputs[at], kinds[at] != "good"))
        self.trees = HistGradientBoostingClassifier(
            max_iter=TREES, learning_rate=RATE, max_leaf_nodes=LEAVES, l2_regularization=1.0, random_state=0
        ).fit(self._numbers(signs), kinds != "good")
        self.weights = np.stack([model.coef_[0] for model in fitted], axis=1)
        self.bias = np.array([model.intercept_[0] for model in fitted])

    def _signs(self, rows: Sequence[Row]) -> list[Signs]:
        return [signs_in(row.words, row.said, self.kept, self.language) for row in rows]

    def _numbers(self, signs: Sequence[Signs]) -> Array:
        return np.array([[s.numbers.get(name, 0.0) for name in self.numbers] for s in signs])

    def _inputs(self, signs: Sequence[Signs]) -> Any:
        from scipy.sparse import csr_matrix, hstack  # type: ignore[import-not-found,import-untyped,unused-ignore]

        counts = self._numbers(signs) / self.scale
        terms = TERM_SCALE * self.vectorizer.transform([s.terms for s in signs])
        return hstack([terms, csr_matrix(counts)]).tocsr()

    def scores(self, rows: Sequence[Row]) -> Array:
        signs = self._signs(rows)
        odds: Array = self._inputs(signs) @ self.weights + self.bias
        grown: Array = self.trees.decision_function(self._numbers(signs))
        return odds[:, :-1].max(axis=1) + odds[:, -1] + grown

    def save(self, threshold: float) -> None:
        count = len(self.vectorizer.vocabulary_)
        term_scale = np.abs(self.weights[:count]).max(axis=0) / 127
        trees: dict[str, Any] = tree_arrays(self.trees)
        target = DATA / f"faults.{self.language}.npz"
        np.savez_compressed(
            target,
            terms=_text(self.vectorizer.get_feature_names_out()),
            idf=self.vectorizer.idf_.astype(np.float16),
            term_weights=np.round(self.weights[:count] / term_scale).astype(np.int8),
            term_scale=(TERM_SCALE * term_scale).astype(np.float32),
            numbers=_text(self.numbers),
            number_weights=(self.weights[count:] / self.scale[:, None]).astype(np.float32),
            bias=self.bias.astype(np.float32),
            threshold=np.float32(threshold),
            kept=_text(sorted(self.kept)),
            **trees,
        )
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes, {count:,} terms")


def tree_arrays(forest: Any) -> dict[str, Array]:
    """All nodes in flat arrays: which number is compared with which limit, the next nodes, and what a leaf adds."""
    nodes: list[Array] = []
    roots: list[int] = []
    for (predictor,) in forest._predictors:
        roots.append(sum(len(tree) for tree in nodes))
        grown = predictor.nodes.copy()
        grown["left"] += roots[-1]
        grown["right"] += roots[-1]
        at = np.arange(len(grown)) + roots[-1]
        for side in ("left", "right"):  # a leaf leads to itself
            grown[side] = np.where(grown["is_leaf"], at, grown[side])
        nodes.append(grown)
    joined = np.concatenate(nodes)
    return {
        "tree_roots": np.array(roots, np.int16),
        "tree_numbers": joined["feature_idx"].astype(np.int16),
        "tree_limits": np.where(joined["is_leaf"], 0, joined["num_threshold"]).astype(np.float32),
        "tree_left": joined["left"].astype(np.int16),
        "tree_right": joined["right"].astype(np.int16),
        "tree_values": np.where(joined["is_leaf"], joined["value"], 0).astype(np.float32),
        "tree_base": np.array(forest._baseline_prediction.item(), np.float32),
    }


def _same(terms: Any) -> Any:
    return terms


def _text(lines: Sequence[str]) -> Array:
    return np.frombuffer("\n".join(lines).encode(), dtype=np.uint8)


def out_of_fold(rows: Sequence[Row], language: str, fold_of: Callable[[Row], int | str]) -> Array:
    """The score of each row from a model trained without the rows of its fold."""
    folds, found = np.array([str(fold_of(row)) for row in rows]), np.zeros(len(rows))
    for fold in sorted(set(folds.tolist())):
        left = np.flatnonzero(folds == fold)
        kept = [row for row, f in zip(rows, folds, strict=True) if f != fold]
        found[left] = Model(kept, language).scores([rows[i] for i in left.tolist()])
    return found


def folds_of(rows: Sequence[Row]) -> dict[str, int]:
    groups = sorted({row.group for row in rows})
    np.random.default_rng(0).shuffle(groups)
    return {group: i % FOLDS for i, group in enumerate(groups)}


def find_threshold(rows: Sequence[Row], scores: Array, refused: Array, allowed: float) -> float:
    """The least threshold that refuses no more than the allowed share of good wordings, counting those that the rules
    refuse.
    """
    passed = [s for row, s, by_rule in zip(rows, scores, refused, strict=True) if row.is_good and not by_rule]
    good = sum(row.is_good for row in rows)
    most = max(round(LEAST_ALLOWED * good), round(allowed * good) - (good - len(passed)))
    return float(np.sort(passed)[::-1][most])


def table(rows: Sequence[Row], is_refused: Array) -> str:
    kinds = np.array([row.kind for row in rows])
    parts = [f"{kind} {is_refused[kinds == kind].mean():.0%}" for kind in KINDS if (kinds == kind).any()]
    good, bad = is_refused[kinds == "good"], is_refused[kinds != "good"]
    return f"good refused {good.sum()} of {len(good)}, bad caught {bad.sum()} of {len(bad)}: {', '.join(parts)}"


def train(language: str) -> None:
    rows = [*written(language), *(played() if language == "en" else ())]
    refused = np.array([is_refused_by_rules(row, language) for row in rows])
    print(f"{language}, rules alone: {table(rows, refused)}")
    folds = folds_of(rows)
    scores = out_of_fold(rows, language, lambda row: folds[row.group])
    threshold = find_threshold(rows, scores, refused, ALLOWED[language])
    print(f"{language}, other conversations: {table(rows, refused | (scores > threshold))}")
    by_writer = out_of_fold(rows, language, lambda row: row.writer)
    for writer in sorted({row.writer for row in rows}):
        at = [i for i, row in enumerate(rows) if row.writer == writer]
        if any(not rows[i].is_good for i in at) and len(at) > 20:
            caught = (refused | (by_writer > threshold))[at]
            print(f"{language}, without {writer}: {table([rows[i] for i in at], caught)}")
    Model(rows, language).save(threshold)


if __name__ == "__main__":
    for code in sys.argv[1:] or LANGUAGES:
        train(code)
