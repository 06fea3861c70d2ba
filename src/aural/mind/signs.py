"""Signs in a wording by which a trained classifier tells a fit one from a harmful one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Signs:
    """`terms` are short runs of words, most of them reduced to their kind; `numbers` are counts, mostly 0 to 3."""

    terms: tuple[str, ...]
    numbers: dict[str, float]


@cache
def load_kinds() -> dict[str, Any]:
    """The kinds of words of each language, as texts with blanks between the words."""
    text = resources.files("aural.mind").joinpath("templates", "wordings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def runs_of(tokens: list[str], longest: int, mark: str = "", join: str = " ") -> list[str]:
    """Every run of 1 to `longest` tokens, with marks for the beginning and the end."""
    framed = ["^", *tokens, "$"]
    return [
        mark + join.join(framed[i : i + length])
        for length in range(1, longest + 1)
        for i in range(len(framed) - length + 1)
    ]
