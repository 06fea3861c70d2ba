"""Predicts whether an expert would ask for an example after an answer, with linear weights for English.

The inputs are the meaning of the answer and the question (vectors of the sentence model) and the signs that
`engine/answers/probe_conditions.py` finds. `python -m tools.train_examples` trains the weights on labeled answers;
docs/quality.md describes the data, and how often raters agree.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, get_args

from aural import lang
from aural.engine.answers.features import count_features
from aural.engine.answers.probe_conditions import Told
from aural.engine.answers.sentences import visible
from aural.engine.prepared_probes import Archetype, archetype_of, halves_of
from aural.interviewer.guided.classifier import MAX_CHARACTERS, counts_of
from aural.interviewer.guided.embedding import embed
from aural.interviewer.trained import has_weights, load_weights

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

KINDS: tuple[Archetype, ...] = get_args(Archetype)
LENGTHS = (4, 12, 25, 50, 90)  # words, from a single word to a full account
QUESTION_SIGNS = ("of_event", "of_view", "of_practice", "of_team", "of_choice")


def wants_example(told: Told) -> bool | None:
    """Whether to ask for an example; None without the sentence model, or if the language has no weights."""
    code = lang.primary(told.language)
    inputs = inputs_of(told) if has_weights("examples", code) else None
    if inputs is None:
        return None
    weights, threshold = _weights(code)
    return float(weights @ inputs) > threshold


def inputs_of(told: Told) -> Vector | None:
    """The inputs of the linear model; None without the sentence model, or if no signs are defined for the language."""
    answer = visible(told.last[:MAX_CHARACTERS])
    said, asked = embed(answer), embed(told.question.text)
    if said is None or asked is None or told.signs is None:
        return None
    import numpy as np

    counted = counts_of(count_features(told.question.text, answer, told.language))
    return np.concatenate([said, asked, np.array([*_signs_in(told), *_form_of(told), *counted])]).astype(np.float32)


def _signs_in(told: Told) -> list[float]:
    assert told.signs is not None
    found = [float(told.has(sign)) for sign in told.signs.told]
    claims = [min(3, told.claims(claim)) / 3 for claim in told.signs.claims]
    return [*found, *claims, *(float(told.asks(sign)) for sign in QUESTION_SIGNS)]


def _form_of(told: Told) -> list[float]:
    """How long the answer is, how it ends, the kind of question, and whether it answers a follow-up."""
    kind = archetype_of(told.question.text, told.language)
    return [
        min(1.0, math.log1p(told.words) / 5),
        *(float(told.words <= length) for length in LENGTHS),
        float(bool(told.earlier)),
        float(told.last_words <= LENGTHS[0]),
        float(told.says_nothing),
        float(told.closes_with("did")),
        float(told.closes_with("others")),
        float(told.ends_with("ending")),
        float(len(halves_of(told.question.text, told.language)) > 1),
        *(float(kind == one) for one in KINDS),
    ]


@cache
def _weights(code: str) -> tuple[Vector, float]:
    """The weights of the inputs, and the threshold of the sum above which to ask for an example."""
    data = load_weights("examples", code)
    return data["weights"], float(data["threshold"])
