"""What shape of answer a question asks for, and so how much one complete sentence proves. Pure; English and Chinese."""

from __future__ import annotations

from typing import Literal

from aural.interview.sentences import is_chinese, plain, sentence_texts
from aural.interview.words import any_of, load

Shape = Literal["series", "story", "any"]
_PATTERNS = {
    is_han: {shape: any_of(load(name)[shape]) for shape in ("series", "story")}
    for is_han, name in ((False, "expected.en"), (True, "expected.zh"))
}


def expected_shape(question: str, language: str) -> Shape:
    """By the last sentence, which is the question: `series` has many ends, `story` has more than one sentence."""
    last = plain("".join(sentence_texts(question)[-1:]))
    patterns = _PATTERNS[is_chinese(language, last)]
    if patterns["series"].search(last):
        return "series"
    return "story" if patterns["story"].search(last) else "any"
