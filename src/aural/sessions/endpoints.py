"""Finds and lists sessions with their reports. The room writes them. transcript_endpoints.py returns the words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal

from orjson import Fragment
from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply, page_reply
from aural.api.validation import Day, Json, Output, Query
from aural.engine.authoring.drafts import Purpose
from aural.engine.live import Live, LiveState, live_of
from aural.engine.privacy.addresses import masked
from aural.engine.privacy.transcript_check import preliminary_until
from aural.engine.purposes import gives_levels
from aural.engine.state import fold
from aural.guard.auth.callers import Caller
from aural.interviews.endpoints import find_interview
from aural.platform.clock import iso
from aural.reports.level_service import is_reviewer
from aural.sessions import correction_repository as corrections
from aural.sessions import examples
from aural.sessions import repository as sessions
from aural.sessions import running_repository as running
from aural.sessions.filters_repository import NO_EVIDENCE, SessionFilters
from aural.store.database import Row

operations = Operations("Sessions")
operations_across = Operations("Sessions")  # the OpenAPI document lists it further down
Status = Literal["IN_PROGRESS", "COMPLETED", "ABANDONED"]
EndReason = Literal["FINISHED", "CANDIDATE_ENDED", "TIME_LIMIT", "NO_ANSWER", "CONSENT_WITHDRAWN"]
ReportStatus = Literal["PENDING", "RUNNING", "READY", "NOT_SCORABLE", "FAILED"]
Verdict = Literal["ADVANCE", "HOLD", "DECLINE"]
Sentiment = Literal["positive", "neutral", "negative", "mixed"]
_DAY_MS = 86_400_000
_NO_REPORT: Json = {"summary": None, "insights": [], "themes": [], "sentiment": None, "scores": None, "evidence": []}


def _missing() -> None:
    """The default factory of fields that the OpenAPI document should list as optional, without a default."""


class LevelInterval(Output):
    """From the lowest to the highest rating. `low` is null if a rating found no evidence."""

    low: int | None
    high: int
    confidence: float = Field(
        description="That the median of this judge's ratings, however many it gave, lies inside: at least "
        "1 − 2 × 0.5^k for k ratings (0.75 for 3). It's about how steady the judge is, not about how right."
    )


class Score(Output):
    """`level` is null without evidence; never draw that as zero. Reports from before a field was added lack it."""

    criterion: str
    level: int | None = Field(ge=1, le=4, description="The median of `ratings`, the lower of two.")
    ratings: list[int | None] = Field(description="One per pass of the judge over the whole interview.")
    evidence: list[str]
    why: str | None = Field(default_factory=_missing, description="Why this level: one sentence of the judge.")
    would_raise: str | None = Field(
        default_factory=_missing, description="The part that was missing for the next level; null at 4."
    )
    spread: int | None = Field(default_factory=_missing, description="The highest rating minus the lowest.")
    interval: LevelInterval | None = Field(default_factory=_missing)
    lowered_from: int | None = Field(
        default_factory=_missing,
        description="The level with sentences that may be addressed to the judge, and with words for the top level "
        "next to words for judging. Set if it was higher than the level without them, which counts. null: no "
        "difference.",
    )


class Evidence(Output):
    """`quote` is the span `start`..`end` (code points) of one of the candidate's messages."""

    id: str
    supports: str
    message_id: str
    start: int
    end: int
    quote: str
    made: str = Field(
        default_factory=str,  # in the document it may be missing, and has no default
        description="Only where a level rests on code or a drawing that came with the message: what is quoted of it. "
        "`quote` is then the beginning of the message's own words, empty where it has none.",
    )


class LiveOut(Output):
    """Where a running session is. `question` is the number of the open question, from 1; null between questions."""

    state: LiveState
    question: int | None
    questions: int
    question_id: str | None
    text: str | None = Field(description="The open question.")


class MessageCount(Output):
    messages: int


