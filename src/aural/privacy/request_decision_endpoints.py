"""The requests of all interviews of an organization, and the decisions about them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.people import who_says
from aural.api.validation import Input, Json, Output, Prompt, Query
from aural.candidates.repository import known_before
from aural.platform.errors import BadRequestError, ConflictError
from aural.privacy import examples
from aural.privacy import receipt_repository as receipts
from aural.privacy import request_decision_repository as request_decisions
from aural.privacy.legal_hold_repository import refuse_held
from aural.privacy.request_endpoints import Outcome, RequestOut, State, request_json
from aural.store import jobs

operations = Operations("Requests")


class RequestsQuery(Query):
    """Filters for requests."""

    state: State | None = Field(None, description="OPEN requests come oldest first, all others newest first.")


class RequestAcrossOut(RequestOut):
    """A request with its interview, and how the person's address was verified."""

    interview_title: str
    candidate_id: str | None = Field(description="null: the request came from the page where an open interview begins.")
    address_proof: Literal["INVITED", "CODE", "NONE"] | None = Field(
        description="How the address is known to be the person's. INVITED: you entered it, and the request came by the "
        "personal link. CODE: the person entered a code that was emailed there. NONE: it was only typed. "
        "null: there is no address."
    )


class RequestCountOut(Output):
    open: int = Field(description="The number of requests that wait for a decision.")


class RequestDecisionIn(Input):
    """Your decision about a request."""

    outcome: Outcome = Field(
        description="APPROVED and REFUSED close the request. ERASED also permanently deletes its name, address and "
        "message."
    )
    reason: Prompt | None = Field(None, description="The reason sent to the person. Required to refuse.")


class RequestDecidedOut(Output):
    """The decision, without personal data."""

    id: str
    outcome: Outcome
    receipt_id: str | None = Field(description="The receipt of an erasure: a number without a name.")
    is_told: bool = Field(
        description="Whether the person gets an email about the decision. false: there is no mail server or no "
        "address, or this is test mode; inform them yourself."
    )


def _address_proof(row: request_decisions.Request) -> str | None:
    if row.email is None or row.outcome == "ERASED":
        return None
    if row.known_email != row.email.lower():
        return "NONE"
    return row.known_by or known_before(row.entrance_hash)


def _json(call: Call, row: request_decisions.Request) -> Json:
    return request_json(call, row, RequestAcrossOut, address_proof=_address_proof(row))


async def find_request(call: Call, *, lock: bool) -> request_decisions.Request | None:
    """The request of `/requests/{id}`, with its interview's title and the candidate's address."""
    reach = (call.organization_id, call.caller.project_ids)
    return await request_decisions.find_shown(call.connection, *reach, call.id, lock=lock)


@operations.get(
    "/requests",
    id="listAllRequests",
    summary="List requests of all interviews",
    description="Candidates' requests. With `state=OPEN`, the oldest come first, since their deadlines come first; "
    "otherwise the newest.",
    answer=Answer(RequestAcrossOut, examples.REQUEST_DETAIL, is_list=True),
    query=RequestsQuery,
    paging="always",
)
async def list_requests(call: Call) -> Reply:
    page = call.page
    rows = await request_decisions.list_all(
        call.connection,
        call.organization_id,
        call.caller.project_ids,
        state=call.query.state,
        limit=(page.limit or 0) + 1,
        after=page.after,
    )
    return page_reply(call, rows, lambda row: _json(call, row))


@operations.get(
    "/requests/counts",
    id="countRequests",
    summary="Count requests",
    description="The number of requests that wait for a decision.",
    answer=Answer(RequestCountOut, {"open": 2}),
)
async def count_requests(call: Call) -> Reply:
    reach = (call.organization_id, call.caller.project_ids)
    return Reply({"open": await request_decisions.count_open(call.connection, *reach)})


@operations.get(
    "/requests/{id}",
    id="getRequest",
    summary="Get a request",
    description="Includes its interview, how the address was verified, and the legal deadline for an answer.",
    answer=Answer(RequestAcrossOut, examples.REQUEST_DETAIL),
    find=find_request,
)
async def get_request(call: Call) -> Reply:
    return Reply(_json(call, call.found))


async def follow_decision(call: Call) -> None:
    """Scrubs the database after an erasure, so that no deleted text stays on this host's disk."""
    if call.body["outcome"] == "ERASED":
        await call.context.database.scrub()


@operations.post(
    "/requests/{id}/decision",
    id="decideRequest",
    summary="Decide about a request",
    description="Closes an open request, and emails the person the decision and your reason. `ERASED` permanently "
    "deletes the name and message, and the address once that email has been sent. It leaves a receipt. It deletes "
    "nothing else: erase a candidate with `DELETE /candidates/{id}`. 409: the request is already closed, or is to be "
    "erased under a legal hold.",
    answer=Answer(RequestDecidedOut, examples.DECIDED),
    find=find_request,
    follow=follow_decision,
    role="MEMBER",
    conflicts=True,
    body=Body(RequestDecisionIn, {"outcome": "APPROVED", "reason": "We will call you on Monday."}),
)
async def decide_request(call: Call) -> Reply:
    """Closes the request and queues an email to the person.

    Raises BadRequestError for a refusal without a reason, ConflictError if the request isn't open, and HeldError if a
    legal hold keeps it from being erased.
    """
    outcome, reason = call.body["outcome"], call.body.get("reason")
    if call.found.state != "OPEN":
        raise ConflictError("This request is closed. Read it again; you can reopen it unless it was erased.")
    if outcome == "REFUSED" and reason is None:
        raise BadRequestError("Say why you refuse.", [("reason", "is required to refuse")])
    if outcome == "ERASED":
        await refuse_held(call.connection, call.organization_id, call.found.interview_id, call.found.candidate_id)
    where = (call.connection, call.organization_id, call.id)
    by = (await who_says(call))["person"]
    await request_decisions.decide(*where, outcome=outcome, reason=reason, by=by, now=call.now)
    call.audit_detail = {"outcome": outcome}
    receipt = receipts.new_number(call.now) if outcome == "ERASED" else None
    is_told = await _tell(call)
    if receipt is not None:
        await request_decisions.empty(*where, receipt)
        call.audit_detail |= {"receipt": receipt}
        if not is_told:
            await request_decisions.forget_address(*where)
    return Reply({"id": call.id, "outcome": outcome, "receiptId": receipt, "isTold": is_told})


async def _tell(call: Call) -> bool:
    """Queues an email to the person about the decision. Returns False if none can be sent."""
    if not call.context.settings.smtp_url or call.found.email is None or call.caller.is_test:
        return False
    payload = {"about": "decided", "requestId": call.id}
    await jobs.enqueue(call.connection, call.organization_id, kind="mail", payload=payload, now=call.now)
    return True
