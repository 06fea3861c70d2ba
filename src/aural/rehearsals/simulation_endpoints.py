"""Simulated candidates, in test mode: one of the generic candidates takes the interview in the place of a person."""

from __future__ import annotations

from pydantic import Field

from aural.api.operations import Call, Reply
from aural.api.validation import Input
from aural.candidates.invite_endpoints import get_candidate
from aural.interviews import question_repository as questions
from aural.organizations import test_organization_repository as twins
from aural.platform.errors import ConflictError
from aural.rehearsals.endpoints import Kind
from aural.settings.budgets import SIMULATIONS_OF_ORGANIZATION
from aural.store import jobs

MOST_SESSIONS = 1_000
"""That the test data of an organization may hold."""
SIMULATIONS_A_MINUTE = SIMULATIONS_OF_ORGANIZATION.most
_WHY_NOT = {
    "EXPIRED": "This invitation has ended. Extend it first.",
    "REVOKED": "This invitation was revoked. Make a new link first.",
    "IN_INTERVIEW": "This candidate is in the interview already.",
    "DONE": "This candidate has finished the interview. Allow a retake first.",
    "LEFT": "This candidate has left the interview. Allow a retake first.",
}


class SimulationIn(Input):
    """Who answers."""

    kind: Kind = Field("STRONG", description="Which of the generic candidates, as in rehearsals.")


async def count_simulation(call: Call) -> None:
    """Raises RateLimitedError: each is an interview's work."""
    await call.context.gate.admit(f"simulations:{call.organization_id}", SIMULATIONS_A_MINUTE)


async def simulate_candidate(call: Call) -> Reply:
    """Asking twice simulates once: there is one job for each time that the candidate may take the interview."""
    found = call.found
    if found.status in _WHY_NOT:
        raise ConflictError(_WHY_NOT[found.status])
    if not found.interview_is_active:
        raise ConflictError("This interview takes no answers. Publish it first.")
    if not await questions.list_questions(call.connection, call.organization_id, found.interview_id):
        raise ConflictError("There is no question yet. Write one, and publish the interview.")
    if await twins.count_sessions(call.connection, call.organization_id) >= MOST_SESSIONS:
        raise ConflictError(f"Test data holds {MOST_SESSIONS:,} sessions, which is the most. Erase some candidates.")
    await jobs.enqueue(
        call.connection,
        call.organization_id,
        kind="simulate",
        payload={"candidateId": call.id, "kind": call.body.get("kind", "STRONG")},
        dedup=f"simulate:{call.id}:{found.retakes}",
        now=call.now,
    )
    return await get_candidate(call)
