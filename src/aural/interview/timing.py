"""Clock arithmetic: how much time is left, how it is spread over the questions, when something is due by itself."""

from __future__ import annotations

from aural.interview.moves import Warn
from aural.interview.plan import Plan, Question
from aural.interview.state import State
from aural.interview.stopwatch import EXTENSION_SECONDS, MAX_EXTENSIONS, MAX_PAUSE_SECONDS

# The least that a question gets before a follow-up elsewhere may use the time (an answer of about 60 spoken words).
SECONDS_FOR_A_QUESTION = 45
CLOSING_SECONDS = 60
WARNING_SECONDS = 300


def limit_seconds(plan: Plan, state: State) -> int | None:
    if plan.time_limit_seconds is None:
        return None
    return plan.time_limit_seconds + state.stopwatch.extensions * EXTENSION_SECONDS


def remaining_seconds(plan: Plan, state: State, now: int) -> int | None:
    """Seconds left, never below 0; None where there is no limit."""
    limit = limit_seconds(plan, state)
    return None if limit is None else max(0, limit - state.stopwatch.elapsed_seconds(now))


def can_extend(plan: Plan, state: State) -> bool:
    return plan.time_limit_seconds is not None and state.stopwatch.extensions < MAX_EXTENSIONS


def closing_seconds(plan: Plan) -> int:
    """How long before the limit the closing turn comes: a minute, less in a very short interview."""
    return min(CLOSING_SECONDS, (plan.time_limit_seconds or 0) // 10)


def warning_due(plan: Plan, state: State, now: int) -> Warn | None:
    """The warning, once: at five minutes before the end, at a quarter of the time in a short interview."""
    left = remaining_seconds(plan, state, now)
    if left is None or state.is_warned or state.phase != "asking":
        return None
    threshold = min(WARNING_SECONDS, (plan.time_limit_seconds or 0) // 4)
    return Warn(max(1, round(left / 60))) if closing_seconds(plan) < left <= threshold else None


def is_time_to_close(plan: Plan, state: State, now: int) -> bool:
    left = remaining_seconds(plan, state, now)
    return left is not None and left <= closing_seconds(plan)


def is_over(plan: Plan, state: State, now: int) -> bool:
    """Past the limit, and past the closing turn's own minute where it began late."""
    left = remaining_seconds(plan, state, now)
    if left is None or left > 0 or state.phase != "closing":
        return False
    return state.stopwatch.elapsed_seconds(now) - state.closing_at_seconds >= closing_seconds(plan)


def may_follow_up(plan: Plan, state: State, question: Question, now: int) -> bool:
    """Whether a follow-up leaves the other questions their share of what was left when this one was put."""
    left = remaining_seconds(plan, state, now)
    if left is None:
        return True
    waiting = len(pending(plan, state)) or 0
    if left < closing_seconds(plan) + (waiting + 1) * SECONDS_FOR_A_QUESTION and waiting:
        return False
    started = state.about(question.id).asked_at_seconds
    spent = state.stopwatch.elapsed_seconds(now) - started
    share = (left + spent - closing_seconds(plan)) / (waiting + 1)
    return spent < share


def pending(plan: Plan, state: State) -> tuple[Question, ...]:
    """Questions that were not yet put, in order; without the open one."""
    return tuple(q for q in plan.questions if state.about(q.id).status == "pending" and q.id != state.current)


def next_question(plan: Plan, state: State, now: int) -> Question | None:
    """The next question to put. Where time is short, optional ones make room for the required."""
    waiting = pending(plan, state)
    left = remaining_seconds(plan, state, now)
    if left is not None and left < closing_seconds(plan) + len(waiting) * SECONDS_FOR_A_QUESTION:
        return next((q for q in waiting if q.is_required), waiting[0] if waiting else None)
    return waiting[0] if waiting else None


def due_at(plan: Plan, state: State, now: int) -> int | None:
    """When the room must look again although nobody says anything: warning, closing turn, end, or a pause's end."""
    if state.is_paused and state.is_connected:
        return state.stopwatch.stood_at + MAX_PAUSE_SECONDS * 1000
    left = remaining_seconds(plan, state, now)
    if left is None or state.stopwatch.since is None or state.phase not in ("asking", "closing"):
        return None
    marks = [0, closing_seconds(plan)]
    if not state.is_warned:
        marks.append(min(WARNING_SECONDS, (plan.time_limit_seconds or 0) // 4))
    if state.phase == "closing":
        spent = state.stopwatch.elapsed_seconds(now) - state.closing_at_seconds
        return now + 1000 * max(1, left, closing_seconds(plan) - spent)
    ahead = [left - mark for mark in marks if left > mark]
    return now + 1000 * (min(ahead) if ahead else 1)
