"""Duplicates interviews, and exports them to and imports them from files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

import orjson
from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply
from aural.api.validation import Input, Json, Name, Output, Problem, defaults, no_default, on_wire
from aural.interviews import examples
from aural.interviews import question_repository as questions
from aural.interviews import repository as interviews
from aural.interviews.content import SETTINGS, Content, content_of
from aural.interviews.criteria_schemas import AnchorOut, FileCriterion, check_places, from_places, to_places
from aural.interviews.endpoints import find_interview, reply_with, require_project, require_template
from aural.interviews.probe_endpoints import content_on_wire, own_probes, suggest_probes
from aural.interviews.question_schemas import MOST_QUESTIONS, QuestionFields, QuestionIn, check_kind, columns_of
from aural.interviews.schemas import InterviewOut, InterviewSettings, SettingsOut, check_modes
from aural.platform.ids import new_id

operations = Operations("Interviews")
FORMAT = "aural-interview"
LONGEST_TITLE = 200


class FileInterview(InterviewSettings):
    """The settings of an interview in a file."""

    assessment_criteria: list[FileCriterion] = Field([], max_length=50, description="Rubric for the report.")


class FileContent(Input):
    """An interview as a file, without data about an organization, a candidate or a session."""

    format: Literal["aural-interview"]
    version: Literal[1]
    interview: FileInterview
    questions: Annotated[list[QuestionIn], Field(max_length=MOST_QUESTIONS)] = Field(
        [], description="The questions in order. Their `order` fields are ignored."
    )


class InterviewFile(FileContent):
    """An interview as a file, and whether it becomes a draft."""

    is_draft: bool = Field(
        False,
        description="Whether the interview is a draft, which takes no candidates yet. Default: false.",
        json_schema_extra=no_default,
    )


class FileCriterionOut(Output):
    name: str
    description: str
    anchors: list[AnchorOut]
    questions: list[int]


class FileInterviewOut(SettingsOut):
    assessment_criteria: list[FileCriterionOut]


class InterviewFileOut(Output):
    format: Literal["aural-interview"]
    version: Literal[1]
    interview: FileInterviewOut
    questions: list[QuestionFields]


class DuplicateIn(Input):
    """How the copy differs."""

    title: Name | None = Field(None, description="The copy's title. If omitted, the original's title with `(copy)`.")
    is_draft: bool = Field(
        False,
        description="Whether the copy is a draft, which takes no candidates yet. Default: false.",
        json_schema_extra=no_default,
    )


def check_file(values: Mapping[str, object], _sent: object) -> list[Problem]:
    """Checks the rules that the file's schema cannot express. Each problem has its path in the file."""
    settings, items = values.get("interview"), values.get("questions")
    problems: list[Problem] = []
    if isinstance(settings, dict):
        base = on_wire(FileInterview, defaults(FileInterview))
        problems += [(f"interview.{path}", text) for path, text in check_modes({**base, **settings}, settings)]
        places = check_places(settings.get("assessmentCriteria"), len(items) if isinstance(items, list) else 0)
        problems += [(f"interview.{path}", text) for path, text in places]
    base = on_wire(QuestionIn, defaults(QuestionIn))
    for at, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            problems += [(f"questions.{at}.{path}", text) for path, text in check_kind({**base, **item}, item)]
    return problems


def file_of(content: Content) -> Json:
    """The content in the form of an exported file."""
    asked = content_on_wire(content)["questions"]
    ids = [item["id"] for item in asked]
    criteria = to_places(content["interview"]["assessmentCriteria"], ids)
    return {
        "format": FORMAT,
        "version": 1,
        "interview": {**content["interview"], "assessmentCriteria": criteria},
        "questions": [{name: value for name, value in item.items() if name != "id"} for item in asked],
    }


async def read_content(call: Call, row: interviews.Interview) -> Content:
    """The interview's current content."""
    asked = await questions.list_questions(call.connection, call.organization_id, row.id)
    return content_of(row, asked)


