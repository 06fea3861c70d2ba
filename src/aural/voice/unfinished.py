"""Whether words, as an ear wrote them down, can be the end of what somebody wants to say. Pure; English and Chinese.

An ear puts a full stop after nearly everything, so a full stop proves nothing; the last words do.
"""

from __future__ import annotations

import re
from typing import Literal

from aural.interview.sentences import is_chinese, lows, plain, sentence_texts
from aural.interview.words import any_of, load

Standing = Literal["finished", "unfinished", "unsure"]

_ENGLISH, _CHINESE = load("unfinished.en"), load("unfinished.zh")
_FILLERS = frozenset(_ENGLISH["fillers"].split())
_OPENERS = _FILLERS | frozenset(_ENGLISH["openers"].split())
_NEVER_LAST = _FILLERS | frozenset(_ENGLISH["never_last"].split())
_SELDOM_LAST = frozenset(_ENGLISH["seldom_last"].split())
_LATER = frozenset(_ENGLISH["later"].split())
_JOINING, _SUBJECT = frozenset(_ENGLISH["joining"].split()), frozenset(_ENGLISH["subject"].split())
_VERBS = frozenset(_ENGLISH["verbs"].split())
_SHORT_FORMS = ("'s", "'m", "'re", "'ve", "'d", "'ll", "ed")
_THINKING = any_of(_ENGLISH["thinking"])
_HAN_UNFINISHED, _HAN_UNSURE = any_of(_CHINESE["unfinished"]), any_of(_CHINESE["unsure"])
_OPEN_END = re.compile(r"(?:[,;:\-\u2013\u2014\u2026\uff0c\u3001\uff1a\uff1b]|\.\.+)[\s\"'\u201d\u2019]*$")


def judge(text: str, language: str) -> Standing:
    """`unsure` is also what nothing at all is."""
    said = text.strip()
    if not said:
        return "unsure"
    if _OPEN_END.search(said):
        return "unfinished"
    return _judge_chinese(said) if is_chinese(language, said) else _judge_english(said)


def is_clause(text: str, language: str) -> bool:
    """Whether it has a verb, as far as its form tells: "And so my fellow Americans" has none. Any Chinese may."""
    words = lows(text)
    return is_chinese(language, text) or any(word in _VERBS or word.endswith(_SHORT_FORMS) for word in words)


def _judge_english(said: str) -> Standing:
    words = lows(said)
    if not words or set(words) <= _OPENERS or _THINKING.search(plain(said)):
        return "unfinished"
    if words[-1] in _NEVER_LAST and not said.endswith("?"):  # "Who was it made for?"
        return "unfinished"
    has_begun_clause = words[-1] in _SUBJECT and words[-2:-1] != [] and words[-2] in _JOINING
    return "unsure" if has_begun_clause or words[-1] in _SELDOM_LAST or _waits_for_main_clause(said) else "finished"


def _waits_for_main_clause(said: str) -> bool:
    last = sentence_texts(said)[-1]
    return lows(last)[:1] != [] and lows(last)[0] in _LATER and "," not in last


def _judge_chinese(said: str) -> Standing:
    if _HAN_UNFINISHED.search(said):
        return "unfinished"
    return "unsure" if _HAN_UNSURE.search(said) else "finished"
