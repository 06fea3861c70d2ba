"""Counts the questions that a wording asks, whatever its punctuation."""

from __future__ import annotations

from aural import lang
from aural.engine.answers.sentences import plain, sentence_texts


def count_questions(words: str, tag: str) -> int | None:
    """The number of questions and requests. A sentence that only leads to a question doesn't count.

    None if the words are in the script of another language, or if the language has no rules for counting.
    """
    own = lang.find(tag)
    if own is None or lang.of_shown(tag, words) is not own:
        return None
    return own.questions.count(sentence_texts(plain(words)))
