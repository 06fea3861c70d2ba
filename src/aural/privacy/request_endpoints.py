"""Candidates' requests to a person. The interview room creates them; these endpoints list, close and delete them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.representation import Time, represent
from aural.api.validation import Input, Json, Output, no_default
from aural.engine.privacy.deadlines import answer_until
from aural.interviews.endpoints import find_interview
from aural.platform.clock import iso_or_none
from aural.platform.errors import ConflictError
from aural.privacy import examples
from aural.privacy import request_repository as requests
from aural.privacy.legal_hold_repository import refuse_held
from aural.sessions.endpoints import email_for

operations = Operations("Requests")
Kind = Literal["human_interview", "human_review", "adjustment"]
State = Literal["OPEN", "DONE"]
Outcome = Literal["APPROVED", "REFUSED", "ERASED"]
READ_ONLY = frozenset({"interviewTitle", "candidateId", "addressProof"})  # of requests in other responses


class RequestChange(Input):
    """Fields to change. Omitted fields stay the same."""

    state: State = Field("OPEN", description="DONE: a person has dealt with it.", json_schema_extra=no_default)


class RequestOut(Output):
    """A candidate's request to a person. `sessionId` is null if the request was made before an interview began."""

    id: str
    kind: Kind
    name: str | None
    email: str | None = Field(description="Masked for a VIEWER.")
    message: str | None
    session_id: str | None
    state: State
    created_at: Time
    erase_asked_at: Time | None = Field(
        description="When a candidate who gave the same address, without proving that it is theirs, was erased. The "
        "request stays until you decide. null: no candidate with this address was erased."
    )
    interview_id: str
    due_at: str | None = Field(
        description="The legal deadline for an answer: one month (GDPR, Article 12(3)). null: the request is for an "
        "adjustment, which is needed before the interview."
    )
    outcome: Outcome | None = Field(description="null: not decided, or only marked as done.")
    reason: str | None = Field(description="The message to the person about the decision.")
    decided_by: str | None
    decided_at: Time | None
    receipt_id: str | None = Field(description="The receipt of an erased request: a number without a name.")


class RequestDeleted(Output):
    id: str
    deleted: Literal[True]


def request_json(call: Call, row: requests.Request, model: type[RequestOut] = RequestOut, **given: object) -> Json:
    is_erased = row.outcome == "ERASED"  # its address is kept only until the email about it is sent
    return represent(
        model,
        row,
        email=None if is_erased else email_for(call.caller, row.email),
        due_at=iso_or_none(answer_until(row.kind, row.created_at, row.erase_asked_at)),
        reason=None if is_erased else row.reason,
        **given,
    )


def _etag(row: requests.Request) -> str:
    return f'"{row.updated_at}-{row.state}"'


async def find_request(call: Call, *, lock: bool) -> requests.Request | None:
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
    description="Marks a request as done without informing the person, or reopens it. An erased request stays closed.",
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
    values = call.changes(call.body, call.found)
    if values:
        await requests.set_request_state(call.connection, call.organization_id, call.id, values["state"], call.now)
    row = await find_request(call, lock=False)
    assert row is not None
    return Reply(request_json(call, row), _etag(row))


@operations.delete(
    "/requests/{id}",
    id="deleteRequest",
    summary="Delete a request",
    description="Deletes the request permanently. Visitors can type any address where an interview begins, so "
    "erasing a candidate leaves requests with an unverified address: check `eraseAskedAt`, and decide. Returns 409 "
    "under a legal hold.",
    answer=Answer(RequestDeleted, {"id": examples.REQUEST["id"], "deleted": True}),
    find=find_request,
    role="MEMBER",
    conflicts=True,
)
async def delete_request(call: Call) -> Reply:
    """Permanently deletes the name, address and message. Raises HeldError."""
    call.require_match(_etag(call.found))
    await refuse_held(call.connection, call.organization_id, call.found.interview_id, call.found.candidate_id)
    await requests.delete_request(call.connection, call.organization_id, call.id)
    return Reply({"id": call.id, "deleted": True})
