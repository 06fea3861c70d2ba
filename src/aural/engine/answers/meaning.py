"""Decides whether words of a request are meant as one: not if negated, or if they say what a person does or did."""

from __future__ import annotations

import re

from aural.lang import Language

_WORD = re.compile(r"[\w']+")


def is_meant(language: Language, sentence: str, start: int, end: int) -> bool:
    """`sentence`: folded; the words of the request are from `start` to `end`."""
    before = _meant(language, "clause").split(sentence[:start])[-1]
    if _meant(language, "no").search(before):
        return False
    if _meant(language, "question").search(sentence):
        return True
    if _meant(language, "done").match(sentence, end) or not _only_asks(language, before):
        return False
    is_doing = _meant(language, "doing").search(before) and not _meant(language, "own").match(sentence, start)
    return not is_doing or bool(_meant(language, "end").match(sentence, end))


def _only_asks(language: Language, before: str) -> bool:
    if language.is_spaced:
        return language.words("requests", "meant.asking").issuperset(_WORD.findall(before))
    return _meant(language, "asking").fullmatch(before) is not None


def _meant(language: Language, key: str) -> re.Pattern[str]:
    return language.pattern("requests", f"meant.{key}")
