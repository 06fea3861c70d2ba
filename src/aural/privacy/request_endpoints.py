"""Requests of candidates to a person. The interview room creates them; these endpoints list, close and delete them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.validation import Input, Json, Output, no_default
from aural.engine.privacy.deadlines import answer_until
from aural.interviews.endpoints import find_interview
from aural.platform.clock import iso, iso_or_none
from aural.platform.errors import ConflictError
from aural.privacy import examples
from aural.privacy import request_repository as requests
from aural.sessions.endpoints import email_for
from aural.store.database import Row

operations = Operations("Requests")
Kind = Literal["human_interview", "human_review", "adjustment"]
State = Literal["OPEN", "DONE"]
Outcome = Literal["APPROVED", "REFUSED", "ERASED"]
_DECIDED = ("outcome", "reason", "decidedBy", "decidedAt", "receiptId")
_SHOWN = ("interviewId", "interviewTitle", "candidateId", "addressProof", "dueAt")
READ_ONLY = frozenset({"kind", "name", "email", "message", "eraseAskedAt", *_SHOWN, *_DECIDED})


class RequestChange(Input):
    """Fields to change. Omitted fields stay the same."""

    state: State = Field("OPEN", description="DONE: a person has seen to it.", json_schema_extra=no_default)


class RequestOut(Output):
    """A candidate's request to a person. `sessionId` null: made before an interview began."""

    id: str
    kind: Kind
    name: str | None
    email: str | None = Field(description="Masked for a VIEWER.")
    message: str | None
    session_id: str | None
    state: State
    created_at: str
    erase_asked_at: str | None = Field(
        description="When data of a candidate with this address was erased, who did not prove that it is theirs. The "
        "request stays until you decide. null: not asked."
    )
    interview_id: str
    due_at: str | None = Field(
        description="Until when the law wants an answer: one month (GDPR, Article 12(3)). null: an adjustment, "
        "which is needed before the interview."
    )
    outcome: Outcome | None = Field(description="null: not decided, or only marked as done.")
    reason: str | None = Field(description="The message to the person about the decision.")
    decided_by: str | None
    decided_at: str | None
    receipt_id: str | None = Field(description="Of a request that was erased: it has no name, address or message.")


class RequestDeleted(Output):
    id: str
    deleted: Literal[True]


def request_json(call: Call, row: Row[Any]) -> Json:
    is_erased = row.outcome == "ERASED"  # its address is kept only until the email about it is sent
    return {
        "id": row.id,
        "kind": row.kind,
        "name": row.name,
        "email": None if is_erased else email_for(call.caller, row.email),
        "message": row.message,
        "sessionId": row.session_id,
        "state": row.state,
        "createdAt": iso(row.created_at),
        "eraseAskedAt": iso_or_none(row.erase_asked_at),
        "interviewId": row.interview_id,
        "dueAt": iso_or_none(answer_until(row.kind, row.created_at, row.erase_asked_at)),
        "outcome": row.outcome,
        "reason": None if is_erased else row.reason,
        "decidedBy": row.decided_by,
        "decidedAt": iso_or_none(row.decided_at),
        "receiptId": row.receipt_id,
    }


def _etag(row: Row[Any]) -> str:
    return f'"{row.updated_at}-{row.state}"'


async def find_request(call: Call, *, lock: bool) -> Row[Any] | None:
    """The request of `/requests/{id}`."""
    reach = (call.organization_id, call.caller.project_ids)
    return await requests.find_request(call.connection, *reach, call.id, lock=lock)


@operations.get(
    "/interviews/{id}/requests",
    id="listRequests",
    summary="List requests",
    description="Requests by candidates of an interview, newest first.",
    answer=Answer(RequestOut, examples.REQUEST, is_list=True),
    find=find_interview,
    paging="always",
)
async def list_requests(call: Call) -> Reply:
    page = call.page
    rows = await requests.list_requests(
        call.connection, call.organization_id, call.id, limit=(page.limit or 0) + 1, after=page.after
    )
    return page_reply(call, rows, lambda row: request_json(call, row))


@operations.patch(
    "/requests/{id}",
    id="updateRequest",
    summary="Update a request",
    description="Marks it as done without telling the person, or opens it again. An erased one stays closed.",
    answer=Answer(RequestOut, examples.REQUEST, has_etag=True),
    find=find_request,
    role="MEMBER",
    conflicts=True,
    body=Body(RequestChange, {"state": "DONE"}, read_only=READ_ONLY),
)
async def update_request(call: Call) -> Reply:
    call.require_match(_etag(call.found))
    if call.found.outcome == "ERASED":
        raise ConflictError("This request was erased. There is nothing left to answer.")
    if "state" in call.body:
        await requests.set_request_state(call.connection, call.organization_id, call.id, call.body["state"], call.now)
    row = await find_request(call, lock=False)
    assert row is not None
    return Reply(request_json(call, row), _etag(row))


@operations.delete(
    "/requests/{id}",
    id="deleteRequest",
    summary="Delete a request",
    description="Deletes the request permanently. Visitors can type any address where an interview begins, so "
    "erasing a candidate leaves requests whose address is unproved: check `eraseAskedAt`, and decide.",
    answer=Answer(RequestDeleted, {"id": examples.REQUEST["id"], "deleted": True}),
    find=find_request,
    role="MEMBER",
)
async def delete_request(call: Call) -> Reply:
    """Deletes name, address and message permanently."""
    call.require_match(_etag(call.found))
    await requests.delete_request(call.connection, call.organization_id, call.id)
    return Reply({"id": call.id, "deleted": True})
