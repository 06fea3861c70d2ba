"""Sessions: what candidates said, and the report of it. Read only: the room writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from orjson import Fragment
from pydantic import Field

from aural.api.operations import Call, Reply, page_reply
from aural.api.validation import Json, Output
from aural.clock import iso
from aural.interview.told import Problem, company_questions_in, problems_in
from aural.store import corrections, sessions
from aural.store.conversations import list_entries
from aural.store.database import Row

Status = Literal["IN_PROGRESS", "COMPLETED", "ABANDONED"]
EndReason = Literal["FINISHED", "CANDIDATE_ENDED", "TIME_LIMIT", "NO_ANSWER", "CONSENT_WITHDRAWN"]
ReportStatus = Literal["PENDING", "RUNNING", "READY", "NOT_SCORABLE", "FAILED"]
Sentiment = Literal["positive", "neutral", "negative", "mixed"]
_NO_REPORT: Json = {"summary": None, "insights": [], "themes": [], "sentiment": None, "scores": None, "evidence": []}


_UNCORRECTED: Json = {"remark": None, "correctedAt": None}


class Score(Output):
    """`level` null: no evidence. It is never to be drawn as zero."""

    criterion: str
    level: int | None = Field(ge=1, le=4)
    ratings: list[int | None]
    evidence: list[str]


class Evidence(Output):
    """`quote` is the span `start`..`end` (code points) of one of the candidate's messages."""

    id: str
    supports: str
    message_id: str
    start: int
    end: int
    quote: str


class MessageCount(Output):
    messages: int


class SessionOut(Output):
    """A session with its report."""

    id: str
    candidate_id: str
    status: Status
    end_reason: EndReason | None
    report_status: ReportStatus | None
    report_reason: str | None = Field(description="Why there is no report, or what its reader should know.")
    report_revision: int | None = Field(description="Which revision of the transcript the report judged.")
    participant_name: str | None
    participant_email: str | None
    summary: str | None
    insights: list[str]
    themes: list[str]
    sentiment: Sentiment | None
    scores: list[Score] | None = Field(description="null: not scored.")
    evidence: list[Evidence]
    language: str
    total_duration_seconds: int
    started_at: str
    completed_at: str | None
    created_at: str
    updated_at: str
    counts: MessageCount = Field(alias="_count")


class MessageOut(Output):
    """One message. `origin` says who made the interviewer's words; `data` holds choice, code, run or whiteboard."""

    id: str
    seq: int
    role: Literal["assistant", "user", "system"]
    content: str
    timestamp: str
    question_id: str | None
    kind: str
    move: str | None
    origin: dict[str, Any] | None
    data: dict[str, Any] | None
    original_content: str | None = Field(description="What was said, where the candidate corrected it afterwards.")
    note: str | None = Field(description="What the candidate added to this answer; it is not judged.")
    is_left_out: bool = Field(description="The candidate wants it to be left out of judging.")


class ProblemOut(Output):
    """A problem that the candidate reported. `seconds` is how long the clock stood for it; null while it is open."""

    at: str
    text: str | None
    question_id: str | None
    seconds: int | None
    resolved_at: str | None


class CandidateQuestionOut(Output):
    """A question about the company or the role, and the topic of the approved fact that answered it."""

    message_id: str
    text: str
    answered_with: str | None = Field(description="null: nothing approved fits, so it waits for your answer.")


class SessionInterview(Output):
    id: str
    title: str
    objective: str | None


class SessionDetail(SessionOut):
    """A session with its messages in their order and its interview."""

    messages: list[MessageOut]
    interview: SessionInterview
    remark: str | None = Field(description="The candidate's words to the reader.")
    corrected_at: str | None = Field(description="Since when the candidate's corrections count. null: none.")
    problems: list[ProblemOut]
    candidate_questions: list[CandidateQuestionOut]


def _stored(text: str | None) -> Fragment | None:
    """JSON as it is stored goes out as it is."""
    return None if text is None else Fragment(text)