class SessionOut(Output):
    """A session with its report."""

    id: str
    candidate_id: str
    status: Status
    end_reason: EndReason | None
    report_status: ReportStatus | None
    report_reason: str | None = Field(description="Why there is no report, or a note to its reader.")
    report_revision: int | None = Field(description="Which revision of the transcript the report judged.")
    preliminary: bool = Field(
        description="The report may still change: the candidate can check the transcript, until `preliminaryUntil` "
        "or until they have sent it."
    )
    preliminary_until: str | None = Field(description="null: not preliminary.")
    participant_name: str | None
    participant_email: str | None = Field(description="Masked for a VIEWER.")
    summary: str | None
    insights: list[str]
    themes: list[str]
    sentiment: Sentiment | None
    scores: list[Score] | None = Field(description="null: not scored.")
    evidence: list[Evidence]
    language: str
    version_number: int | None = Field(description="Of the interview that it ran on; null: before there were versions.")
    total_duration_seconds: int
    started_at: str
    completed_at: str | None
    created_at: str
    updated_at: str
    counts: MessageCount = Field(alias="_count")
    interview_id: str
    interview_title: str
    purpose: Purpose = Field(description="Of its interview. Sessions of RESEARCH have no levels.")
    live: LiveOut | None = Field(description="Its current state, while it runs.")
    has_problem: bool = Field(description="The candidate reported a problem.")
    decision: Verdict | None = Field(description="The last decision by a person. Nothing else decides.")
    is_reviewed: bool = Field(description="You have rated something of it.")
    levels_hidden: bool = Field(
        description="`scores` is null since this interview is rated blind: rate each criterion first."
    )


Level = Literal["1", "2", "3", "4", "none"]


class SessionQuery(Query):
    """Session filters. A field that is left out matches everything; a field with several values matches any of them."""

    q: str | None = Field(
        None, max_length=200, description="Words in the participant's name or email (for a VIEWER: in the name)."
    )
    status: list[Status] = Field([], max_length=3)
    report_status: list[ReportStatus] = Field([], max_length=5)
    decision: list[Literal["ADVANCE", "HOLD", "DECLINE", "NONE"]] = Field([], max_length=4)
    reviewed: bool | None = Field(None, description="true: those that you have rated; false: all others.")
    problem: bool | None = Field(None, description="true: the candidate reported a problem.")
    since: Day | None = Field(None, alias="from", description="Begun on this day (UTC) or later.")
    until: Day | None = Field(None, alias="to", description="Begun on this day (UTC) or earlier.")
    criterion: str | None = Field(None, max_length=200, description="The criterion that `level` refers to.")
    level: list[Level] = Field([], max_length=5, description="Levels of the criterion, 1 to 4; `none`: no evidence.")
    theme: list[Annotated[str, Field(max_length=200)]] = Field(
        [], max_length=120, description="Sessions whose report names any of these themes, as named by insights."
    )
    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = Field(
        None, description="Those that run, or ran, on this version of their interview, by its number."
    )
    question: str | None = Field(None, max_length=36, description="The question that `outcome` refers to.")
    outcome: Literal["answered", "skipped", "left", "unreached"] | None = Field(
        None, description="Outcome of the question, as counted by insights."
    )


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp() * 1000)


def read_wanted(call: Call) -> SessionFilters:
    """The filters of the call's SessionQuery, as its caller may use them."""
    asked: SessionQuery = call.query
    return SessionFilters(
        words=asked.q or None,
        by_name_only=call.caller.role == "VIEWER",  # a masked address isn't searched
        statuses=tuple(asked.status),
        report_statuses=tuple(asked.report_status),
        decisions=tuple(asked.decision),
        is_reviewed=asked.reviewed,
        has_problem=asked.problem,
        since=None if asked.since is None else _midnight(asked.since),
        until=None if asked.until is None else _midnight(asked.until) + _DAY_MS,
        criterion=asked.criterion,
        levels=tuple(NO_EVIDENCE if level == "none" else int(level) for level in asked.level),
        themes=tuple(asked.theme),
        version=asked.version,
        question_id=asked.question,
        outcome=asked.outcome,
        is_blind=is_reviewer(call.caller),
    )


def stored(text: str | None) -> Fragment | None:
    """Passes stored JSON on to the response without parsing it."""
    return None if text is None else Fragment(text)


def rates_blind(caller: Caller, row: Row[Any]) -> bool:
    """Whether the caller has to rate the session before its levels are shown."""
    return bool(is_reviewer(caller) and row.is_blind and row.revealed_at is None)


def hides_levels(caller: Caller, row: Row[Any]) -> bool:
    """Whether the AI's levels are hidden until this reviewer has given their own."""
    return rates_blind(caller, row) and row.scores not in (None, "null") and gives_levels(row.purpose)


