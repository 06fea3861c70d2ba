"""Questions: list, create one or many, change, move, delete. Orders stay a gapless 0..n-1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

import orjson
from pydantic import Field

from aural.api.operations import Call, Reply
from aural.api.validation import (
    Code,
    Input,
    Json,
    Label,
    LongText,
    Output,
    Problem,
    Prompt,
    defaults,
    no_default,
    on_wire,
    partial,
    refuse,
)
from aural.interviews import question_repository as questions
from aural.interviews import repository as interviews
from aural.interviews.criteria_schemas import without_question
from aural.interviews.probe_endpoints import ProbeOut, Probes, check_probes, own_probes, probes_json, suggest_probes
from aural.platform.clock import iso
from aural.platform.ids import new_id
from aural.store.database import Row

QuestionType = Literal["OPEN_ENDED", "SINGLE_CHOICE", "MULTIPLE_CHOICE", "CODING", "WHITEBOARD", "RESEARCH"]
Depth = Literal["LIGHT", "MODERATE", "DEEP"]
CHOICE_TYPES = ("SINGLE_CHOICE", "MULTIPLE_CHOICE")
FEWEST_OPTIONS, MOST_OPTIONS = 2, 50
MOST_QUESTIONS = 200


class QuestionIn(Input):
    """A new question."""

    text: Prompt = Field(description="The prompt shown to the candidate.")
    description: LongText | None = Field(None, description="More about it, shown beneath.")
    type: QuestionType = "OPEN_ENDED"
    position: Annotated[int, Field(ge=0, le=2**31 - 1)] = Field(
        2**31 - 1, alias="order", json_schema_extra=no_default, description="Zero-based place; left out: the last."
    )
    is_required: bool = Field(alias="required", default=True, description="The interview always asks it.")
    options: Annotated[list[Label], Field(max_length=MOST_OPTIONS)] | None = Field(
        None, description="2 to 50 distinct labels for SINGLE_CHOICE and MULTIPLE_CHOICE; null for other types."
    )
    probe_on_short: bool = Field(alias="followUpEnabled", default=True, description="May follow-ups be asked?")
    follow_up_depth: Depth | None = Field(None, description="Of this question; null: as deep as the interview.")
    probes: Probes | None = Field(
        None, description="At most 5 follow-ups, the most telling first; null: those that Aural suggests for it."
    )
    starter_code: Code | None = Field(None, description="CODING only: what the editor begins with.")
    time_limit_seconds: Annotated[int, Field(ge=30, le=3600)] | None = Field(None, description="null: no limit.")


QuestionChange = partial(QuestionIn, "QuestionChange", "What to change; what is left out stays as it is.")


class QuestionFields(Output):
    """What a question says, apart from where it stands."""

    text: str
    description: str | None
    type: QuestionType
    required: bool
    options: list[str] | None
    follow_up_enabled: bool
    follow_up_depth: Depth | None
    probes: list[ProbeOut] | None = Field(description="Its own prepared follow-ups; null: those that Aural suggests.")
    starter_code: str | None
    time_limit_seconds: int | None


class QuestionOut(Output):
    """A question. `isRequired` equals `required`, and `probeOnShort` equals `followUpEnabled`."""

    id: str
    interview_id: str
    text: str
    description: str | None
    type: QuestionType
    order: int
    is_required: bool
    required: bool
    options: list[str] | None
    probe_on_short: bool
    follow_up_enabled: bool
    follow_up_depth: Depth | None
    probes: list[ProbeOut] = Field(
        description="The follow-ups that are prepared: its own, or those that Aural suggests for its text and type in "
        "the interview's language. `followUpDepth` says how many are asked at most."
    )
    has_own_probes: bool = Field(description="`probes` are the creator's own. False: they are suggested.")
    starter_code: str | None
    time_limit_seconds: int | None
    created_at: str
    updated_at: str


class Deleted(Output):
    id: str
    deleted: Literal[True]


def question_json(row: Row[Any]) -> Json:
    return {
        "id": row.id,
        "interviewId": row.interview_id,
        "text": row.text,
        "description": row.description,
        "type": row.type,
        "order": row.position,
        "isRequired": row.is_required,
        "required": row.is_required,
        "options": row.options,
        "probeOnShort": row.probe_on_short,
        "followUpEnabled": row.probe_on_short,
        "followUpDepth": row.follow_up_depth,
        "probes": probes_json(row),
        "hasOwnProbes": row.probes is not None,
        "starterCode": row.starter_code,
        "timeLimitSeconds": row.time_limit_seconds,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
    }


def question_etag(row: Row[Any]) -> str:
    return f'"{row.version}"'


def check_kind(values: Mapping[str, Any], sent: Mapping[str, Any]) -> list[Problem]:
    """Options belong to the choice types, code to CODING; follow-ups differ.

    `values`: what is sent, over what is stored or default.
    """
    problems: list[Problem] = []
    kind = values["type"]
    if kind in CHOICE_TYPES:
        problems += _check_options(values["options"])
    elif sent.get("options"):
        problems.append(("options", "must be null, or left out, unless the type is SINGLE_CHOICE or MULTIPLE_CHOICE"))
    if kind != "CODING" and sent.get("starterCode"):
        problems.append(("starterCode", "must be null, or left out, unless the type is CODING"))
    return problems + check_probes(sent.get("probes"))


def _check_options(options: Any) -> list[Problem]:
    """Only what the model cannot say: a wrong type is the model's to report."""
    if options is None or (isinstance(options, list) and len(options) < FEWEST_OPTIONS):
        return [("options", f"must hold {FEWEST_OPTIONS} to {MOST_OPTIONS} labels for this type")]
    if not isinstance(options, list) or len(options) > MOST_OPTIONS:
        return []
    seen: set[str] = set()
    problems = []
    for index, option in enumerate(options):
        label = option.strip() if isinstance(option, str) else None
        if label and label in seen:
            problems.append((f"options.{index}", "must differ from the other options"))
        seen.add(label or "")
    return problems


