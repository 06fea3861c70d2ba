"""What a candidate may want of the interview itself: to hear it again, skip, go back, a minute, the end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from aural.interview.meaning import is_meant, is_meant_in_han
from aural.interview.moves import Topic
from aural.interview.sentences import is_chinese, length_of, plain, sentence_texts, visible
from aural.interview.words import any_of, load

WishName = Literal["repeat", "rephrase", "skip", "refusal", "back", "minute", "end", "asks-about", "nothing-to-add"]
LONGEST_WISH = 30  # words; what is longer is an answer
LONGEST_STATEMENT = 12  # words of a sentence that is a wish and no question
LONGEST_RIGHTED = 60  # signs in Chinese
LONGEST_TOLD = 20  # words; signs in Chinese


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
_HAN_DIGITS = "一二三四五六七八九"
_NUMBER = any_of(_NAMING["number"], {"ORDINAL": "|".join(_ORDINALS)})
_CORRECTING = any_of(_NAMING["correcting"])
_TOPICS: dict[Topic, re.Pattern[str]] = {topic: any_of(signs) for topic, signs in load("wishes.en")["topics"].items()}
_HAN_ASKING_BACK = any_of(load("wishes.zh")["asking"]["back"])
_PAIRS_OF_ANY = frozenset(
    "什么 怎么 怎样 如何 您会 你会 您的 你的 一个 一次 一位 请讲 请介 介绍 一下 最近 您最 你最 可以 能不".split()
)
_REFUSING = any_of([r"\b(?:none|any|not?) of your (?:damn |bloody )?business\b|\bno business of yours\b"])
_RIGHTING = any_of(load("wishes.zh")["righting"]["begin"])
_CLOSING = any_of(load("wishes.en")["nothing"]["closing"])


def _whole(told: dict[str, Any]) -> re.Pattern[str]:
    return re.compile(f"{told['begin']}(?:{'|'.join(told['told'])})(?:,? (?:didn't i|right|so|really|sorry))?")


_TOLD, _HAN_TOLD = _whole(load("wishes.en")["told"]), _whole(load("wishes.zh")["told"])
_FILLER = re.compile("yes|no|well|ok|okay|hm+|um|sorry|thanks?|thank you|next|nothing (?:more|new|to add|else)")


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
    return int(named) if named.isdecimal() else _ORDINALS.get(named) or _HAN_DIGITS.index(named) + 1


def is_correcting(answer: str) -> bool:
    """Whether it has a word that people set something right with."""
    return bool(_CORRECTING.search(plain(visible(answer[:400]))))


def find_topic(question: str, language: str) -> Topic | None:
    """What something is about that is known to be a question to the interviewer: fewer signs are enough then."""
    said = plain(visible(question[:400]))
    loose = (topic for topic, signs in _TOPICS.items() if signs.search(said))
    return find_question(question, language) or next(loose, None)


def asks_about_the_question(text: str, question: str) -> bool:
    """Whether a question in Chinese is about the open one: it takes up a word of it, or asks what is meant."""
    said = visible(text[:400])
    pairs = {question[at : at + 2] for at in range(len(question) - 1)} - _PAIRS_OF_ANY
    return bool(_HAN_ASKING_BACK.search(said)) or any(pair in said for pair in pairs)


def is_told(answer: str) -> bool:
    """Whether it says no more than that it was said before: "I told you already", "same as question 2"."""
    text = visible(answer[:400])
    if length_of(text) > LONGEST_TOLD:
        return False
    parts = [plain(sentence).rstrip(" .!?。！？,，") for sentence in sentence_texts(text)]
    said = [part for part in parts if not _FILLER.fullmatch(part)]
    return bool(said) and all(_TOLD.fullmatch(part) or _HAN_TOLD.fullmatch(part) for part in said)


def puts_right(answer: str) -> bool:
    """Whether a short message begins by saying that something said before was wrong."""
    return length_of(answer[:400]) <= LONGEST_RIGHTED and bool(_RIGHTING.search(plain(visible(answer[:400]))))


def is_refusing(answer: str) -> bool:
    """ "That is none of your business": a refusal that is not an attack yet."""
    return length_of(answer[:400]) <= LONGEST_STATEMENT and bool(_REFUSING.search(plain(visible(answer[:400]))))


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
