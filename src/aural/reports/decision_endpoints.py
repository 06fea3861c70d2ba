"""Decisions are made only by a named person who is signed in, and need a reason. They notify no one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.people import require_ended, who_says
from aural.api.validation import Input, Json, Output, Prompt
from aural.engine.privacy.transcript_check import preliminary_until
from aural.platform.clock import iso
from aural.reports import decision_repository as decisions
from aural.reports import examples
from aural.sessions.endpoints import Verdict, find_session
from aural.store.database import Row

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
    person: str = Field(description="Who decided.")
    is_mine: bool
    preliminary: bool = Field(description="Taken while the report was preliminary.")
    created_at: str


def _decision_json(call: Call, row: Row[Any] | SimpleNamespace) -> Json:
    return {
        "id": row.id,
        "verdict": row.verdict,
        "reason": row.reason,
        "person": row.person,
        "isMine": row.user_id == call.caller.user_id,
        "preliminary": bool(row.is_preliminary),
        "createdAt": iso(row.created_at),
    }


@operations.get(
    "/sessions/{id}/decisions",
    id="listDecisions",
    summary="List decisions",
    description="Newest first: the first one counts.",
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


@operations.post(
    "/sessions/{id}/decisions",
    id="createDecision",
    summary="Decide",
    description="By a person who is signed in, never by a key: no one is advanced or declined automatically.",
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
    return Reply(_decision_json(call, SimpleNamespace(**made)))
