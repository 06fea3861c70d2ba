"""The "Try it" button: runs the doctor's checks, and asks for one follow-up as a candidate would get it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from aural.engine.moves import FollowUp, Probe
from aural.engine.plan import Plan, Question
from aural.interviewer.model.doctor import ON_THE_PAGE, Finding, examine
from aural.interviewer.model.interviewer import ModelInterviewer
from aural.interviewer.model.model import Model, ModelChoice
from aural.interviewer.model.transport import AddressOf
from aural.interviewer.protocol import Line, WordingRequest

_QUESTION = Question("q1", 0, "Tell me about a change that you made to how your team works.")
_PLAN = Plan("trial", "Team lead", (_QUESTION,), objective="How somebody leads a change")
ANSWER = (
    "I moved our planning from every two weeks to every six, because the short rounds left no time for larger work."
)
_LINES = (
    Line("m1", "assistant", _QUESTION.text, "q1", "question", "next"),
    Line("m2", "user", ANSWER, "q1", "answer", None),
)
_WORDING_REQUEST = WordingRequest(
    _PLAN, FollowUp("q1", Probe("number", "left no time for larger work")), _QUESTION, _LINES, answer=ANSWER
)


@dataclass(frozen=True, slots=True)
class Trial:
    """`words`: None if the model's words couldn't be used (`fallback` says why), or if the first check failed."""

    findings: tuple[Finding, ...]
    seconds: float
    tokens: int
    words: str | None = None
    fallback: str | None = None

    @property
    def is_well(self) -> bool:
        return all(is_well for is_well, _ in self.findings)


async def try_choice(
    choice: ModelChoice, address_of: AddressOf | None, *, seconds: float, word_seconds: float
) -> Trial:
    """Tries a model. Never raises.

    `seconds`: how long each check may take; `word_seconds`: how long a candidate waits for the model's words.
    """
    model = Model(choice, address_of=address_of)
    try:
        began = time.monotonic()
        findings, tokens = await examine(model, seconds=seconds, names=ON_THE_PAGE)
        if not findings[0][0]:
            return Trial(tuple(findings), time.monotonic() - began, tokens)
        began = time.monotonic()
        wording = await ModelInterviewer(model, word_seconds=word_seconds).phrase(_WORDING_REQUEST)
        took = time.monotonic() - began
        is_own = wording.origin.source == "model"
        words = wording.text if is_own else None
        return Trial(tuple(findings), took, tokens + wording.tokens, words, wording.origin.fallback)
    finally:
        await model.close()
