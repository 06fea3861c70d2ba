"""The state of a session: a fold over its log. The same log always gives the same state, on any machine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from aural.engine.log import (
    ANSWERED,
    COMFORTED,
    Answered,
    CandidateRequested,
    CodeRan,
    Connected,
    Disconnected,
    Ended,
    EndReason,
    Entry,
    Heard,
    MessageSent,
    Reopened,
    Started,
    Wish,
)
from aural.engine.moves import Probe
from aural.engine.plan import Plan
from aural.engine.stopwatch import MAX_EXTENSIONS, Stopwatch

Phase = Literal["new", "greeted", "asking", "closing", "ended"]
# Prompts that name options: after anger or distress, before skipping a required question, in the closing turn.
Offer = Literal["calm", "skip", "closing"]
# Moves after which it is still the interviewer's turn.
KEEPS_THE_TURN = frozenset({"greeting", "warning"})
# Replies with one of these intents are addressed to the interviewer, and don't answer the question.
REQUESTS = frozenset(
    {"repeat", "rephrase", "skip", "back", "minute", "end", "asks-about", "asks-back", "refusal", "complaint"}
)
# Replies with one of these intents don't answer the question unless they also say something about it.
LEFT_OUT = frozenset({"hostile", "distress", "instruction"})


@dataclass(frozen=True, slots=True)
class QuestionProgress:
    """The progress of one question so far."""

    status: Literal["pending", "open", "answered", "skipped"] = "pending"
    answers: tuple[str, ...] = ()
    probes: tuple[Probe, ...] = ()
    redirects: int = 0
    calmings: int = 0
    undecided: int = 0  # replies that may not have answered: going back doesn't count them as answers
    clarifications: int = 0
    skip_offered: bool = False
    asked_at_seconds: int = 0  # on the session's stopwatch
    is_put: bool = False  # whether it was asked at least once, even if it is pending again
    is_timed: bool = True  # False once the candidate goes back to the question: its own limit no longer applies
    spent_seconds: int = 0  # in earlier periods in which the question was open
    time_up_at_seconds: int | None = None  # when the interviewer announced that the question's time is over


@dataclass(frozen=True, slots=True)
class State:
    phase: Phase = "new"
    left_in: Phase = "new"  # the phase in which the session ended; an abandoned session resumes there
    current: str | None = None  # the question that is open
    asked: dict[str, QuestionProgress] = field(default_factory=dict)
    unanswered: tuple[Answered, ...] = ()  # the candidate's replies since the interviewer last handed over the turn
    wish: Wish | None = None  # a button pressed since then
    prompt: str = ""  # the interviewer's latest message that asked for a reply
    interrupted: str = ""  # the prompt before an offer to pause, skip or stop, to which the candidate may return
    is_unheard: bool = False  # the candidate interrupted the prompt before hearing any of it
    asks_skip: bool = False  # the prompt asked whether to skip a required question
    offer: Offer | None = None  # the options that the prompt named
    go_aheads: int = 0  # invitations in the closing turn to say what the candidate wants to add
    stopwatch: Stopwatch = field(default_factory=Stopwatch)
    is_warned: bool = False
    is_connected: bool = False
    is_paused: bool = False
    has_problem: bool = False
    problem: CandidateRequested | None = None  # the open problem
    runs: int = 0
    is_minute: bool = False
    is_closing_for_time: bool = False
    closing_at_seconds: int = 0
    cut_off: str | None = None  # the question that the closing turn interrupted
    end_reason: EndReason | None = None
    number: int = 0  # entries in the log
    seq: int = 0  # messages
    last_at: int = 0

    def about(self, question_id: str) -> QuestionProgress:
        return self.asked.get(question_id, QuestionProgress())


def fold(plan: Plan, entries: Iterable[Entry]) -> State:
    state = State()
    for entry in entries:
        state = apply(plan, state, entry)
    return state


def apply(plan: Plan, state: State, entry: Entry) -> State:
    """The state after one more entry."""
    after = _change(plan, state, entry)
    seq = entry.seq if isinstance(entry, MessageSent | Answered | CodeRan) else state.seq
    return replace(after, number=state.number + 1, seq=seq, last_at=max(state.last_at, entry.at))


def _change(plan: Plan, state: State, entry: Entry) -> State:
    match entry:
        case Started() | Heard():
            return _heard(state, entry) if isinstance(entry, Heard) else state
        case Connected():
            return _connected(state, entry.at)
        case Disconnected():
            return replace(state, is_connected=False, stopwatch=state.stopwatch.stopped(entry.at, "disconnected"))
        case MessageSent():
            return _message_sent(plan, state, entry)
        case Answered():
            return _answered(state, entry)
        case CodeRan():
            return replace(state, runs=state.runs + 1)
        case CandidateRequested():
            return _candidate_requested(plan, state, entry)
        case Ended():
            stopwatch = state.stopwatch.stopped(entry.at, "ended")
            return replace(state, phase="ended", left_in=state.phase, end_reason=entry.reason, stopwatch=stopwatch)
        case Reopened():
            return replace(state, phase=state.left_in, end_reason=None)


def _heard(state: State, entry: Heard) -> State:
    is_unheard = entry.milliseconds == 0 and entry.seq == state.seq and state.phase == "asking"
    return replace(state, is_unheard=state.is_unheard or is_unheard)


def _connected(state: State, at: int) -> State:
    # A server that died wrote no Disconnected entry, so the clock stopped at the last known entry.
    stopwatch = state.stopwatch.stopped(state.last_at, "disconnected") if state.is_connected else state.stopwatch
    if not (state.is_paused or state.has_problem):
        stopwatch = stopwatch.started(at)
    return replace(state, is_connected=True, stopwatch=stopwatch)


def _answered(state: State, entry: Answered) -> State:
    asked = dict(state.asked)
    if entry.question_id is not None:
        about = state.about(entry.question_id)
        asked[entry.question_id] = replace(about, answers=(*about.answers, entry.text))
    state = _running(state, entry.at)
    if entry.question_id is not None and entry.question_id != state.current:
        late = asked[entry.question_id]
        return replace(state, asked={**asked, entry.question_id: replace(late, status="answered")})
    return replace(state, asked=asked, unanswered=(*state.unanswered, entry), is_minute=False)


def _running(state: State, at: int) -> State:
    """Ends a pause or a problem: a candidate who answers is back."""
    if not (state.is_paused or state.has_problem):
        return state
    return replace(state, is_paused=False, has_problem=False, problem=None, stopwatch=state.stopwatch.started(at))


def _candidate_requested(plan: Plan, state: State, entry: CandidateRequested) -> State:
    watch = state.stopwatch
    match entry.wish:
        case "pause" if watch.since is not None and watch.pauses < plan.max_pauses:
            stopped = replace(watch.stopped(entry.at, "pause"), pauses=watch.pauses + 1)
            return replace(state, is_paused=True, stopwatch=stopped)
        case "problem" if not state.has_problem:
            # A pause ends automatically but a problem doesn't, so from now on the clock is stopped for the problem.
            stopped = watch.started(entry.at).stopped(entry.at, "problem")
            return replace(state, has_problem=True, problem=entry, is_paused=False, stopwatch=stopped)
        case "continue":
            return replace(_running(state, entry.at), is_minute=False)
        case "extend" if watch.extensions < MAX_EXTENSIONS:
            extended = replace(watch, extensions=watch.extensions + 1)
            # Undoes a closing turn that came because time ran out.
            phase: Phase = "asking" if state.is_closing_for_time else state.phase
            return replace(state, phase=phase, stopwatch=extended, is_warned=False, is_closing_for_time=False)
        case "pause" | "extend" | "problem":
            return state
        case _:
            return replace(_running(state, entry.at), wish=entry.wish)


def _message_sent(plan: Plan, state: State, entry: MessageSent) -> State:
    if entry.move == "greeting":
        return replace(state, phase="greeted")
    if entry.move == "warning":
        return replace(state, is_warned=True) if entry.question_id is None else _time_up(state, entry)
    if is_request(state, entry) or _is_no_answer(state, entry):
        state = _without_requests(state)
    elif entry.corrects is not None:
        state = _refiled(state, entry.corrects)
    if entry.move == "finish":
        return replace(state, unanswered=(), wish=None)
    before, state = state, _noted(state, entry)
    match entry.move:
        case "close":
            state = _closing(state, entry)
        case "next" | "skip" if entry.reason is not None and entry.question_id is not None:
            state = _asking(state, entry)
    is_prompt = entry.move not in ("answer", "repeat")
    if is_prompt:
        state = _prompted(before, state, entry)
    elif entry.topic == "go-ahead":
        state = replace(state, go_aheads=state.go_aheads + 1)
    is_unheard = state.is_unheard and entry.move == "answer"
    return replace(state, unanswered=(), wish=None, is_minute=entry.topic == "minute", is_unheard=is_unheard)


def _prompted(before: State, state: State, entry: MessageSent) -> State:
    offer = _offer_of(state, entry)
    resumes = entry.reason == "back" and entry.question_id is not None and entry.question_id == before.current
    interrupted = before.interrupted if before.offer is not None else before.prompt
    prompt = interrupted if resumes else entry.text
    return replace(state, prompt=prompt, asks_skip=offer == "skip", offer=offer, interrupted=interrupted)


def _offer_of(state: State, entry: MessageSent) -> Offer | None:
    match entry.move:
        case "de-escalate":
            return "calm" if state.phase == "asking" else "closing"
        case "skip" if entry.reason is None:
            return "skip"
        case "close":
            return "closing"
        case _:
            return None


def is_request(state: State, entry: MessageSent) -> bool:
    """Whether the replies before this message were a request, a question to the interviewer, or about skipping or
    ending.

    Those replies aren't answers. But a request for clarification that got no reply because time was up counts as one.
    """
    if entry.intent == "asks-back" and (entry.move == "close" or entry.reason == "next"):
        return False
    if entry.intent == "end" and entry.reason == ANSWERED:
        return False
    is_offer = state.asks_skip or (state.phase == "closing" and state.cut_off is not None)
    replies_to_offer = is_offer and state.wish is None and entry.reason in ("skipped", "back")
    replies_to_offer = replies_to_offer and entry.intent not in LEFT_OUT
    return entry.intent in REQUESTS or replies_to_offer


def _is_no_answer(state: State, entry: MessageSent) -> bool:
    """Whether the replies were only comforted or calmed, or were only an order to the interviewer.

    After several of them, the question is left out without a reply to them.
    """
    is_left_out = entry.reason == "skipped" and state.wish is None and entry.intent in LEFT_OUT
    return entry.reason == COMFORTED or is_left_out


def _without_requests(state: State) -> State:
    asked = dict(state.asked)
    for said in state.unanswered:
        if said.question_id is not None:
            about = asked[said.question_id]
            asked[said.question_id] = replace(about, answers=about.answers[:-1])
    return replace(state, asked=asked)


def _refiled(state: State, question_id: str) -> State:
    """Moves the candidate's latest replies to the answers to the question with this id."""
    texts = tuple(said.text for said in state.unanswered)
    about = state.about(question_id)
    corrected = replace(about, answers=(*about.answers, *texts), status="answered")
    return replace(state, asked={**_without_requests(state).asked, question_id: corrected})


