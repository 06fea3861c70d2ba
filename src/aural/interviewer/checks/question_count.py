"""Counts the questions that a wording asks, whatever its punctuation."""

from __future__ import annotations

from aural import lang
from aural.engine.answers.sentences import plain, sentence_texts


def count_questions(words: str, tag: str) -> int | None:
    """Questions and requests; a sentence that leads in to one is none of its own.

    None for words in the script of another language, and for a language without rules that count.
    """
    own = lang.find(tag)
    if own is None or lang.of_shown(tag, words) is not own:
        return None
    return own.questions.count(sentence_texts(plain(words)))
