"""The context in which a reply is read."""

from __future__ import annotations

from dataclasses import dataclass

from aural.engine.moves import ProbeName
from aural.engine.plan import Question


@dataclass(frozen=True, slots=True)
class Context:
    """A reply of the candidate with its context.

    `question` is the open one, None in the closing turn. `earlier` are the previous answers to it, oldest first.
    `last_words` is what the interviewer said just before, not necessarily the question. `asked` are the kinds of
    follow-ups already asked about this question, `said` all messages of the interviewer in the session. `goes_deep`:
    the interviewer keeps asking as long as something is missing.
    """

    question: Question | None
    answer: str
    earlier: tuple[str, ...] = ()
    last_words: str = ""
    language: str = "en"
    asked: tuple[ProbeName, ...] = ()
    said: tuple[str, ...] = ()
    goes_deep: bool = False
