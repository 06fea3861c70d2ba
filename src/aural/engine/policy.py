"""The policy decides on the interviewer's next move, and when to stop. Interviewers only phrase the move."""

from __future__ import annotations

from aural.engine.analysis import Analysis, Proposal
from aural.engine.answers.requests import goes_on
from aural.engine.log import Wish
from aural.engine.moves import (
    AnswerCandidate,
    Ask,
    AskReason,
    Clarify,
    Close,
    Deescalate,
    Finish,
    FollowUp,
    Greet,
    Move,
    Probe,
    Redirect,
    Repeat,
    Skip,
    Topic,
)
from aural.engine.plan import Fact, Plan, Question, follow_up_budget
from aural.engine.state import LEFT_OUT, QuestionProgress, State
from aural.engine.timing import (
    grace_seconds,
    is_over,
    is_question_over,
    is_time_to_close,
    may_follow_up,
    minutes_left,
    next_question,
    pending,
    question_seconds,
    time_up_due,
    warning_due,
)

MAX_REDIRECTS = 2
MAX_CALMINGS = 1
MAX_COMFORTINGS = 2
MAX_CLARIFICATIONS = 3
MAX_GO_AHEADS = 3
# A reply given before the question was heard can't answer it, but may have one of these intents.
HEEDED = ("minute", "end", "asks-about")
NEVER_ANSWERS = ("distress", "hostile", "refusal", "complaint")


def next_move(plan: Plan, state: State, analysis: Analysis | None, now: int) -> Move | None:
    """The next move, or None while it is the candidate's turn.

    `analysis`: the analysis of the replies that the interviewer hasn't reacted to yet, if there are any. After a move
    that keeps the turn (a greeting or warning), the caller asks again, until a move hands the turn over.
    """
    if state.phase == "ended" or not plan.questions:
        return None
    if state.phase == "new":
        return Greet()
    in_crisis = _is_in_crisis(state, analysis)
    if state.wish == "end" and state.phase != "closing":
        return Finish("CANDIDATE_ENDED", in_crisis)
    if is_over(plan, state, now):
        return _finish(plan, state, in_crisis=in_crisis)
    if in_crisis and (state.phase != "closing" or state.wish not in (None, "end")):
        # Before anything else, and however often: a button or the clock must not hide where to find help.
        return _to_crisis(state, analysis)
    if state.phase == "greeted":
        return _go_on(plan, state, now, "first")
    if state.phase == "closing":
        return _in_closing(plan, state, analysis, now)
    if state.current is None:  # the candidate extended the time in the closing turn
        return _go_on(plan, state, now, "next") if state.cut_off is None else Ask(state.cut_off, "back")
    if state.wish is None and analysis is None:
        return _by_the_clock(plan, state, now)
    return warning_due(plan, state, now) or _reply(plan, state, analysis, now)


def _is_in_crisis(state: State, analysis: Analysis | None) -> bool:
    """Whether to point to help. If an answer may tell of someone else, that happens once for each question."""
    if analysis is None or state.current is None or not analysis.may_be_crisis:
        return analysis is not None and analysis.is_crisis
    return state.about(state.current).calmings == 0


def _to_crisis(state: State, analysis: Analysis | None) -> Move:
    """The pointer to help. After an offer to stop, a request to end is granted by farewell words that have it, too."""
    if analysis is not None and analysis.asks_to_end and state.offer is not None:
        return Finish("CANDIDATE_ENDED", in_crisis=True)
    return Deescalate(state.current, "crisis")


def _by_the_clock(plan: Plan, state: State, now: int) -> Move | None:
    if is_time_to_close(plan, state, now):
        return Close(for_time=True)
    if grace_seconds(plan, state, now) == 0:
        return _go_on(plan, state, now, "time")
    return warning_due(plan, state, now) or time_up_due(plan, state, now)


def _in_closing(plan: Plan, state: State, analysis: Analysis | None, now: int) -> Move | None:
    if analysis is None and state.wish is None:
        return None
    said = None if analysis is None else analysis.intent
    if _stays(state) or "back" in (state.wish, said):
        return _reopened(plan, state, analysis, now)
    if analysis is not None and analysis.choice == "more" and state.wish is None:
        has_more = state.go_aheads < MAX_GO_AHEADS
        return AnswerCandidate(None, "go-ahead") if has_more else _finish(plan, state)
    if state.wish in ("repeat", "rephrase") or said in ("repeat", "rephrase", "asks-back"):
        return Repeat(None, state.prompt)
    if "minute" in (state.wish, said):
        return AnswerCandidate(None, "minute")
    if analysis is not None and said == "asks-about" and analysis.topic is not None:
        return _answer(plan, state, analysis.topic, analysis.fact, now)
    corrected = _named(plan, state, analysis.number) if analysis is not None and said == "correction" else None
    if corrected is not None:
        return AnswerCandidate(None, "correction", corrects=corrected)
    return _finish(plan, state, in_crisis=analysis is not None and analysis.is_crisis)


