"""How much a text tries to steer the interviewer, the session or the score. A reading, not a defence."""

from __future__ import annotations

import re

from aural.interview import chinese, lexicon
from aural.interview.sentences import has_hidden, is_chinese, lows, sentence_texts, visible
from aural.interview.words import any_of, load

THRESHOLD = 3.0
_ORDERS = load("orders.en")
_MARKUP = any_of(_ORDERS["markup"], flags=re.IGNORECASE | re.MULTILINE)
_ENCODED = re.compile(r"\b[A-Za-z0-9+/]{40,}={0,2}|\b(?:[0-9a-f]{2}[ :]){12,}|(?:\\x[0-9a-f]{2}){6,}", re.IGNORECASE)
_LINK = re.compile(r"https?://|www\.")
_QUOTED = re.compile(r"[\"\u201c\u201d\u300c\u300d][^\"\u201c\u201d\u300c\u300d]{0,200}[\"\u201c\u201d\u300c\u300d]")
_PHRASES = any_of(_ORDERS["phrases"])
# Told of a past, it stands within a sentence, or "you" stands for anybody who could do something.
_ONWARDS = re.compile(
    r"^\W*(?:(?:and|so|please|ok|okay|now)\W+){0,3}from now on,? "
    r"(?:your|every|each|all|you(?! (?:could|can|would|might|may|had|saw|see|get|got|need|needed)\b))\b"
)


def steering(answer: str, language: str) -> float:
    """About 0 for an answer; 3 and more where a sentence is an order to the interviewer."""
    text = visible(answer)
    outside = 2.5 if _MARKUP.search(text) else 0.0
    outside += 2.0 if has_hidden(answer) else 0.0
    outside += 1.5 if _ENCODED.search(text) else 0.0
    if is_chinese(language, text):
        return outside + max((_steering_of_han(s) for s in sentence_texts(text)[:200]), default=0.0)
    return outside + _strongest(text)


def steering_sentences(answer: str, language: str) -> list[str]:
    """The sentences that read as orders: never to be quoted."""
    han = is_chinese(language, answer)
    measure = _steering_of_han if han else steering_of
    return [s for s in sentence_texts(answer) if measure(visible(s)) >= THRESHOLD or _MARKUP.search(s) or has_hidden(s)]


def _strongest(text: str) -> float:
    found = [steering_of(s) for s in sentence_texts(text)[:200]]
    if not found:
        return 0.0
    rest = sum(sorted(found)[:-1])
    return max(found) + min(1.0, 0.3 * max(0.0, rest))


def steering_of(sentence: str) -> float:
    """One sentence: an order, what it is aimed at, and known forms of words, less what tells of others."""
    bare = _QUOTED.sub(" ", sentence)
    words = lows(bare)[:200]
    low = bare.lower().replace("\u2019", "'")
    order = _order_in(low, words)
    aims = _aims(words)
    score = order + aims if order else 0.5 * aims
    score += 1.5 * min(2, len(_PHRASES.findall(low)))
    score += 1.0 if _LINK.search(low) and order else 0.0
    return score - _telling(words)


def _order_in(low: str, words: list[str]) -> float:
    """2 for an imperative at the head of a part of the sentence, 1.5 for "you must", "the AI shall"; 2.5 for "from now
    on you …", which nobody says of what has happened."""
    best = 2.5 if _ONWARDS.search(low) else 0.0
    for part in re.split(r"[,;:.!?\u2013\u2014]|\band\b|\bthen\b", low[:2000]):
        head = lows(part)[:8]
        while head and head[0] in lexicon.POLITE:
            head = head[1:]
        if head and head[0] in lexicon.DIRECTIVES and len(head) > 1:
            best = max(best, 2.0)
    for i, word in enumerate(words[1:], start=1):
        if word in ("shall", "must", "should", "may", "will", "have") and words[i - 1] in (
            "you",
            "ai",
            "assistant",
            "interviewer",
            "model",
            "system",
            "evaluator",
            "reviewer",
            "bot",
        ):
            best = max(best, 1.5)
    return best


def _aims(words: list[str]) -> float:
    scores = sum(1 for w in words if w in lexicon.SCORE_NOUNS)
    systems = sum(1 for w in words if w in lexicon.SYSTEM_NOUNS)
    return min(2.0, 1.0 * scores) + min(2.0, 0.8 * systems)


def _telling(words: list[str]) -> float:
    """A sentence that begins with "I" or "we" or "my" and a past form tells of something."""
    head = words[:4]
    if any(w in lexicon.FIRST_PERSON | lexicon.FIRST_PLURAL for w in head[:2]):
        return 1.5
    own = sum(1 for w in words if w in ("i", "we", "my", "our", "us"))
    return min(1.5, 0.6 * own)


def _steering_of_han(sentence: str) -> float:
    bare = _QUOTED.sub(" ", sentence)
    order = 1.5 if chinese.DIRECTIVES.search(bare) else 0.0
    aims = min(2.0, len(chinese.SCORE_NOUNS.findall(bare)) * 1.0) + min(
        2.0, len(chinese.SYSTEM_NOUNS.findall(bare)) * 0.8
    )
    telling = 1.5 if re.match("我(?!要求|命令)|我们", bare.strip()) else 0.0
    return (order + aims if order else 0.4 * aims) - telling
