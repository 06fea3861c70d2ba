"""Tells the topics of questions to the interviewer apart: those that it can answer, and those that it passes on.

Only messages that are known to be such questions are read here, so the patterns may be broad.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import cast

from aural import lang
from aural.engine.answers.requests import find_question
from aural.engine.answers.sentences import plain, visible
from aural.engine.moves import Topic
from aural.engine.plan import Question
from aural.lang import Language, any_of, filled

LONGEST = 400  # characters that are read
# Topics of patterns that match more than they name, each with the topics that may replace it; None: any topic may.
_REPLACED: Mapping[Topic | None, tuple[Topic, ...] | None] = {
    **dict.fromkeys((None, "company", "cannot-help")),
    "are-you-an-ai": ("person",),
    "who-reads": ("data-rights",),
    "time-left": ("data-rights", "next-steps"),
}
# Topics that jobs have, too: "Are there breaks?", "Can I use Copilot at work?"
_OF_JOBS_TOO: tuple[Topic, ...] = (
    *("tools", "languages", "data-rights", "returning", "skipping", "pausing", "person", "presence", "running-code"),
)


def find_topic(question: str, language: str, open_question: Question | None = None) -> Topic | None:
    """The topic of a text known to be a question to the interviewer; None if no pattern recognizes it.

    `open_question`: while a coding question is open, the candidate may ask about running the code.
    """
    recognized = find_question(question, language)
    if recognized not in _REPLACED:
        return recognized
    is_coding = open_question is not None and open_question.type == "CODING"
    topic, allowed = _loose_topic(question, language, is_coding), _REPLACED[recognized]
    return recognized if topic is None or (allowed is not None and topic not in allowed) else topic


def _loose_topic(question: str, language: str, is_coding: bool) -> Topic | None:
    text = visible(question[:LONGEST])
    own = lang.of_text(language, text)
    said = plain(text)
    is_about_job = own.pattern("topics", "job").search(said) is not None
    for topic, pattern in _topics(own, is_coding):
        if not (is_about_job and topic in _OF_JOBS_TOO) and pattern.search(said):
            return topic
    return None


@cache
def _topics(language: Language, is_coding: bool) -> tuple[tuple[Topic, re.Pattern[str]], ...]:
    shared = language.table("topics")["shared"]
    tables = ("coding", "topics") if is_coding else ("topics",)
    return tuple(
        (cast("Topic", topic), any_of([filled(one, shared) for one in patterns]))
        for table in tables
        for topic, patterns in language.table("topics")[table].items()
    )
