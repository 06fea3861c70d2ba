"""The shape of answer that a question asks for, which decides how much one complete sentence proves. Pure."""

from __future__ import annotations

from typing import Literal

from aural import lang
from aural.engine.answers.sentences import plain, sentence_texts

Shape = Literal["series", "story", "any"]


def expected_shape(question: str, language: str) -> Shape:
    """Judged by the last sentence: a `series` has many possible ends, a `story` takes more than one sentence."""
    last = plain("".join(sentence_texts(question)[-1:]))
    own = lang.of_text(language, last)
    if own.pattern("expected_answers", "series").search(last):
        return "series"
    return "story" if own.pattern("expected_answers", "story").search(last) else "any"
