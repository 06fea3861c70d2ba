"""Drafts of interviews, streamed part by part, and changes in plain words as proposals. Nothing is stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated, Any, Literal

from pydantic import Field

from aural.api.operations import Call, Reply
from aural.api.validation import (
    DOCUMENT_CHARACTERS,
    DocumentText,
    Input,
    Json,
    Label,
    LongText,
    Name,
    Output,
    Paragraph,
    Problem,
    Prompt,
    defaults,
    is_seen,
    refuse,
)
from aural.authoring.upload_endpoints import fetch_document
from aural.engine.authoring.drafts import Drafted, DraftedCriterion, DraftedInterview, DraftedQuestion, Wish
from aural.engine.plan import PreparedProbe
from aural.interviewer.drafting.guided import speaks
from aural.interviewer.drafting.protocol import Began, Change, Draft, Ended, Event, Meter, Reason, Refinement
from aural.interviews.criteria_schemas import Anchor, AnchorOut
from aural.interviews.endpoints import Language, Purpose
from aural.interviews.probe_endpoints import ProbeOut, Probes, check_probes, suggest_probes
from aural.interviews.question_endpoints import QuestionType
from aural.usage import repository as usage

Level = Literal["ENTRY", "MID", "SENIOR", "LEAD"]
Source = Literal["JOB", "RESUME", "NOTES"]


class DraftIn(Input):
    """What an interview is wanted for: a goal, a document, an address of one, or several of them."""

    goal: LongText = Field("", description="What you want to learn, in your words.")
    document: DocumentText = Field("", description="The text of a job, a résumé or notes.")
    url: Paragraph | None = Field(None, description="Where such a text stands; read beside `document`.")
    source: Source = Field("JOB", description="What the document is.")
    purpose: Purpose = Field("HIRING", description="What the interview is for.")
    level: Level | None = Field(None, description="Of whoever will be interviewed; null: any.")
    minutes: Annotated[int, Field(ge=5, le=120)] = Field(20, description="About how long it may take.")
    language: Language = Field("en", description="BCP 47 tag of the language to draft in.")


class DraftOrigin(Output):
    """Who wrote it. `fallback`: why no model did, where there might have been one."""

    source: Literal["template", "model"]
    name: str
    version: str
    fallback: str | None


class DraftedInterviewOut(Output):
    title: str
    objective: str


class DraftedCriterionOut(Output):
    name: str
    description: str
    anchors: list[AnchorOut]


class DraftedQuestionOut(Output):
    text: str
    type: QuestionType
    description: str | None
    options: list[str] | None
    criteria: list[str] = Field(description="Names of the criteria that it feeds.")
    probes: list[ProbeOut] = Field(description="Follow-ups prepared for it: the model's, or those that Aural suggests.")


class LeftOutPart(Output):
    """A part that is missing from the draft, and why."""

    part: Literal["TITLE", "OBJECTIVE", "QUESTION", "CRITERION"] | None = Field(
        description="null: it could not be read as any part."
    )
    text: str | None = Field(description="The question, or the criterion's name; null where it can't be shown.")
    reasons: list[Reason] = Field(
        description="LENGTH: too short or too long. LEADING: suggests an answer. DOUBLE: asks two things. CLOSED: yes "
        "or no would answer it. PROTECTED_TRAIT: touches what must not be asked. QUOTES_GOAL: repeats four or more "
        "words of the goal in a row. REPEATED: the same as an earlier part. UNREADABLE: not a part of a draft. UNSAFE: "
        "shows what only the instructions contain. NO_QUESTION: a criterion that no question feeds."
    )


class DraftEvent(Output):
    """One step of a draft: `start`, then whole parts, then `end`. `error` ends it too; what has come is whole."""

    type: Literal["start", "interview", "criterion", "question", "end", "error"]
    origin: DraftOrigin | None = None
    is_cut: bool | None = Field(None, description="start: the document is longer than what is read of it.")
    is_translated: bool | None = Field(None, description="start: false where it comes in English instead.")
    interview: DraftedInterviewOut | None = None
    criterion: DraftedCriterionOut | None = None
    question: DraftedQuestionOut | None = None
    reason: Literal["DONE", "DEADLINE", "FAILED"] | None = Field(None, description="end: whether all of it came.")
    left_out: int | None = Field(None, description="end: how many parts broke the rules and were not replaced.")
    left_out_parts: list[LeftOutPart] | None = Field(None, description="end: which parts these are, and why.")
    tokens: int | None = Field(None, description="end: what a model took.")
    code: str | None = None
    message: str | None = None


class QuestionPart(Input):
    text: Prompt
    type: QuestionType = "OPEN_ENDED"
    description: LongText | None = None
    options: Annotated[list[Label], Field(max_length=50)] | None = None
    criteria: Annotated[list[Name], Field(max_length=50)] = Field(
        [], description="Names of the criteria that it feeds."
    )
    probes: Probes | None = Field(None, description="Its prepared follow-ups; null: those that Aural suggests.")


class InterviewPart(Input):
    title: Name
    objective: LongText | None = None


class CriterionPart(Input):
    name: Name
    description: LongText = ""
    anchors: Annotated[list[Anchor], Field(max_length=4)] = Field([])


class RefineIn(Input):
    """An interview as it stands, saved or not, and what should be different."""

    instruction: Paragraph = Field(description="In plain words: “ask more about teamwork”, “remove question 3”.")
    interview: InterviewPart | None = Field(None, description="Title and objective as a draft has them.")
    title: Name | None = Field(None, description="Required unless `interview` has it.")
    objective: LongText | None = None
    purpose: Purpose = "HIRING"
    language: Language = "en"
    questions: Annotated[list[QuestionPart], Field(max_length=200)] = Field([], description="In their order.")
    criteria: Annotated[list[CriterionPart], Field(max_length=50)] = Field([])
    only: Annotated[int, Field(ge=0, lt=200)] | None = Field(
        None, description="The place of the one question that may change; null: anything may."
    )


class PartOut(Output):
    """A title or objective by its `text`; a question; or a criterion, its name being the text."""

    text: str
    description: str | None
    type: QuestionType | None
    options: list[str] | None
    anchors: list[AnchorOut] | None
    criteria: list[str] | None = Field(description="Of a question: names of the criteria that it feeds.")
    probes: list[ProbeOut] | None = Field(description="Of a question: its own follow-ups; null: Aural's suggestions.")


class ChangeOut(Output):
    action: Literal["CHANGE", "ADD", "REMOVE", "MOVE"]
    part: Literal["TITLE", "OBJECTIVE", "QUESTION", "CRITERION"]
    place: int | None = Field(description="Where it stands, or will stand, from 0.")
    from_place: int | None = Field(description="Of what is moved: where it stands now.")
    before: PartOut | None
    after: PartOut | None
    why: str


class RefinementOut(Output):
    """Proposals, none of which is applied."""

    origin: DraftOrigin
    changes: list[ChangeOut]
    left_out: int = Field(description="Proposals that broke the rules for questions.")
    tokens: int


def check_wish(values: Any, _sent: Any) -> list[Problem]:
    given = [values["goal"], values["document"], values["url"]]
    if not any(isinstance(text, str) and is_seen(text) for text in given):
        return [("goal", "is needed where there is neither a document nor a url")]
    return []


async def prepare_wish(call: Call) -> tuple[Wish, bool]:
    """With the text of the page that was named; and whether any of it is left unread."""
    values = {**defaults(DraftIn), **call.body}
    url = values.pop("url")
    if url is None:
        return Wish(**values), False
    page = await fetch_document(call, url)
    document = "\n\n".join(filter(None, [values["document"], page.text]))
    return Wish(**{**values, "document": document[:DOCUMENT_CHARACTERS]}), page.is_cut


async def create_draft(call: Call) -> Reply:
    wish, is_cut = call.prepared
    drafter = await call.context.drafter_of(call.organization_id)
    return Reply(None, events=_stream(drafter.draft(wish, _meter_of(call)), wish, is_cut))


async def _stream(events: AsyncIterator[Event], wish: Wish, is_cut: bool) -> AsyncIterator[Json]:
    async with aclosing(events) as parts:  # type: ignore[type-var]
        async for event in parts:
            if isinstance(event, Began):
                is_translated = event.origin.source == "model" or speaks(wish.language)
                yield {
                    "type": "start",
                    "origin": event.origin.to_json(),
                    "isCut": is_cut,
                    "isTranslated": is_translated,
                }
            elif isinstance(event, Ended):
                yield _end_event(event)
            else:
                yield part_event(event, wish.language)


def _end_event(event: Ended) -> Json:
    left_out: list[Json] = [{"part": one.part, "text": one.text, "reasons": list(one.reasons)} for one in event.missing]
    counts = {"leftOut": event.left_out, "leftOutParts": left_out}
    return {"type": "end", "reason": event.reason, **counts, "tokens": event.tokens}


def _meter_of(call: Call) -> Meter:
    async def meter(tokens: int) -> None:
        async with call.context.database.transaction() as transaction:
            await usage.add_tokens(transaction, call.organization_id, tokens, call.context.clock.now())

    return meter


def part_event(part: Drafted, language: str) -> Json:
    if isinstance(part, DraftedInterview):
        return {"type": "interview", "interview": {"title": part.title, "objective": part.objective}}
    if isinstance(part, DraftedCriterion):
        return {
            "type": "criterion",
            "criterion": {"name": part.name, "description": part.description, "anchors": _anchors_json(part)},
        }
    question = {
        "text": part.text,
        "type": part.type,
        "description": part.description,
        "options": None if part.options is None else list(part.options),
        "criteria": list(part.criteria),
        "probes": _probes_json(part.probes) or suggest_probes(part.text, part.type, language),
    }
    return {"type": "question", "question": question}


def _probes_json(probes: tuple[PreparedProbe, ...] | None) -> list[Json] | None:
    return None if probes is None else [{"when": one.when, "ask": one.ask, "about": one.about} for one in probes]


def _anchors_json(criterion: DraftedCriterion) -> list[Json]:
    return [{"level": level, "text": text} for level, text in enumerate(criterion.anchors, 1) if text]


def check_refinement(_values: Any, sent: Any) -> list[Problem]:
    if not isinstance(sent, dict):
        return []
    problems: list[Problem] = []
    if sent.get("title") is None and sent.get("interview") is None:
        problems.append(("title", "is required where `interview` is not given"))
    questions = sent.get("questions")
    for place, question in enumerate(questions if isinstance(questions, list) else ()):
        if isinstance(question, dict):
            found = check_probes(question.get("probes"))
            problems += [(f"questions.{place}.{path}", message) for path, message in found]
    return problems


async def prepare_refinement(call: Call) -> Refinement:
    values = {**defaults(RefineIn), **call.body}
    only = values["only"]
    if only is not None and only >= len(values["questions"]):
        refuse([("only", "is not the place of a question")])
    drafter = await call.context.drafter_of(call.organization_id)
    return await drafter.refine(_draft_of(values), values["instruction"], only)


def _draft_of(values: Json) -> Draft:
    questions = tuple(map(_question_of, values["questions"]))
    criteria = tuple(DraftedCriterion(one["name"], one["description"], _levels(one)) for one in values["criteria"])
    head = values["interview"] or {}
    title, objective = values["title"] or head["title"], values["objective"] or head.get("objective")
    interview = DraftedInterview(title, objective or "")
    return Draft(interview, questions, criteria, values["purpose"], values["language"])


def _question_of(item: Json) -> DraftedQuestion:
    options, probes = item["options"], item["probes"]
    return DraftedQuestion(
        item["text"],
        item["type"],
        item["description"],
        tuple(options) if options else None,
        tuple(item["criteria"]),
        None if probes is None else tuple(PreparedProbe(one["when"], one["ask"], one["about"]) for one in probes),
    )


def _levels(criterion: Json) -> tuple[str, ...]:
    said = {anchor["level"]: anchor["text"] for anchor in criterion["anchors"]}
    return tuple(said.get(level, "") for level in (1, 2, 3, 4)) if said else ()


async def create_refinement(call: Call) -> Reply:
    refinement: Refinement = call.prepared
    if refinement.tokens:
        await usage.add_tokens(call.connection, call.organization_id, refinement.tokens, call.now)
    data = {
        "origin": refinement.origin.to_json(),
        "changes": [_change_json(change) for change in refinement.changes],
        "leftOut": refinement.left_out,
        "tokens": refinement.tokens,
    }
    return Reply(data)


def _change_json(change: Change) -> Json:
    return {
        "action": change.action,
        "part": change.part,
        "place": change.place,
        "fromPlace": change.from_place,
        "before": _part_json(change.before),
        "after": _part_json(change.after),
        "why": change.why,
    }


def _part_json(part: DraftedQuestion | DraftedCriterion | str | None) -> Json | None:
    if part is None:
        return None
    empty: Json = dict.fromkeys(("description", "type", "options", "anchors", "criteria", "probes"))
    if isinstance(part, str):
        return {**empty, "text": part}
    if isinstance(part, DraftedCriterion):
        return {**empty, "text": part.name, "description": part.description, "anchors": _anchors_json(part)}
    options = None if part.options is None else list(part.options)
    own = {"criteria": list(part.criteria), "probes": _probes_json(part.probes)}
    return {**empty, **own, "text": part.text, "description": part.description, "type": part.type, "options": options}
