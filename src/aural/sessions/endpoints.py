"""Finds and lists sessions with their reports. The room writes them; transcript_endpoints.py returns the messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply, page_reply
from aural.api.representation import Time, represent
from aural.api.validation import FREE_TEXT, Day, Json, Output, Query, end_of, refuse, start_of
from aural.engine.authoring.drafts import Purpose
from aural.engine.live import Live, LiveState, live_of
from aural.engine.privacy.addresses import masked
from aural.engine.privacy.transcript_check import preliminary_until
from aural.engine.purposes import gives_levels
from aural.engine.state import fold
from aural.guard.auth.callers import Caller
from aural.interviews.endpoints import find_interview
from aural.platform.clock import iso_or_none
from aural.reports.analysis.sections import SECTIONS
from aural.reports.level_service import hides_levels, is_reviewer, rates_blind
from aural.reports.repository import added_sections
from aural.sessions import correction_repository as corrections
from aural.sessions import examples
from aural.sessions import repository as sessions
from aural.sessions import running_repository as running
from aural.sessions import sorting_repository as sorting
from aural.sessions.filters_repository import NO_EVIDENCE, SessionFilters
from aural.store.listing import Order

operations = Operations("Sessions")
operations_across = Operations("Sessions")  # the OpenAPI document lists it further down
Status = Literal["IN_PROGRESS", "COMPLETED", "ABANDONED"]
EndReason = Literal["FINISHED", "CANDIDATE_ENDED", "TIME_LIMIT", "NO_ANSWER", "CONSENT_WITHDRAWN"]
END_REASONS = (
    "`FINISHED`: no question was left. `CANDIDATE_ENDED`: the candidate ended the interview early, in words or with "
    "the button. `TIME_LIMIT`: the time was up. `NO_ANSWER`: the candidate left and didn't return in time. "
    "`CONSENT_WITHDRAWN`: the candidate withdrew consent."
)
ReportStatus = Literal["PENDING", "RUNNING", "READY", "NOT_SCORABLE", "FAILED"]
Verdict = Literal["ADVANCE", "HOLD", "DECLINE"]
Sentiment = Literal["positive", "neutral", "negative", "mixed"]
NO_REPORT: Json = dict.fromkeys(("summary", "sentiment", "scores")) | {n: [] for n in (*SECTIONS, "evidence")}


def _missing() -> None:
    """The default factory of fields that the OpenAPI document should list as optional, without a default."""


class LevelInterval(Output):
    """From the lowest to the highest rating. `low` is null if a rating found no evidence."""

    low: int | None
    high: int
    confidence: float = Field(
        description="The probability that the median of all ratings that this judge would ever give is in the "
        "interval: at least 1 − 2 × 0.5^k for k ratings (0.75 for 3). It says how consistent the judge is, not how "
        "accurate."
    )


class Score(Output):
    """`level` is null without evidence: never show that as zero. Fields may be missing in older reports."""

    criterion: str
    level: int | None = Field(
        ge=1, le=4, description="The median of `ratings`; the lower of the two middle ratings if their number is even."
    )
    ratings: list[int | None] = Field(description="One per pass of the judge over the whole interview.")
    evidence: list[str]
    why: str | None = Field(default_factory=_missing, description="The judge's reason for this level, in one sentence.")
    would_raise: str | None = Field(
        default_factory=_missing, description="The part that was missing for the next level; null at level 4."
    )
    spread: int | None = Field(default_factory=_missing, description="The highest rating minus the lowest.")
    interval: LevelInterval | None = Field(default_factory=_missing)
    lowered_from: int | None = Field(
        default_factory=_missing,
        description="The level that the whole text would get, if that is higher. `level` ignores sentences that may "
        "address the judge, and mentions of the top level next to words about judging.",
    )


class Evidence(Output):
    """`quote` is the span `start`..`end` (code points) of one of the candidate's messages."""

    id: str
    supports: str
    message_id: str
    start: int
    end: int
    quote: str
    chosen: list[str] = Field(
        default_factory=list,  # as for `made`
        description="The options that the candidate chose along with the message's words, and their own option. "
        "Missing if there are none.",
    )
    made: str = Field(
        default_factory=str,  # in the OpenAPI document, the field is optional and has no default
        description="The quoted part of the code or drawing that came with the message, if a level rests on it. "
        "`quote` is then the beginning of the message's own words, or empty if it has none.",
    )


class LiveOut(Output):
    """The state of a running session. `question` is the number of the open question, from 1; null between questions."""

    state: LiveState
    question: int | None
    questions: int
    question_id: str | None
    text: str | None = Field(description="The open question.")


class MessageCount(Output):
    messages: int


