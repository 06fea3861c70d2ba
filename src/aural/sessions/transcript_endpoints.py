"""One session with its transcript: messages, corrections, reported problems, questions about the company."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import orjson
from pydantic import Field

from aural.api.operations import Answer, Call, Operations, Reply
from aural.api.representation import Time, represent
from aural.api.validation import Json, Output
from aural.engine.artifacts import without_replaced
from aural.engine.log import Entry
from aural.engine.people import in_words_of
from aural.engine.timeline import candidate_questions_in, problems_in
from aural.interviews.examples import INTERVIEW
from aural.platform.clock import iso, iso_or_none
from aural.reports.analysis.suggestions import CountedMessage
from aural.reports.level_service import hides_levels
from aural.reports.suggestion_schemas import SuggestionOut, suggestion_json
from aural.reports.suggestion_service import suggest
from aural.sessions import correction_repository as corrections
from aural.sessions import examples
from aural.sessions import repository as sessions
from aural.sessions.endpoints import SessionFields, find_live, find_session, session_json
from aural.sessions.log_repository import list_entries

operations = Operations("Sessions")
_LEFT_OUT = "[The candidate left this question out.]"


class MessageOut(Output):
    """One message. `origin` says what wrote the interviewer's words; `data` has the choice, code, run or whiteboard.

    For spoken messages, `data.speech` has `startMs` and `endMs` (since the session began), the recognizer's
    `confidence` (0 to 1) and its `words`; `data.heard` says how much the candidate heard of words that were cut off.
    """

    id: str
    seq: int
    role: Literal["assistant", "user", "system"]
    content: str
    timestamp: str
    question_id: str | None
    kind: str
    move: str | None
    origin: dict[str, object] | None
    data: dict[str, object] | None
    original_content: str | None = Field(description="The original, if the candidate corrected it afterwards.")
    note: str | None = Field(description="The candidate's note on this answer; it is not judged.")
    is_left_out: bool = Field(description="The candidate asked to leave this answer out of judging.")


class ProblemOut(Output):
    """A problem that the candidate reported. `seconds` is how long the clock stopped for it; null while it is open."""

    at: Time
    text: str | None
    question_id: str | None
    seconds: int | None
    resolved_at: Time | None


class CandidateQuestionOut(Output):
    """A candidate's question or complaint, and the topic of the interviewer's answer to it."""

    message_id: str
    text: str
    answered_with: str | None = Field(description="null: it was passed on, and is waiting for your answer.")


class SessionInterview(Output):
    id: str
    title: str
    objective: str | None


class SessionDetail(SessionFields):
    """A session with its messages in order and its interview."""

    messages: list[MessageOut]
    interview: SessionInterview
    remark: str | None = Field(description="The candidate's remark for readers of the report.")
    corrected_at: str | None = Field(description="When the candidate's corrections took effect. null: none have.")
    problems: list[ProblemOut]
    candidate_questions: list[CandidateQuestionOut]
    suggestions: list[SuggestionOut] = Field(description="For the next conversation. Empty until there is a report.")


def message_json(row: sessions.Message) -> Json:
    uncorrected = {"original_content": None, "note": None, "is_left_out": False}
    return represent(MessageOut, row, timestamp=iso(row.created_at), **uncorrected)


async def _correct(call: Call, messages: list[Json], stored: Sequence[sessions.Message]) -> None:
    """Puts the candidate's corrections in place of the original words."""
    rows = await corrections.list_corrections(call.connection, call.organization_id, call.id)
    said = {message["seq"]: message for message in messages}
    originals = {message.seq: message for message in stored}
    for row in rows:
        message = said[row.seq]
        message |= {"note": row.note, "isLeftOut": row.is_left_out}
        if row.content is not None:
            original = originals[row.seq]
            data = None if original.data is None else without_replaced(orjson.loads(original.data), original.content)
            message |= {"content": row.content, "originalContent": original.content, "data": data}


def _asides_json(entries: Sequence[Entry], messages: Sequence[Json], purpose: str) -> Json:
    """`messages`: after corrections."""
    said = {message["seq"]: message for message in messages}
    asked = [(said[question.seq], question.answered_with) for question in candidate_questions_in(entries)]
    return {
        "problems": [represent(ProblemOut, problem) for problem in problems_in(entries)],
        "candidateQuestions": [
            {
                "messageId": message["id"],
                "text": in_words_of(purpose, _LEFT_OUT) if message["isLeftOut"] else message["content"],
                "answeredWith": topic,
            }
            for message, topic in asked
        ],
    }


@operations.get(
    "/sessions/{id}",
    id="getSession",
    summary="Get a session",
    description="Returns the session with its interview and its messages, in order.",
    answer=Answer(
        SessionDetail,
        {
            **examples.SESSION,
            "messages": [examples.MESSAGE],
            "interview": {key: INTERVIEW[key] for key in ("id", "title", "objective")},
            "remark": "I was nervous at the beginning.",
            "correctedAt": examples.SESSION["completedAt"],
            "problems": [examples.PROBLEM],
            "candidateQuestions": [examples.CANDIDATE_QUESTION],
            "suggestions": [examples.SUGGESTION],
        },
        has_etag=True,
    ),
    find=find_session,
)
async def get_session(call: Call) -> Reply:
    row: sessions.Session = call.found
    call.context.gate.note_access(call.caller, call.id)
    where = (call.connection, call.organization_id, call.id)
    # The log is read first, so every message that it names is among those read after it.
    entries = await list_entries(*where)
    messages = await sessions.list_messages(*where)
    data = session_json(call, row, (await find_live(call, [row])).get(row.id))
    data["_count"] = {"messages": len(messages)}
    data["messages"] = [message_json(message) for message in messages]
    data["interview"] = {"id": row.interview_id, "title": row.interview_title, "objective": row.objective}
    is_corrected = row.corrected_at is not None
    data |= {"remark": row.remark if is_corrected else None, "correctedAt": iso_or_none(row.corrected_at)}
    if is_corrected:
        await _correct(call, data["messages"], messages)
    data |= _asides_json(entries, data["messages"], row.purpose)
    said = {
        message["seq"]: CountedMessage(message["id"], message["content"], message["isLeftOut"])
        for message in data["messages"]
    }
    is_hidden = hides_levels(call.caller, row)
    suggestions = () if is_hidden else await suggest(call.connection, call.organization_id, row, entries, said)
    data["suggestions"] = list(map(suggestion_json, suggestions))
    hidden = "-hidden" if is_hidden else ""
    until = "-preliminary" if data["preliminary"] else ""  # the preliminary state ends without a write to the row
    return Reply(data, f'"{row.updated_at}-{len(messages)}{hidden}{until}"')
