"""Ordinary English words: those that are whole words in the vocabulary of the sentence model."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources


@cache
def _words() -> frozenset[str]:
    lines = (
        resources.files("aural.interviewer").joinpath("data", "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    )
    return frozenset(line for line in lines if line.isalpha())


def is_ordinary(word: str) -> bool:
    """Whether the word, or its singular if it is a plural, is ordinary. `word` is in lower case."""
    singulars = (re.sub("s$", "", word), re.sub("es$", "", word), re.sub("ies$", "y", word))
    return not _words().isdisjoint((word, *singulars))