def _report_json(row: Row[Any], *, has_levels: bool) -> Json:
    if row.report_status != "READY" or row.insights is None:
        return _NO_REPORT
    return {
        "summary": row.summary,
        "insights": stored(row.insights),
        "themes": stored(row.themes),
        "sentiment": row.sentiment,
        "scores": stored(row.scores) if has_levels else None,
        "evidence": stored(row.evidence),
    }


def email_for(caller: Caller, email: str | None) -> str | None:
    """The address as this caller may see it: masked for a VIEWER."""
    return masked(email) if email and caller.role == "VIEWER" else email


def live_json(live: Live | None) -> Json | None:
    if live is None:
        return None
    at = {"state": live.state, "question": live.number, "questions": live.questions}
    return {**at, "questionId": live.question_id, "text": live.question}


async def find_live(call: Call, rows: Sequence[Row[Any]]) -> dict[str, Live]:
    """The live state of each of these sessions that is running, by session id."""
    ids = [row.id for row in rows if row.status == "IN_PROGRESS"]
    logs = await running.list_logs(call.connection, call.organization_id, ids)
    return {session_id: live_of(plan, fold(plan, log)) for session_id, (plan, log) in logs.items()}


def preliminary_json(session: Any, now: int) -> Json:
    """Whether the session's report may still change, and until when."""
    until = preliminary_until(session, now)
    return {"preliminary": until is not None, "preliminaryUntil": None if until is None else iso(until)}


def session_json(call: Call, row: Row[Any], live: Live | None) -> Json:
    is_hidden = hides_levels(call.caller, row)
    has_levels = not is_hidden and gives_levels(row.purpose)
    return {
        "id": row.id,
        "candidateId": row.candidate_id,
        "status": row.status,
        "endReason": row.end_reason,
        "reportStatus": row.report_status,
        "reportReason": row.reason,
        "reportRevision": row.revision,
        **preliminary_json(row, call.now),
        "participantName": row.participant_name,
        "participantEmail": email_for(call.caller, row.participant_email),
        **_report_json(row, has_levels=has_levels),
        "language": row.language,
        "versionNumber": row.version_number,
        "totalDurationSeconds": row.total_duration_seconds,
        "startedAt": iso(row.started_at),
        "completedAt": None if row.completed_at is None else iso(row.completed_at),
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
        "_count": {"messages": row.message_count},
        "interviewId": row.interview_id,
        "interviewTitle": row.title,
        "purpose": row.purpose,
        "live": live_json(live),
        "hasProblem": bool(row.has_problem),
        "decision": row.decision,
        "isReviewed": row.rated_at is not None,
        "levelsHidden": is_hidden,
    }


@operations_across.get(
    "/sessions",
    id="listAllSessions",
    summary="List the sessions of all interviews",
    description="Sessions that the caller can access, with their reports, newest first.",
    query=SessionQuery,
    answer=Answer(SessionOut, examples.SESSION, is_list=True),
    paging="always",
)
@operations.get(
    "/interviews/{id}/sessions",
    id="listSessions",
    summary="List sessions",
    description="Sessions of an interview with their reports, newest first.",
    query=SessionQuery,
    answer=Answer(SessionOut, examples.SESSION, is_list=True),
    find=find_interview,
    paging="always",
)
async def list_sessions(call: Call) -> Reply:
    """The sessions of `/interviews/{id}/sessions`, or all within the caller's reach."""
    page = call.page
    rows = await sessions.list_sessions(
        call.connection,
        call.organization_id,
        call.id or None,
        limit=(page.limit or 0) + 1,
        after=page.after,
        projects=None if call.id else call.caller.project_ids,
        reviewer_id=call.caller.user_id,
        wanted=read_wanted(call),
    )
    live = await find_live(call, rows)
    return page_reply(call, rows, lambda row: session_json(call, row, live.get(row.id)))


async def find_session(call: Call, *, lock: bool) -> Row[Any] | None:
    """The session of `/sessions/{id}`. `lock` prevents it from being erased while the call writes to it."""
    if lock:
        await corrections.lock_session(call.connection, call.organization_id, call.id)
    reach = (call.organization_id, call.caller.project_ids)
    return await sessions.find_session(call.connection, *reach, call.id, call.caller.user_id)
