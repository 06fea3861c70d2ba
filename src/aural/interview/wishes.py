"""What a candidate may want of the interview itself: to hear it again, skip, go back, a minute, the end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from aural.interview.meaning import is_meant, is_meant_in_han
from aural.interview.moves import Topic
from aural.interview.sentences import is_chinese, length_of, plain, sentence_texts, visible
from aural.interview.words import any_of, load

WishName = Literal["repeat", "rephrase", "skip", "back", "minute", "end", "asks-about", "nothing-to-add"]
LONGEST_WISH = 30  # words; what is longer is an answer
LONGEST_STATEMENT = 12  # words of a sentence that is a wish and no question


@dataclass(frozen=True, slots=True)
class Wish:
    name: WishName
    topic: Topic | None = None
    is_knowing: bool = True  # False: "I don't know" rather than "that is all"


_SHARED: dict[str, str] = load("wishes.en")["shared"]
_Patterns = tuple[tuple[WishName, Topic | None, re.Pattern[str]], ...]


def _patterns(name: str) -> _Patterns:
    return tuple((w["name"], w.get("topic"), any_of(w["any"], _SHARED)) for w in load(name)["wish"])


_ENGLISH, _CHINESE = _patterns("wishes.en"), _patterns("wishes.zh")
_NOTHING, _BLANK, _LOST = (any_of(load("wishes.en")["nothing"][k], _SHARED) for k in ("said", "blank", "lost"))
_HAN_NOTHING, _HAN_BLANK = (any_of(load("wishes.zh")["nothing"][k]) for k in ("said", "blank"))
_NAMING = load("wishes.en")["naming"]
_ORDINALS: dict[str, int] = {word: at for at, words in enumerate(_NAMING["ordinals"], 1) for word in words.split()}
_NUMBER = any_of(_NAMING["number"], {"ORDINAL": "|".join(_ORDINALS)})
_CORRECTING = any_of(_NAMING["correcting"])
_CLOSING = any_of(load("wishes.en")["nothing"]["closing"])


def find_wish(answer: str, language: str, has_earlier: bool) -> Wish | None:
    """The wish that the whole message comes down to; None where it is an answer, however poor."""
    text = visible(answer)
    if length_of(text[:2000]) > LONGEST_WISH or len(text) > 400:
        return _wish_at_end(text, language)
    if is_chinese(language, text):
        return _find_chinese(text)
    return _find_english(text, has_earlier)


def find_question(answer: str, language: str) -> Topic | None:
    """What the message asks about the interview itself, the company or the role, where a pattern knows the words."""
    wish = find_wish(answer, language, has_earlier=False)
    return wish.topic if wish is not None and wish.name == "asks-about" else None


def find_number(answer: str) -> int | None:
    """The number of the question that a short message names ("let me correct question 2"), from 1."""
    found = _NUMBER.search(plain(visible(answer[:400])))
    if found is None:
        return None
    named = next(group for group in found.groups() if group)
    return int(named) if named.isdecimal() else _ORDINALS[named]


def is_correcting(answer: str) -> bool:
    """Whether it has a word that people set something right with."""
    return bool(_CORRECTING.search(plain(visible(answer[:400]))))


def is_lost(answer: str) -> bool:
    """ "I am not sure what else you want to hear": neither an answer nor an end."""
    return length_of(answer[:400]) <= 25 and bool(_LOST.search(plain(visible(answer[:400]))))


def _find_english(text: str, has_earlier: bool) -> Wish | None:
    said = plain(text)
    if _BLANK.match(said):
        return Wish("nothing-to-add", is_knowing=has_earlier)
    parts = [plain(s) for s in sentence_texts(text)]
    found = [w for w in (_wish_in(p) for p in parts) if w]
    if found and _is_mostly_wish(parts):
        return found[0]
    if _NOTHING.search(said) and _is_only_nothing(said, has_earlier):
        return Wish("nothing-to-add")
    return None


def _wish_in(sentence: str) -> Wish | None:
    if len(sentence.split()) > (LONGEST_WISH if sentence.endswith("?") else LONGEST_STATEMENT):
        return None
    for name, topic, pattern in _ENGLISH:
        if any(is_meant(sentence, *found.span()) for found in pattern.finditer(sentence)):
            return Wish(name, topic)
    return None


def _is_mostly_wish(parts: list[str]) -> bool:
    """At most eight words are beside the wish, and nothing asks which of two things is meant."""
    beside = sum(len(p.split()) for p in parts if not _wish_in(p))
    asks_which = any(f" {w} " in f" {p} " for p in parts for w in ("whether", "meant", "mean"))
    return beside <= 8 and not asks_which


def _is_only_nothing(said: str, has_earlier: bool) -> bool:
    """Short, or after an earlier answer not much longer: else it is an answer with a closing word."""
    return len(said.split()) <= (22 if has_earlier else 12)


def _wish_at_end(text: str, language: str) -> Wish | None:
    """A long answer that ends by asking to go on is a whole answer."""
    last = plain(text[-200:]).rsplit(". ", 1)[-1].strip()
    return Wish("nothing-to-add") if _CLOSING.match(last) else None


def _find_chinese(text: str) -> Wish | None:
    said = text.strip()
    if _HAN_BLANK.match(said):
        return Wish("nothing-to-add", is_knowing=False)
    if length_of(said) > 20:
        return None
    for name, topic, pattern in _CHINESE:
        if any(is_meant_in_han(said, *found.span()) for found in pattern.finditer(said)):
            return Wish(name, topic)
    return Wish("nothing-to-add") if _HAN_NOTHING.search(said) else None
