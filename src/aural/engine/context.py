"""A candidate's reply, with what the interviewer needs to understand it."""

from __future__ import annotations

from dataclasses import dataclass

from aural.engine.moves import ProbeName
from aural.engine.plan import Question


@dataclass(frozen=True, slots=True)
class Context:
    """A candidate's reply, with its context.

    `question` is the open question; None in the closing turn. `earlier` are the previous answers to it, oldest first.
    `last_words` are the interviewer's words just before the reply, not necessarily the question. `asked` are the kinds
    of follow-ups already asked about this question, and `follow_ups` their messages; `said` are all of the
    interviewer's messages in the session.
    `goes_deep`: whether the interviewer keeps asking as long as something is missing.
    """

    question: Question | None
    answer: str
    earlier: tuple[str, ...] = ()
    last_words: str = ""
    language: str = "en"
    asked: tuple[ProbeName, ...] = ()
    said: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    goes_deep: bool = False
