"""Questions to the interviewer in the middle of an answer. A person answers them; they are never quoted as answers."""

from __future__ import annotations

import re

from aural import lang
from aural.engine.answers.company import invites_questions
from aural.engine.answers.sentences import folded, sentences_of

_ASKED = re.compile(r"[?？][\"'\u201d\u2019)\]」』\s]{0,4}$")


def is_side_question(sentence: str) -> bool:
    if _ASKED.search(sentence):
        return True
    return any(own.pattern("side_questions", "asks").search(folded(sentence, own)) is not None for own in lang.every())


def side_questions_in(text: str) -> str:
    """The questions in the text, without the words around them; the whole text if it has no questions."""
    asked = [text[start:end] for start, end in sentences_of(text) if is_side_question(text[start:end])]
    around = lang.every_pattern("side_questions", "around", flags=re.IGNORECASE)
    return around.sub("", " ".join(asked)).strip() if asked else text


def without_side_questions(text: str, question: str, mark: str = "\n") -> str:
    """The text without side questions. If the question invites questions, they are the answer and stay."""
    if invites_questions(question):
        return text
    kept, at = [], 0
    for start, end in sentences_of(text):
        if is_side_question(text[start:end]):
            kept.append(text[at:start])
            at = end
    return mark.join([*kept, text[at:]])
