"""The operations of writing interviews: versions, copies, templates, the library."""

from __future__ import annotations

from aural.api import checks, copies, examples, interviews, questions, templates
from aural.api.operations import Answer, Body, Operation
from aural.api.validation import Json
from aural.interview.checks import Concern

CRITERION: Json = examples.INTERVIEW["assessmentCriteria"][0]
CRITERION_IN_FILE = {**{name: CRITERION[name] for name in ("name", "description", "anchors")}, "questions": [0]}
SETTINGS = {name: examples.INTERVIEW[name] for name in interviews.SettingsOut.model_json_schema()["properties"]}
QUESTION = {name: examples.QUESTION[name] for name in questions.QuestionFields.model_json_schema()["properties"]}
FILE: Json = {
    "format": copies.FORMAT,
    "version": 1,
    "interview": {**SETTINGS, "assessmentCriteria": [CRITERION_IN_FILE]},
    "questions": [QUESTION],
}
CHECKS: Json = {
    "estimatedMinutes": 4,
    "timeLimitMinutes": 30,
    "concerns": [checks.concern_json(Concern("CRITERION_WITHOUT_QUESTION", criterion=0))],
}
TEMPLATE: Json = {
    "id": "backend-engineer",
    "language": "en",
    "title": "Backend engineer: first conversation",
    "description": "For engineers who build and run services.",
    "purpose": "HIRING",
    "questionCount": 1,
    "estimatedMinutes": 4,
    "file": FILE,
}

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET",
        path="/interviews/{id}/checks",
        id="getChecks",
        summary="Check an interview",
        description="Leading, double or protected-trait questions, criteria without a question, and the time it takes.",
        tag="Interviews",
        handler=checks.get_checks,
        answer=Answer(checks.ChecksOut, CHECKS),
        find=interviews.find_interview,
    ),
    Operation(
        method="POST",
        path="/interviews/{id}/duplicate",
        id="duplicateInterview",
        summary="Duplicate an interview",
        description="A new one with the same settings, criteria and questions, invite-only and without sessions.",
        tag="Interviews",
        handler=copies.duplicate_interview,
        answer=Answer(interviews.InterviewOut, examples.INTERVIEW, has_etag=True),
        find=interviews.find_interview,
        role="MEMBER",
        body=Body(copies.DuplicateIn, {"title": "Backend screening, seniors"}),
        plan_limit="templates",
        locks_organization=True,
    ),
    Operation(
        method="GET",
        path="/interviews/{id}/file",
        id="exportInterview",
        summary="Save an interview as a file",
        description="Settings, criteria and questions as JSON; nothing about candidates or sessions.",
        tag="Interviews",
        handler=copies.export_interview,
        answer=None,
        media_types=("application/json",),
        find=interviews.find_interview,
    ),
    Operation(
        method="POST",
        path="/interviews/import",
        id="importInterview",
        summary="Make an interview from a file",
        description="Of what `GET /interviews/{id}/file` or a template gives, in the first project within reach.",
        tag="Interviews",
        handler=copies.import_interview,
        answer=Answer(interviews.InterviewOut, examples.INTERVIEW, has_etag=True),
        role="MEMBER",
        body=Body(copies.InterviewFile, FILE, check=copies.check_file),
        plan_limit="templates",
        locks_organization=True,
    ),
    Operation(
        method="GET",
        path="/templates",
        id="listTemplates",
        summary="List templates",
        description="Interviews to begin with. `POST /interviews/import` makes one of a template's `file`.",
        tag="Templates",
        handler=templates.list_templates,
        answer=Answer(templates.TemplateOut, TEMPLATE, is_list=True),
        query=templates.TemplateQuery,
    ),
)
