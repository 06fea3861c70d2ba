"""The one turn that chat and voice share: read what was said, choose the move, word it, store it, send it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from aural.interview.analysis import Analysis, Proposal, propose
from aural.interview.context import Context
from aural.interview.log import Spoke
from aural.interview.made import find_probes_in, has_made, is_spoken, typed_in
from aural.interview.moves import Answer, Ask, Close, Finish, FollowUp, Move, Topic
from aural.interview.next_move import follow_ups_left, next_move
from aural.interview.plan import Question
from aural.interview.sentences import length_of
from aural.interview.state import State, is_request
from aural.interview.timing import next_question, remaining_seconds
from aural.mind.brain import Brain, Brief, Line, Situation, Wording
from aural.mind.facts import find_fact
from aural.room.live import LiveRoom
from aural.room.views import KINDS
from aural.store.conversations import Message, NewMessage, OutdatedError

# Beside something made: fewer say nothing that could be asked about instead of it.
FEW_WORDS = 8


async def take_turn(room: LiveRoom, brain: Brain) -> None:
    """Makes moves until it is the candidate's turn. What arrives meanwhile is considered before anything is said."""
    spent = 0  # tokens, also of words that were never said
    is_heard_out = False
    analysis: Analysis | None = None
    read = None  # what it is of: a warning before the next move changes nothing in it
    while True:
        await room.end_long_pause()
        state = room.state
        if read != (state.unanswered, state.wish):
            read, analysis = (state.unanswered, state.wish), await _read(room, brain, state)
            spent += 0 if analysis is None else analysis.tokens
        move = next_move(room.plan, state, analysis, room.context.clock.now())
        if move is None:
            return
        if isinstance(move, Finish) and not is_heard_out:
            is_heard_out = True
            if await room.has_heard_more():
                continue
        room.choice.make(move)
        wording = await brain.word(_brief(room, state, move, analysis))
        spent += wording.tokens
        entry, message = _spoken(room, state, move, wording, analysis)
        try:
            requests = [said.seq for said in state.unanswered] if is_request(state, entry) else []
            await room.say(state.number, entry, message, requests=requests, tokens=spent)
        except OutdatedError:
            continue
        spent = 0
        room.tell_room()


async def _read(room: LiveRoom, brain: Brain, state: State) -> Analysis | None:
    if not state.unanswered:
        return None
    question = room.plan.question(state.current) if state.current is not None else None
    seqs = {answer.seq for answer in state.unanswered}
    said = "\n".join(filter(None, (typed_in(m.content, m.data) for m in room.messages if m.seq in seqs)))
    situation = _situation(room, state, question) if state.wish is None else None
    if question is None:
        analysis = await brain.read(Context(None, said, (), state.prompt, room.plan.language), situation)
    else:
        asked = [m for m in room.messages if m.role == "user" and m.question_id == question.id]
        answers = [m for m in asked if m.kind == "answer"]
        earlier = tuple(filter(None, (typed_in(m.content, m.data) for m in answers if m.seq not in seqs)))
        made = _probes_of_made(room, question, answers)
        analysis = await brain.read(Context(question, said, earlier, state.prompt, room.plan.language), situation)
        if not said and analysis.model is None:
            return replace(analysis, intent="answer", proposals=made)
        probed = state.about(question.id).probes
        newest = [m.data for m in answers if m.seq in seqs]
        is_made = any(map(has_made, newest))
        if analysis.intent == "off-topic" and (is_made or (probed and probed[-1].about is not None)):
            return Analysis(proposals=made)  # it bears on what was made, which no sentence of the question says
        if analysis.intent == "off-topic" and any(map(is_spoken, newest)):
            return Analysis()  # it may be the ear that was wrong, and nobody is told off for that
        if analysis.model is None:  # a model has seen what was made
            analysis = _with_made(analysis, made, said if is_made else None)
    return await _with_fact(room, analysis, said)


async def _with_fact(room: LiveRoom, analysis: Analysis, said: str) -> Analysis:
    if analysis.topic != "company":
        return analysis
    fact = await asyncio.to_thread(find_fact, room.plan.approved_facts, said, room.plan.language)
    return replace(analysis, fact=fact)


