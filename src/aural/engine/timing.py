"""Clock arithmetic: how much time is left, how questions share it, and when the interviewer acts without a reply."""

from __future__ import annotations

from aural.engine.moves import TimeUp, Warn
from aural.engine.plan import Plan, Question
from aural.engine.state import State
from aural.engine.stopwatch import EXTENSION_SECONDS, MAX_EXTENSIONS

# A follow-up must leave this much time for each waiting question: enough for an answer of about 60 spoken words.
SECONDS_FOR_A_QUESTION = 45
CLOSING_SECONDS = 60
WARNING_SECONDS = 300
REVIEW_SECONDS = 86_400  # after the end, for the candidate to correct the transcript
# How long the interviewer waits for a reply after announcing that a question's time is over.
GRACE_SECONDS = 60


def limit_seconds(plan: Plan, state: State) -> int | None:
    if plan.time_limit_seconds is None:
        return None
    return plan.time_limit_seconds + state.stopwatch.extensions * EXTENSION_SECONDS


def remaining_seconds(plan: Plan, state: State, now: int) -> int | None:
    """Seconds left, never below 0; None if there is no limit."""
    limit = limit_seconds(plan, state)
    return None if limit is None else max(0, limit - state.stopwatch.elapsed_seconds(now))


def counted_seconds(plan: Plan, state: State, now: int) -> int:
    """The seconds that count against the plan's hours: the session's duration, capped at its limit.

    A session exceeds its limit only while the last words are said, or if the server's clock is set forward meanwhile.
    """
    elapsed, limit = state.stopwatch.elapsed_seconds(now), limit_seconds(plan, state)
    return elapsed if limit is None else min(elapsed, limit)


def minutes_left(plan: Plan, state: State, now: int) -> int | None:
    """Whole minutes left; None if there is no limit."""
    left = remaining_seconds(plan, state, now)
    return None if left is None else round(left / 60)


def can_extend(plan: Plan, state: State) -> bool:
    return plan.time_limit_seconds is not None and state.stopwatch.extensions < MAX_EXTENSIONS


def closing_seconds(plan: Plan) -> int:
    """How many seconds before the limit the closing turn begins: 60, or fewer in a very short interview."""
    return min(CLOSING_SECONDS, (plan.time_limit_seconds or 0) // 10)


def warning_due(plan: Plan, state: State, now: int) -> Warn | None:
    """The warning, given once: with five minutes left or, in a short interview, with a quarter of the time left."""
    left = remaining_seconds(plan, state, now)
    if left is None or state.is_warned or state.phase != "asking":
        return None
    threshold = min(WARNING_SECONDS, (plan.time_limit_seconds or 0) // 4)
    return Warn(max(1, round(left / 60))) if closing_seconds(plan) < left <= threshold else None


def is_time_to_close(plan: Plan, state: State, now: int) -> bool:
    left = remaining_seconds(plan, state, now)
    return left is not None and left <= closing_seconds(plan)


def is_over(plan: Plan, state: State, now: int) -> bool:
    """Whether the session's time is over and the closing turn, which may have begun late, has had its own minute."""
    left = remaining_seconds(plan, state, now)
    if left is None or left > 0 or state.phase != "closing":
        return False
    return state.stopwatch.elapsed_seconds(now) - state.closing_at_seconds >= closing_seconds(plan)


def question_seconds(plan: Plan, state: State, now: int) -> int | None:
    """Seconds left of the open question's own limit, never below 0; None if it has no limit."""
    if state.current is None or state.phase != "asking":
        return None
    about, limit = state.about(state.current), plan.question(state.current).time_limit_seconds
    if limit is None or not about.is_timed:
        return None
    open_for = max(0, state.stopwatch.elapsed_seconds(now) - about.asked_at_seconds)
    return max(0, limit - about.spent_seconds - open_for)


def is_question_over(plan: Plan, state: State, now: int) -> bool:
    return question_seconds(plan, state, now) == 0


def time_up_due(plan: Plan, state: State, now: int) -> TimeUp | None:
    """The notice, given once, that the open question's own time is over."""
    if state.current is None or not is_question_over(plan, state, now):
        return None
    return TimeUp(state.current) if state.about(state.current).time_up_at_seconds is None else None


def grace_seconds(plan: Plan, state: State, now: int) -> int | None:
    """Seconds until the interviewer moves on without a reply; None until it has announced that the time is over."""
    told_at = None if state.current is None else state.about(state.current).time_up_at_seconds
    if told_at is None or not is_question_over(plan, state, now):
        return None
    return max(0, told_at + GRACE_SECONDS - state.stopwatch.elapsed_seconds(now))


def may_follow_up(plan: Plan, state: State, question: Question, now: int) -> bool:
    """Whether a follow-up leaves the other questions their share of the time that was left when this one was asked."""
    if is_question_over(plan, state, now):
        return False
    left = remaining_seconds(plan, state, now)
    if left is None:
        return True
    waiting = len(pending(plan, state))
    if left < closing_seconds(plan) + (waiting + 1) * SECONDS_FOR_A_QUESTION and waiting:
        return False
    started = state.about(question.id).asked_at_seconds
    spent = state.stopwatch.elapsed_seconds(now) - started
    share = (left + spent - closing_seconds(plan)) / (waiting + 1)
    return spent < share


def pending(plan: Plan, state: State) -> tuple[Question, ...]:
    """The questions not yet asked, or left without an answer, in order. The open question is excluded."""
    return tuple(q for q in plan.questions if state.about(q.id).status == "pending" and q.id != state.current)


def next_question(plan: Plan, state: State, now: int) -> Question | None:
    """The next question to ask. If time is short, required questions come before optional ones."""
    waiting = pending(plan, state)
    left = remaining_seconds(plan, state, now)
    if left is not None and left < closing_seconds(plan) + len(waiting) * SECONDS_FOR_A_QUESTION:
        return next((q for q in waiting if q.is_required), waiting[0] if waiting else None)
    return waiting[0] if waiting else None


def due_at(plan: Plan, state: State, now: int) -> int | None:
    """When the room must check again even if nothing is said: for a warning, or when time or a pause ends."""
    if state.is_paused and state.is_connected:
        return state.stopwatch.stood_at + plan.max_pause_seconds * 1000
    if state.stopwatch.since is None or state.phase not in ("asking", "closing"):
        return None
    due = [at for at in (_session_due_at(plan, state, now), _question_due_at(plan, state, now)) if at is not None]
    return min(due, default=None)


def _question_due_at(plan: Plan, state: State, now: int) -> int | None:
    left = grace_seconds(plan, state, now)
    left = question_seconds(plan, state, now) if left is None else left
    return None if left is None else now + 1000 * max(1, left)


def _session_due_at(plan: Plan, state: State, now: int) -> int | None:
    left = remaining_seconds(plan, state, now)
    if left is None:
        return None
    marks = [0, closing_seconds(plan)]
    if not state.is_warned:
        marks.append(min(WARNING_SECONDS, (plan.time_limit_seconds or 0) // 4))
    if state.phase == "closing":
        spent = state.stopwatch.elapsed_seconds(now) - state.closing_at_seconds
        return now + 1000 * max(1, left, closing_seconds(plan) - spent)
    ahead = [left - mark for mark in marks if left > mark]
    return now + 1000 * (min(ahead) if ahead else 1)