def _reopened(plan: Plan, state: State, analysis: Analysis | None, now: int) -> Move:
    """Leads from the closing turn to the question that the candidate names, or to the one that it interrupted."""
    if is_time_to_close(plan, state, now):
        return Repeat(None, state.prompt)
    named = None if analysis is None or state.wish is not None else _named(plan, state, analysis.number)
    return Ask(named or state.cut_off or plan.questions[-1].id, "back")


def _stays(state: State) -> bool:
    """Whether the candidate who seemed to end the interview wants to continue, as the closing turn offers."""
    is_wished = state.cut_off is not None and not state.is_closing_for_time
    return is_wished and state.wish is None and goes_on(_heard(state))


def _answer(plan: Plan, state: State, topic: Topic, fact: Fact | None, now: int) -> AnswerCandidate:
    question_id = state.current if state.phase == "asking" else None
    if topic != "time-left":
        return AnswerCandidate(question_id, topic, fact)
    own = question_seconds(plan, state, now)
    own_minutes = None if own is None else round(own / 60)
    return AnswerCandidate(question_id, topic, None, minutes_left(plan, state, now), own_minutes)


def _finish(plan: Plan, state: State, *, in_crisis: bool = False) -> Move:
    """Ends the session after the closing turn, for the reason that opened the closing turn."""
    if state.is_closing_for_time:
        return Finish("TIME_LIMIT", in_crisis)
    return Finish("CANDIDATE_ENDED" if pending(plan, state) else "FINISHED", in_crisis)


def _reply(plan: Plan, state: State, analysis: Analysis | None, now: int) -> Move | None:
    assert state.current is not None
    question = plan.question(state.current)
    if state.wish is not None:
        return _grant(plan, state, question, state.wish, now)
    assert analysis is not None
    if state.is_unheard and analysis.intent not in HEEDED:
        return Repeat(question.id, state.prompt)
    if analysis.choice == "leave":
        return _go_on(plan, state, now, "skipped")
    if analysis.choice == "stay":
        return Ask(question.id, "back", resumes=True)
    wish = _typed_wish(analysis)
    if wish == "back" and (named := _named(plan, state, analysis.number)) is not None:
        return Ask(named, "back")
    if wish is not None:
        return _grant(plan, state, question, wish, now)
    return _to_answer(plan, state, question, analysis, now)


def _heard(state: State) -> str:
    return " ".join(answer.text for answer in state.unanswered)


def _typed_wish(analysis: Analysis) -> Wish | None:
    match analysis.intent:
        case "repeat" | "rephrase" | "skip" | "back" | "minute" | "end" as wish:
            return wish
        case _:
            return None


def _grant(plan: Plan, state: State, question: Question, wish: Wish, now: int) -> Move | None:
    about = state.about(question.id)
    match wish:
        case "repeat":
            return Repeat(question.id, state.prompt)
        case "rephrase" if about.clarifications < MAX_CLARIFICATIONS:
            return Clarify(question.id)
        case "rephrase":
            return Repeat(question.id, question.text)
        case "minute":
            return AnswerCandidate(question.id, "minute")
        case "skip" if len(about.answers) > len(state.unanswered):
            return _go_on(plan, state, now, "next")  # the question was answered, so nothing is skipped
        case "skip":
            sure = about.skip_offered or not question.is_required
            return _go_on(plan, state, now, "skipped") if sure else Skip(question.id)
        case "back":
            return _go_back(plan, question)
        case "end":
            return Close(as_wished=True)
        case _:
            return None


def _go_back(plan: Plan, question: Question) -> Move:
    before = [q for q in plan.questions if q.order < question.order]
    return Ask(before[-1].id, "back") if before else Repeat(question.id, question.text)


def can_go_back(plan: Plan, state: State, now: int) -> bool:
    """Whether "back" would lead to another question now: in the closing turn, only if there is time left."""
    if state.phase == "closing":
        return not is_time_to_close(plan, state, now)
    return state.phase == "asking" and state.current is not None and plan.question(state.current).order > 0


