"""Counts features of an answer that don't depend on its subject."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from aural import lang
from aural.engine.answers.noun_phrases import is_content, is_past
from aural.engine.answers.sentences import folded, length_of, lows, plain, sentence_texts, visible
from aural.engine.answers.steering import steering
from aural.lang import Language

LONGEST_DENIAL = 300  # characters
FEW_LEFT = 5  # words next to a denial, such as "No" and "please continue"
_NUMBER = re.compile(r"\d[\d.,:]*")
_LATIN_NAME = re.compile(r"[A-Za-z][\w.+#-]+")


@dataclass(frozen=True, slots=True)
class Features:
    """Counts for one answer; `text` is its visible text."""

    text: str
    words: int
    sentences: int
    questions: int
    ends_asking: bool
    me: int
    we: int
    you: int
    past: int
    reasons: int
    contrasts: int
    results: int
    effects: int
    numbers: int
    generic: int
    names: int
    content: int
    fresh: int  # content words that aren't in the question
    abuse: int
    machines: int
    distress: int
    refusals: int
    at_you: int
    which: int
    digressions: int
    small_talk: int
    steering: float
    overlap: float


def count_features(question: str, answer: str, language: str) -> Features:
    text = visible(answer)
    own = lang.of_text(language, text)
    return _count(question, answer, text, own, language)


def speaks_of_dying(text: str) -> bool:
    """Whether the text has words used by people who think of dying. People who aren't in distress use them, too."""
    return bool(_sign("crisis").search(plain(visible(text)))) and not denies_danger(text)


def speaks_of_own_danger(text: str) -> bool:
    """Whether the text has words of dying that hardly anyone uses except about themselves, in distress or not."""
    return bool(_sign("own_crisis").search(plain(visible(text)))) and not denies_danger(text)


def denies_danger(text: str) -> bool:
    """Whether the candidate says that the words of dying aren't about the candidate: "I'm not suicidal."

    In doubt, it isn't a denial: the words that are left must be few or, if they tell of another person, not be
    about the candidate.
    """
    said = plain(visible(text[:LONGEST_DENIAL]))
    if len(text) > LONGEST_DENIAL or _sign("hedged_denial").search(said) or not _sign("crisis").search(said):
        return False
    left = _sign("not_suicidal").sub(" ", said)
    if left != said and not _sign("crisis").search(left) and length_of(left) <= FEW_LEFT:
        return True
    left = _sign("not_me").sub(" ", said)
    is_not_me = left != said and _sign("another_person").search(left) is not None
    return is_not_me and _sign("first_person_left").search(left) is None


def _sign(name: str) -> re.Pattern[str]:
    return lang.every_pattern("features", name)


class _Signs:
    """Counts words and patterns in a text. A "sign" is a list of words or patterns in the language's features.toml."""

    def __init__(self, text: str, language: Language) -> None:
        self._language, self._said = language, folded(text, language)
        self.words = lows(text) if language.is_spaced else []

    def count(self, sign: str) -> int:
        """Counts the words that are in the sign's list, or the matches of the sign's patterns."""
        if self._language.is_spaced and isinstance(self._language.value("features", sign), str):
            return _hits(self.words, self._language.words("features", sign))
        return len(self._language.pattern("features", sign).findall(self._said))

    def with_phrases(self, sign: str, phrases: str) -> int:
        return self.count(sign) + sum(self._said.count(phrase) for phrase in self._language.value("features", phrases))

    def numbers(self) -> int:
        """Counts numbers in digits, and runs of number words ("a hundred and four" is one number)."""
        if not self._language.is_spaced:
            return self.count("numbers")
        number_words = self._language.words("features", "numbers")
        count, inside = len(_NUMBER.findall(self._said)), False
        for word in self.words:
            is_number = any(p in number_words for p in word.split("-"))
            count += 1 if is_number and not inside else 0
            inside = is_number or (inside and word in ("and", "point", "a"))
        return count


