"""The background of a report: the questions as asked, the author, clock stops, consents and requests."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.validation import Json, Output
from aural.engine.log import Entry
from aural.engine.plan import Plan
from aural.engine.state import fold
from aural.interviews.criteria_schemas import AnchorOut
from aural.platform.clock import iso
from aural.privacy import erasure_repository as erasure
from aural.privacy import request_repository as requests
from aural.privacy.request_endpoints import RequestOut, request_json
from aural.reports import repository as reports
from aural.reports.analysis.notes import set_aside
from aural.sessions import examples
from aural.sessions import running_repository as running
from aural.sessions.endpoints import find_session

operations = Operations("Sessions")


class AskedOut(Output):
    """A question as it was in this session."""

    id: str
    text: str
    type: str
    is_required: bool


class AskedCriterionOut(Output):
    """A criterion as it was in this session."""

    name: str
    description: str
    anchors: list[AnchorOut] = Field(description="Descriptions of answers at levels, for people who rate.")
    question_ids: list[str] = Field(description="The questions whose answers count; empty: all questions.")


class ServiceOut(Output):
    """`provider`: the service's name or host. `use`: `interviewing`, `judging`, `hearing` or `speaking`."""

    provider: str
    use: str


class ConsentOut(Output):
    """`services`: the services that the consent text named; only for the item `interview`."""

    item: str
    version: str
    given_at: str
    withdrawn_at: str | None
    services: list[ServiceOut] | None


class StopOut(Output):
    """A period in which the clock was stopped. `seconds` is null if the clock didn't start again."""

    why: Literal["pause", "problem", "disconnected"]
    at: str
    seconds: int | None


class ReportOriginOut(Output):
    """The author of the report. `version` is the version of the template set or the prompt."""

    source: Literal["template", "model"]
    name: str
    version: str
    fallback: str | None = Field(description="Why a template was used instead of a model.")


class BackgroundOut(Output):
    """The background of a report, besides the transcript."""

    questions: list[AskedOut]
    criteria: list[AskedCriterionOut]
    report_origin: ReportOriginOut | None = Field(description="null: there is no report, or it is NOT_SCORABLE.")
    report_made_at: str | None
    set_aside: list[int] = Field(description="`seq` of each answer not judged because of a reported problem.")
    stops: list[StopOut]
    consents: list[ConsentOut]
    requests: list[RequestOut]


def _plan_json(plan: Plan | None) -> Json:
    if plan is None:
        return {"questions": [], "criteria": []}
    return {
        "questions": [
            {"id": q.id, "text": q.text, "type": q.type, "isRequired": q.is_required} for q in plan.questions
        ],
        "criteria": [
            {
                "name": criterion.name,
                "description": criterion.description,
                "anchors": [{"level": level, "text": text} for level, text in criterion.anchors],
                "questionIds": list(criterion.question_ids),
            }
            for criterion in plan.criteria
        ],
    }


def _log_json(plan: Plan | None, log: tuple[Entry, ...]) -> Json:
    if plan is None:
        return {"setAside": [], "stops": []}
    watch = fold(plan, log).stopwatch
    stops: list[Json] = [{"why": stop.why, "at": iso(stop.at), "seconds": stop.seconds} for stop in watch.stops]
    if watch.since is None and watch.why in ("pause", "problem", "disconnected"):
        stops.append({"why": watch.why, "at": iso(watch.stood_at), "seconds": None})
    return {"setAside": sorted(set_aside(log)), "stops": stops}


def _consent_json(row: erasure.Consent) -> Json:
    withdrawn = None if row.withdrawn_at is None else iso(row.withdrawn_at)
    return {
        "item": row.item,
        "version": row.text_version,
        "givenAt": iso(row.given_at),
        "withdrawnAt": withdrawn,
        "services": None if row.services is None else [_service_json(service) for service in row.services],
    }


def _service_json(service: Json) -> Json:
    return {"provider": service["provider"], "use": service["use"]}


@operations.get(
    "/sessions/{id}/background",
    id="getBackground",
    summary="Get the background of a report",
    description="The questions and criteria that the session used, the report's author, clock stops, consents and "
    "requests.",
    answer=Answer(BackgroundOut, examples.BACKGROUND),
    find=find_session,
)
async def get_background(call: Call) -> Reply:
    where = (call.connection, call.organization_id)
    call.context.gate.note_access(call.caller, call.id)
    logs = await running.list_logs(*where, [call.id])
    plan, log = logs.get(call.id, (None, ()))
    report = await reports.find_report(*where, call.id)
    consents = await erasure.list_consents(*where, call.id)
    asked = await requests.list_requests_of(*where, call.found.candidate_id)
    made = {
        "reportOrigin": None if report is None else report.origin,
        "reportMadeAt": None if report is None else iso(report.created_at),
    }
    told = {"consents": list(map(_consent_json, consents)), "requests": [request_json(call, row) for row in asked]}
    return Reply(_plan_json(plan) | made | _log_json(plan, log) | told)
