"""The reports of a session: the current one, earlier ones, and requests for a new one."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.people import require_ended
from aural.api.validation import Json, Output
from aural.engine.privacy.transcript_check import preliminary_until
from aural.engine.purposes import gives_levels
from aural.platform.clock import iso
from aural.platform.errors import ConflictError
from aural.platform.ids import new_id
from aural.reports import examples
from aural.reports import repository as reports
from aural.sessions import correction_repository as corrections
from aural.sessions.background_endpoints import ReportOriginOut
from aural.sessions.endpoints import Evidence, ReportStatus, Score, Sentiment, find_session, rates_blind
from aural.store import jobs
from aural.store.database import Row

operations = Operations("Sessions")


class ReportOut(Output):
    """A report as it was written. `number` counts reports from 1; `revision` is the transcript's."""

    number: int
    is_current: bool
    preliminary: bool = Field(description="It is valid, but may still change when the candidate checks the transcript.")
    revision: int
    summary: str | None
    insights: list[str]
    themes: list[str]
    sentiment: Sentiment | None
    scores: list[Score] | None
    evidence: list[Evidence]
    reason: str | None
    origin: ReportOriginOut | None
    created_at: str


class ReportWish(Output):
    """A new report is being written. You can still read the previous one."""

    report_status: ReportStatus = Field(description="PENDING")


def _report_json(
    row: Row[Any], number: int, *, is_current: bool, is_hidden: bool, is_preliminary: bool = False
) -> Json:
    return {
        "number": number,
        "isCurrent": is_current,
        "preliminary": is_preliminary,
        "revision": row.revision,
        "summary": row.summary,
        "insights": row.insights,
        "themes": row.themes,
        "sentiment": row.sentiment,
        "scores": None if is_hidden else row.scores,
        "evidence": row.evidence,
        "reason": row.reason,
        "origin": row.origin,
        "createdAt": iso(row.created_at),
    }


@operations.get(
    "/sessions/{id}/reports",
    id="listReports",
    summary="List the reports of a session",
    description="Newest first; replaced reports stay unchanged.",
    answer=Answer(ReportOut, examples.REPORT, is_list=True),
    find=find_session,
)
async def list_reports(call: Call) -> Reply:
    where = (call.connection, call.organization_id, call.id)
    call.context.gate.note_access(call.caller, call.id)
    past = await reports.list_past_reports(*where)
    standing = await reports.find_report(*where)
    is_hidden = rates_blind(call.caller, call.found) or not gives_levels(call.found.purpose)
    shown = [_report_json(row, row.number, is_current=False, is_hidden=is_hidden) for row in past]
    if standing is not None:
        number = past[0].number + 1 if past else 1
        is_preliminary = preliminary_until(call.found, call.now) is not None
        newest = _report_json(standing, number, is_current=True, is_hidden=is_hidden, is_preliminary=is_preliminary)
        shown.insert(0, newest)
    return Reply(shown)


@operations.post(
    "/sessions/{id}/reports",
    id="createReport",
    summary="Rewrite a report",
    description="With the current model and the same transcript. The previous report stays readable.",
    answer=Answer(ReportWish, {"reportStatus": "PENDING"}),
    find=find_session,
    role="MEMBER",
)
async def create_report(call: Call) -> Reply:
    """Queues a job that judges the latest transcript again, with all corrections that count by now."""
    row = call.found
    require_ended(row, "rate")
    where = (call.connection, call.organization_id, call.id)
    locked = await corrections.lock_session(*where)
    if locked is None or locked.report_status in ("PENDING", "RUNNING"):
        raise ConflictError("The report is already being written. Wait until it is ready.")
    is_review = row.corrected_at is not None and await corrections.changes_answers(*where)
    # Never the revision of an earlier end of the session: that is no longer judged.
    revision = max(row.revision or 1, await corrections.next_revision(*where) - 1)
    payload = {"sessionId": call.id, "revision": revision, "isReview": is_review}
    await reports.set_report_status(*where, status="PENDING", now=call.now)
    await jobs.enqueue(
        call.connection,
        call.organization_id,
        kind="analyse",
        payload=payload,
        dedup=f"analyse:{call.id}:{new_id()}",
        now=call.now,
    )
    return Reply({"reportStatus": "PENDING"})
