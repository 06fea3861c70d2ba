"""Legal holds, which keep candidates from being erased by a person or by retention."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from aural.api.examples import INTERVIEW_ID
from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.reach import require_whole
from aural.api.representation import Time, represent
from aural.api.validation import Input, Json, Output, Paragraph, Query
from aural.candidates.invite_endpoints import find_candidate
from aural.interviews.endpoints import find_interview
from aural.privacy import examples
from aural.privacy import legal_hold_repository as holds
from aural.recordings import repository as recordings
from aural.sessions.endpoints import find_session

operations = Operations("Holds")


class HoldIn(Input):
    """The reason for a legal hold."""

    reason: Paragraph = Field(description="For example, the name of the case. Only admins see it.")


class HoldsQuery(Query):
    """Filters for legal holds."""

    candidate_id: Annotated[str, Field(max_length=36)] | None = Field(
        None,
        description="Legal holds on the candidate, on one of their sessions, or on the interview.",
    )


class HoldOut(Output):
    """A legal hold on an interview, a candidate or a session: one of the three ids is set."""

    id: str
    what: Literal["INTERVIEW", "CANDIDATE", "SESSION"]
    interview_id: str | None
    candidate_id: str | None
    session_id: str | None
    title: str = Field(description="The interview's title.")
    name: str | None = Field(description="The candidate's name, if the hold is about one candidate and it is known.")
    reason: str
    by: str
    created_at: Time


class HoldLifted(Output):
    id: str
    deleted: bool


_REASON = Body(HoldIn, {"reason": "Matter 2026-114"})
_HOLD = Answer(HoldOut, examples.HOLD)


def _what(row: holds.Hold) -> str:
    return "INTERVIEW" if row.interview_id else "CANDIDATE" if row.candidate_id else "SESSION"


def _hold_json(row: holds.Hold) -> Json:
    return represent(HoldOut, row, what=_what(row), name=row.candidate_name or row.participant_name, by=row.actor)


@operations.get(
    "/holds",
    id="listHolds",
    summary="List legal holds",
    description="Newest first.",
    answer=Answer(HoldOut, examples.HOLD, is_list=True),
    query=HoldsQuery,
    role="ADMIN",
    paging="always",
)
async def list_holds(call: Call) -> Reply:
    require_whole(call)
    page = call.page
    rows = await holds.list_holds(
        call.connection,
        call.organization_id,
        limit=(page.limit or 0) + 1,
        after=page.after,
        candidate_id=call.query.candidate_id,
    )
    return page_reply(call, rows, _hold_json)


@operations.post(
    "/interviews/{id}/holds",
    id="holdInterview",
    summary="Hold an interview",
    description="None of its candidates can be erased until the hold is lifted.",
    answer=Answer(HoldOut, {**examples.HOLD, "what": "INTERVIEW", "interviewId": INTERVIEW_ID, "candidateId": None}),
    find=find_interview,
    role="ADMIN",
    body=_REASON,
)
async def hold_interview(call: Call) -> Reply:
    return await _hold(call, "interview_id")


@operations.post(
    "/candidates/{id}/holds",
    id="holdCandidate",
    summary="Hold a candidate",
    description="The candidate cannot be erased until the hold is lifted, not even at their own request.",
    answer=_HOLD,
    find=find_candidate,
    role="ADMIN",
    body=_REASON,
)
async def hold_candidate(call: Call) -> Reply:
    return await _hold(call, "candidate_id")


@operations.post(
    "/sessions/{id}/holds",
    id="holdSession",
    summary="Hold a session",
    description="The session's candidate, with all their sessions, cannot be erased until the hold is lifted.",
    answer=_HOLD,
    find=find_session,
    role="ADMIN",
    body=_REASON,
)
async def hold_session(call: Call) -> Reply:
    """Keeps the candidate and all their sessions: an erasure deletes them together."""
    return await _hold(call, "session_id")


async def _hold(call: Call, column: str) -> Reply:
    by = {"user_id": call.caller.user_id, "actor": call.caller.name, "reason": call.body["reason"]}
    hold_id = await holds.insert_hold(call.connection, call.organization_id, now=call.now, **by, **{column: call.id})
    call.audit_detail = {"hold": hold_id}
    row = await holds.find_hold(call.connection, call.organization_id, hold_id)
    assert row is not None
    return Reply(_hold_json(row))


async def find_hold(call: Call, *, lock: bool) -> holds.Hold | None:
    """The hold of `/holds/{id}`, for callers who can access the whole organization."""
    if call.caller.project_ids is not None:
        return None
    return await holds.find_hold(call.connection, call.organization_id, call.id)


@operations.delete(
    "/holds/{id}",
    id="liftHold",
    summary="Lift a legal hold",
    description="Candidates past their retention period are erased the following night (UTC).",
    answer=Answer(HoldLifted, {"id": examples.HOLD_ID, "deleted": True}),
    find=find_hold,
    role="ADMIN",
    is_unversioned=True,
)
async def lift_hold(call: Call) -> Reply:
    await holds.drop_hold(call.connection, call.organization_id, call.id)
    await recordings.drop_withdrawn(call.connection, call.organization_id)
    interview_id = call.found.interview_id
    # The id of a person, next to the digest in the hold's own line, would outlive the person.
    call.audit_detail = {"held": interview_id} if interview_id else {"what": _what(call.found)}
    return Reply({"id": call.id, "deleted": True})
