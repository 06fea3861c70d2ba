"""The operations of writing interviews: versions, copies, templates, the library."""

from __future__ import annotations

from aural.api import examples
from aural.api.operations import Answer, Body, Operation
from aural.api.validation import Json
from aural.engine.authoring.checks import Concern
from aural.interviews import check_endpoints as checks
from aural.interviews import copy_endpoints as copies
from aural.interviews import endpoints as interviews
from aural.interviews import library_endpoints as library
from aural.interviews import preview_endpoints as previews
from aural.interviews import template_endpoints as templates
from aural.interviews import version_endpoints as versions
from aural.interviews.question_schemas import QuestionFields, check_kind
from aural.interviews.schemas import InterviewOut, SettingsOut

CRITERION: Json = examples.INTERVIEW["assessmentCriteria"][0]
CRITERION_IN_FILE = {**{name: CRITERION[name] for name in ("name", "description", "anchors")}, "questions": [0]}
SETTINGS = {name: examples.INTERVIEW[name] for name in SettingsOut.model_json_schema()["properties"]}
QUESTION = {name: examples.QUESTION[name] for name in QuestionFields.model_json_schema()["properties"]}
FILE: Json = {
    "format": copies.FORMAT,
    "version": 1,
    "interview": {**SETTINGS, "assessmentCriteria": [CRITERION_IN_FILE]},
    "questions": [QUESTION],
}
CHECKS: Json = {
    "estimatedMinutes": 4,
    "timeLimitMinutes": 30,
    "estimate": {
        "model": "gpt-5.2",
        "judge": "gpt-5.2",
        "answers": 9,
        "interviewing": {"calls": 9, "inputTokens": 23949, "cachedTokens": 19848, "outputTokens": 630},
        "judging": {"calls": 16, "inputTokens": 12280, "cachedTokens": 0, "outputTokens": 3200},
        "tokens": 40059,
        "cost": {"amount": 0.0613, "currency": "USD"},
        "interviewsLeft": None,
    },
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
VERSION_ID = "019643e0-2d11-7c3f-8a4b-5c6d7e8f9a0b"
VERSION: Json = {
    "id": VERSION_ID,
    "interviewId": examples.INTERVIEW_ID,
    "number": 4,
    "createdAt": examples.INTERVIEW["updatedAt"],
    "sessionCount": 12,
    "isCurrent": False,
}
WHOLE_VERSION: Json = {
    **VERSION,
    "interview": {**SETTINGS, "assessmentCriteria": [CRITERION]},
    "questions": [{**QUESTION, "id": examples.QUESTION_ID}],
}
DIFFERENCE: Json = {
    "before": 4,
    "after": None,
    "changes": [
        {"kind": "changed", "path": "timeLimitMinutes", "before": 30, "after": 45},
        {"kind": "changed", "path": f"questions.{examples.QUESTION_ID}.text", "before": "Pick", "after": "Pick one"},
    ],
}
LIBRARY_ID = "019643e1-3e22-7d4a-9b5c-6d7e8f9a0b1c"
KEPT: Json = {
    **QUESTION,
    "id": LIBRARY_ID,
    "tags": ["api", "design"],
    "createdAt": examples.INTERVIEW["createdAt"],
    "updatedAt": examples.INTERVIEW["updatedAt"],
}
PREVIEW: Json = {
    "url": "https://aural.example.com/i/preview-3f9a1c07be?token=4fK9s2LxQ0aZt7Yb3Nc8Rw",
    "expiresAt": "2026-04-01T16:31:00.000Z",
}

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET",
        path="/interviews/{id}/checks",
        id="getChecks",
        summary="Check an interview",
        description="Leading, double or protected-trait questions, criteria without a question, how long it "
        "takes, and the model usage to expect.",
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
        answer=Answer(InterviewOut, examples.INTERVIEW, has_etag=True),
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
        answer=Answer(InterviewOut, examples.INTERVIEW, has_etag=True),
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
    Operation(
        method="POST",
        path="/interviews/{id}/preview",
        id="previewInterview",
        summary="Preview an interview",
        description="A link to a real room on a copy of it, open for four hours: counted, listed and reported nowhere.",
        tag="Interviews",
        mode="LIVE",
        handler=previews.preview_interview,
        answer=Answer(previews.PreviewLink, PREVIEW),
        find=interviews.find_interview,
        role="MEMBER",
    ),
    Operation(
        method="GET",
        path="/interviews/{id}/versions",
        id="listVersions",
        summary="List versions",
        description="What the interview said when it was published or a session began, newest first.",
        tag="Versions",
        handler=versions.list_versions,
        answer=Answer(versions.VersionSummary, VERSION, is_list=True),
        find=interviews.find_interview,
        paging="always",
    ),
    Operation(
        method="GET",
        path="/interviews/{id}/last-change",
        id="getLastChange",
        summary="Who changed it last",
        description="Who changed the interview's own fields, or those of one of its questions, last, and when: what to "
        "tell with a 412.",
        tag="Versions",
        handler=versions.get_last_change,
        answer=Answer(versions.LastChangeOut, {"by": "Dana Reyes", "at": examples.INTERVIEW["updatedAt"]}),
        find=interviews.find_interview,
        query=versions.LastChangeQuery,
        may_miss=True,
    ),
    Operation(
        method="GET",
        path="/versions/{id}",
        id="getVersion",
        summary="Get a version",
        description="With all that it says.",
        tag="Versions",
        handler=versions.get_version,
        answer=Answer(versions.VersionOut, WHOLE_VERSION),
        find=versions.find_version,
    ),
    Operation(
        method="GET",
        path="/versions/{id}/difference",
        id="getDifference",
        summary="Compare a version",
        description="With another one of the same interview, or with the interview as it is now, field by field.",
        tag="Versions",
        handler=versions.compare_versions,
        answer=Answer(versions.DifferenceOut, DIFFERENCE),
        find=versions.find_version,
        query=versions.DifferenceQuery,
    ),
    Operation(
        method="POST",
        path="/versions/{id}/restore",
        id="restoreVersion",
        summary="Restore a version",
        description="The interview says again what it said then. What it says now is kept as a version.",
        tag="Versions",
        handler=versions.restore_version,
        answer=Answer(InterviewOut, examples.INTERVIEW, has_etag=True),
        find=versions.find_version,
        role="MEMBER",
    ),
    Operation(
        method="GET",
        path="/library",
        id="listLibrary",
        summary="List kept questions",
        description="The question library, newest first.",
        tag="Library",
        handler=library.list_library,
        answer=Answer(library.LibraryQuestionOut, KEPT, is_list=True),
        query=library.LibraryQuery,
        paging="always",
    ),
    Operation(
        method="POST",
        path="/library",
        id="saveToLibrary",
        summary="Keep a question",
        description="For reuse in any interview: what is answered can be sent as a new question.",
        tag="Library",
        handler=library.save_to_library,
        answer=Answer(library.LibraryQuestionOut, KEPT, has_etag=True),
        role="MEMBER",
        body=Body(library.LibraryQuestionIn, {"text": "Why?", "tags": ["Design"]}, check=check_kind),
    ),
    Operation(
        method="GET",
        path="/library/{id}",
        id="getLibraryQuestion",
        summary="Get a kept question",
        description="With its version, for `If-Match`.",
        tag="Library",
        handler=library.get_library_question,
        answer=Answer(library.LibraryQuestionOut, KEPT, has_etag=True),
        find=library.find_library_question,
    ),
    Operation(
        method="PATCH",
        path="/library/{id}",
        id="updateLibraryQuestion",
        summary="Change a kept question",
        description="What is left out stays as it is. Interviews that use it are not changed.",
        tag="Library",
        handler=library.update_library_question,
        answer=Answer(library.LibraryQuestionOut, KEPT, has_etag=True),
        find=library.find_library_question,
        role="MEMBER",
        body=Body(
            library.LibraryQuestionChange,
            {"tags": ["design"]},
            check=check_kind,
            stored=library.library_json,
        ),
    ),
    Operation(
        method="DELETE",
        path="/library/{id}",
        id="deleteLibraryQuestion",
        summary="Delete a kept question",
        description="From the library only: interviews that use it keep it.",
        tag="Library",
        handler=library.delete_library_question,
        answer=Answer(library.Forgotten, {"id": LIBRARY_ID, "deleted": True}),
        find=library.find_library_question,
        role="MEMBER",
    ),
)
