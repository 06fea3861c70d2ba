"""Whether a transcript can be all that the candidate wants to say. Pure.

STT engines put a full stop after nearly everything, so a full stop proves nothing. Only the last words show whether
more is to come.
"""

from __future__ import annotations

import re
from typing import Literal

from aural import lang
from aural.engine.answers.sentences import lows, plain, sentence_texts
from aural.lang import Language

Standing = Literal["finished", "unfinished", "unsure"]

_OPEN_END = re.compile(r"(?:[,;:\-\u2013\u2014\u2026\uff0c\u3001\uff1a\uff1b]|\.\.)[\s\"'\u201d\u2019]*$")


def classify_ending(text: str, language: str) -> Standing:
    """Classifies how the text ends. An empty text is `unsure`."""
    said = text.strip()
    if not said:
        return "unsure"
    if _OPEN_END.search(said):
        return "unfinished"
    own = lang.of_text(language, said)
    return _classify_words(said, own) if own.is_spaced else _classify_characters(said, own)


def is_clause(text: str, language: str) -> bool:
    """Whether the text has a verb, as far as its form shows: "And so my fellow Americans" has none.

    In languages without spaces between words, every text counts as a clause.
    """
    own = lang.of_text(language, text)
    if not own.is_spaced:
        return True
    verbs, short_forms = own.words("unfinished_turns", "verbs"), tuple(own.words("unfinished_turns", "short_forms"))
    return any(word in verbs or word.endswith(short_forms) for word in lows(text))


def _classify_words(said: str, language: Language) -> Standing:
    words, kinds = lows(said), _Kinds(language)
    is_thinking = language.pattern("unfinished_turns", "unfinished").search(plain(said))
    if not words or set(words) <= kinds.openers or is_thinking:
        return "unfinished"
    if words[-1] in kinds.never_last and not said.endswith("?"):  # "Who was it made for?"
        return "unfinished"
    has_begun_clause = words[-1] in kinds.subject and words[-2:-1] != [] and words[-2] in kinds.joining
    is_open = has_begun_clause or words[-1] in kinds.seldom_last or _waits_for_main_clause(said, kinds)
    return "unsure" if is_open else "finished"


class _Kinds:
    """A language's words by kind, that is, by what may follow them."""

    def __init__(self, language: Language) -> None:
        fillers, self.subject, self.joining, self.later, self.seldom_last = (
            language.words("unfinished_turns", kind)
            for kind in ("fillers", "subject", "joining", "later", "seldom_last")
        )
        self.openers = fillers | language.words("unfinished_turns", "openers")
        self.never_last = fillers | language.words("unfinished_turns", "never_last")


def _waits_for_main_clause(said: str, kinds: _Kinds) -> bool:
    last = sentence_texts(said)[-1]
    return lows(last)[:1] != [] and lows(last)[0] in kinds.later and "," not in last


def _classify_characters(said: str, language: Language) -> Standing:
    if language.pattern("unfinished_turns", "unfinished").search(said):
        return "unfinished"
    return "unsure" if language.pattern("unfinished_turns", "unsure").search(said) else "finished"