async def insert_copy(
    call: Call, project_id: str, settings: Mapping[str, object], criteria: Sequence[Json], items: Sequence[Json]
) -> str:
    """Adds an interview with these questions and returns its id. `criteria` refer to questions by position."""
    ids = [new_id() for _ in items]
    values = {**settings, "assessment_criteria": from_places(criteria, ids)}
    interview_id = await interviews.insert_interview(
        call.connection, call.organization_id, project_id, values, call.now
    )
    fixed = {"interview_id": interview_id, "created_at": call.now, "updated_at": call.now}
    rows = [
        {**columns_of({**defaults(QuestionIn), **item}), **fixed, "id": question_id, "position": position}
        for position, (question_id, item) in enumerate(zip(ids, items, strict=True))
    ]
    if rows:
        await questions.insert_questions(call.connection, call.organization_id, rows)
    return interview_id


async def copy_of(call: Call, row: interviews.Interview, **changed: object) -> str:
    """Copies an interview within its project, with these columns changed, and returns the copy's id."""
    asked = await questions.list_questions(call.connection, call.organization_id, row.id)
    content = content_of(row, asked)
    columns = {column: content["interview"][name] for column, name in SETTINGS.items()}
    criteria = to_places(columns.pop("assessment_criteria"), [item.id for item in asked])
    items = [{name: getattr(item, name) for name in QuestionIn.model_fields} for item in asked]
    return await insert_copy(call, row.project_id, {**columns, **changed}, criteria, items)


@operations.post(
    "/interviews/{id}/duplicate",
    id="duplicateInterview",
    summary="Duplicate an interview",
    description="The copy has the same settings, criteria and questions. It is invite-only, and has no sessions. It "
    "is active, even as the copy of a draft, unless the request says `isDraft`.",
    answer=Answer(InterviewOut, examples.INTERVIEW, has_etag=True),
    find=find_interview,
    role="MEMBER",
    body=Body(DuplicateIn, {"title": "Backend screening, seniors"}, may_be_absent=True),
    plan_limit="templates",
    locks_organization=True,
)
async def duplicate_interview(call: Call) -> Reply:
    is_draft = call.body.get("is_draft", False)
    if not is_draft:
        await require_template(call)
    title = call.body.get("title") or f"{call.found.title[: LONGEST_TITLE - 7]} (copy)"
    call.id = await copy_of(call, call.found, title=title, is_draft=is_draft)
    return await reply_with(call)


@operations.get(
    "/interviews/{id}/file",
    id="exportInterview",
    summary="Save an interview as a file",
    description="Contains settings, criteria and questions as JSON, and nothing about candidates or sessions.",
    answer=None,
    media_types=("application/json",),
    find=find_interview,
)
async def export_interview(call: Call) -> Reply:
    content = file_of(await read_content(call, call.found))
    name = re.sub(r'[\\/:*?"<>|\s]+', " ", call.found.title).strip() + ".json"
    indented = orjson.dumps(content, option=orjson.OPT_INDENT_2)
    return Reply(None, file=indented, file_name=name, media_type="application/json")


def _with_own_probes(item: Json, language: str) -> Json:
    """Drops the question's probes if they equal the suggested ones, so that they stay suggestions."""
    whole = {**defaults(QuestionIn), **item}
    suggested = suggest_probes(whole["text"], whole["type"], language)
    return {**item, "probes": own_probes(whole["probes"], suggested)}


@operations.post(
    "/interviews/import",
    id="importInterview",
    summary="Create an interview from a file",
    description="Takes a file from `GET /interviews/{id}/file` or from a template. The interview is created in the "
    "first project that the caller can access. It is active, unless the request says `isDraft`.",
    answer=Answer(InterviewOut, examples.INTERVIEW, has_etag=True),
    role="MEMBER",
    body=Body(InterviewFile, examples.FILE, check=check_file),
    plan_limit="templates",
    locks_organization=True,
)
async def import_interview(call: Call) -> Reply:
    project = await require_project(call)
    is_draft = call.body.get("is_draft", False)
    if not is_draft:
        await require_template(call)
    settings = {**call.body["interview"], "is_draft": is_draft}
    criteria = settings.pop("assessment_criteria")
    language = settings.get("language", defaults(FileInterview)["language"])
    items = [_with_own_probes(item, language) for item in call.body.get("questions", [])]
    call.id = await insert_copy(call, project, settings, criteria, items)
    return await reply_with(call)
