"""Whether a question of the candidate is about the company or the role, and not about what was asked."""

from __future__ import annotations

from aural import lang
from aural.engine.answers.noun_phrases import is_content
from aural.engine.answers.sentences import lows, plain


def invites_questions(question: str) -> bool:
    """Whether asking back is what it asks for."""
    return bool(lang.every_pattern("side_questions", "invites").search(plain(question)))


def is_about_company(question: str, asked: str) -> bool:
    """Asked for clarity where it takes up a word of the question, unless the question invites any question."""
    said = plain(asked)
    if lang.every_pattern("side_questions", "supposes").search(said):
        return False
    if invites_questions(question):
        return True
    shared = {word for word in lows(asked) if is_content(word)} & set(lows(question))
    return not shared - lang.every_words("side_questions", "pointing")
