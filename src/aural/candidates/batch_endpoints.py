"""One action on many candidates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from aural.api.batches import EXAMPLE, BatchOut, Ids, run_each
from aural.api.examples import CANDIDATE_ID
from aural.api.operations import Answer, Body, Call, Operation, Operations, Reply
from aural.api.validation import Input, Instant, Problem, refuse
from aural.candidates import invite_endpoints as single
from aural.candidates.email_template_endpoints import require_mail
from aural.candidates.endpoints import is_past

operations = Operations("Candidates")
Action = Literal["invite", "remind", "extend", "revoke", "erase"]
_SINGLE: dict[str, Operation] = {operation.id: operation for operation in single.operations.declared}
_OPERATIONS: dict[Action, Operation] = {
    "invite": _SINGLE["sendLetter"],
    "remind": _SINGLE["sendLetter"],
    "extend": _SINGLE["updateCandidate"],
    "revoke": _SINGLE["revokeLink"],
    "erase": _SINGLE["eraseCandidate"],
}


class CandidateBatch(Input):
    """The action, and at most 100 candidates, of any interviews that the caller can access."""

    action: Action = Field(
        description="`invite`: email an invitation, or email it again. `remind`: email a reminder. `extend`: the link "
        "stops working at `expiresAt`. `revoke`: revoke the link. `erase`: delete everything about the candidate "
        "permanently."
    )
    candidate_ids: Ids
    expires_at: Instant | None = Field(None, description="For `extend` only. null: the link never stops working.")


def _check(values: Mapping[str, object], sent: Mapping[str, object]) -> list[Problem]:
    if (values.get("action") == "extend") != ("expiresAt" in sent):
        return [("expiresAt", "is required to extend links, and not allowed otherwise")]
    return []


async def _prepare(call: Call) -> None:
    if call.body["action"] == "erase":
        await single.prepare_erase(call)


async def _follow(call: Call) -> None:
    if call.prepared:
        await single.discard_erased(call, call.prepared)


@operations.post(
    "/candidates/batch",
    id="changeCandidates",
    summary="Change many candidates",
    description="Applies one action to at most 100 candidates, and returns the result for each. If it fails for some, "
    "it still applies to the others. Repeating the request with the same Idempotency-Key changes nothing more.",
    answer=Answer(BatchOut, EXAMPLE),
    role="MEMBER",
    body=Body(CandidateBatch, {"action": "invite", "candidateIds": [CANDIDATE_ID]}, check=_check),
    prepare=_prepare,
    follow=_follow,
)
async def change_candidates(call: Call) -> Reply:
    action: Action = call.body["action"]
    body: dict[str, object] = {}
    if action == "extend":
        body = {"expires_at": call.body["expires_at"]}
        refuse([("expiresAt", "must be in the future")] if is_past(body, call.now) else [])
    elif action in ("invite", "remind"):
        require_mail(call)
        body = {"kind": "invitation" if action == "invite" else "reminder"}
    result, done = await run_each(call, _OPERATIONS[action], call.body["candidate_ids"], body)
    call.prepared = [one.prepared for one in done] if action == "erase" else []
    return Reply(result)