class SessionFields(Output):
    """A session with its report."""

    id: str
    candidate_id: str
    status: Status
    end_reason: EndReason | None = Field(description=END_REASONS)
    report_status: ReportStatus | None
    report_reason: str | None = Field(description="Why there is no report, or a note to its reader.")
    report_revision: int | None = Field(description="Which revision of the transcript the report judged.")
    preliminary: bool = Field(
        description="The report may still change: the candidate can correct the transcript until `preliminaryUntil`, "
        "or until they submit their corrections."
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
    version_number: int | None = Field(
        description="The interview version it used. null: it began before versions existed."
    )
    total_duration_seconds: int = Field(description="The counted time: without pauses and time without a connection.")
    elapsed_seconds: int | None = Field(description="All the time from the start to the end. null: it has not ended.")
    started_at: Time
    completed_at: Time | None
    created_at: Time
    updated_at: Time
    counts: MessageCount = Field(alias="_count")
    interview_id: str
    interview_title: str
    purpose: Purpose = Field(description="The purpose of its interview. RESEARCH sessions have no levels.")
    live: LiveOut | None = Field(description="Its current state, while it runs.")
    has_problem: bool = Field(description="The candidate reported a problem.")
    decision: Verdict | None = Field(description="The newest decision by a person. Only people decide.")
    is_reviewed: bool = Field(description="You have rated at least a part of it.")
    levels_hidden: bool = Field(
        description="The report's parts are null or empty because this interview is rated blind: rate each criterion "
        "first."
    )


class HumanLevel(Output):
    """People's newest ratings of a criterion, without those set aside or without evidence."""

    criterion: str
    average: float
    count: int = Field(ge=1, description="How many people rated it.")


class SessionOut(SessionFields):
    """A session in a list."""

    human_levels: list[HumanLevel] = Field(
        description="Empty if no one has rated it, and while you have to rate it blind first."
    )


Level = Literal["1", "2", "3", "4", "none"]
Mode = Literal["chat", "voice", "video"]


class SessionQuery(Query):
    """Session filters. A field that is left out matches everything; a field with several values matches any of them."""

    q: str | None = Field(
        None, max_length=200, description="Words in the participant's name or email (for a VIEWER: in the name)."
    )
    status: list[Status] = Field([], max_length=3)
    end_reason: list[EndReason] = Field([], max_length=5)
    report_status: list[ReportStatus] = Field([], max_length=5)
    decision: list[Literal["ADVANCE", "HOLD", "DECLINE", "NONE"]] = Field([], max_length=4)
    reviewed: bool | None = Field(None, description="true: sessions that you have rated; false: all others.")
    problem: bool | None = Field(None, description="true: the candidate reported a problem.")
    since: Day | None = Field(None, alias="from", description="Started on this day (UTC) or later.")
    until: Day | None = Field(None, alias="to", description="Started on this day (UTC) or earlier.")
    criterion: str | None = Field(None, max_length=200, description="The criterion that `level` refers to.")
    level: list[Level] = Field([], max_length=5, description="Levels of the criterion, 1 to 4; `none`: no evidence.")
    human_level: list[Literal["1", "2", "3", "4"]] = Field(
        [], max_length=4, description="Levels of the criterion that a person gave, by each person's newest rating."
    )
    mode: list[Mode] = Field(
        [],
        max_length=3,
        description="`video`: the camera was recorded; `voice`: the interviewer spoke; `chat`: neither.",
    )
    active_from: Day | None = Field(None, description="Last active on this day (UTC) or later.")
    active_to: Day | None = Field(None, description="Last active on this day (UTC) or earlier.")
    theme: list[Annotated[str, Field(max_length=200), FREE_TEXT]] = Field(
        [], max_length=120, description="Sessions whose report names any of these themes, as named by insights."
    )
    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = Field(
        None, description="Sessions that used the interview version with this number."
    )
    question: str | None = Field(None, max_length=36, description="The question that `outcome` refers to.")
    outcome: Literal["answered", "skipped", "left", "unreached"] | None = Field(
        None, description="Outcome of the question, as counted by insights."
    )


class SessionListQuery(SessionQuery):
    """The filters and the order of a list."""

    sort: Literal[
        "createdAt", "name", "status", "lastActivity", "duration", "decision", "reportStatus", "level", "humanLevel"
    ] = Field(
        "createdAt",
        description="The field to sort by. `level` is the AI's level for the `criterion`, and `humanLevel` the average "
        "of people's; levels that you have to rate blind first count as missing. Sessions without a value come last. "
        "With any field but `createdAt`, a session that changes between two requests may be on both pages or on "
        "neither.",
    )
    order: Literal["asc", "desc"] = Field("desc", description="The direction of `sort`.")


def read_wanted(call: Call) -> SessionFilters:
    """The filters of the call's SessionQuery, as its caller may use them.

    Raises BadRequestError for a filter whose criterion or question is missing: without it, everything would match.
    """
    asked: SessionQuery = call.query
    by_level = bool(asked.level or asked.human_level) and asked.criterion is None
    refuse(
        [("criterion", "is needed to filter by a level")] * by_level
        + [("question", "is needed to filter by its outcome")] * (bool(asked.outcome) and asked.question is None)
    )
    return SessionFilters(
        words=asked.q or None,
        by_name_only=not call.caller.permissions.sees_contacts,  # a masked address isn't searched
        statuses=tuple(asked.status),
        end_reasons=tuple(asked.end_reason),
        report_statuses=tuple(asked.report_status),
        decisions=tuple(asked.decision),
        is_reviewed=asked.reviewed,
        has_problem=asked.problem,
        since=start_of(asked.since),
        until=end_of(asked.until),
        criterion=asked.criterion,
        levels=tuple(NO_EVIDENCE if level == "none" else int(level) for level in asked.level),
        themes=tuple(asked.theme),
        version=asked.version,
        question_id=asked.question,
        outcome=asked.outcome,
        human_levels=tuple(map(int, asked.human_level)),
        modes=tuple(asked.mode),
        active_since=start_of(asked.active_from),
        active_until=end_of(asked.active_to),
        is_blind=is_reviewer(call.caller),
    )


def email_for(caller: Caller, email: str | None) -> str | None:
    """The address as this caller may see it: masked for a VIEWER."""
    return masked(email) if email and not caller.permissions.sees_contacts else email


def live_json(live: Live | None) -> Json | None:
    return None if live is None else represent(LiveOut, live, question=live.number, text=live.question)


async def find_live(call: Call, rows: Sequence[sessions.Session]) -> dict[str, Live]:
    """The live state of each of these sessions that is running, by session id."""
    ids = [row.id for row in rows if row.status == "IN_PROGRESS"]
    logs = await running.list_logs(call.connection, call.organization_id, ids)
    return {session_id: live_of(plan, fold(plan, log)) for session_id, (plan, log) in logs.items()}


def session_json(call: Call, row: sessions.Session, live: Live | None) -> Json:
    is_hidden = hides_levels(call.caller, row)
    is_shown = row.report_status == "READY" and row.insights is not None and not is_hidden
    report: Json = added_sections(row.sections) if is_shown else {**NO_REPORT}
    if not gives_levels(row.purpose):
        report["scores"] = None
    until = preliminary_until(row, call.now)
    return represent(
        SessionFields,
        row,
        **report,
        preliminary=until is not None,
        preliminary_until=iso_or_none(until),
        participant_email=email_for(call.caller, row.participant_email),
        elapsed_seconds=None if row.completed_at is None else (row.completed_at - row.started_at) // 1000,
        counts={"messages": row.message_count},
        live=live_json(live),
        is_reviewed=row.rated_at is not None,
        levels_hidden=is_hidden,
    )


@operations_across.get(
    "/sessions",
    id="listAllSessions",
    summary="List the sessions of all interviews",
    description="Sessions that the caller can access, with their reports. Newest first, unless `sort` says otherwise.",
    query=SessionListQuery,
    answer=Answer(SessionOut, examples.SESSION_ROW, is_list=True),
    paging="always",
)
@operations.get(
    "/interviews/{id}/sessions",
    id="listSessions",
    summary="List sessions",
    description="Sessions of an interview with their reports. Newest first, unless `sort` says otherwise.",
    query=SessionListQuery,
    answer=Answer(SessionOut, examples.SESSION_ROW, is_list=True),
    find=find_interview,
    paging="always",
)
async def list_sessions(call: Call) -> Reply:
    """The sessions of `/interviews/{id}/sessions`, or all that the caller can access."""
    page, query = call.page, call.query
    is_by_level = query.sort in ("level", "humanLevel")
    refuse([("criterion", f"is needed to sort by {query.sort}")] if is_by_level and query.criterion is None else [])
    rows, keys = await sorting.list_sorted(
        call.connection,
        call.organization_id,
        call.id or None,
        Order(query.sort, is_descending=query.order == "desc"),
        limit=(page.limit or 0) + 1,
        after=page.after,
        projects=None if call.id else call.caller.project_ids,
        reviewer_id=call.caller.user_id,
        wanted=read_wanted(call),
    )
    live = await find_live(call, rows)
    ids = [row.id for row in rows]
    rated = await sorting.list_human_levels(call.connection, call.organization_id, ids)

    def row_json(row: sessions.Session) -> Json:
        levels = (
            []
            if rates_blind(call.caller, row)
            else [represent(HumanLevel, each, count=each.people) for each in rated.get(row.id, ())]
        )
        return {**session_json(call, row, live.get(row.id)), "humanLevels": levels}

    return page_reply(call, rows, row_json, keys)


async def find_session(call: Call, *, lock: bool) -> sessions.Session | None:
    """The session of `/sessions/{id}`. `lock` prevents it from being erased while the call writes to it."""
    if lock:
        await corrections.lock_session(call.connection, call.organization_id, call.id)
    reach = (call.organization_id, call.caller.project_ids)
    return await sessions.find_session(call.connection, *reach, call.id, call.caller.user_id)
