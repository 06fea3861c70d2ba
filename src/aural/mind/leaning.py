"""What a message most likely is, by a small linear model over its sentence vector and its counted features."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from aural.interview.features import Features, count_features
from aural.interview.intent import KINDS
from aural.mind.embedding import embed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def leaning(question: str, answer: str, language: str) -> dict[str, float] | None:
    """A share for each of `intent.KINDS`; None where there is no sentence model."""
    inputs = inputs_of(question, answer, language)
    return None if inputs is None else shares_of(inputs)


def inputs_of(question: str, answer: str, language: str) -> NDArray[np.float32] | None:
    """The vector of the answer, how near it is to the question, and the counted features."""
    import numpy as np

    asked, said = embed(question), embed(answer)
    if asked is None or said is None:
        return None
    counted = counted_of(count_features(question, answer, language))
    return np.concatenate([said, np.array([float(asked @ said), *counted], dtype=np.float32)])


def shares_of(inputs: NDArray[np.float32]) -> dict[str, float]:
    import numpy as np

    weights, offsets = _weights()
    scores = weights @ inputs + offsets
    shares = np.exp(scores - np.max(scores))
    return dict(zip(KINDS, (shares / shares.sum()).tolist(), strict=True))


@cache
def _weights() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    import numpy as np

    data = json.loads(resources.files("aural.mind").joinpath("data", "leaning.json").read_text(encoding="utf-8"))
    return np.array(data["weights"], dtype=np.float32), np.array(data["offsets"], dtype=np.float32)


def counted_of(f: Features) -> list[float]:
    """Features brought to about 0..1, so that none outweighs the rest."""
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