def _closing(state: State, entry: MessageSent) -> State:
    is_for_time = entry.reason == "time"
    is_wished = entry.intent == "end"
    is_cut_off = is_wished or (is_for_time and not state.unanswered and state.wish is None)
    cut_off = state.current if is_cut_off else None
    is_answered = state.current is not None and bool(state.about(state.current).answers)
    state = _left(state, entry.at, "answered" if is_answered else "pending" if is_cut_off else "skipped")
    return replace(
        state,
        phase="closing",
        current=None,
        go_aheads=0,
        closing_at_seconds=state.stopwatch.elapsed_seconds(entry.at),
        is_closing_for_time=is_for_time,
        cut_off=cut_off,
    )


def _time_up(state: State, entry: MessageSent) -> State:
    assert entry.question_id is not None
    at = state.stopwatch.elapsed_seconds(entry.at)
    about = replace(state.about(entry.question_id), time_up_at_seconds=at)
    return replace(state, asked={**state.asked, entry.question_id: about})


def _noted(state: State, entry: MessageSent) -> State:
    """Records the move in the progress of its question."""
    if entry.question_id is None:
        return state
    about = state.about(entry.question_id)
    if entry.probe is not None:
        about = replace(about, probes=(*about.probes, entry.probe))
    elif entry.move == "redirect":
        about = replace(about, redirects=about.redirects + 1)
    elif entry.move == "de-escalate":
        undecided = about.undecided + (entry.reason is None)  # only an earlier version wrote no reason
        about = replace(about, calmings=about.calmings + 1, undecided=undecided)
    elif entry.topic == "correction" and entry.corrects is None:
        about = replace(about, undecided=about.undecided + len(state.unanswered))
    elif entry.move == "clarify":
        about = replace(about, clarifications=about.clarifications + 1)
    elif entry.move == "skip" and entry.reason is None:
        about = replace(about, skip_offered=True)
    return replace(state, asked={**state.asked, entry.question_id: about})