def _to_answer(plan: Plan, state: State, question: Question, analysis: Analysis, now: int) -> Move:
    about = state.about(question.id)
    if analysis.intent == "asks-about" and analysis.topic is not None:
        return _answer(plan, state, analysis.topic, analysis.fact, now)
    # After a question's time, any other reply counts as the answer.
    if may_answer(analysis) and is_question_over(plan, state, now):
        return _go_on(plan, state, now, "next")
    match analysis.intent:
        case "refusal":
            return _go_on(plan, state, now, "next" if analysis.is_substantive else _left(state, about))
        case "complaint":
            return _answer(plan, state, "complaint", None, now)
        case "correction":
            return _to_correction(plan, state, question, analysis) or _go_on(plan, state, now, "next")
        case "answer":
            best = _best_proposal(plan, state, question, analysis, now)
            return FollowUp(question.id, best.probe, best.words) if best else _go_on(plan, state, now, "next")
    if (move := _to_no_answer(question, analysis, about)) is not None:
        return move
    return _go_on(plan, state, now, _left(state, about) if leaves_out(analysis) else "next")


def may_answer(analysis: Analysis) -> bool:
    """Whether the reply may count as the answer after the question's time."""
    return analysis.intent not in NEVER_ANSWERS or (analysis.intent != "distress" and analysis.is_substantive)


def leaves_out(analysis: Analysis) -> bool:
    """Whether the reply is only an attack, distress or an order: it doesn't count, however often it comes."""
    return analysis.intent in LEFT_OUT and not (analysis.is_substantive or analysis.may_be_crisis)


def _left(state: State, about: QuestionProgress) -> AskReason:
    """The reason to leave a question after a reply that doesn't count: earlier answers still do."""
    return "next" if len(about.answers) > len(state.unanswered) else "skipped"


def _to_correction(plan: Plan, state: State, question: Question, analysis: Analysis) -> Move | None:
    """The acknowledgment of a correction to an earlier answer; the open question stays open.

    A correction that names no question may still answer the open one, so its words count there.

    None if the reply corrects the answer to the open question, or if there is no earlier answer to correct.
    """
    corrected = _named(plan, state, analysis.number)
    is_own = len(state.about(question.id).answers) > len(state.unanswered)
    has_others = any(about.answers for id_, about in state.asked.items() if id_ != question.id)
    if corrected is None and (is_own or not has_others):
        return None
    return AnswerCandidate(question.id, "correction", corrects=corrected)


def _named(plan: Plan, state: State, number: int | None) -> str | None:
    """The id of the question with this number, if it was asked before and isn't the open question."""
    if number is None or not 1 <= number <= len(plan.questions):
        return None
    id_ = plan.questions[number - 1].id
    return id_ if id_ != state.current and state.about(id_).is_put else None


def _to_no_answer(question: Question, analysis: Analysis, about: QuestionProgress) -> Move | None:
    """The move for a reply that isn't an answer; None after several of them: moving on is kinder than insisting."""
    match analysis.intent:
        case "asks-back" if about.clarifications < MAX_CLARIFICATIONS:
            return Clarify(question.id)
        case "hostile" if about.calmings < MAX_CALMINGS:
            return Deescalate(question.id)
        case "distress" if about.calmings < MAX_COMFORTINGS:
            return Deescalate(question.id, "distress")
        case "off-topic" | "instruction" as intent if about.redirects < MAX_REDIRECTS:
            return Redirect(question.id, is_order=intent == "instruction")
        case _:
            return None


def _best_proposal(plan: Plan, state: State, question: Question, analysis: Analysis, now: int) -> Proposal | None:
    """The best proposal not yet used on the same point, if the budget and the time allow a follow-up."""
    if not follow_ups_left(plan, state, question, now):
        return None
    made = state.about(question.id).probes
    used = {(probe.name, _point(probe)) for probe in made}
    return next(
        (p for p in analysis.proposals if _is_prepared_detail(p) or (p.probe.name, _point(p.probe)) not in used), None
    )


def _is_prepared_detail(proposal: Proposal) -> bool:
    """Whether the proposal may be one of several follow-ups that are always asked: these differ only in their words."""
    return proposal.words is not None and proposal.probe.name == "detail"


def follow_ups_left(plan: Plan, state: State, question: Question, now: int) -> int:
    """How many more follow-ups the question's budget and the time allow."""
    left = follow_up_budget(plan, question) - len(state.about(question.id).probes)
    return max(0, left) if may_follow_up(plan, state, question, now) else 0


def _point(probe: Probe) -> str:
    return (probe.focus or "").casefold().strip()


def _go_on(plan: Plan, state: State, now: int, reason: AskReason) -> Move:
    question = next_question(plan, state, now)
    if question is not None and state.phase == "asking" and is_time_to_close(plan, state, now):
        return Close(for_time=True)
    return Close() if question is None else Ask(question.id, reason)
