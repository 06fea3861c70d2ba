"""Decides whether a candidate's question is about the company or the role, not about the interviewer's question."""

from __future__ import annotations

from aural import lang
from aural.engine.answers.noun_phrases import is_content
from aural.engine.answers.sentences import lows, plain


def invites_questions(question: str) -> bool:
    """Whether the interviewer's question asks the candidate for questions."""
    return bool(lang.every_pattern("side_questions", "invites").search(plain(question)))


def is_about_company(question: str, asked: str) -> bool:
    """False if the candidate repeats a word of the question to clarify it, unless the question invites questions."""
    said = plain(asked)
    if lang.every_pattern("side_questions", "supposes").search(said):
        return False
    if invites_questions(question):
        return True
    shared = {word for word in lows(asked) if is_content(word)} & set(lows(question))
    return not shared - lang.every_words("side_questions", "pointing")
