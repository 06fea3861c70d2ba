"""Classifies one reply by intent, with a small network trained on written replies and real answers.

It adds the logits of two models. One attends, for each label, to the token states of the sentence model (what a reply
means); the other weighs words, pairs and triples of words by tf-idf (how people put it). Either one on its own errs
more often. The sentence model only knows English, so Chinese has only the second model, over characters.

`python -m tools.train_classifier` and `python -m tools.train_terms` train the weights. docs/quality.md describes the
training data and the accuracy.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from aural.engine.answers.features import Features, count_features
from aural.engine.answers.intent import Prediction, Predictions
from aural.engine.answers.sentences import sentences_of, visible
from aural.engine.answers.steering import QUOTED
from aural.interviewer.guided.embedding import Tokens, embed, is_readable, tokens_of
from aural.interviewer.trained import has_weights, load_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

LABELS = (
    *("content", "done", "refusal", "skip", "back", "correction", "repeat", "rephrase", "asks-back", "side-question"),
    *("pause", "end", "complaint", "hostile", "distress", "off-topic", "instruction"),
)
CONTENT_SHARE = 0.75  # of the logit for content, which counts against every other label
MAX_LEAD = 1.0  # a label that trails another label by more than this isn't predicted
MAX_CHARACTERS = 4_000
SHORT, LONG, FEW_SHARED = 8, 25, 2  # characters; pairs of characters
_WORD = re.compile(r"\w[\w']*|[?!]")
_CHARACTER = re.compile(r"[a-z0-9]+|\w|[?!]")


@lru_cache(maxsize=512)  # a report classifies each answer several times: for its topic, its sentences and its quotes
def classify_reply(question: str, last_words: str, reply: str, language: str = "en") -> Predictions | None:
    """Predictions for the whole reply and each of its sentences.

    None if the language has no weights, or if it needs the sentence model and the model isn't installed.

    `last_words` are the interviewer's words just before the reply; if they are empty, the question is used.
    """
    reply = visible(reply[:MAX_CHARACTERS])
    if not has_weights("classifier", language):
        return None
    if not is_readable(language):
        return _classify_terms(f"{question}\n{last_words}", reply, language)
    tokens, before = tokens_of(reply), embed(last_words.strip() or question)
    if tokens is None or before is None:
        return None
    terms, head = _terms(language), _head(language)

    def predict(text: str, states: Vector) -> Prediction:
        counts = counts_of(count_features(question, text, language))
        return _prediction(text, _attend(head, states, before, counts) + _weigh(terms, terms_of(text)), terms)

    sentences = [(reply[a:b], _states_between(tokens, a, b)) for a, b in sentences_of(reply)]
    parts = [predict(text, states) for text, states in sentences if len(states)] if len(sentences) > 1 else []
    return Predictions(predict(reply, tokens.states), tuple(parts))


def _classify_terms(asked: str, reply: str, language: str) -> Predictions:
    terms, texts = _terms(language), [reply[a:b] for a, b in sentences_of(reply)]
    whole, *parts = (
        _prediction(text, _weigh(terms, characters_of(text, asked)), terms)
        for text in (reply, *(texts if len(texts) > 1 else ()))
    )
    return Predictions(whole, tuple(parts))


def terms_of(text: str) -> list[str]:
    """Words, question marks and exclamation marks, and every two or three consecutive ones."""
    return _runs(_WORD.findall(text.lower().replace("\u2019", "'")), " ")


def characters_of(text: str, asked: str) -> list[str]:
    """Characters of a language without spaces, and every two or three consecutive ones.

    Marks are added for the length of the text, and for how many pairs of characters it shares with what was asked.
    Latin words and numbers stay whole; quotations are left out.
    """
    told = _characters(QUOTED.sub("\u201c\u201d", text))
    shared = len(_pairs(_characters(asked)) & _pairs(told))
    length = "~short" if len(text) < SHORT else "~middling" if len(text) < LONG else "~long"
    nearness = "~far" if not shared else "~near" if shared > FEW_SHARED else "~between"
    return [*_runs(told, ""), length, nearness, length + nearness]


def _characters(text: str) -> list[str]:
    return _CHARACTER.findall(unicodedata.normalize("NFKC", text).lower())


def _pairs(characters: list[str]) -> set[str]:
    return {one + other for one, other in itertools.pairwise(characters)}


def _runs(words: list[str], between: str) -> list[str]:
    return [between.join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words) - n + 1)]


def _states_between(tokens: Tokens, start: int, end: int) -> Vector:
    return tokens.states[[i for i, (a, b) in enumerate(tokens.places) if a < b and start <= a and b <= end]]


def _prediction(text: str, logits: Vector, terms: _Terms) -> Prediction:
    thresholds, content = terms.thresholds, float(logits[0])
    named = dict(zip(LABELS[1:], logits[1:].tolist(), strict=True))
    best, second = sorted(named.values(), reverse=True)[:2]
    margins = {
        label: min(
            value - CONTENT_SHARE * content - thresholds[label],
            value - (second if value == best else best) + MAX_LEAD,
        )
        for label, value in named.items()
    }
    return Prediction(text, content, margins)


@dataclass(frozen=True, slots=True)
class _Head:
    """Weights per label. `attend` and `say` apply to token states, `mean` to the reply's vector, `pair` to the product
    of that vector and the vector of the interviewer's last words, and `counts` to `counts_of`.
    """

    attend: Vector
    say: Vector
    mean: Vector
    pair: Vector
    counts: Vector
    bias: Vector


@dataclass(frozen=True, slots=True)
class _Terms:
    """`rows` maps a term to its row in `weights`, which has one column per label, each with its own `scale`.

    `thresholds` apply to the sum of both models.
    """

    rows: Mapping[str, int]
    idf: Vector
    weights: NDArray[np.int8]
    scale: Vector
    bias: Vector
    thresholds: Mapping[str, float]


def _attend(w: _Head, states: Vector, before: Vector, counts: list[float]) -> Vector:
    import numpy as np

    scores = states @ w.attend.T
    attention = np.exp(scores - scores.max(axis=0))
    attention /= attention.sum(axis=0)
    mean = states.mean(axis=0)
    mean /= np.linalg.norm(mean) + 1e-9
    attended = (attention * (states @ w.say.T)).sum(axis=0)
    total: Any = attended + w.mean @ mean + w.pair @ (mean * before) + w.counts @ np.array(counts) + w.bias
    return np.asarray(total, dtype=np.float32)


def _weigh(terms: _Terms, found: list[str]) -> Vector:
    """Tf-idf with logarithmic frequencies, normalized to length 1, times the weights."""
    import numpy as np

    counted = Counter(terms.rows[term] for term in found if term in terms.rows)
    if not counted:
        return terms.bias
    rows = np.fromiter(counted, dtype=np.int64)
    values = (1 + np.log(np.fromiter(counted.values(), dtype=np.float32))) * terms.idf[rows]
    values /= np.linalg.norm(values)
    return np.asarray(values @ terms.weights[rows] * terms.scale + terms.bias, dtype=np.float32)


@cache
def _head(language: str) -> _Head:
    data = load_weights("classifier", language)
    return _Head(**{field.name: data[field.name].astype("float32") for field in fields(_Head)})


@cache
def _terms(language: str) -> _Terms:
    data = load_weights("classifier", language)
    return _Terms(
        rows={term: row for row, term in enumerate(bytes(data["terms"]).decode().split("\n"))},
        idf=data["idf"].astype("float32"),
        weights=data["term_weights"],
        scale=data["term_scale"],
        bias=data["term_bias"],
        thresholds=dict(zip(LABELS[1:], data["thresholds"].tolist(), strict=True)),
    )


def counts_of(f: Features) -> list[float]:
    """The counts of an answer, each scaled to about 0 to 1."""
    words = max(1, f.words)
    return [
        min(1.0, math.log1p(f.words) / 5),
        1.0 if f.words <= 3 else 0.0,
        min(2, f.questions) / 2,
        1.0 if f.ends_asking else 0.0,
        f.questions / max(1, f.sentences),
        min(1.0, 8 * f.you / words),
        min(1.0, 6 * f.me / words),
        min(1.0, 6 * f.we / words),
        min(1.0, 6 * f.past / words),
        min(2, f.abuse) / 2,
        min(2, f.machines) / 2,
        min(2, f.distress) / 2,
        min(2, f.refusals) / 2,
        min(2, f.at_you) / 2,
        min(2, f.which) / 2,
        min(2, f.digressions) / 2,
        min(3, f.small_talk) / 3,
        max(-0.5, min(1.5, f.steering / 4)),
        min(1.0, 2 * f.overlap),
        min(1.0, f.generic / max(1, f.content)),
        min(1.0, (f.reasons + f.contrasts + f.results) / 4),
        min(1.0, f.numbers / 3),
    ]
