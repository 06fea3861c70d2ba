"""Finds questions to the interviewer in a reply, and their topics."""

from __future__ import annotations

from aural import lang
from aural.engine.answers.intent import Predictions, asks_something
from aural.engine.answers.requests import find_question, find_wish
from aural.engine.answers.sentences import length_of, sentence_texts
from aural.engine.answers.side_questions import is_side_question
from aural.engine.answers.topics import find_topic
from aural.engine.moves import Topic

FEWEST_TOLD = 8  # words before a question that count as an answer; an estimate for Chinese
MOST_SENTENCES = 20


def asked_beside(predictions: Predictions, language: str) -> Topic | None:
    """The topic of a question that the candidate asks within an answer.

    Only the last sentence counts, or an earlier one that a pattern recognizes as a question about the interview itself:
    other earlier questions are often rhetorical.
    """
    *before, last = predictions.sentences or (None,)
    if last is not None and last.label == "side-question" and last.text.rstrip().endswith("?"):
        return find_topic(last.text, language) or "company"
    asked = (one.text for one in before if one is not None and one.text.rstrip().endswith("?"))
    topics = (find_question(text, language) for text in asked)
    return next((topic for topic in topics if topic not in (None, "company")), None)


def tells_first(text: str) -> bool:
    """Whether the sentences before the last one have enough words for an answer."""
    return sum(map(length_of, sentence_texts(text)[:-1])) >= FEWEST_TOLD


def asked_last(text: str, language: str) -> Topic | None:
    """Like `asked_beside`, but by patterns instead of a classifier. Enough words for an answer must come first."""
    *told, last = sentence_texts(text) or [""]
    if not is_side_question(last) or not tells_first(text):
        return None
    if find_wish(" ".join(told), language, has_earlier=False) is not None:
        return None
    is_for_us = lang.every_pattern("side_questions", "for_us").search(last)
    return find_question(last, language) or ("company" if is_for_us else None)


def asked_at_the_end(text: str, language: str) -> Topic | None:
    """The topic of a question in the closing turn, even if the candidate also adds something to an answer."""
    asked = [sentence for sentence in sentence_texts(text)[-MOST_SENTENCES:] if is_side_question(sentence)]
    topics = (find_topic(sentence, language) for sentence in asked)
    return next(filter(None, topics), "company") if asked else None


def topic_asked(text: str, language: str) -> Topic | None:
    """The topic of a text known to be a question to the interviewer; None if no sentence reveals it."""
    asked = [sentence for sentence in sentence_texts(text)[:MOST_SENTENCES] if asks_something(sentence)]
    return next(filter(None, (find_topic(sentence, language) for sentence in asked)), None)
