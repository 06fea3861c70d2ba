"""Trained weights by model and language. If a language has weights, their file is in `interviewer/data`."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any


@cache
def has_weights(model: str, code: str) -> bool:
    """Whether there are weights. `model`: the beginning of the file name, such as "classifier" in classifier.en.npz."""
    return code.isalpha() and resources.files("aural.interviewer").joinpath("data", f"{model}.{code}.npz").is_file()


def load_weights(model: str, code: str) -> dict[str, Any]:
    """The arrays by name. Raises FileNotFoundError if the language has no weights for this model."""
    import numpy as np

    with resources.files("aural.interviewer").joinpath("data", f"{model}.{code}.npz").open("rb") as file:
        return dict(np.load(file, allow_pickle=False))
