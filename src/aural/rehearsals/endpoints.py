"""Rehearsals and simulations: generic candidates take an interview, or answer in place of an invited candidate.

A rehearsal leaves no session and is excluded from all figures. A simulation runs in test mode, from the personal link
to the end.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.representation import Time, represent
from aural.api.validation import Input, Output, defaults
from aural.candidates.examples import CANDIDATE_DETAIL
from aural.candidates.invite_endpoints import find_candidate, get_candidate
from aural.candidates.schemas import CandidateDetailOut
from aural.engine.authoring.rehearsals import KINDS
from aural.interviews import question_repository as questions
from aural.interviews.endpoints import find_interview
from aural.organizations import test_organization_repository as test_organizations
from aural.platform.errors import BadRequestError, ConflictError
from aural.rehearsals import examples
from aural.rehearsals import repository as rehearsals
from aural.settings.budgets import SIMULATIONS_OF_ORGANIZATION
from aural.store import jobs

operations = Operations("Rehearsals")
Kind = Literal["STRONG", "VAGUE", "SILENT", "OFF_TOPIC", "HOSTILE", "INJECTING"]
Status = Literal["QUEUED", "RUNNING", "DONE", "FAILED"]
MOST_ATTEMPTS = 2
MOST_SESSIONS = 1_000
"""The maximum number of sessions in an organization's test data."""
SIMULATIONS_A_MINUTE = SIMULATIONS_OF_ORGANIZATION.most
_WHY_NOT = {
    "EXPIRED": "This invitation has expired. Extend it first.",
    "REVOKED": "This invitation was revoked. Create a new link first.",
    "IN_INTERVIEW": "This candidate is already in the interview.",
    "DONE": "This candidate has finished the interview. Allow a retake first.",
    "LEFT": "This candidate has left the interview. Allow a retake first.",
}


class RehearsalIn(Input):
    """The generic candidates to interview."""

    kinds: Annotated[list[Kind], Field(min_length=1, max_length=6)] = Field(
        list(KINDS), description="The simulated candidates. Each takes the interview once."
    )
    is_played: bool = Field(
        False, description="Whether a model, if one is set, speaks for them. Otherwise, fixed texts are used."
    )


class SimulationIn(Input):
    """The generic candidate who answers."""

    kind: Kind = Field("STRONG", description="The kind of simulated candidate, as in rehearsals.")


class RehearsalOrigin(Output):
    """Whether the interviewer had a language model or was guided."""

    source: Literal["guided", "model"]


class RehearsedLevel(Output):
    criterion: str
    level: int | None = Field(description="1 to 4; null: no evidence.")


class RehearsedMessage(Output):
    role: Literal["assistant", "user", "system"]
    kind: str
    move: str | None
    text: str
    question_id: str | None
    seconds: int = Field(description="The time since the rehearsal began, if people read and typed at the usual pace.")


class RehearsedOut(Output):
    """The result of rehearsing with one candidate."""

    kind: Kind
    minutes: float
    end: str = Field(description="The end reason, as for a session. WAITS: it would wait for an answer forever.")
    asked: int = Field(description="Questions that were asked.")
    answered: int
    skipped: int
    required_missed: list[str] = Field(description="Ids of required questions without an answer.")
    criteria_covered: list[str] = Field(description="Names of criteria that at least one answer is evidence for.")
    follow_ups: int
    follow_up_budget: int = Field(description="The maximum number of follow-ups that these questions allow.")
    repeats: int = Field(description="How often the interviewer said the same thing again.")
    redirects: int = Field(description="How often the interviewer returned to the question.")
    levels: list[RehearsedLevel] | None = Field(
        description="A model's levels for the strong and the vague candidate, to see how well they separate the two. "
        "null: no model rated."
    )
    transcript: list[RehearsedMessage]


class RehearsalOut(Output):
    """A rehearsal and its progress."""

    id: str
    interview_id: str
    status: Status
    kinds: list[Kind]
    is_played: bool
    done: int = Field(description="How many candidates have finished.")
    origin: RehearsalOrigin | None
    error: str | None
    created_at: Time
    updated_at: Time


class RehearsalDetail(RehearsalOut):
    """A rehearsal with its results."""

    results: list[RehearsedOut]


async def find_rehearsal(call: Call, *, lock: bool) -> rehearsals.Rehearsal | None:
    """The rehearsal of `/rehearsals/{id}`."""
    del lock  # only its job changes a rehearsal
    reach = (call.organization_id, call.caller.project_ids)
    return await rehearsals.find_rehearsal(call.connection, *reach, call.id)


