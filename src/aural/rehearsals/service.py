"""Rehearses an interview with the real turns of a session. Its log is in memory; nothing is stored or reported."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aural.engine.authoring.rehearsals import (
    Course,
    GenericCandidate,
    Kind,
    Saying,
    course_of,
    made_for,
    most_turns,
    reading_ms,
)
from aural.engine.plan import Plan
from aural.engine.scores import middle
from aural.engine.timing import due_at
from aural.interviewer.protocol import Interviewer, InterviewerUnavailableError
from aural.reports.analysis.evidence import is_judged
from aural.sessions.conversation.analysis_service import lines_of
from aural.sessions.conversation.live import LiveSession
from aural.sessions.conversation.log import Message
from aural.sessions.conversation.memory_log import MemoryLog
from aural.sessions.conversation.turn_service import take_turn
from aural.sessions.service import NewAnswer, connect, record_answer

if TYPE_CHECKING:
    from aural.interviewer.model.simulated_candidate import Player

Levels = tuple[tuple[str, tuple[int | None, ...]], ...]
_BEGAN = 1_800_000_000_000  # arbitrary: every rehearsal begins at this instant, and only durations count


class RehearsalClock:
    def __init__(self) -> None:
        self._now = _BEGAN

    def now(self) -> int:
        return self._now

    def go_on(self, milliseconds: int) -> None:
        self._now += milliseconds


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """The result of a rehearsal. `levels`: the levels by criterion; None if no model judged."""

    kind: Kind
    course: Course
    messages: tuple[Message, ...]
    tokens: int
    levels: Levels | None = None


async def rehearse_with(
    interviewer: Interviewer, plan: Plan, kind: Kind, *, player: Player | None, judges: bool
) -> Rehearsed:
    """Runs one interview with the real engine. `player`: a model that plays the candidate. `judges`: whether the
    interviewer rates the answers."""
    clock, log = RehearsalClock(), MemoryLog(plan)
    session = LiveSession(log, log.conversation, clock)
    await connect(session)
    candidate = GenericCandidate(kind, plan.language)
    for _ in range(most_turns(plan)):
        await take_turn(session, interviewer)
        if session.state.phase == "ended" or not await _answer(session, clock, candidate, player):
            break
    said = [(message.content, message.move) for message in session.messages if message.role == "assistant"]
    course = course_of(plan, session.state, said, clock.now())
    levels, judged = await _judge(interviewer, session) if judges else (None, 0)
    tokens = log.tokens + judged + (player.tokens if player else 0)
    return Rehearsed(kind, course, tuple(session.messages), tokens, levels)


async def _answer(
    session: LiveSession, clock: RehearsalClock, candidate: GenericCandidate, player: Player | None
) -> bool:
    """Records the candidate's next answer, or lets the time of a silence pass. Returns False if the rehearsal is stuck,
    because the candidate is silent and nothing is due."""
    saying = await next_saying(session, candidate, player)
    if saying.text is None:
        due = due_at(session.plan, session.state, clock.now())
        if due is not None:
            clock.go_on(max(1_000, due - clock.now()))
        return due is not None
    clock.go_on(reading_ms(saying.text))
    await record_answer(session, answer_of(saying))
    return True


def answer_of(saying: Saying) -> NewAnswer:
    """The candidate's words as an answer to the open question."""
    assert saying.text is not None
    return NewAnswer(str(uuid.uuid4()), saying.text, saying.data)


async def next_saying(session: LiveSession, candidate: GenericCandidate, player: Player | None = None) -> Saying:
    """The candidate's next words. If there is a `player`, its words replace the fixed ones."""
    if session.state.current is None:
        return candidate.closing()
    question = session.plan.question(session.state.current)
    is_first = not session.state.about(question.id).answers
    fixed = candidate.answer(question, is_first=is_first)
    if player is None or fixed.text is None:
        return fixed
    played = await player.say(session.plan, lines_of(session))
    if played is None:
        return fixed
    return made_for(question, played) if is_first else Saying(played)


async def _judge(interviewer: Interviewer, session: LiveSession) -> tuple[Levels | None, int]:
    """The interviewer's levels by criterion, and the tokens used. The levels are None if it doesn't rate."""
    lines = tuple(line for line in lines_of(session) if line.role == "assistant" or is_judged(line))
    try:
        judgement = await interviewer.judge(session.plan, lines)
    except InterviewerUnavailableError as error:
        return None, getattr(error, "tokens", 0)
    if not judgement.is_scored:
        return None, judgement.tokens
    return tuple((rating.criterion, rating.levels) for rating in judgement.ratings), judgement.tokens


async def rehearse(
    interviewer: Interviewer, plan: Plan, kind: Kind, *, is_played: bool
) -> tuple[dict[str, object], int]:
    """Runs one interview with a generic candidate. Returns the result as JSON with the names of the API, and the tokens
    used. `is_played`: whether the interviewer's model, if there is one, plays the candidate."""
    model = getattr(interviewer, "model", None)
    player = None
    if is_played and model is not None and kind != "SILENT":
        from aural.interviewer.model.simulated_candidate import Player  # loads the model's library

        player = Player(model, kind)
    judges = model is not None and kind in ("STRONG", "VAGUE") and bool(plan.criteria)
    rehearsed = await rehearse_with(interviewer, plan, kind, player=player, judges=judges)
    return _result_json(rehearsed, plan), rehearsed.tokens


def _result_json(rehearsed: Rehearsed, plan: Plan) -> dict[str, object]:
    course = rehearsed.course
    return {
        "kind": rehearsed.kind,
        "minutes": round(course.seconds / 60, 1),
        "end": course.end,
        "asked": course.asked,
        "answered": course.answered,
        "skipped": course.skipped,
        "requiredMissed": list(course.required_missed),
        "criteriaCovered": list(course.criteria_covered),
        "followUps": course.follow_ups,
        "followUpBudget": course.follow_up_budget,
        "repeats": course.repeats,
        "redirects": course.redirects,
        "levels": None if rehearsed.levels is None else [_level_json(*level) for level in rehearsed.levels],
        "transcript": [_message_json(message) for message in rehearsed.messages],
    }


def _level_json(criterion: str, levels: tuple[int | None, ...]) -> dict[str, object]:
    return {"criterion": criterion, "level": middle(levels)}


def _message_json(message: Message) -> dict[str, object]:
    return {
        "role": message.role,
        "kind": message.kind,
        "move": message.move,
        "text": message.content,
        "questionId": message.question_id,
        "seconds": (message.created_at - _BEGAN) // 1000,
    }