def _report_json(row: Row[Any]) -> Json:
    if row.report_status != "READY" or row.insights is None:
        return _NO_REPORT
    return {
        "summary": row.summary,
        "insights": _stored(row.insights),
        "themes": _stored(row.themes),
        "sentiment": row.sentiment,
        "scores": _stored(row.scores),
        "evidence": _stored(row.evidence),
    }


def session_json(row: Row[Any]) -> Json:
    return {
        "id": row.id,
        "candidateId": row.candidate_id,
        "status": row.status,
        "endReason": row.end_reason,
        "reportStatus": row.report_status,
        "reportReason": row.reason,
        "reportRevision": row.revision,
        "participantName": row.participant_name,
        "participantEmail": row.participant_email,
        **_report_json(row),
        "language": row.language,
        "totalDurationSeconds": row.total_duration_seconds,
        "startedAt": iso(row.started_at),
        "completedAt": None if row.completed_at is None else iso(row.completed_at),
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
        "_count": {"messages": row.message_count},
    }


def _message_json(row: Row[Any]) -> Json:
    return {
        "id": row.id,
        "seq": row.seq,
        "role": row.role,
        "content": row.content,
        "timestamp": iso(row.created_at),
        "questionId": row.question_id,
        "kind": row.kind,
        "move": row.move,
        "origin": _stored(row.origin),
        "data": _stored(row.data),
        "originalContent": None,
        "note": None,
        "isLeftOut": False,
    }


async def _correct(call: Call, messages: list[Json]) -> None:
    """The candidate's corrections, in the place of what was said."""
    rows = await corrections.list_corrections(call.connection, call.organization_id, call.id)
    said = {message["seq"]: message for message in messages}
    for row in rows:
        message = said[row.seq]
        message |= {"note": row.note, "isLeftOut": row.is_left_out}
        if row.content is not None:
            message |= {"content": row.content, "originalContent": message["content"]}


async def list_sessions(call: Call) -> Reply:
    page = call.page
    rows = await sessions.list_sessions(
        call.connection, call.organization_id, call.id, limit=(page.limit or 0) + 1, after=page.after
    )
    return page_reply(call, rows, session_json)


async def find_session(call: Call, *, lock: bool) -> Row[Any] | None:
    """The session of `/sessions/{id}`."""
    reach = (call.organization_id, call.caller.project_ids)
    return await sessions.find_session(call.connection, *reach, call.id)


async def _asides_json(call: Call, messages: Sequence[Row[Any]]) -> Json:
    entries = await list_entries(call.connection, call.organization_id, call.id)
    said = {message.seq: message for message in messages}
    asked = [(said[question.seq], question.answered_with) for question in company_questions_in(entries)]
    return {
        "problems": [_problem_json(problem) for problem in problems_in(entries)],
        "candidateQuestions": [
            {"messageId": message.id, "text": message.content, "answeredWith": topic} for message, topic in asked
        ],
    }


def _problem_json(problem: Problem) -> Json:
    return {
        "at": iso(problem.at),
        "text": problem.text,
        "questionId": problem.question_id,
        "seconds": problem.seconds,
        "resolvedAt": None if problem.resolved_at is None else iso(problem.resolved_at),
    }


async def get_session(call: Call) -> Reply:
    row = call.found
    call.context.gate.note_access(call.caller, call.id)
    messages = await sessions.list_messages(call.connection, call.organization_id, call.id)
    data = session_json(row)
    data["_count"] = {"messages": len(messages)}
    data["messages"] = [_message_json(message) for message in messages]
    data["interview"] = {"id": row.interview_id, "title": row.title, "objective": row.objective}
    is_corrected = row.corrected_at is not None
    data |= {"remark": row.remark, "correctedAt": iso(row.corrected_at)} if is_corrected else _UNCORRECTED
    if is_corrected:
        await _correct(call, data["messages"])
    data |= await _asides_json(call, messages) if row.aside_count else {"problems": [], "candidateQuestions": []}
    return Reply(data, f'"{row.updated_at}-{len(messages)}"')