def _hits(words: list[str], kind: frozenset[str]) -> int:
    return sum(1 for w in words if w in kind)


def _count(question: str, answer: str, text: str, own: Language, language: str) -> Features:
    signs, parts = _Signs(text, own), sentence_texts(text)
    about = _about_words(question, text, own) if own.is_spaced else _about_characters(question, text, own)
    return Features(
        text=text, words=length_of(text), sentences=len(parts),
        reasons=signs.with_phrases("reasons", "reason_phrases"),
        contrasts=signs.with_phrases("contrasts", "contrast_phrases"),
        results=signs.with_phrases("results", "result_phrases"),
        we=signs.count("first_plural"), you=signs.count("second_person"),
        effects=signs.count("effects"), numbers=signs.numbers(), generic=signs.count("generic"),
        abuse=signs.count("abuse"), machines=signs.count("machines"), distress=signs.count("distress"),
        refusals=signs.count("refusal"), at_you=signs.count("at_you"), which=signs.count("which"),
        digressions=signs.count("digression"), steering=steering(answer, language), **about,
    )  # fmt: skip


def _names(text: str) -> int:
    """Counts the capitalized words that don't begin a sentence, except "I"."""
    return len(re.findall(r"(?<=[a-z,;] )[A-Z][\w-]+", text)) - len(re.findall(r"(?<=[a-z,;] )I(?:'\w+)?\b", text))


def _about_words(question: str, text: str, language: Language) -> dict[str, Any]:
    words, parts = lows(text), sentence_texts(text)
    asked = {w for w in lows(question) if is_content(w, language)}
    content = [w for w in words if is_content(w, language)]
    small_talk = language.words("features", "small_talk")
    return {
        "questions": sum(1 for p in parts if p.endswith("?")),
        "ends_asking": bool(parts) and parts[-1].rstrip("\"')").endswith("?"),
        "me": _own(words, language),
        "past": sum(1 for w in words if is_past(w, language)),
        "names": _names(text),
        "content": len(content),
        "fresh": len({w for w in content if w not in asked} - language.words("features", "generic")),
        "small_talk": _hits([w for w in words if w not in asked], small_talk),
        "overlap": _overlap(set(content), asked),
    }


def _own(words: list[str], language: Language) -> int:
    """Counts the times "I" is a person who acts: "I think" and "I guess" don't show the candidate's own part."""
    first, hedges = language.words("features", "first_person"), language.words("grammar", "hedge_verbs")
    return sum(1 for i, w in enumerate(words) if w in first and not (i + 1 < len(words) and words[i + 1] in hedges))


def _overlap(said: set[str], asked: set[str]) -> float:
    stems = {w[:5] for w in asked}
    return sum(1 for w in said if w[:5] in stems) / math.sqrt(max(1, len(said)) * max(1, len(asked)))


def _about_characters(question: str, text: str, language: Language) -> dict[str, Any]:
    """Like `_about_words`, for languages without spaces between words."""
    signs, parts, asks = _Signs(text, language), sentence_texts(text), language.pattern("features", "question")
    particles = language.words("grammar", "particles")
    asked = {c for c in question if c not in particles}
    content = [c for c in text if c not in particles and c.isalnum()]
    return {
        "questions": sum(1 for p in parts if asks.search(p)),
        "ends_asking": bool(parts) and bool(asks.search(parts[-1])),
        "me": signs.count("first_person"),
        "past": signs.count("past"),
        "names": len(_LATIN_NAME.findall(text)),
        "content": len(content),
        "fresh": len({c for c in content if c not in asked}) // 2,
        "small_talk": signs.count("small_talk"),
        "overlap": _overlap_of_characters(set(content), asked),
    }


def _overlap_of_characters(said: set[str], asked: set[str]) -> float:
    return len(said & asked) / math.sqrt(max(1, len(said)) * max(1, len(asked)))
