"""Decisions on a session. Only a signed-in person can make one, with their name and a reason. No one is notified."""

from __future__ import annotations

from pydantic import Field

from aural.api.batches import EXAMPLE, BatchOut, Ids, run_each
from aural.api.examples import SESSION_ID
from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.people import require_ended, who_says
from aural.api.representation import Time, represent
from aural.api.validation import Input, Json, Output, Prompt
from aural.engine.privacy.transcript_check import preliminary_until
from aural.reports import decision_repository as decisions
from aural.reports import examples
from aural.sessions.endpoints import Verdict, find_session

operations = Operations("Reviews")


class DecisionIn(Input):
    """Your decision and its reason. Nothing is sent to the candidate."""

    verdict: Verdict
    reason: Prompt


class DecisionOut(Output):
    """A decision on a session. The newest one counts."""

    id: str
    verdict: Verdict
    reason: str
    person: str = Field(description="The name of the person who decided.")
    is_mine: bool
    preliminary: bool = Field(description="The decision was made while the report was preliminary.")
    created_at: Time


def _decision_json(call: Call, row: decisions.Decision) -> Json:
    is_mine = row.user_id == call.caller.user_id
    return represent(DecisionOut, row, is_mine=is_mine, preliminary=row.is_preliminary)


@operations.get(
    "/sessions/{id}/decisions",
    id="listDecisions",
    summary="List decisions",
    description="Newest first. Only the newest decision counts.",
    answer=Answer(DecisionOut, examples.DECISION, is_list=True),
    find=find_session,
    paging="on request",
)
async def list_decisions(call: Call) -> Reply:
    page = call.page
    rows = await decisions.list_decisions(
        call.connection,
        call.organization_id,
        call.id,
        limit=None if page.limit is None else page.limit + 1,
        after=page.after,
    )
    return page_reply(call, rows, lambda row: _decision_json(call, row))


class DecisionsIn(DecisionIn):
    """Your decision on at most 100 sessions, with one reason."""

    session_ids: Ids


@operations.post(
    "/sessions/{id}/decisions",
    id="createDecision",
    summary="Decide",
    description="Only a signed-in person can decide, never an API key: no one is advanced or declined automatically.",
    answer=Answer(DecisionOut, examples.DECISION),
    find=find_session,
    role="MEMBER",
    access="person",
    body=Body(DecisionIn, {"verdict": "ADVANCE", "reason": examples.DECISION["reason"]}),
)
async def create_decision(call: Call) -> Reply:
    require_ended(call.found, "decide")
    is_preliminary = preliminary_until(call.found, call.now) is not None
    said = {"verdict": call.body["verdict"], "reason": call.body["reason"], "is_preliminary": is_preliminary}
    values = await who_says(call) | said
    made = await decisions.insert_decision(call.connection, call.organization_id, call.id, values, call.now)
    call.audit_detail = {"verdict": call.body["verdict"]} | ({"preliminary": True} if is_preliminary else {})
    return Reply(_decision_json(call, made))


_DECIDE = operations.declared[-1]


@operations.post(
    "/sessions/decisions",
    id="createDecisions",
    summary="Decide on many sessions",
    description="Records one decision with one reason for each session, and returns the result for each. Only a "
    "signed-in person can decide, never an API key.",
    answer=Answer(BatchOut, EXAMPLE),
    role="MEMBER",
    access="person",
    body=Body(
        DecisionsIn, {"sessionIds": [SESSION_ID], "verdict": "HOLD", "reason": "We ask all of them again in May."}
    ),
)
async def create_decisions(call: Call) -> Reply:
    body = {name: call.body[name] for name in ("verdict", "reason")}
    result, _ = await run_each(call, _DECIDE, call.body["session_ids"], body)
    return Reply(result)