def _left(state: State, at: int, status: Literal["pending", "answered", "skipped"]) -> State:
    """Leaves the open question with this status, or as answered if it was answered before."""
    if state.current is None:
        return state
    about = state.about(state.current)
    spent = about.spent_seconds + max(0, state.stopwatch.elapsed_seconds(at) - about.asked_at_seconds)
    about = replace(about, status="answered" if about.status == "answered" else status, spent_seconds=spent)
    return replace(state, asked={**state.asked, state.current: about})


def _asking(state: State, entry: MessageSent) -> State:
    assert entry.question_id is not None
    about = state.about(state.current or "")
    is_answered = bool(about.answers)
    if entry.reason == "back":
        is_answered = len(about.answers) > about.undecided
        state = _left(state, entry.at, "answered" if is_answered else "pending")
    else:
        is_skipped = entry.reason == "skipped" or not is_answered
        state = _left(state, entry.at, "skipped" if is_skipped else "answered")
    about = state.about(entry.question_id)
    # A question that was never left keeps its time limit, and so does one that the closing turn interrupted in time.
    is_interrupted = entry.question_id == state.cut_off and about.time_up_at_seconds is None
    is_same = entry.question_id == state.current or is_interrupted
    about = replace(
        about,
        status="open",
        is_put=True,
        is_timed=about.is_timed and (is_same or entry.reason != "back"),
        asked_at_seconds=state.stopwatch.elapsed_seconds(entry.at),
        # A question that comes again after its time is announced again: the candidate has a minute for the work there.
        time_up_at_seconds=about.time_up_at_seconds if entry.question_id == state.current else None,
    )
    asked = {**state.asked, entry.question_id: about}
    return replace(state, phase="asking", current=entry.question_id, asked=asked, cut_off=None)
