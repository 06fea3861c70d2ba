"""Versions of an interview: list, get, compare and restore."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply, page_reply
from aural.api.representation import Time, represent
from aural.api.validation import Json, Output, Query
from aural.audit import repository as audit
from aural.interviews import examples
from aural.interviews import question_repository as questions
from aural.interviews import repository as interviews
from aural.interviews import version_repository as versions
from aural.interviews.content import QUESTION, SETTINGS, Content, changes_between, digest_of
from aural.interviews.copy_endpoints import read_content
from aural.interviews.criteria_schemas import CriterionOut
from aural.interviews.endpoints import find_interview
from aural.interviews.probe_endpoints import content_on_wire
from aural.interviews.question_schemas import QuestionFields
from aural.interviews.schemas import InterviewOut, SettingsOut, interview_etag, interview_json
from aural.platform.clock import iso
from aural.platform.errors import NotFoundError

operations = Operations("Versions")


class VersionSummary(Output):
    id: str
    interview_id: str
    number: int
    created_at: Time
    session_count: int = Field(description="The number of sessions that have used it.")
    is_current: bool = Field(description="Whether this is the interview's current content.")


class VersionInterview(SettingsOut):
    assessment_criteria: list[CriterionOut]


class VersionQuestion(QuestionFields):
    id: str


class VersionOut(VersionSummary):
    """A version with its content."""

    interview: VersionInterview
    questions: list[VersionQuestion]


class FieldChange(Output):
    kind: Literal["changed", "added", "removed", "moved"]
    path: str = Field(
        description="The field's name, prefixed by `questions.ID.` or `assessmentCriteria.NAME.` if it is in one."
    )
    before: object
    after: object


class DifferenceOut(Output):
    """The differences, field by field. `before` and `after`: version numbers, null for the current interview."""

    before: int | None
    after: int | None
    changes: list[FieldChange]


class LastChangeQuery(Query):
    """The object whose last change is returned: the interview, or one of its questions."""

    question: Annotated[str, Field(max_length=36)] | None = Field(
        None, description="The id of a question of this interview. If omitted, the interview's own fields."
    )


class LastChangeOut(Output):
    """The author and time of the last change. Both are null if nothing has changed since creation, or if the last
    change can't be attributed.
    """

    by: str | None = Field(description="The name of the person, or of the key.")
    at: str | None


class DifferenceQuery(Query):
    """The version to compare with."""

    to: Annotated[str, Field(max_length=64)] | None = Field(
        None, description="The id of another version of the interview. If omitted, the interview as it is now."
    )


async def find_version(call: Call, *, lock: bool) -> versions.VersionContent | None:
    """The version of `/versions/{id}…`. `lock` locks its interview."""
    reach = (call.organization_id, call.caller.project_ids)
    row = await versions.find_version(call.connection, *reach, call.id)
    if row is not None and lock:
        await interviews.find_interview(call.connection, *reach, row.interview_id, lock=True)
    return row


async def _interview_of(call: Call, interview_id: str) -> interviews.Interview:
    reach = (call.organization_id, call.caller.project_ids)
    row = await interviews.find_interview(call.connection, *reach, interview_id)
    if row is None:
        raise NotFoundError
    return row


def _summary(row: versions.Version | versions.VersionContent, current: bytes) -> Json:
    return represent(VersionSummary, row, is_current=row.digest == current)


@operations.get(
    "/interviews/{id}/versions",
    id="listVersions",
    summary="List versions",
    description="Copies of the interview, stored when it is published or a session begins, newest first.",
    answer=Answer(VersionSummary, examples.VERSION, is_list=True),
    find=find_interview,
    paging="always",
)
async def list_versions(call: Call) -> Reply:
    page = call.page
    current = digest_of(await read_content(call, call.found))
    rows = await versions.list_versions(
        call.connection, call.organization_id, call.id, limit=(page.limit or 0) + 1, after=page.after
    )
    return page_reply(call, rows, lambda row: _summary(row, current))


@operations.get(
    "/interviews/{id}/last-change",
    id="getLastChange",
    summary="Get the last change",
    description="The last person to change the interview's own fields or one of its questions, and the time. Show it "
    "after a 412. Both are null if the change can't be attributed, such as after a version was restored.",
    answer=Answer(LastChangeOut, {"by": "Dana Reyes", "at": examples.INTERVIEW["updatedAt"]}),
    find=find_interview,
    query=LastChangeQuery,
    may_miss=True,
)
async def get_last_change(call: Call) -> Reply:
    """Tells a caller whose change was refused (412) who changed the object before them.

    Restoring a version and deleting a question also change it, but the audit log has them under other ids. After one of
    these, anywhere in the organization, the author of the last change is uncertain.
    """
    question_id = call.query.question
    object_id, operation, others = call.id, "updateInterview", ["restoreVersion", "deleteQuestion"]
    if question_id is not None:
        there = await questions.list_questions(call.connection, call.organization_id, call.id)
        if question_id not in {row.id for row in there}:
            raise NotFoundError
        object_id, operation, others = question_id, "updateQuestion", ["restoreVersion"]
    row = await audit.find_latest(call.connection, call.organization_id, object_id=object_id, operation=operation)
    if row is None or await audit.has_any_since(call.connection, call.organization_id, others, row.changed_at):
        return Reply({"by": None, "at": None})
    return Reply({"by": row.actor or None, "at": iso(row.changed_at)})


@operations.get(
    "/versions/{id}",
    id="getVersion",
    summary="Get a version",
    description="Includes its full content.",
    answer=Answer(VersionOut, examples.WHOLE_VERSION),
    find=find_version,
)
async def get_version(call: Call) -> Reply:
    current = digest_of(await read_content(call, await _interview_of(call, call.found.interview_id)))
    return Reply({**_summary(call.found, current), **content_on_wire(call.found.content)})


@operations.get(
    "/versions/{id}/difference",
    id="getDifference",
    summary="Compare a version",
    description="Compares it field by field with another version of the interview, or with the interview as it is now.",
    answer=Answer(DifferenceOut, examples.DIFFERENCE),
    find=find_version,
    query=DifferenceQuery,
)
async def compare_versions(call: Call) -> Reply:
    other, number = await _other(call)
    changes = [
        {"kind": change.kind, "path": change.path, "before": change.before, "after": change.after}
        for change in changes_between(content_on_wire(call.found.content), content_on_wire(other))
    ]
    return Reply({"before": call.found.number, "after": number, "changes": changes})


async def _other(call: Call) -> tuple[Content, int | None]:
    if call.query.to is None:
        return await read_content(call, await _interview_of(call, call.found.interview_id)), None
    reach = (call.organization_id, call.caller.project_ids)
    other = await versions.find_version(call.connection, *reach, call.query.to)
    if other is None or other.interview_id != call.found.interview_id:
        raise NotFoundError
    return other.content, other.number


@operations.post(
    "/versions/{id}/restore",
    id="restoreVersion",
    summary="Restore a version",
    description="The interview returns to this version. Its current content is kept as a version.",
    answer=Answer(InterviewOut, examples.INTERVIEW, has_etag=True),
    find=find_version,
    role="MEMBER",
)
async def restore_version(call: Call) -> Reply:
    """Saves the current content as a version first, so that restoring loses nothing."""
    row = await _interview_of(call, call.found.interview_id)
    await versions.take_version(call.connection, call.organization_id, row.id, await read_content(call, row), call.now)
    content: Content = call.found.content
    settings = {column: content["interview"][name] for column, name in SETTINGS.items() if name in content["interview"]}
    await _restore_questions(call, row.id, content["questions"])
    await interviews.update_interview(call.connection, call.organization_id, row, settings, call.now)
    after = await _interview_of(call, row.id)
    return Reply(interview_json(after), interview_etag(after))


async def _restore_questions(call: Call, interview_id: str, wanted: list[Json]) -> None:
    """Restores each question under its old id, so that sessions still refer to it."""
    present = {
        row.id: row for row in await questions.list_questions(call.connection, call.organization_id, interview_id)
    }
    for question_id in present.keys() - {item["id"] for item in wanted}:
        await questions.delete_question(call.connection, call.organization_id, question_id)
    fresh = []
    for position, item in enumerate(wanted):
        values = {column: item.get(name) for column, name in QUESTION.items()} | {"position": position}
        row = present.get(item["id"])
        if row is not None:
            await questions.update_question(call.connection, call.organization_id, row, values, call.now)
        else:
            made = {"id": item["id"], "interview_id": interview_id, "created_at": call.now, "updated_at": call.now}
            fresh.append({**values, **made})
    if fresh:
        await questions.insert_questions(call.connection, call.organization_id, fresh)
