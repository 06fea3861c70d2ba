"""Whether a question of the candidate is about the company or the role, and not about what was asked."""

from __future__ import annotations

import re

from aural.interview.sentences import lows, plain
from aural.interview.stretches import is_content

# The question wants to be asked back about anything.
_INVITES = re.compile(
    r"\bquestions?\b[^.?!]{0,30}\b(?:for|to|about) (?:us|me|the|our|this)\b|\bany questions\b|\bask (?:us|me)\b"
    r"|\blike to know\b|\bwant to know\b|(?:想|要)(?:问|了解|知道)|有(?:什么|哪些|没有)(?:别的|其他|其它)?(?:问题|想问)"
)
# What is meant is the case in the question, not the company.
_SUPPOSES = re.compile(
    r"\b(?:in mind|do you mean|should i|shall i|in (?:this|your|the|that) (?:example|scenario|case|question|exercise)"
    r"|suppose|assume|hypothetical\w*|imagin\w*)\b|(?:您|你)(?:是)?指|指的是|假设|这个(?:例子|场景|情况)"
)
# Words that say which company or team, not what about it.
_POINTING = frozenset("interview question questions tell know people person role job position work company".split())


def invites_questions(question: str) -> bool:
    """Whether asking back is what it asks for."""
    return bool(_INVITES.search(plain(question)))


def is_about_company(question: str, asked: str) -> bool:
    """Asked for clarity where it takes up a word of the question, unless the question invites any question."""
    said = plain(asked)
    if _SUPPOSES.search(said):
        return False
    if invites_questions(question):
        return True
    shared = {word for word in lows(asked) if is_content(word)} & set(lows(question))
    return not shared - _POINTING
