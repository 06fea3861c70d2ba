"""The reports of a session: the current one, earlier ones, and requests for a new one."""

from __future__ import annotations

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.people import require_ended
from aural.api.representation import Time, represent
from aural.api.validation import Json, Output
from aural.engine.privacy.transcript_check import preliminary_until
from aural.engine.purposes import gives_levels
from aural.platform.errors import ConflictError
from aural.platform.ids import new_id
from aural.reports import examples
from aural.reports import repository as reports
from aural.reports.level_service import rates_blind
from aural.sessions import correction_repository as corrections
from aural.sessions import repository as sessions
from aural.sessions.background_endpoints import ReportOriginOut
from aural.sessions.endpoints import (
    NO_REPORT,
    Evidence,
    ReportStatus,
    Score,
    Sentiment,
    find_session,
)
from aural.store import jobs

operations = Operations("Sessions")


class ReportOut(Output):
    """A report as it was written. `number` counts reports from 1; `revision` is that of the transcript."""

    number: int
    is_current: bool
    preliminary: bool = Field(
        description="The report is valid, but may still change: the candidate can check the transcript."
    )
    revision: int
    summary: str | None
    insights: list[str]
    themes: list[str]
    sentiment: Sentiment | None
    scores: list[Score] | None
    evidence: list[Evidence]
    reason: str | None
    origin: ReportOriginOut | None
    created_at: Time


class ReportWish(Output):
    """A new report is being written. You can still read the previous one."""

    report_status: ReportStatus = Field(description="Always PENDING.")


def _report_json(call: Call, row: reports.StoredReport, *, is_current: bool, is_preliminary: bool = False) -> Json:
    has_levels = gives_levels(call.found.purpose)
    given: Json = reports.added_sections(row.sections) | ({} if has_levels else {"scores": None})
    if has_levels and rates_blind(call.caller, call.found):
        given = {**NO_REPORT}
    return represent(ReportOut, row, is_current=is_current, preliminary=is_preliminary, **given)


@operations.get(
    "/sessions/{id}/reports",
    id="listReports",
    summary="List the reports of a session",
    description="Newest first. Replaced reports are kept unchanged. The AI's parts are null or empty while you have "
    "to rate blind first.",
    answer=Answer(ReportOut, examples.REPORT, is_list=True),
    find=find_session,
)
async def list_reports(call: Call) -> Reply:
    where = (call.connection, call.organization_id, call.id)
    call.context.gate.note_access(call.caller, call.id)
    past = await reports.list_past_reports(*where)
    standing = await reports.find_report(*where)
    shown = [_report_json(call, row, is_current=False) for row in past]
    if standing is not None:
        is_preliminary = preliminary_until(call.found, call.now) is not None
        shown.insert(0, _report_json(call, standing, is_current=True, is_preliminary=is_preliminary))
    return Reply(shown)


@operations.post(
    "/sessions/{id}/reports",
    id="createReport",
    summary="Rewrite a report",
    description="Uses the current model and the same transcript. You can still read the previous report.",
    answer=Answer(ReportWish, {"reportStatus": "PENDING"}),
    find=find_session,
    role="MEMBER",
)
async def create_report(call: Call) -> Reply:
    """Queues a job that judges the latest transcript again, with all corrections that count by now."""
    row: sessions.Session = call.found
    require_ended(row, "rate")
    where = (call.connection, call.organization_id, call.id)
    locked = await corrections.lock_session(*where)
    if locked is None or locked.report_status in ("PENDING", "RUNNING"):
        raise ConflictError("The report is already being written. Wait until it is ready.")
    is_review = row.corrected_at is not None and await corrections.changes_answers(*where)
    # Never use the revision of an earlier end of the session: the job would do nothing.
    revision = max(row.report_revision or 1, await corrections.next_revision(*where) - 1)
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
