"""The operations of deciding about requests of candidates."""

from __future__ import annotations

from aural.api import examples
from aural.api.operations import Answer, Body, Operation
from aural.privacy import request_decision_endpoints as request_decisions

REQUEST = {
    **examples.REQUEST,
    "interviewTitle": examples.INTERVIEW["title"],
    "candidateId": "019643d0-7a10-7c3e-9d2f-0b5f6a1c2d3f",
    "addressProof": "INVITED",
}
_DECIDED = {"id": REQUEST["id"], "outcome": "APPROVED", "receiptId": None, "isTold": True}

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET",
        path="/requests",
        id="listAllRequests",
        summary="List requests of all interviews",
        description="What candidates ask of people. With `state=OPEN` oldest first, as their time runs out first; else "
        "newest first.",
        tag="Requests",
        handler=request_decisions.list_requests,
        answer=Answer(request_decisions.RequestAcrossOut, REQUEST, is_list=True),
        query=request_decisions.RequestsQuery,
        paging="always",
    ),
    Operation(
        method="GET",
        path="/requests/counts",
        id="countRequests",
        summary="Count requests",
        description="How many wait for a decision.",
        tag="Requests",
        handler=request_decisions.count_requests,
        answer=Answer(request_decisions.RequestCountOut, {"open": 2}),
    ),
    Operation(
        method="GET",
        path="/requests/{id}",
        id="getRequest",
        summary="Get a request",
        description="With its interview, how the address is known, and until when the law wants an answer.",
        tag="Requests",
        handler=request_decisions.get_request,
        answer=Answer(request_decisions.RequestAcrossOut, REQUEST),
        find=request_decisions.find_request,
    ),
    Operation(
        method="POST",
        path="/requests/{id}/decision",
        id="decideRequest",
        summary="Decide about a request",
        description="Closes an open request, and e-mails the person the decision and your reason. `ERASED` deletes "
        "name, address and message permanently, the address once that e-mail has gone out, and leaves a receipt. "
        "It deletes nothing else: erase a candidate with `DELETE /candidates/{id}`. 409: it is closed already.",
        tag="Requests",
        handler=request_decisions.decide_request,
        answer=Answer(request_decisions.RequestDecidedOut, _DECIDED),
        find=request_decisions.find_request,
        follow=request_decisions.follow_decision,
        role="MEMBER",
        conflicts=True,
        body=Body(
            request_decisions.RequestDecisionIn, {"outcome": "APPROVED", "reason": "We will call you on Monday."}
        ),
    ),
)