def columns_of(values: Mapping[str, Any]) -> Json:
    """What a question of this type stores: no options but for choices, no starter code but for CODING."""
    cleared: Json = {}
    if values["type"] not in CHOICE_TYPES:
        cleared["options"] = None
    if values["type"] != "CODING":
        cleared["starter_code"] = None
    return {**values, **cleared}


async def list_questions(call: Call) -> Reply:
    rows = await questions.list_questions(call.connection, call.organization_id, call.id)
    return Reply([question_json(row) for row in rows])


async def create_questions(call: Call) -> Reply:
    items = call.body if isinstance(call.body, list) else [call.body]
    present = await questions.list_questions(call.connection, call.organization_id, call.id)
    _refuse_too_many(len(present), len(items))
    rows = [_new_row(call, item) for item in items]
    order = [row.id for row in present]
    for row in rows:
        order.insert(row["position"], row["id"])
    await _renumber(call, present, order)
    placed = [{**row, "position": order.index(row["id"])} for row in rows]
    await questions.insert_questions(call.connection, call.organization_id, placed)
    await interviews.touch_interview(call.connection, call.organization_id, call.id, call.now)
    created = {row.id: row for row in await questions.list_questions(call.connection, call.organization_id, call.id)}
    return Reply([question_json(created[row["id"]]) for row in rows])


def _refuse_too_many(present: int, new: int) -> None:
    if present + new > MOST_QUESTIONS:
        left = MOST_QUESTIONS - present
        refuse([("", f"holds {new} questions, and this interview has room for {left} more of {MOST_QUESTIONS}")])


def _new_row(call: Call, item: Json) -> Json:
    values = columns_of({**defaults(QuestionIn), **item})
    suggested = suggest_probes(values["text"], values["type"], call.found.language)
    values["probes"] = own_probes(values["probes"], suggested)
    return {**values, "id": new_id(), "interview_id": call.id, "created_at": call.now, "updated_at": call.now}


async def get_question(call: Call) -> Reply:
    return Reply(question_json(call.found), question_etag(call.found))


async def find_question(call: Call, *, lock: bool) -> Row[Any] | None:
    """The question of `/questions/{id}`. To lock it is to lock its interview: all orders there may change with it."""
    reach = (call.organization_id, call.caller.project_ids)
    row = await questions.find_question(call.connection, *reach, call.id)
    if row is None or not lock:
        return row
    await interviews.find_interview(call.connection, *reach, row.interview_id, lock=True)
    return await questions.find_question(call.connection, *reach, call.id)


async def update_question(call: Call) -> Reply:
    row = call.found
    wire = on_wire(QuestionIn, call.body)
    refuse(check_kind({**question_json(row), **wire}, wire))
    call.require_match(question_etag(row))
    if not call.body:
        return Reply(question_json(row), question_etag(row))
    position = await _make_room(call, call.body.get("position", row.position))
    values = columns_of({"type": row.type, **call.body, "position": position})
    if "probes" in values:
        suggested = suggest_probes(values.get("text", row.text), values["type"], row.language)
        values["probes"] = own_probes(values["probes"], suggested, *([probes_json(row)] if row.probes is None else []))
    await questions.update_question(call.connection, call.organization_id, row, values, call.now)
    await interviews.touch_interview(call.connection, call.organization_id, row.interview_id, call.now)
    changed = await find_question(call, lock=False)
    assert changed is not None
    return Reply(question_json(changed), question_etag(changed))


async def _make_room(call: Call, position: int) -> int:
    """Renumbers the others around the question's new place; the place, which is at most the last."""
    others = await questions.list_questions(call.connection, call.organization_id, call.found.interview_id)
    others = [row for row in others if row.id != call.id]
    order = [row.id for row in others]
    order.insert(position, call.id)
    await _renumber(call, others, order)
    return order.index(call.id)


async def _renumber(call: Call, rows: Sequence[Row[Any]], order: list[str]) -> None:
    places = {question: index for index, question in enumerate(order)}
    moved = {row.id: places[row.id] for row in rows if places[row.id] != row.position}
    await questions.place_questions(call.connection, call.organization_id, moved, call.now)


async def delete_question(call: Call) -> Reply:
    call.require_match(question_etag(call.found))
    interview = call.found.interview_id
    await questions.delete_question(call.connection, call.organization_id, call.id)
    left = await questions.list_questions(call.connection, call.organization_id, interview)
    await _renumber(call, left, [row.id for row in left])
    await _unlink(call, interview)
    return Reply({"id": call.id, "deleted": True})


async def _unlink(call: Call, interview_id: str) -> None:
    """The criteria that the question fed are left without it; the interview has changed in any case."""
    reach = (call.organization_id, call.caller.project_ids)
    row = await interviews.find_interview(call.connection, *reach, interview_id, lock=True)
    assert row is not None
    left = without_question(orjson.loads(row.assessment_criteria), call.id)
    values = {} if left is None else {"assessment_criteria": left}
    await interviews.update_interview(call.connection, call.organization_id, row, values, call.now)