def _situation(room: LiveRoom, state: State, question: Question | None) -> Situation:
    plan, now = room.plan, room.context.clock.now()
    left = remaining_seconds(plan, state, now)
    return Situation(
        plan=plan,
        lines=tuple(lines_of(room)),
        statuses={asked.id: state.about(asked.id).status for asked in plan.questions},
        next_question=None if question is None else next_question(plan, state, now),
        follow_ups_left=0 if question is None else follow_ups_left(plan, state, question, now),
        minutes_left=None if left is None else round(left / 60),
        is_spoken=room.is_spoken,
        participant_name=room.conversation.participant_name,
    )


def _probes_of_made(room: LiveRoom, question: Question, answers: list[Message]) -> tuple[Proposal, ...]:
    """What can be asked about the newest code, choice or drawing that was sent to this question."""
    data = next((m.data for m in reversed(answers) if has_made(m.data)), None)
    runs = (m for m in reversed(room.messages) if m.kind == "run" and m.question_id == question.id and m.data)
    last = next(runs, None)
    run = last.data["run"] if last and last.data else None
    return () if data is None else propose(*find_probes_in(question, data, run))


def _with_made(analysis: Analysis, made: tuple[Proposal, ...], beside: str | None) -> Analysis:
    """`beside`: the words that came with what was made; few of them leave the made thing to be asked about first."""
    if analysis.intent != "answer" or not made:
        return analysis
    is_first = beside is not None and length_of(beside) < FEW_WORDS
    if not analysis.proposals and not is_first:
        return analysis  # a complete answer
    return replace(analysis, proposals=(*made, *analysis.proposals) if is_first else (*analysis.proposals, *made))


def _brief(room: LiveRoom, state: State, move: Move, analysis: Analysis | None) -> Brief:
    question_id = getattr(move, "question_id", None)
    answer = "\n".join(said.text for said in state.unanswered) or None
    return Brief(
        plan=room.plan,
        move=move,
        question=None if question_id is None else room.plan.question(question_id),
        lines=tuple(lines_of(room)),
        answer=answer,
        participant_name=room.conversation.participant_name,
        is_spoken=room.is_spoken,
        analysis=analysis,
    )


def lines_of(room: LiveRoom) -> list[Line]:
    """The transcript, with the last run of each question only: it is what the candidate has before the eyes."""
    last = {m.question_id: m.seq for m in room.messages if m.kind == "run"}
    return [
        Line(m.id, m.role, m.content, m.question_id, m.kind, m.move, m.data)  # type: ignore[arg-type]
        for m in room.messages
        if m.kind != "run" or last[m.question_id] == m.seq
    ]


def _spoken(
    room: LiveRoom, state: State, move: Move, wording: Wording, analysis: Analysis | None
) -> tuple[Spoke, NewMessage]:
    question_id = getattr(move, "question_id", None)
    entry = Spoke(
        at=room.context.clock.now(),
        seq=state.seq + 1,
        move=move.name,
        text=wording.text,
        question_id=question_id,
        reason=_reason(move),
        probe=move.probe if isinstance(move, FollowUp) else None,
        topic=move.topic if isinstance(move, Answer) else _asked_beside(analysis),
        fact=move.fact.topic if isinstance(move, Answer) and move.fact is not None else None,
        corrects=move.corrects if isinstance(move, Answer) else None,
        intent=None if analysis is None else analysis.intent,
    )
    message = NewMessage(
        role="assistant",
        content=wording.text,
        kind=_kind(move),
        question_id=question_id,
        move=move.name,
        origin=_origin(wording),
    )
    return entry, message


def _asked_beside(analysis: Analysis | None) -> Topic | None:
    """What an answer asks beside what it answers: it is passed on."""
    return analysis.topic if analysis is not None and analysis.intent == "answer" else None


def _reason(move: Move) -> str | None:
    match move:
        case Ask(reason=reason):
            return reason
        case Close(for_time=True):
            return "time"
        case Finish(end_reason=reason):
            return reason
        case _:
            return None


def _kind(move: Move) -> str:
    if isinstance(move, Ask):
        return "question"
    return "follow_up" if isinstance(move, FollowUp) else KINDS[move.name]


def _origin(wording: Wording) -> dict[str, Any]:
    return wording.origin.to_json() | ({"tokens": wording.tokens} if wording.tokens else {})
