"""Analyzes replies in their context. The analysis of a spoken reply may begin before the turn is over."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from aural.engine.analysis import Analysis, Proposal, propose
from aural.engine.answers.offers import with_choice
from aural.engine.answers.sentences import LONGEST_READ, length_of
from aural.engine.answers.side_questions import side_questions_in
from aural.engine.artifacts import find_probes_in, has_made, is_spoken, typed_in
from aural.engine.context import Context
from aural.engine.moves import WITH_FACTS
from aural.engine.plan import Fact, Plan, Question, goes_deep
from aural.engine.policy import follow_ups_left
from aural.engine.state import State
from aural.engine.timing import minutes_left, next_question, pending
from aural.interviewer.guided.facts import find_fact
from aural.interviewer.protocol import Interviewer, Line, Situation
from aural.sessions.conversation.live import LiveSession
from aural.sessions.conversation.log import Message

# If a submission comes with fewer words than this, the interviewer asks about the submission first.
FEW_WORDS = 8
# After an explanation of at least this many words, the interviewer doesn't ask about the submission unless it has other
# proposals, too.
MANY_WORDS = 50


async def read_reply(session: LiveSession, interviewer: Interviewer, state: State) -> Analysis | None:
    """The interviewer's analysis of the words that it hasn't replied to yet; None if there are none.

    It covers the first 20,000 characters, even if several answers of that length arrived since the last reply.
    """
    if not state.unanswered:
        return None
    question = session.plan.question(state.current) if state.current is not None else None
    seqs = {answer.seq for answer in state.unanswered}
    typed = (typed_in(m.content, m.data) for m in session.messages if m.seq in seqs)
    said = "\n".join(filter(None, typed))[:LONGEST_READ]
    situation = _situation(session, state, question) if state.wish is None else None
    if question is None:
        analysis = await interviewer.analyse(Context(None, said, (), state.prompt, session.plan.language), situation)
        analysis = with_choice(analysis, state.offer, said)
    else:
        asked = [m for m in session.messages if m.role == "user" and m.question_id == question.id]
        answers = [m for m in asked if m.kind == "answer"]
        earlier = tuple(filter(None, (typed_in(m.content, m.data) for m in answers if m.seq not in seqs)))
        made = _probes_of_made(session, question, answers)
        context = _context(session, state, question, said, earlier)
        analysis = await session.foresight.take(context) or await interviewer.analyse(context, situation)
        if not said and analysis.model is None:
            return replace(analysis, intent="answer", proposals=made)
        probed = state.about(question.id).probes
        newest = [m.data for m in answers if m.seq in seqs]
        is_made = any(map(has_made, newest))
        chosen = analysis if is_made else with_choice(analysis, state.offer, said)
        if chosen.choice is not None or chosen.asks_to_end:
            return chosen
        if is_made and analysis.is_crisis:
            analysis = replace(analysis, is_substantive=True)
        elif is_made and analysis.intent != "answer":
            analysis = _submitted(analysis, made)
        if analysis.intent == "off-topic" and probed and probed[-1].about is not None:
            return Analysis(proposals=made)  # about the submission, whose content the question doesn't mention
        if analysis.intent == "off-topic" and any(map(is_spoken, newest)):
            return Analysis()  # the transcription may be wrong, and candidates aren't blamed for that
        if analysis.model is None:  # a model has already seen the submission
            analysis = _with_made(analysis, made, said, is_beside=is_made)
    return await _with_fact(session, analysis, said)


async def _with_fact(session: LiveSession, analysis: Analysis, said: str) -> Analysis:
    plan = session.plan
    brings_words = analysis.model is not None and bool(analysis.words or analysis.proposals)
    if analysis.topic not in WITH_FACTS or analysis.fact is not None or (brings_words and analysis.asked_beside):
        return analysis  # the model's words state the fact that it named, or pass the question on
    fact = await asyncio.to_thread(_asked_fact, plan, said)
    if fact is None and analysis.topic == "next-steps" and plan.next_steps:
        fact = Fact("Next steps", plan.next_steps)
    return replace(analysis, fact=fact)


def _asked_fact(plan: Plan, said: str) -> Fact | None:
    return find_fact(plan.approved_facts, side_questions_in(said), plan.language)


def _context(session: LiveSession, state: State, question: Question, said: str, earlier: tuple[str, ...]) -> Context:
    return Context(
        question,
        said,
        earlier,
        state.prompt,
        session.plan.language,
        asked=tuple(probe.name for probe in state.about(question.id).probes),
        said=tuple(m.content for m in session.messages if m.role == "assistant"),
        follow_ups=tuple(m.content for m in session.messages if m.kind == "follow_up" and m.question_id == question.id),
        goes_deep=goes_deep(session.plan, question),
    )


def _situation(session: LiveSession, state: State, question: Question | None) -> Situation:
    plan, now = session.plan, session.clock.now()
    return Situation(
        plan=plan,
        lines=tuple(lines_of(session)),
        statuses={asked.id: state.about(asked.id).status for asked in plan.questions},
        next_question=None if question is None else next_question(plan, state, now),
        follow_ups_left=0 if question is None else follow_ups_left(plan, state, question, now),
        minutes_left=minutes_left(plan, state, now),
        questions_left=0 if question is None else len(pending(plan, state)),
        is_spoken=session.is_spoken,
        participant_name=session.conversation.participant_name,
    )


def _probes_of_made(session: LiveSession, question: Question, answers: list[Message]) -> tuple[Proposal, ...]:
    """Proposals to ask about the newest code, choice or drawing that was sent for this question."""
    data = next((m.data for m in reversed(answers) if has_made(m.data)), None)
    runs = (m for m in reversed(session.messages) if m.kind == "run" and m.question_id == question.id and m.data)
    last = next(runs, None)
    run = last.data["run"] if last and last.data else None
    return () if data is None else propose(*find_probes_in(question, data, run))


def _submitted(analysis: Analysis, made: tuple[Proposal, ...]) -> Analysis:
    """The analysis as an answer. Code, a choice or a drawing answers the question, whatever the words with it: "one
    pass with a dictionary" doesn't ask to pass, and "done, next" doesn't skip.
    """
    topic = analysis.topic if analysis.intent == "asks-about" else None
    return replace(analysis, intent="answer", topic=topic, words=None, proposals=made, is_substantive=True, number=None)


def _with_made(analysis: Analysis, made: tuple[Proposal, ...], said: str, *, is_beside: bool) -> Analysis:
    """Adds the proposals about a submission: first, if this answer brought it (`is_beside`) with only a few words."""
    if analysis.intent != "answer" or not made:
        return analysis
    is_first = is_beside and length_of(said) < FEW_WORDS
    if not analysis.proposals and length_of(said) >= MANY_WORDS:
        return analysis  # the candidate has explained the submission at length
    return replace(analysis, proposals=(*made, *analysis.proposals) if is_first else (*analysis.proposals, *made))


def lines_of(session: LiveSession) -> list[Line]:
    """The transcript with only the last run of each question, which is the one that the candidate sees."""
    last = {m.question_id: m.seq for m in session.messages if m.kind == "run"}
    return [
        Line(m.id, m.role, m.content, m.question_id, m.kind, m.move, m.data)
        for m in session.messages
        if m.kind != "run" or last[m.question_id] == m.seq
    ]


async def read_early(session: LiveSession, interviewer: Interviewer, text: str) -> None:
    """Begins to analyze the words heard so far, at a pause that may be the end of the turn.

    A model takes a second or two to answer, and this way, that time overlaps with the silence. `read_reply` uses the
    analysis if the answer turns out to have these words. An earlier analysis of other words is dropped.
    """
    state = session.state
    if (
        not interviewer.analyses_slowly
        or state.phase != "asking"
        or state.current is None
        or state.unanswered
        or state.wish
    ):
        session.foresight.drop()
        return
    question = session.plan.question(state.current)
    answers = [m for m in session.messages if m.role == "user" and m.kind == "answer" and m.question_id == question.id]
    earlier = tuple(filter(None, (typed_in(m.content, m.data) for m in answers)))
    context = _context(session, state, question, text, earlier)
    situation = _situation(session, state, question)
    heard = Line("heard", "user", text, question.id, "answer", None)
    session.foresight.begin(context, interviewer.analyse(context, replace(situation, lines=(*situation.lines, heard))))
