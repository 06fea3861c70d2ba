"""Measures how much a text tries to steer the interviewer, the session or the score. This isn't a defense."""

from __future__ import annotations

import re

from aural import lang
from aural.engine.answers.sentences import has_hidden, lows, sentence_texts, visible
from aural.lang import Language

THRESHOLD = 3.0
_ENGLISH = lang.of("en")
_MARKUP = lang.every_pattern("orders_to_interviewer", "markup", flags=re.IGNORECASE | re.MULTILINE)
_ENCODED = re.compile(r"\b[A-Za-z0-9+/]{40,}={0,2}|\b(?:[0-9a-f]{2}[ :]){12,}|(?:\\x[0-9a-f]{2}){6,}", re.IGNORECASE)
_LINK = re.compile(r"https?://|www\.")
QUOTED = re.compile(r"[\"\u201c\u201d\u300c\u300d][^\"\u201c\u201d\u300c\u300d]{0,200}[\"\u201c\u201d\u300c\u300d]")


def steering(answer: str, language: str) -> float:
    """About 0 for an answer; 3 or more if a sentence is an order to the interviewer."""
    text = visible(answer)
    outside = 2.5 if _MARKUP.search(text) else 0.0
    outside += 2.0 if has_hidden(answer) else 0.0
    outside += 1.5 if _ENCODED.search(text) else 0.0
    own = lang.of_text(language, text)
    if own.is_spaced:
        return outside + _strongest(text, own)
    return outside + max((_steering_of_characters(s, own) for s in sentence_texts(text)[:200]), default=0.0)


def steering_sentences(answer: str, language: str) -> list[str]:
    """The sentences that read like orders, which are never quoted."""
    own = lang.of_text(language, answer)
    measure = steering_of if own.is_spaced else _steering_of_characters
    sentences = sentence_texts(answer)
    return [s for s in sentences if measure(visible(s), own) >= THRESHOLD or _MARKUP.search(s) or has_hidden(s)]


def _strongest(text: str, language: Language) -> float:
    found = [steering_of(s, language) for s in sentence_texts(text)[:200]]
    if not found:
        return 0.0
    rest = sum(sorted(found)[:-1])
    return max(found) + min(1.0, 0.3 * max(0.0, rest))


def steering_of(sentence: str, language: Language = _ENGLISH) -> float:
    """The score of one sentence. An order, its target and known phrases raise it, and signs of a story lower it."""
    bare = QUOTED.sub(" ", sentence)
    words = lows(bare)[:200]
    low = bare.lower().replace("\u2019", "'")
    order = _order_in(low, words, language)
    aims = _aims(words, language)
    score = order + aims if order else 0.5 * aims
    score += 1.5 * min(2, len(language.pattern("orders_to_interviewer", "phrases").findall(low)))
    score += 1.0 if _LINK.search(low) and order else 0.0
    return score - _telling(words, language)


def _order_in(low: str, words: list[str], language: Language) -> float:
    """2 for an imperative at the beginning of a clause, 1.5 for "you must" or "the AI shall".

    2.5 for "from now on you …", which people never say about past events.
    """
    polite, directives = language.words("features", "polite"), language.words("features", "directives")
    addressees, musts = (language.words("orders_to_interviewer", key) for key in ("addressees", "musts"))
    best = 2.5 if language.pattern("orders_to_interviewer", "onwards").search(low) else 0.0
    for part in re.split(r"[,;:.!?\u2013\u2014]|\band\b|\bthen\b", low[:2000]):
        head = lows(part)[:8]
        while head and head[0] in polite:
            head = head[1:]
        if head and head[0] in directives and len(head) > 1:
            best = max(best, 2.0)
    for i, word in enumerate(words[1:], start=1):
        if word in musts and words[i - 1] in addressees:
            best = max(best, 1.5)
    return best


def _aims(words: list[str], language: Language) -> float:
    score_nouns, system_nouns = language.words("features", "score_nouns"), language.words("features", "system_nouns")
    scores = sum(1 for w in words if w in score_nouns)
    systems = sum(1 for w in words if w in system_nouns)
    return min(2.0, 1.0 * scores) + min(2.0, 0.8 * systems)


def _telling(words: list[str], language: Language) -> float:
    """How much the sentence tells a story: most if it begins with "I", "we" or "my"."""
    head = words[:4]
    first = language.words("features", "first_person") | language.words("features", "first_plural")
    if any(w in first for w in head[:2]):
        return 1.5
    own = sum(1 for w in words if w in ("i", "we", "my", "our", "us"))
    return min(1.5, 0.6 * own)


def _steering_of_characters(sentence: str, language: Language) -> float:
    """Like `steering_of`, for languages without spaces between words."""
    bare = QUOTED.sub(" ", sentence)
    order = 1.5 if language.pattern("features", "directives").search(bare) else 0.0
    scores = len(language.pattern("features", "score_nouns").findall(bare))
    systems = len(language.pattern("features", "system_nouns").findall(bare))
    aims = min(2.0, scores * 1.0) + min(2.0, systems * 0.8)
    telling = 1.5 if language.pattern("orders_to_interviewer", "telling").match(bare.strip()) else 0.0
    return (order + aims if order else 0.4 * aims) - telling
