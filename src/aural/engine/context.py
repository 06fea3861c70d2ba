"""What a reply is read against."""

from __future__ import annotations

from dataclasses import dataclass

from aural.engine.moves import ProbeName
from aural.engine.plan import Question


@dataclass(frozen=True, slots=True)
class Context:
    """One reply of the candidate, and what it replies to.

    `question` is the open one, None in the closing turn. `earlier` are the former answers to it, oldest first.
    `last_words` are what the interviewer said just before, which need not be the question. `asked` are the kinds of
    follow-ups that were asked at this question, `said` all that the interviewer said in the session. `goes_deep`:
    the interview asks on for as long as something is missing.
    """

    question: Question | None
    answer: str
    earlier: tuple[str, ...] = ()
    last_words: str = ""
    language: str = "en"
    asked: tuple[ProbeName, ...] = ()
    said: tuple[str, ...] = ()
    goes_deep: bool = False
