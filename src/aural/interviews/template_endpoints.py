"""Interview templates: files that become interviews when they are imported."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import Field

from aural import lang
from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.validation import Json, LanguageCode, Output, Query, defaults, on_wire
from aural.engine.authoring.checks import estimated_minutes
from aural.interviews import examples
from aural.interviews.content import plan_of
from aural.interviews.copy_endpoints import FORMAT, FileInterview, InterviewFileOut
from aural.interviews.question_schemas import QuestionIn
from aural.interviews.schemas import Purpose

operations = Operations("Templates")
IDS = ("backend-engineer", "customer-support", "sales", "user-research", "nurse")


class TemplateQuery(Query):
    """The language of the templates to list."""

    language: LanguageCode = Field("en", description="The language of the templates.")


class TemplateOut(Output):
    """A template. Send its `file` to POST /interviews/import."""

    id: str
    language: LanguageCode
    title: str
    description: str
    purpose: Purpose
    question_count: int
    estimated_minutes: int
    file: InterviewFileOut


@cache
def read_template(name: str, language: str) -> Json:
    """A template with its file. Raises FileNotFoundError if it doesn't exist."""
    own = lang.of(language)
    data = own.table(f"templates/{name}")
    file = _file(data, own.code)
    interview = file["interview"]
    content = {
        "interview": {**interview, "assessmentCriteria": []},
        "questions": [{**item, "id": str(at)} for at, item in enumerate(file["questions"])],
    }
    return {
        "id": name,
        "language": language,
        "title": interview["title"],
        "description": data["about"],
        "purpose": interview["purpose"],
        "questionCount": len(file["questions"]),
        "estimatedMinutes": estimated_minutes(plan_of(content, "")),
        "file": file,
    }


def _file(data: Mapping[str, Any], language: str) -> Json:
    """The file with all fields. Fields that the template leaves out have their defaults."""
    criteria = [{"anchors": [], "questions": [], **one} for one in data.get("criteria", [])]
    settings: Json = {**on_wire(FileInterview, defaults(FileInterview)), **data["interview"], "language": language}
    settings["assessmentCriteria"] = [_criterion(one) for one in criteria]
    plain: dict[str, Any] = on_wire(QuestionIn, defaults(QuestionIn))
    plain.pop("order")
    return {
        "format": FORMAT,
        "version": 1,
        "interview": settings,
        "questions": [{**plain, **item} for item in data["questions"]],
    }


def _criterion(one: Json) -> Json:
    levels = [{"level": level, "text": text} for level, text in enumerate(one["anchors"], 1)]
    return {"name": one["name"], "description": one["description"], "anchors": levels, "questions": one["questions"]}


@operations.get(
    "/templates",
    id="listTemplates",
    summary="List templates",
    description="Ready-made interviews. `POST /interviews/import` creates an interview from a template's `file`.",
    answer=Answer(TemplateOut, examples.TEMPLATE, is_list=True),
    query=TemplateQuery,
)
async def list_templates(call: Call) -> Reply:
    return Reply([read_template(name, call.query.language) for name in IDS])
