"""A conversation in memory: only the engine, with analyses given by the test and a clock that the test moves."""

from __future__ import annotations

from typing import Any

from aural.engine.analysis import Analysis, Proposal, propose
from aural.engine.answers.intent import Intent
from aural.engine.answers.offers import with_choice
from aural.engine.log import (
    ANSWERED,
    COMFORTED,
    Answered,
    CandidateRequested,
    Connected,
    Disconnected,
    Ended,
    MessageSent,
    Started,
    Wish,
)
from aural.engine.moves import AnswerCandidate, Ask, Close, Deescalate, Finish, FollowUp, Move, Probe, Redirect, Topic
from aural.engine.plan import Plan, Question
from aural.engine.policy import leaves_out, next_move
from aural.engine.state import State, apply
from aural.sessions.conversation.turn_service import stored_intent

START = 1_700_000_000_000


def make_plan(count: int = 3, **settings: Any) -> Plan:
    types = settings.pop("types", ["OPEN_ENDED"] * count)
    required = settings.pop("required", [True] * count)
    follow_ups = settings.pop("follow_ups", [True] * count)
    questions = tuple(
        Question(
            id=f"q{n}", order=n, text=f"Question {n}?", type=types[n], is_required=required[n],
            follow_ups_enabled=follow_ups[n],
        )
        for n in range(count)
    )  # fmt: skip
    return Plan(interview_id="i1", title="A talk", questions=questions, **settings)


class Conversation:
    """`say`, `press` and `wait` act as the candidate; the interviewer moves until it is the candidate's turn."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.state = State()
        self.now = START
        self.moves: list[Move] = []
        self.add(Started(self.now))
        self.add(Connected(self.now))
        self._run(None)

    def add(self, entry: Any) -> None:
        self.state = apply(self.plan, self.state, entry)

    def say(
        self,
        text: str = "An answer.",
        intent: Intent = "answer",
        *,
        probes: tuple[Probe, ...] = (),
        proposals: tuple[Proposal, ...] = (),
        topic: Topic | None = None,
        is_crisis: bool = False,
        may_be_crisis: bool = False,
        is_substantive: bool = False,
        number: int | None = None,
    ) -> list[Move]:
        self.add(Answered(self.now, self.state.seq + 1, text, self.state.current))
        asked = (*propose(*probes), *proposals)
        is_substantive = is_substantive or intent in ("answer", "correction")
        analysis = Analysis(
            *(intent, topic, asked),
            is_substantive=is_substantive,
            is_crisis=is_crisis,
            may_be_crisis=may_be_crisis,
            number=number,
        )
        return self._run(with_choice(analysis, self.state.offer, text))

    def press(self, wish: Wish) -> list[Move]:
        self.add(CandidateRequested(self.now, wish))
        return self._run(None)

    def wait(self, seconds: float) -> list[Move]:
        self.now += int(seconds * 1000)
        return self._run(None)

    def drop(self) -> None:
        self.add(Disconnected(self.now))

    def connect(self) -> list[Move]:
        self.add(Connected(self.now))
        return self._run(None)

    def _run(self, analysis: Analysis | None) -> list[Move]:
        made: list[Move] = []
        while (move := next_move(self.plan, self.state, analysis, self.now)) is not None:
            made.append(move)
            self.add(spoken(move, self.state, self.now, analysis))
            if isinstance(move, Finish):
                self.add(Ended(self.now, move.end_reason))
            if not self.state.unanswered:
                analysis = None
            assert len(made) < 10, "the interviewer never hands over the turn"
        self.moves += made
        return made

    @property
    def asked(self) -> list[str]:
        return [move.question_id for move in self.moves if isinstance(move, Ask)]


def spoken(move: Move, state: State, now: int, analysis: Analysis | None = None) -> MessageSent:
    reason = move.reason if isinstance(move, Ask) else None
    if isinstance(move, Close) and move.for_time:
        reason = "time"
    elif isinstance(move, Close) and not move.as_wished and analysis is not None and leaves_out(analysis):
        reason = "skipped"
    elif isinstance(move, Close) and analysis is not None and analysis.asks_to_end and analysis.is_substantive:
        reason = ANSWERED
    if isinstance(move, Deescalate) or (isinstance(move, Redirect) and move.is_order):
        answers = analysis is not None and (analysis.is_substantive or analysis.may_be_crisis)
        reason = ANSWERED if answers else COMFORTED
    return MessageSent(
        at=now,
        seq=state.seq + 1,
        move=move.name,
        text=f"[{move.name}]",
        question_id=getattr(move, "question_id", None),
        reason=move.end_reason if isinstance(move, Finish) else reason,
        probe=move.probe if isinstance(move, FollowUp) else None,
        topic=move.topic if isinstance(move, AnswerCandidate) else None,
        intent=stored_intent(analysis),
        corrects=move.corrects if isinstance(move, AnswerCandidate) else None,
    )
