"""Questions: list, create one or many, change, move and delete. Their positions stay 0..n-1 without gaps."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from aural.api.examples import QUESTION_ID
from aural.api.operations import Answer, Body, Call, Operations, Reply
from aural.api.validation import Json, defaults, on_wire, refuse
from aural.interviews import examples
from aural.interviews import question_repository as questions
from aural.interviews import repository as interviews
from aural.interviews.criteria_schemas import without_question
from aural.interviews.endpoints import find_interview
from aural.interviews.probe_endpoints import current_probes, own_probes, suggest_probes
from aural.interviews.question_schemas import (
    MOST_QUESTIONS,
    Deleted,
    QuestionChange,
    QuestionIn,
    QuestionOut,
    check_kind,
    columns_of,
    question_etag,
    question_json,
)
from aural.platform.ids import new_id

operations = Operations("Questions")


@operations.get(
    "/interviews/{id}/questions",
    id="listQuestions",
    summary="List questions",
    description="All questions of an interview, in order.",
    answer=Answer(QuestionOut, examples.QUESTION, is_list=True),
    find=find_interview,
)
async def list_questions(call: Call) -> Reply:
    rows = await questions.list_questions(call.connection, call.organization_id, call.id)
    return Reply([question_json(row) for row in rows])


@operations.post(
    "/interviews/{id}/questions",
    id="createQuestions",
    summary="Create questions",
    description="Takes one object or an array, and creates all or none. Questions are returned in the order of the "
    "request. An interview has at most 200 questions.",
    answer=Answer(QuestionOut, examples.QUESTION, is_list=True),
    find=find_interview,
    role="MEMBER",
    body=Body(
        QuestionIn,
        {"text": "Pick one", "type": "SINGLE_CHOICE", "options": ["A", "B"]},
        most=MOST_QUESTIONS,
        check=check_kind,
        read_only=frozenset({"tags"}),  # of a question in the library
    ),
)
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
        sent = "1 question" if new == 1 else f"{new} questions"
        refuse([("", f"contains {sent}, but this interview can have only {left} more (at most {MOST_QUESTIONS})")])


def _new_row(call: Call, item: Json) -> Json:
    values = columns_of({**defaults(QuestionIn), **item})
    suggested = suggest_probes(values["text"], values["type"], call.found.language)
    values["probes"] = own_probes(values["probes"], suggested)
    return {**values, "id": new_id(), "interview_id": call.id, "created_at": call.now, "updated_at": call.now}


async def find_question(call: Call, *, lock: bool) -> questions.Question | None:
    """The question of `/questions/{id}`. `lock` locks its interview, since all questions' positions may change."""
    reach = (call.organization_id, call.caller.project_ids)
    row = await questions.find_question(call.connection, *reach, call.id)
    if row is None or not lock:
        return row
    await interviews.find_interview(call.connection, *reach, row.interview_id, lock=True)
    return await questions.find_question(call.connection, *reach, call.id)


@operations.get(
    "/questions/{id}",
    id="getQuestion",
    summary="Get a question",
    description="The ETag is its version, for `If-Match`.",
    answer=Answer(QuestionOut, examples.QUESTION, has_etag=True),
    find=find_question,
)
async def get_question(call: Call) -> Reply:
    return Reply(question_json(call.found), question_etag(call.found))


@operations.patch(
    "/questions/{id}",
    id="updateQuestion",
    summary="Update a question",
    description="Omitted fields keep their values. A new order moves the question and shifts the others.",
    answer=Answer(QuestionOut, examples.QUESTION, has_etag=True),
    find=find_question,
    role="MEMBER",
    body=Body(QuestionChange, {"order": 1}, check=check_kind, stored=question_json),
)
async def update_question(call: Call) -> Reply:
    row = call.found
    wire = on_wire(QuestionIn, call.body)
    refuse(check_kind({**question_json(row), **wire}, wire))
    call.require_match(question_etag(row))
    position = await _make_room(call, call.body.get("position", row.position))
    values = columns_of({"type": row.type, **call.body, "position": position})
    if "probes" in values:
        suggested = suggest_probes(values.get("text", row.text), values["type"], row.language)
        before = [] if row.probes is not None else [current_probes(row)]
        values["probes"] = own_probes(values["probes"], suggested, *before)
    values = call.changes(values, row)
    if not values:
        return Reply(question_json(row), question_etag(row))
    await questions.update_question(call.connection, call.organization_id, row, values, call.now)
    await interviews.touch_interview(call.connection, call.organization_id, row.interview_id, call.now)
    changed = await find_question(call, lock=False)
    assert changed is not None
    return Reply(question_json(changed), question_etag(changed))


async def _make_room(call: Call, position: int) -> int:
    """Renumbers the other questions around the new position. Returns that position, which is at most the last one."""
    others = await questions.list_questions(call.connection, call.organization_id, call.found.interview_id)
    others = [row for row in others if row.id != call.id]
    order = [row.id for row in others]
    order.insert(position, call.id)
    await _renumber(call, others, order)
    return order.index(call.id)


async def _renumber(call: Call, rows: Sequence[questions.Question], order: list[str]) -> None:
    places = {question: index for index, question in enumerate(order)}
    moved = {row.id: places[row.id] for row in rows if places[row.id] != row.position}
    await questions.place_questions(call.connection, call.organization_id, moved, call.now)


@operations.delete(
    "/questions/{id}",
    id="deleteQuestion",
    summary="Delete a question",
    description="Deletes it permanently. The questions after it move up.",
    answer=Answer(Deleted, {"id": QUESTION_ID, "deleted": True}),
    find=find_question,
    role="MEMBER",
)
async def delete_question(call: Call) -> Reply:
    call.require_match(question_etag(call.found))
    interview = call.found.interview_id
    await questions.delete_question(call.connection, call.organization_id, call.id)
    left = await questions.list_questions(call.connection, call.organization_id, interview)
    await _renumber(call, left, [row.id for row in left])
    await _unlink(call, interview)
    return Reply({"id": call.id, "deleted": True})


async def _unlink(call: Call, interview_id: str) -> None:
    """Removes the question from criteria that refer to it. Increments the interview's version in any case."""
    reach = (call.organization_id, call.caller.project_ids)
    row = await interviews.find_interview(call.connection, *reach, interview_id, lock=True)
    assert row is not None
    left = without_question(orjson.loads(row.assessment_criteria), call.id)
    values = {} if left is None else {"assessment_criteria": left}
    await interviews.update_interview(call.connection, call.organization_id, row, values, call.now)
