"""Signs that a trained classifier uses to tell a suitable wording from a harmful one."""

from __future__ import annotations

from dataclasses import dataclass

from aural import lang


@dataclass(frozen=True, slots=True)
class Signs:
    """`terms` are short runs of words, most of them reduced to their kind; `numbers` are counts, mostly 0 to 3."""

    terms: tuple[str, ...]
    numbers: dict[str, float]


def kinds_of_words(language: str) -> dict[str, list[str]]:
    """The words of each kind, without the kinds for which the language has no words."""
    kinds = ((kind, text.split()) for kind, text in lang.of(language).value("fault_features", "kinds").items())
    return {kind: words for kind, words in kinds if words}


def runs_of(tokens: list[str], longest: int, mark: str = "", join: str = " ") -> list[str]:
    """Every run of 1 to `longest` tokens, including the marks for the beginning and the end of the text."""
    framed = ["^", *tokens, "$"]
    return [
        mark + join.join(framed[i : i + length])
        for length in range(1, longest + 1)
        for i in range(len(framed) - length + 1)
    ]
