"""Asks a session's judging model to check claims or disclosures. A failure is logged, and never stops a report."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, runtime_checkable

from pydantic import BaseModel

from aural.engine.plan import Plan
from aural.interviewer.judging.judge import Ask
from aural.interviewer.prompts import Fence, prompt
from aural.interviewer.protocol import Interviewer, InterviewerUnavailableError, Line

logger = logging.getLogger(__name__)

Output = TypeVar("Output", bound=BaseModel)


@dataclass(slots=True)
class Checker:
    """Sends one session's checks to the judging model.

    `hide` redacts a text before the model sees it; by default, it changes nothing. `spent` counts tokens, including
    those of failed requests. `has_failed` is set once an answer is missing or can't be used.
    """

    ask: Ask
    hide: Callable[[str], str] = str
    spent: int = field(default=0, init=False)
    has_failed: bool = field(default=False, init=False)

    async def fill(self, name: str, kind: type[Output], *, numbered: str, last: int) -> Output | None:
        """The model's answer to the prompt `name` about items 1 to `last`; None if the model is unavailable."""
        fence = Fence()
        marks = {"opening": fence.opening, "closing": fence.closing, "canary": fence.canary}
        system = prompt(name).fill("system", **marks)
        user = prompt(name).fill("user", **{_MATERIAL[name]: fence.around([numbered])}, last=str(last))
        try:
            output, tokens = await self.ask(system, user, kind)
        except InterviewerUnavailableError as error:
            self.spent += getattr(error, "tokens", 0)
            self.refuse(name, str(error))
            return None
        self.spent += tokens
        assert isinstance(output, kind)
        return output

    def refuse(self, name: str, why: str) -> None:
        """Records and logs that the model gave no usable answer."""
        self.has_failed = True
        logger.warning("The model did not check %s: %s The verdict of the rules stands.", _ABOUT[name], why)


_MATERIAL = {"check": "passages", "disclosures": "answers"}
_ABOUT = {"check": "the claims of a report", "disclosures": "answers for disclosures"}


@runtime_checkable
class Checks(Protocol):
    """An interviewer that can provide a checker, backed by its judging model."""

    async def checker(self, plan: Plan, lines: Sequence[Line]) -> Checker | None: ...


async def checker_of(interviewer: Interviewer, plan: Plan, lines: Sequence[Line]) -> Checker | None:
    """The interviewer's checker; None if no model judges the session."""
    return await interviewer.checker(plan, lines) if isinstance(interviewer, Checks) else None
