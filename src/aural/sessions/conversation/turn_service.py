"""The interviewer's turn, for all kinds of sessions: analyze the words, choose the move, phrase it, store it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from aural.engine.analysis import Analysis
from aural.engine.answers.intent import Intent
from aural.engine.log import ANSWERED, COMFORTED, MessageSent
from aural.engine.moves import AnswerCandidate, Ask, Close, Deescalate, Finish, FollowUp, Move, Redirect, Topic
from aural.engine.policy import leaves_out, next_move
from aural.engine.state import State, is_request
from aural.engine.timeline import ASKED
from aural.engine.timing import minutes_left
from aural.interviewer.protocol import Interviewer, Wording, WordingRequest
from aural.sessions.conversation.analysis_service import lines_of, read_reply
from aural.sessions.conversation.live import LiveSession
from aural.sessions.conversation.log import NewMessage, OutdatedError

logger = logging.getLogger(__name__)
_KINDS = {
    "greeting": "greeting",
    "next": "question",
    "clarify": "reply",
    "redirect": "reply",
    "de-escalate": "reply",
    "repeat": "reply",
    "skip": "reply",
    "answer": "reply",
    "warning": "notice",
    "close": "closing",
    "finish": "farewell",
}


async def take_turn(
    session: LiveSession, interviewer: Interviewer, *, on_said: Callable[[], None] = lambda: None
) -> None:
    """Chooses and says moves until it is the candidate's turn. Words that arrive meanwhile are considered first.

    `on_said` is called after each move. Raises FinishedError.
    """
    spent = 0  # tokens, including those of words that were never said
    is_heard_out = False
    analysis: Analysis | None = None
    read = None  # the words and wish that were analyzed: a time warning doesn't change them
    while True:
        await session.end_long_pause()
        state = session.state
        if read != (state.unanswered, state.wish):
            read, analysis = (state.unanswered, state.wish), await read_reply(session, interviewer, state)
            spent += 0 if analysis is None else analysis.tokens
            _note_failure(session, None if analysis is None else analysis.fallback)
        move = next_move(session.plan, state, analysis, session.clock.now())
        if move is None:
            return
        if isinstance(move, Finish) and not is_heard_out:
            is_heard_out = True
            if await session.has_heard_more():
                continue
        session.choice.make(move)
        wording = await interviewer.phrase(_request(session, state, move, analysis))
        spent += wording.tokens
        _note_failure(session, wording.origin.fallback)
        entry, message = _spoken(session, state, move, wording, analysis)
        try:
            requests = [said.seq for said in state.unanswered] if is_request(state, entry) else []
            await session.say(state.number, entry, message, requests=requests, tokens=spent)
        except OutdatedError:
            continue
        spent = 0
        on_said()


def _note_failure(session: LiveSession, why: str | None) -> None:
    """Logs a failure of the model once for each session and kind. The guided interviewer takes over."""
    if why is not None and why not in session.model_failures:
        session.model_failures.add(why)
        extra = {"session_id": session.session_id}
        text = "the model failed (%s), so the guided interviewer continues session %s"
        logger.warning(text, why, session.session_id, extra=extra)


def _request(session: LiveSession, state: State, move: Move, analysis: Analysis | None) -> WordingRequest:
    question_id = getattr(move, "question_id", None)
    answer = "\n".join(said.text for said in state.unanswered) or None
    return WordingRequest(
        plan=session.plan,
        move=move,
        question=None if question_id is None else session.plan.question(question_id),
        lines=tuple(lines_of(session)),
        answer=answer,
        participant_name=session.conversation.participant_name,
        is_spoken=session.is_spoken,
        analysis=analysis,
        minutes_left=minutes_left(session.plan, state, session.clock.now()),
    )


def _spoken(
    session: LiveSession, state: State, move: Move, wording: Wording, analysis: Analysis | None
) -> tuple[MessageSent, NewMessage]:
    question_id = getattr(move, "question_id", None)
    entry = MessageSent(
        at=session.clock.now(),
        seq=state.seq + 1,
        move=move.name,
        text=wording.text,
        question_id=question_id,
        reason=_reason(move, analysis),
        probe=move.probe if isinstance(move, FollowUp) else None,
        topic=_topic_of(move, analysis),
        fact=_fact_told(move, analysis),
        corrects=move.corrects if isinstance(move, AnswerCandidate) else None,
        intent=stored_intent(analysis),
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


def stored_intent(analysis: Analysis | None) -> Intent | None:
    """The intent to store. A complaint or refusal that also answers is stored as an answer, so that its words count."""
    if analysis is None:
        return None
    also_answers = analysis.is_substantive and analysis.intent in ("complaint", "refusal")
    return "answer" if also_answers else analysis.intent


def _topic_of(move: Move, analysis: Analysis | None) -> Topic | None:
    """The topic that these words reply to, including one that an answer or a correction asks about in passing."""
    if isinstance(move, AnswerCandidate) and move.topic != "correction":
        return move.topic
    beside = None if analysis is None else analysis.asked_beside or _passed_on(analysis)
    return beside or (move.topic if isinstance(move, AnswerCandidate) else None)


def _passed_on(analysis: Analysis) -> Topic | None:
    """The topic of a question or complaint that gets no reply, as at the end. The creator reads it all the same."""
    if analysis.intent == "complaint":
        return "complaint"
    if analysis.intent != "asks-about" or analysis.topic is None or analysis.topic not in ASKED:
        return None
    return analysis.topic if ASKED[analysis.topic] is None else "cannot-help"


def _fact_told(move: Move, analysis: Analysis | None) -> str | None:
    """The topic of the approved fact that these words contain. Without a fact, the question is passed on."""
    if isinstance(move, AnswerCandidate) and move.topic != "correction":
        fact = move.fact
    else:
        fact = analysis.fact if analysis is not None and analysis.asked_beside is not None else None
    return None if fact is None else fact.topic


def _reason(move: Move, analysis: Analysis | None) -> str | None:
    match move:
        case Deescalate() | Redirect(is_order=True):
            answers = analysis is not None and (analysis.is_substantive or analysis.may_be_crisis)
            return ANSWERED if answers else COMFORTED
        case Ask(reason=reason):
            return reason
        case Close(for_time=True):
            return "time"
        case Close(as_wished=True) if analysis is not None and analysis.asks_to_end and analysis.is_substantive:
            return ANSWERED
        case Close(as_wished=False) if analysis is not None and leaves_out(analysis):
            return "skipped"
        case Finish(end_reason=reason):
            return reason
        case _:
            return None


def _kind(move: Move) -> str:
    if isinstance(move, Ask):
        return "reply" if move.resumes else "question"
    return "follow_up" if isinstance(move, FollowUp) else _KINDS[move.name]


def _origin(wording: Wording) -> dict[str, object]:
    tokens = {"tokens": wording.tokens} if wording.tokens else {}
    refused = [{"words": one.words, "why": list(one.problems)} for one in wording.refused]
    return wording.origin.to_json() | tokens | ({"refused": refused} if refused else {})
