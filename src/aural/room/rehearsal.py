"""Rehearsals: the real turns of a room whose session is in memory only. Nothing is stored, counted or reported."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from aural.engine.authoring.rehearsals import Course, GenericCandidate, Kind, Saying, course_of, made_for, reading_ms
from aural.engine.log import Answered, Connected, Ended, Entry, MessageSent
from aural.engine.plan import Plan
from aural.engine.scores import middle
from aural.engine.state import State, apply
from aural.engine.timing import due_at
from aural.interviewer.protocol import Interviewer, InterviewerUnavailableError
from aural.platform.ids import new_id
from aural.reports.analysis.evidence import is_judged
from aural.room.context import RoomContext
from aural.room.conversation.analysis import lines_of
from aural.room.conversation.live import Also, Build, LiveRoom, Recorded
from aural.room.conversation.turn import take_turn
from aural.sessions.log_repository import Conversation, Message, NewMessage, OutdatedError

if TYPE_CHECKING:
    from aural.interviewer.model.simulated_candidate import Player

MAX_TURNS = 120
_BEGAN = 1_800_000_000_000  # arbitrary: every rehearsal begins at this instant, and only durations count


class RehearsalClock:
    def __init__(self) -> None:
        self._now = _BEGAN

    def now(self) -> int:
        return self._now

    def go_on(self, milliseconds: int) -> None:
        self._now += milliseconds


class RehearsalRoom(LiveRoom):
    """A room that keeps in memory what it would otherwise store."""

    tokens = 0

    async def record(self, build: Build, client_id: str | None = None, also: Also | None = None) -> Recorded:
        entry, message = build(self.state)
        stored = self._kept(entry, message)
        self._applied(entry, stored)
        return Recorded(None if stored is None else stored.seq, is_new=True)

    async def say(
        self, decided_at: int, entry: MessageSent, message: NewMessage, *, requests: list[int], tokens: int
    ) -> None:
        if self.state.number != decided_at:
            raise OutdatedError
        self.tokens += tokens
        self._applied(entry, self._kept(entry, message))
        if entry.move == "finish":
            self.state = apply(self.plan, self.state, Ended(entry.at, entry.reason))  # type: ignore[arg-type]

    def _kept(self, entry: Entry, message: NewMessage | None) -> Message | None:
        if message is None:
            return None
        fields = (message.role, message.content, message.kind, message.question_id, message.move, message.origin)
        return Message(new_id(), apply(self.plan, self.state, entry).seq, *fields, message.data, entry.at)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """The result of a rehearsal. `levels`: by criterion, if a model judged; None if it didn't."""

    kind: Kind
    course: Course
    messages: tuple[Message, ...]
    tokens: int
    levels: tuple[tuple[str, tuple[int | None, ...]], ...] | None = None


async def rehearse_with(
    context: RoomContext, interviewer: Interviewer, plan: Plan, kind: Kind, *, player: Player | None, judges: bool
) -> Rehearsed:
    """Runs one interview with the real engine. `player`: a model that plays the candidate. `judges`: whether the
    interviewer rates the answers."""
    clock = RehearsalClock()
    room = RehearsalRoom(replace(context, clock=clock), _conversation_of(plan))
    await room.record(lambda _state: (Connected(clock.now()), None))
    candidate = GenericCandidate(kind, plan.language)
    for _ in range(MAX_TURNS):
        await take_turn(room, interviewer)
        if room.state.phase == "ended" or not await _answer(room, clock, candidate, player):
            break
    said = [(message.content, message.move) for message in room.messages if message.role == "assistant"]
    course = course_of(plan, room.state, said, clock.now())
    levels, judged = await _judge(interviewer, room) if judges else (None, 0)
    tokens = room.tokens + judged + (player.tokens if player else 0)
    return Rehearsed(kind, course, tuple(room.messages), tokens, levels)


async def _answer(
    room: RehearsalRoom, clock: RehearsalClock, candidate: GenericCandidate, player: Player | None
) -> bool:
    """Records the candidate's next answer, or lets the time of a silence pass. Returns False if the rehearsal is stuck:
    the candidate is silent and nothing is due."""
    saying = await next_saying(room, candidate, player)
    if saying.text is None:
        due = due_at(room.plan, room.state, clock.now())
        if due is not None:
            clock.go_on(max(1_000, due - clock.now()))
        return due is not None
    clock.go_on(reading_ms(saying.text))
    await room.record(answer_with(saying.text, saying.data, clock.now()))
    return True


def answer_with(text: str, data: dict[str, Any] | None, now: int) -> Build:
    """The log entry and message of an answer to the open question, for a room to record."""

    def build(state: State) -> tuple[Answered, NewMessage]:
        entry = Answered(now, state.seq + 1, text, state.current)
        return entry, NewMessage("user", text, "answer", state.current, data=data)

    return build


async def next_saying(room: LiveRoom, candidate: GenericCandidate, player: Player | None = None) -> Saying:
    """The candidate's next words. If there is a `player`, its words replace the fixed ones."""
    if room.state.current is None:
        return candidate.closing()
    question = room.plan.question(room.state.current)
    is_first = not room.state.about(question.id).answers
    fixed = candidate.answer(question, is_first=is_first)
    if player is None or fixed.text is None:
        return fixed
    played = await player.say(room.plan, lines_of(room))
    if played is None:
        return fixed
    return made_for(question, played) if is_first else Saying(played)


async def _judge(interviewer: Interviewer, room: RehearsalRoom) -> tuple[Any, int]:
    """The interviewer's levels by criterion, and the tokens used. The levels are None if it doesn't rate."""
    lines = tuple(line for line in lines_of(room) if line.role == "assistant" or is_judged(line))
    try:
        judgement = await interviewer.judge(room.plan, lines)
    except InterviewerUnavailableError as error:
        return None, getattr(error, "tokens", 0)
    if not judgement.is_scored:
        return None, judgement.tokens
    return tuple((rating.criterion, rating.levels) for rating in judgement.ratings), judgement.tokens


def _conversation_of(plan: Plan) -> Conversation:
    return Conversation(
        organization_id="",
        session_id=new_id(),
        candidate_id="",
        status="IN_PROGRESS",
        participant_name=None,
        language=plan.language,
        reserved_seconds=0,
        started_at=0,
        plan=plan,
        entries=(),
        messages=(),
    )


class Rehearsals:
    """Called by the job: runs one interview with a generic candidate. Returns the result as JSON with the names of the
    API, and the tokens used."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context

    async def __call__(
        self, interviewer: Interviewer, plan: Plan, kind: Kind, *, is_played: bool
    ) -> tuple[dict[str, Any], int]:
        model = getattr(interviewer, "model", None)
        player = None
        if is_played and model is not None and kind != "SILENT":
            from aural.interviewer.model.simulated_candidate import Player  # it loads the model's library

            player = Player(model, kind)
        judges = model is not None and kind in ("STRONG", "VAGUE") and bool(plan.criteria)
        rehearsed = await rehearse_with(self._context, interviewer, plan, kind, player=player, judges=judges)
        return _result_json(rehearsed, plan), rehearsed.tokens


def _result_json(rehearsed: Rehearsed, plan: Plan) -> dict[str, Any]:
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


def _level_json(criterion: str, levels: tuple[int | None, ...]) -> dict[str, Any]:
    return {"criterion": criterion, "level": middle(levels)}


def _message_json(message: Message) -> dict[str, Any]:
    return {
        "role": message.role,
        "kind": message.kind,
        "move": message.move,
        "text": message.content,
        "questionId": message.question_id,
        "seconds": (message.created_at - _BEGAN) // 1000,
    }
