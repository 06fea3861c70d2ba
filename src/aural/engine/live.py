"""The progress of a running session, for people who watch it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aural.engine.plan import Plan
from aural.engine.state import State

LiveState = Literal["AWAY", "GREETING", "ANSWERING", "PAUSED", "PROBLEM", "CLOSING"]


@dataclass(frozen=True, slots=True)
class Live:
    """`number` counts from 1 up to `questions`, the total; None before the first question and after the last one."""

    state: LiveState
    questions: int
    number: int | None = None
    question_id: str | None = None
    question: str | None = None


def live_of(plan: Plan, state: State) -> Live:
    """The same facts that the room shows to the candidate; none of them is a judgment."""
    for number, question in enumerate(plan.questions, 1):
        if question.id == state.current:
            return Live(_state(state), len(plan.questions), number, question.id, question.text)
    return Live(_state(state), len(plan.questions))


def _state(state: State) -> LiveState:
    if not state.is_connected:
        return "AWAY"
    if state.has_problem:
        return "PROBLEM"
    if state.is_paused:
        return "PAUSED"
    if state.phase in ("closing", "ended"):
        return "CLOSING"
    return "ANSWERING" if state.current is not None else "GREETING"
