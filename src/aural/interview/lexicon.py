"""The English words that checks of wordings need."""

from __future__ import annotations

from aural import lang
from aural.interview.stretches import function_words

NUMBER_WORDS = lang.of("en").words("signs", "numbers")
FUNCTION = function_words()