@operations.get(
    "/interviews/{id}/rehearsals",
    id="listRehearsals",
    summary="List rehearsals",
    description="Rehearsals of an interview, newest first, without their results.",
    answer=Answer(RehearsalOut, examples.REHEARSAL, is_list=True),
    find=find_interview,
    paging="always",
)
async def list_rehearsals(call: Call) -> Reply:
    page = call.page
    rows = await rehearsals.list_rehearsals(
        call.connection, call.organization_id, call.id, limit=(page.limit or 0) + 1, after=page.after
    )
    return page_reply(call, rows, lambda row: represent(RehearsalOut, row))


@operations.post(
    "/interviews/{id}/rehearsals",
    id="createRehearsal",
    summary="Rehearse an interview",
    description="Interviews simulated candidates with the real engine, in the background. A rehearsal leaves no "
    "session and no report, and uses no session hours, but a model's tokens are counted.",
    answer=Answer(RehearsalOut, {**examples.REHEARSAL, "status": "QUEUED", "done": 0, "origin": None}),
    find=find_interview,
    role="MEMBER",
    body=Body(RehearsalIn, {"kinds": ["STRONG", "VAGUE"], "isPlayed": False}),
)
async def create_rehearsal(call: Call) -> Reply:
    if not await questions.list_questions(call.connection, call.organization_id, call.id):
        raise BadRequestError("There are no questions yet. Add one, then rehearse.")
    if await rehearsals.is_rehearsing(call.connection, call.organization_id, call.id):
        raise ConflictError("A rehearsal of this interview is running. Wait until it ends.")
    values = {**defaults(RehearsalIn), **call.body}
    kinds = list(dict.fromkeys(values["kinds"]))
    rehearsal_id = await rehearsals.insert_rehearsal(
        call.connection, call.organization_id, call.id, kinds, is_played=values["is_played"], now=call.now
    )
    payload = {"rehearsalId": rehearsal_id}
    await jobs.enqueue(
        call.connection,
        call.organization_id,
        kind="rehearse",
        payload=payload,
        now=call.now,
        max_attempts=MOST_ATTEMPTS,
    )
    row = await rehearsals.find_rehearsal(call.connection, call.organization_id, None, rehearsal_id)
    assert row is not None
    return Reply(represent(RehearsalOut, row))


async def count_simulation(call: Call) -> None:
    """Limits simulations, because each costs as much as an interview. Raises RateLimitedError."""
    await call.context.gate.admit(f"simulations:{call.organization_id}", SIMULATIONS_A_MINUTE)


@operations.tagged("Candidates").post(
    "/candidates/{id}/simulate",
    id="simulateCandidate",
    summary="Simulate a candidate",
    description="A simulated candidate opens the personal link, consents and answers to the end, in the background. "
    "The rest happens as it does after a person's interview. A SILENT candidate waits as a silent person would.",
    mode="TEST",
    prepare=count_simulation,
    answer=Answer(CandidateDetailOut, CANDIDATE_DETAIL, has_etag=True),
    find=find_candidate,
    role="MEMBER",
    body=Body(SimulationIn, {"kind": "STRONG"}),
)
async def simulate_candidate(call: Call) -> Reply:
    """Repeated requests start one simulation: there is one job for each attempt that the candidate may make."""
    found = call.found
    if found.status in _WHY_NOT:
        raise ConflictError(_WHY_NOT[found.status])
    if not found.interview_is_active:
        raise ConflictError("This interview doesn't accept answers. Publish it first.")
    if not await questions.list_questions(call.connection, call.organization_id, found.interview_id):
        raise ConflictError("There are no questions yet. Add one, and publish the interview.")
    if await test_organizations.count_sessions(call.connection, call.organization_id) >= MOST_SESSIONS:
        raise ConflictError(f"Test data can contain at most {MOST_SESSIONS:,} sessions. Erase some candidates.")
    await jobs.enqueue(
        call.connection,
        call.organization_id,
        kind="simulate",
        payload={"candidateId": call.id, "kind": call.body.get("kind", "STRONG")},
        dedup=f"simulate:{call.id}:{found.retakes}",
        now=call.now,
    )
    return await get_candidate(call)


@operations.get(
    "/rehearsals/{id}",
    id="getRehearsal",
    summary="Get a rehearsal",
    description="A rehearsal with its results so far, candidate by candidate.",
    answer=Answer(RehearsalDetail, {**examples.REHEARSAL, "results": [examples.REHEARSED]}),
    find=find_rehearsal,
)
async def get_rehearsal(call: Call) -> Reply:
    results = await rehearsals.list_results(call.connection, call.organization_id, call.id)
    return Reply(represent(RehearsalDetail, call.found, results=results))
