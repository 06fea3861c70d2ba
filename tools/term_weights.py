"""The half of the classifier that weighs words: one logistic regression per label, over the tf-idf of telling words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from aural.interviewer.guided.classifier import LABELS

INVERSE_PENALTY = 30.0  # of the weights
MOST_TERMS = 40_000
Array = np.ndarray[Any, Any]


class Termed(Protocol):
    """A reply for training. For each label, `wanted` says if it applies, and `is_known` if that is certain."""

    @property
    def terms(self) -> list[str]: ...
    @property
    def wanted(self) -> Array: ...
    @property
    def is_known(self) -> Array: ...
    @property
    def weight(self) -> float: ...


def fit_terms(rows: Sequence[Termed]) -> dict[str, Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-not-found]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found]

    def fitted(vocabulary: Any) -> tuple[Any, Array, Array]:
        vectorizer = TfidfVectorizer(
            analyzer=list, min_df=1 if vocabulary else 2, sublinear_tf=True, vocabulary=vocabulary
        )
        matrix = vectorizer.fit_transform([row.terms for row in rows])
        wanted, known = np.stack([r.wanted for r in rows]), np.stack([r.is_known for r in rows])
        importance = np.array([row.weight for row in rows])
        weights, biases = [], []
        for i in range(len(LABELS)):
            chosen = np.flatnonzero(known[:, i])
            model = LogisticRegression(C=INVERSE_PENALTY, max_iter=200, solver="liblinear")
            model.fit(matrix[chosen], wanted[chosen, i], sample_weight=importance[chosen])
            weights.append(model.coef_[0])
            biases.append(model.intercept_[0])
        return vectorizer, np.stack(weights, axis=1), np.array(biases)

    vectorizer, weights, _ = fitted(None)
    names = vectorizer.get_feature_names_out()
    telling = np.argsort(-np.abs(weights).max(axis=1) * vectorizer.idf_)[:MOST_TERMS]
    vectorizer, weights, biases = fitted(sorted(names[telling]))
    return {"vectorizer": vectorizer, "weights": weights, "biases": biases}


def odds_by_terms(fitted: dict[str, Any], rows: Sequence[Termed]) -> Array:
    found: Array = fitted["vectorizer"].transform([row.terms for row in rows]) @ fitted["weights"] + fitted["biases"]
    return found


def saved_terms(terms: dict[str, Any], thresholds: Array) -> dict[str, Any]:
    scale = np.abs(terms["weights"]).max(axis=0) / 127
    names = terms["vectorizer"].get_feature_names_out()
    return {
        "terms": np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        "idf": terms["vectorizer"].idf_.astype(np.float16),
        "term_weights": np.round(terms["weights"] / scale).astype(np.int8),
        "term_scale": scale.astype(np.float32),
        "term_bias": terms["biases"].astype(np.float32),
        "thresholds": thresholds.astype(np.float32),
    }
