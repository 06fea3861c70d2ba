"""Reads a reply with a model, which fills in one typed object per reply, including the wording of follow-ups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from aural.engine.analysis import Analysis, Proposal, Refused
from aural.engine.answers.intent import Intent
from aural.engine.answers.sentences import beginning_of, with_full_stop
from aural.engine.context import Context
from aural.engine.moves import (
    Ask,
    Clarify,
    Close,
    Deescalate,
    Finish,
    FollowUp,
    Move,
    Probe,
    ProbeName,
    Redirect,
    Topic,
)
from aural.engine.plan import Fact, Plan, Question, follow_up_budget
from aural.interviewer.checks.wording import asks, check_wording
from aural.interviewer.model.bounds import bounded
from aural.interviewer.model.redaction import MADE_UP_MARK, Redaction, has_mark, with_note
from aural.interviewer.model.wording import AT_THE_END, LEFT_OUT, TONES, completed, lead_in_problems, line_text, tidied
from aural.interviewer.prompts import Fence, Prompt, prompt
from aural.interviewer.protocol import Line, Situation, WordingRequest

# The maximum number of characters of a conversation, about 9,000 tokens. An interview with twelve answers has a third
# of that. The beginning is dropped in steps, so that the text in a server's cache stays the same for several turns.
MOST_CHARACTERS = 36_000
STEP = 8  # lines
MOST_OF_A_LINE = 6_000
MOST_QUESTIONS = 40  # shown with their details

# Intents that a reply with an answer can't have: redirecting or calming would lose the answer.
YIELDING = ("off-topic", "hostile", "instruction", "asks-back", "asks-about", "nothing-to-add", "complaint")

Words = Annotated[str, bounded(600), Field(max_length=600)]


class AskedNext(BaseModel):
    kind: ProbeName
    point: Words = ""
    ask: Words


class ReplyRead(BaseModel):
    """The object that a model fills in; `prompts/analyse.toml` says what its parts mean."""

    intent: Intent
    topic: Literal["are-you-an-ai", "purpose", "who-reads", "time-left", "cannot-help", "company"] | None = None
    question: int | None = None
    has_content: bool
    lacks: Words = ""
    proposals: Annotated[list[AskedNext], bounded(3), Field(max_length=3)] = []
    facts: Annotated[list[Words], bounded(2), Field(max_length=2)] = []
    words: Words = ""


def analyse_prompt() -> Prompt:
    return prompt("analyse")


# The request to the model


def system_text(plan: Plan, redaction: Redaction | None = None) -> str:
    """The system text. It is the same for every reply in every session of an interview."""
    text = analyse_prompt().fill(
        "system",
        ai=" ".join(plan.ai_name.split())[:200],
        language=plan.language,
        tone=TONES[plan.tone],
        interview="\n".join(_interview(plan)),
        facts="\n".join(f"- {fact.topic}: {fact.text}" for fact in plan.approved_facts),
    )
    return with_note(text, redaction)


def user_text(
    context: Context, situation: Situation, fence: Fence, refused: list[Refused], redaction: Redaction | None = None
) -> str:
    if redaction is not None:
        situation, refused = redaction.situation(situation), redaction.refused(refused)
    text = analyse_prompt().fill(
        "user",
        opening=fence.opening,
        closing=fence.closing,
        canary=fence.canary,
        conversation=fence.around(_conversation(situation.lines)),
        now="\n".join(_now(context, situation)),
        language=context.language,
    )
    if not refused:
        return text
    shown = "\n".join(f"- {one.words}\n  because {'; '.join(one.problems)}" for one in refused)
    return f"{text}\n\n{analyse_prompt().fill('again', refused=shown)}"


def _interview(plan: Plan) -> Iterator[str]:
    yield f"Title: {plan.title}"
    if plan.objective:
        yield f"Objective: {plan.objective}"
    if plan.description:
        yield f"What candidates are told: {plan.description}"
    for number, criterion in enumerate(plan.criteria, 1):
        yield f"Criterion {number}: {criterion.name}. {criterion.description}"
    for number, question in enumerate(plan.questions[:MOST_QUESTIONS], 1):
        yield f"Question {number}: {question.text}"
        yield from _details(plan, question)


_WORK = {"code": "code", "drawing": "a drawing"}


def _details(plan: Plan, question: Question) -> Iterator[str]:
    if question.description:
        yield f"  Hint for you: {question.description}"
    if question.options:
        yield "  Options: " + " | ".join(question.options)
    if question.traits.work:
        yield f"  Answered by {_WORK[question.traits.work]} and words."
    if not follow_up_budget(plan, question):
        yield "  No follow-up is asked here: propose nothing."
    for probe in question.probes or ():
        yield f"  Worth asking where it is missing: {probe.ask}"


def _conversation(lines: tuple[Line, ...]) -> list[str]:
    """As many of the latest lines as fit the budget, beginning at the same line for several turns."""
    texts = [line_text(line, MOST_OF_A_LINE) for line in lines]
    start = 0
    while start < len(texts) - STEP and sum(map(len, texts[start:])) > MOST_CHARACTERS:
        start += STEP
    return [LEFT_OUT, *texts[start:]] if start else texts


def _now(context: Context, situation: Situation) -> Iterator[str]:
    plan = situation.plan
    numbers = {question.id: number for number, question in enumerate(plan.questions, 1)}
    if context.question is None:
        yield "This is the closing turn: no more questions follow, and you asked if there is anything to add."
        yield from _left(situation)
        return
    yield f"Open question: {numbers[context.question.id]}" + ("" if context.question.is_required else " (optional)")
    upcoming = situation.next_question
    after = "the closing turn (is there anything to add?)" if upcoming is None else f"question {numbers[upcoming.id]}"
    yield f"Next: {after}"
    for status in ("answered", "skipped", "pending"):
        of_it = [str(numbers[q.id]) for q in plan.questions if situation.statuses.get(q.id, "pending") == status]
        if of_it:
            yield f"Questions {status}: {', '.join(of_it)}"
    answered = [id_ for id_, status in situation.statuses.items() if status in ("answered", "open")]
    untouched = [c.name for c in plan.criteria if not any(map(c.is_fed_by, answered))]
    if untouched:
        yield f"Criteria without any answer so far: {', '.join(untouched)}"
    left = situation.follow_ups_left
    yield f"Follow-ups left here: {left}" + ("" if left else ". Leave `proposals` empty and fill in `words`.")
    yield from _left(situation)


def _left(situation: Situation) -> Iterator[str]:
    yield f"Questions left after this one: {situation.questions_left}"
    minutes = situation.minutes_left
    yield "There is no time limit." if minutes is None else f"Minutes left: {minutes}"
    yield "The candidate hears you." if situation.is_spoken else "The candidate reads you."


# The model's answer


def read_result(
    read: ReplyRead, context: Context, situation: Situation, fence: Fence
) -> tuple[Analysis, list[Refused]]:
    """The analysis, with the words that may be said; and the words that may not be said."""
    intent = _intent_of(read)
    request = WordingRequest(
        situation.plan,
        Clarify(""),
        context.question,
        situation.lines,
        context.answer,
        participant_name=situation.participant_name,
        minutes_left=situation.minutes_left,
        questions_left=situation.questions_left,
    )
    proposals: list[Proposal] = []
    refused: list[Refused] = []
    if intent == "answer" and context.question is not None and situation.follow_ups_left:
        for asked in read.proposals:
            proposal = Proposal(Probe(asked.kind, _point_in(asked.point, context)), tidied(asked.ask))
            move = FollowUp(context.question.id, proposal.probe)
            problems = _problems(tidied(asked.ask), replace(request, move=move), fence)
            if problems:
                refused.append(Refused(tidied(asked.ask), tuple(problems)))
            else:
                proposals.append(proposal)
    words, problems = _other_words(read.words, intent, request, situation, fence)
    if problems:
        refused.append(Refused(read.words, tuple(problems)))
    analysis = Analysis(
        intent,
        _topic_of(read, intent),
        tuple(proposals),
        is_substantive=read.has_content,
        words=words,
        number=read.question if intent in ("correction", "back") else None,
        fact=_fact_named(read.facts, situation.plan),
    )
    return analysis, refused


def _fact_named(topics: list[str], plan: Plan) -> Fact | None:
    """The approved facts on these topics, joined into one; None if there is no fact on any of them."""
    named = {topic.casefold().strip() for topic in topics}
    facts = [fact for fact in plan.approved_facts if fact.topic.casefold().strip() in named]
    if not facts:
        return None
    return Fact(
        ", ".join(fact.topic for fact in facts), " ".join(with_full_stop(fact.text, plan.language) for fact in facts)
    )


def _intent_of(read: ReplyRead) -> Intent:
    if read.has_content and read.intent in YIELDING:
        return "answer"
    return read.intent


def _topic_of(read: ReplyRead, intent: Intent) -> Topic | None:
    """The topic that the reply asks about, even along with an answer; "complaint" if it complains."""
    if read.intent == "complaint":
        return "complaint"
    return read.topic or ("company" if intent == "asks-about" else None)


def _point_in(point: str, context: Context) -> str | None:
    """The point in the candidate's own words, exactly as they were said; None if the candidate didn't say it."""
    point = beginning_of(point.strip().strip("\"'“”"), 200)
    said = "\n".join((*context.earlier, context.answer))
    at = said.lower().find(point.lower()) if point else -1
    return said[at : at + len(point)] if at >= 0 else None


def _other_words(
    words: str, intent: Intent, request: WordingRequest, situation: Situation, fence: Fence
) -> tuple[str | None, list[str]]:
    """The words for the intent, or None if there are no usable ones; and the reasons why they can't be used."""
    move = _move_for(intent, request.question, situation)
    if move is None or not words.strip():
        return None, []
    question = situation.next_question if isinstance(move, Ask) else request.question
    request = replace(request, move=move, question=question)
    if isinstance(move, Close | Finish):  # followed by reviewed words
        problems = ["it must not be a question"] if asks(words) else _problems(tidied(words), request, fence)
    else:
        problems = lead_in_problems(words, move) or _problems(completed(words, request), request, fence)
    return (None, problems) if problems else (tidied(words), [])


def _move_for(intent: Intent, question: Question | None, situation: Situation) -> Move | None:
    """The move that the policy most likely chooses for the intent; None if only reviewed words are used for it."""
    if question is None:
        return Finish("FINISHED") if intent in AT_THE_END else None
    match intent:
        case "answer" | "nothing-to-add" | "refusal" | "skip":
            upcoming = situation.next_question
            return Close() if upcoming is None else Ask(upcoming.id, "next")
        case "asks-back" | "rephrase":
            return Clarify(question.id)
        case "off-topic" | "instruction":
            return Redirect(question.id, is_order=intent == "instruction")
        case "hostile":
            return Deescalate(question.id)
        case _:
            return None


def _problems(words: str, request: WordingRequest, fence: Fence) -> list[str]:
    if fence.leaks_into(words):
        return ["they show a part of the instructions"]
    if has_mark(words):
        return [MADE_UP_MARK]
    return check_wording(words, request)
