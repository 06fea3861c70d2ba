"""Ordinary English words: those that the vocabulary of the sentence model has as a whole."""

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
    """Whether the word, or a plural's singular, is ordinary. `word` in small letters."""
    singulars = (re.sub("s$", "", word), re.sub("es$", "", word), re.sub("ies$", "y", word))
    return not _words().isdisjoint((word, *singulars))
