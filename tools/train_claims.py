"""Trains the weights of `judging/entailment.py` and prints their accuracy on conversations outside the training data.

    python -m tools.train_claims

reads bench/training/claims.jsonl and writes src/aural/interviewer/data/claims.en.npz. It needs scikit-learn and takes a
minute or two. The threshold comes from rows outside the training data.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from aural.engine.answers.sentences import sentence_texts
from aural.interviewer.guided.embedding import relatedness
from aural.interviewer.judging.claim_signs import Ground, sentences_around, signs_of, vector_of
from tools.train_faults import tree_arrays

ROOT = Path(__file__).parent.parent
CLAIMS = ROOT / "bench" / "training" / "claims.jsonl"
TARGET = ROOT / "src" / "aural" / "interviewer" / "data" / "claims.en.npz"
FOLDS = 8
SHOWN = (0.03, 0.05, 0.10, 0.15, 0.20)
UNLIKE = 0.25  # if the relatedness to a claim is lower, a sentence says something else
# Turn a sentence that begins with "I" into one about another person.
RETOLD = (
    (r"(?:'d) (?=love|like|want|ask|cut|listen|say|have)", " would "), (r"'d ", " had "), (r"'m ", " is "),
    (r"'ve ", " has "), (r"'ll ", " will "), (r"\bI've\b", "they have"), (r"\bI'd\b", "they had"),
    (r"\bI'm\b", "they are"),
    (r"\bI\b", "they"), (r"\bmy\b", "their"), (r"\bme\b", "them"), (r"\bmyself\b", "themselves"),
    (r"\bmine\b", "theirs"),
)  # fmt: skip
SHORTEST_RETOLD = 4  # words
# Signs that can only count for a claim, and signs that can only count against it.
FOR = re.compile(r"[qa] (?:said|mean|least|second|third)|(?:bare )?to (?:quotes?|whole|around)|(?:weakest|last) clause")
AGAINST = re.compile(r"[qa] far|to rest over|number|name not|opposite|verdict new|absolute new|planned told")
OTHERS = 3  # conversations whose sentences serve as the rest of a transcript
UNRELATED = 2  # true claims of other conversations that are paired with a conversation's quotes
TREES, LEAVES, RATE = 150, 8, 0.06
SIGNS_PENALTY, VECTOR_PENALTY = 0.1, 0.0005
Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Row:
    """A claim paired with quotes. `kind` is "follows" or what is wrong. `group` numbers the conversation."""

    group: int
    kind: str
    claim: str
    ground: Ground


def rows_of(path: Path) -> Iterator[Row]:
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    items = [item for item in items if item["language"] == "en"]
    chosen = random.Random(0)
    for group, item in enumerate(items):
        others = [other for other in chosen.sample(items, OTHERS + 1) if other is not item][:OTHERS]
        rest = [text for other in others for text in sentence_texts(other["answer"])] if group % 3 else []
        ground = _ground(item, rest)
        yield from (Row(group, claim["kind"], claim["text"], ground) for claim in item["claims"])
        for other in others[:UNRELATED]:
            yield Row(group, "unrelated", chosen.choice(_true(other)), ground)
        yield from _elsewhere(item, group)
        yield from (Row(group, "follows", text, ground) for text in _retold(item))
        one, two = chosen.sample(_true(item), 2)
        yield Row(group, "follows", f"{one.rstrip('.')}, and {two[0].lower()}{two[1:]}", ground)


def _elsewhere(item: dict[str, Any], group: int) -> Iterator[Row]:
    """True claims paired with the sentence of the same answer that is least related to them."""
    sentences = sentence_texts(item["answer"])
    for claim in _true(item)[:UNRELATED]:
        far = min(sentences, key=lambda text: relatedness(claim, text) or 0.0)
        if (relatedness(claim, far) or 0.0) < UNLIKE:
            rest = tuple(text for text in sentences if text != far)
            yield Row(group, "unrelated", claim, Ground((far,), (far,), item["question"], rest))


def _retold(item: dict[str, Any]) -> Iterator[str]:
    """The quotes retold about the candidate in nearly the same words, as a whole and as their first clause."""
    for n, quote in enumerate(item["quotes"]):
        sentence = sentence_texts(quote)[0]
        if not re.match(r"I\b", sentence):
            continue
        text = ("The candidate" if n % 2 else "They") + sentence[1:]
        for pattern, other in RETOLD:
            text = re.sub(pattern, other, text)
        yield text
        first = re.split(r",| and | but | so | because ", text)[0].rstrip(". ")
        if len(first.split()) > SHORTEST_RETOLD and first != text.rstrip(". "):
            yield f"{first}."


def _true(item: dict[str, Any]) -> list[str]:
    return [claim["text"] for claim in item["claims"] if claim["kind"] == "follows"]


def _ground(item: dict[str, Any], rest: Sequence[str]) -> Ground:
    starts = [item["answer"].index(quote) for quote in item["quotes"]]
    spans = [(start, start + len(quote)) for start, quote in zip(starts, item["quotes"], strict=True)]
    quoted, around = (sentences_around(item["answer"], spans, reach) for reach in (0, 1))
    return Ground(quoted, around, item["question"], tuple(rest))


class Model:
    """A linear model and trees over the signs, and a linear model over the vectors; their scores are added."""

    def __init__(self, signs: Array, vectors: Array, is_wrong: Array, directions: Array) -> None:
        from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-not-found]
        from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found]
        from sklearn.pipeline import make_pipeline  # type: ignore[import-not-found]
        from sklearn.preprocessing import StandardScaler  # type: ignore[import-not-found]

        def fitted(inputs: Array, strength: float) -> tuple[Array, float]:
            linear = LogisticRegression(C=strength, class_weight="balanced", max_iter=3000)
            scale, model = make_pipeline(StandardScaler(), linear).fit(inputs, is_wrong)
            weights = model.coef_[0] / scale.scale_
            return weights, float(model.intercept_[0] - scale.mean_ @ weights)

        # A sign that would count for the wrong side is left out: it only reflects how the examples were written.
        kept = np.ones(signs.shape[1], bool)
        while True:
            weights, bias = fitted(signs * kept, SIGNS_PENALTY)
            is_odd = kept & (weights * directions < 0)
            if not is_odd.any():
                break
            kept &= ~is_odd
        self.signs = weights * kept
        self.vector, more = fitted(vectors, VECTOR_PENALTY)
        self.bias = bias + more
        self.trees = HistGradientBoostingClassifier(
            max_iter=TREES,
            learning_rate=RATE,
            max_leaf_nodes=LEAVES,
            l2_regularization=1.0,
            random_state=0,
            monotonic_cst=directions,
        ).fit(signs, is_wrong)

    def scores(self, signs: Array, vectors: Array) -> Array:
        found: Array = signs @ self.signs + vectors @ self.vector + self.bias + self.trees.decision_function(signs)
        return found

    def save(self, names: Sequence[str], threshold: float) -> None:
        trees: dict[str, Any] = tree_arrays(self.trees)
        np.savez_compressed(
            TARGET,
            names=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
            signs=self.signs.astype(np.float32),
            vector=self.vector.astype(np.float32),
            bias=np.float32(self.bias),
            threshold=np.float32(threshold),
            **trees,
        )
        print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size:,} bytes")


def directions_of(names: Sequence[str]) -> Array:
    """1 for a sign that counts against a claim, -1 for a sign that counts for it, and 0 for either."""
    return np.array([-1 if FOR.match(name) else 1 if AGAINST.match(name) else 0 for name in names])


def out_of_fold(signs: Array, vectors: Array, is_wrong: Array, groups: Array, directions: Array) -> Array:
    order = np.unique(groups)
    np.random.default_rng(0).shuffle(order)
    folds = {group: i % FOLDS for i, group in enumerate(order.tolist())}
    fold_of, found = np.array([folds[group] for group in groups.tolist()]), np.zeros(len(groups))
    for fold in range(FOLDS):
        left = fold_of == fold
        model = Model(signs[~left], vectors[~left], is_wrong[~left], directions)
        found[left] = model.scores(signs[left], vectors[left])
    return found


def threshold_for(true_scores: Array, allowed: float) -> float:
    """The least threshold that drops no more than the allowed share of true claims."""
    return float(np.sort(true_scores)[::-1][int(allowed * len(true_scores))])


def fair_threshold(true_scores: Array, wrong_scores: Array) -> float:
    """The threshold that drops the same share of true claims as it keeps of wrong ones."""
    limits = np.sort(np.concatenate([true_scores, wrong_scores]))
    differences = [abs((true_scores > limit).mean() - (wrong_scores <= limit).mean()) for limit in limits]
    return float(limits[int(np.argmin(differences))])


def main() -> None:
    rows = list(rows_of(CLAIMS))
    found = [(signs_of(row.claim, row.ground), vector_of(row.claim, row.ground)) for row in rows]
    names = sorted(found[0][0] or {})
    signs = np.array([[(sign or {}).get(name, 0.0) for name in names] for sign, _ in found], np.float32)
    vectors = np.array([vector for _, vector in found], np.float32)
    kinds, groups = np.array([row.kind for row in rows]), np.array([row.group for row in rows])
    is_wrong, directions = kinds != "follows", directions_of(names)
    scores = out_of_fold(signs, vectors, is_wrong, groups, directions)
    print(f"{len(rows)} claims, {len(rows) - is_wrong.sum()} follow; other conversations:")
    for allowed in SHOWN:
        limit = threshold_for(scores[~is_wrong], allowed)
        by_kind = (f"{kind} {(scores[kinds == kind] <= limit).mean():.0%}" for kind in sorted({*kinds} - {"follows"}))
        print(f"{allowed:.0%} true dropped, {(scores[is_wrong] <= limit).mean():.0%} wrong kept: {', '.join(by_kind)}")
    limit = fair_threshold(scores[~is_wrong], scores[is_wrong])
    print(f"chosen: {(scores[~is_wrong] > limit).mean():.1%} dropped, {(scores[is_wrong] <= limit).mean():.1%} kept")
    Model(signs, vectors, is_wrong, directions).save(names, limit)


if __name__ == "__main__":
    main()
