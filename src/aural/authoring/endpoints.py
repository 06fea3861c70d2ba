"""Streams drafts of interviews part by part, and proposes changes that a member asks for. Stores nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing

from aural.api.operations import Answer, Body, Call, Operations, Reply
from aural.api.validation import DOCUMENT_CHARACTERS, Json, Problem, defaults, is_seen, refuse
from aural.authoring import examples
from aural.authoring.schemas import DraftEvent, DraftIn, RefineIn, RefinementOut
from aural.authoring.upload_endpoints import fetch_document
from aural.engine.authoring.drafts import Drafted, DraftedCriterion, DraftedInterview, DraftedQuestion, Wish
from aural.engine.plan import PreparedProbe
from aural.interviewer.drafting.guided import speaks
from aural.interviewer.drafting.protocol import Began, Change, Draft, Ended, Event, Meter, Refinement
from aural.interviews.probe_endpoints import check_probes, probes_on_wire, suggest_probes, to_stored
from aural.usage import repository as usage

operations = Operations("Drafts")


def check_wish(values: Mapping[str, object], _sent: object) -> list[Problem]:
    given = [values["goal"], values["document"], values["url"]]
    if not any(isinstance(text, str) and is_seen(text) for text in given):
        return [("goal", "is required if there is neither a document nor a url")]
    return []


async def prepare_wish(call: Call) -> tuple[Wish, bool]:
    """The request, with the text of the page at `url` added to the document, and whether something was cut."""
    values = {**defaults(DraftIn), **call.body}
    url = values.pop("url")
    if url is None:
        return Wish(**values), False
    page = await fetch_document(call, url)
    document = "\n\n".join(filter(None, [values["document"], page.text]))
    return Wish(**{**values, "document": document[:DOCUMENT_CHARACTERS]}), page.is_cut or len(
        document
    ) > DOCUMENT_CHARACTERS


@operations.post(
    "/drafts",
    id="createDraft",
    summary="Draft an interview",
    description="Drafts an interview from a goal, a document or the address of a document. The draft is streamed: "
    "each question and criterion is sent as soon as it is complete, so you keep what arrived if you disconnect. "
    "A model writes the draft if one is available; otherwise it comes from a question bank. `origin` says which. If a "
    "question breaks the rules, the model is asked for another; `leftOutParts` lists what is still missing. Nothing "
    "is stored.",
    answer=None,
    role="MEMBER",
    body=Body(
        DraftIn, {"goal": "Hire a baker who plans a night's work", "minutes": 20, "language": "en"}, check=check_wish
    ),
    prepare=prepare_wish,
    streams=Answer(DraftEvent, {"type": "question", "question": examples.QUESTION}),
)
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
                    "isCut": is_cut or event.is_cut,
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
        "probes": _probes_json(part.probes) or probes_on_wire(suggest_probes(part.text, part.type, language)),
    }
    return {"type": "question", "question": question}


def _probes_json(probes: tuple[PreparedProbe, ...] | None) -> list[Json] | None:
    return None if probes is None else probes_on_wire(to_stored(probes))


def _anchors_json(criterion: DraftedCriterion) -> list[Json]:
    return [{"level": level, "text": text} for level, text in enumerate(criterion.anchors, 1) if text]


def check_refinement(_values: object, sent: object) -> list[Problem]:
    if not isinstance(sent, dict):
        return []
    problems: list[Problem] = []
    if sent.get("title") is None and sent.get("interview") is None:
        problems.append(("title", "is required if `interview` is not given"))
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
        refuse([("only", "is not the position of a question")])
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


@operations.post(
    "/drafts/refine",
    id="refineDraft",
    summary="Change a draft in plain words",
    description="Returns proposed changes, each with the old and the new value. None of them is applied: your texts "
    "stay as they are until you change them. You can send the parts of a draft as you received them. Without a model, "
    "only requests to add, remove or move a question are understood.",
    answer=Answer(
        RefinementOut,
        {
            "origin": examples.ORIGIN,
            "changes": [
                {
                    "action": "REMOVE",
                    "part": "QUESTION",
                    "place": 0,
                    "fromPlace": None,
                    "before": examples.PART,
                    "after": None,
                    "why": "",
                }
            ],
            "leftOut": 0,
            "tokens": 0,
        },
    ),
    role="MEMBER",
    body=Body(
        RefineIn,
        {
            "instruction": "remove question 1",
            "interview": {"title": "Baker: first interview", "objective": "How they plan a night."},
            "questions": [examples.QUESTION],
        },
        check=check_refinement,
    ),
    prepare=prepare_refinement,
)
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
