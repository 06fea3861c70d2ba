"""Rehearsals and simulations: generic candidates take an interview, or answer in place of an invited candidate.

A rehearsal counts nowhere and leaves no session. A simulation runs in test mode, from the personal link to the end.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from aural.api.operations import Answer, Body, Call, Operations, Reply, page_reply
from aural.api.validation import Input, Json, Output, defaults
from aural.candidates.examples import CANDIDATE_DETAIL
from aural.candidates.invite_endpoints import find_candidate, get_candidate
from aural.candidates.schemas import CandidateDetailOut
from aural.engine.authoring.rehearsals import KINDS
from aural.interviews import question_repository as questions
from aural.interviews.endpoints import find_interview
from aural.organizations import test_organization_repository as test_organizations
from aural.platform.clock import iso
from aural.platform.errors import BadRequestError, ConflictError
from aural.rehearsals import examples
from aural.rehearsals import repository as rehearsals
from aural.settings.budgets import SIMULATIONS_OF_ORGANIZATION
from aural.store import jobs
from aural.store.database import Row

operations = Operations("Rehearsals")
Kind = Literal["STRONG", "VAGUE", "SILENT", "OFF_TOPIC", "HOSTILE", "INJECTING"]
Status = Literal["QUEUED", "RUNNING", "DONE", "FAILED"]
MOST_ATTEMPTS = 2
MOST_SESSIONS = 1_000
"""The most sessions that an organization's test data may contain."""
SIMULATIONS_A_MINUTE = SIMULATIONS_OF_ORGANIZATION.most
_WHY_NOT = {
    "EXPIRED": "This invitation has ended. Extend it first.",
    "REVOKED": "This invitation was revoked. Create a new link first.",
    "IN_INTERVIEW": "This candidate is in the interview already.",
    "DONE": "This candidate has finished the interview. Allow a retake first.",
    "LEFT": "This candidate has left the interview. Allow a retake first.",
}


class RehearsalIn(Input):
    """The generic candidates to interview."""

    kinds: Annotated[list[Kind], Field(min_length=1, max_length=6)] = Field(
        list(KINDS), description="Simulated candidates, each once."
    )
    is_played: bool = Field(False, description="Whether a model speaks for them, where one is set; else fixed texts.")


class SimulationIn(Input):
    """The generic candidate who answers."""

    kind: Kind = Field("STRONG", description="The kind of simulated candidate, as in rehearsals.")


class RehearsalOrigin(Output):
    """The interviewer: with a language model, or guided."""

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
    seconds: int = Field(description="Since it began, as long as people take to read and type.")


class RehearsedOut(Output):
    """The result of rehearsing with one candidate."""

    kind: Kind
    minutes: float
    end: str = Field(description="The end reason of a session; WAITS: it would wait for an answer forever.")
    asked: int = Field(description="Questions that were asked.")
    answered: int
    skipped: int
    required_missed: list[str] = Field(description="Ids of required questions without an answer.")
    criteria_covered: list[str] = Field(description="Names of criteria that at least one answer is evidence for.")
    follow_ups: int
    follow_up_budget: int = Field(description="The maximum that the asked questions allow.")
    repeats: int = Field(description="How often the interviewer said the same again.")
    redirects: int = Field(description="How often it returned to the question.")
    levels: list[RehearsedLevel] | None = Field(
        description="By a model, for the strong and the vague one: how well the levels separate them. null: no model "
        "rated."
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
    created_at: str
    updated_at: str


class RehearsalDetail(RehearsalOut):
    """A rehearsal with its results."""

    results: list[RehearsedOut]


def rehearsal_json(row: Row[Any]) -> Json:
    return {
        "id": row.id,
        "interviewId": row.interview_id,
        "status": row.status,
        "kinds": row.kinds,
        "isPlayed": row.is_played,
        "done": row.done,
        "origin": row.origin,
        "error": row.error,
        "createdAt": iso(row.created_at),
        "updatedAt": iso(row.updated_at),
    }


async def find_rehearsal(call: Call, *, lock: bool) -> Row[Any] | None:
    """The rehearsal of `/rehearsals/{id}`."""
    del lock  # only its job changes a rehearsal
    reach = (call.organization_id, call.caller.project_ids)
    return await rehearsals.find_rehearsal(call.connection, *reach, call.id)


@operations.get(
    "/interviews/{id}/rehearsals",
    id="listRehearsals",
    summary="List rehearsals",
    description="Of an interview, newest first, without their results.",
    answer=Answer(RehearsalOut, examples.REHEARSAL, is_list=True),
    find=find_interview,
    paging="always",
)
async def list_rehearsals(call: Call) -> Reply:
    page = call.page
    rows = await rehearsals.list_rehearsals(
        call.connection, call.organization_id, call.id, limit=(page.limit or 0) + 1, after=page.after
    )
    return page_reply(call, rows, rehearsal_json)


@operations.post(
    "/interviews/{id}/rehearsals",
    id="createRehearsal",
    summary="Rehearse an interview",
    description="Interviews simulated candidates with the real engine, in the background. It leaves no session and "
    "no report, and uses no session hours; a model's tokens count.",
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
    return Reply(rehearsal_json(row))


async def count_simulation(call: Call) -> None:
    """Raises RateLimitedError: each simulation costs as much as an interview."""
    await call.context.gate.admit(f"simulations:{call.organization_id}", SIMULATIONS_A_MINUTE)


@operations.tagged("Candidates").post(
    "/candidates/{id}/simulate",
    id="simulateCandidate",
    summary="Simulate a candidate",
    description="A simulated candidate opens the personal link, consents and answers to the end, in the background: "
    "with everything that follows when a person does. A SILENT one waits as a silent person would.",
    mode="TEST",
    prepare=count_simulation,
    answer=Answer(CandidateDetailOut, CANDIDATE_DETAIL, has_etag=True),
    find=find_candidate,
    role="MEMBER",
    body=Body(SimulationIn, {"kind": "STRONG"}),
)
async def simulate_candidate(call: Call) -> Reply:
    """Repeated requests simulate once: there is one job per attempt that the candidate may make at the interview."""
    found = call.found
    if found.status in _WHY_NOT:
        raise ConflictError(_WHY_NOT[found.status])
    if not found.interview_is_active:
        raise ConflictError("This interview takes no answers. Publish it first.")
    if not await questions.list_questions(call.connection, call.organization_id, found.interview_id):
        raise ConflictError("There are no questions yet. Add one, and publish the interview.")
    if await test_organizations.count_sessions(call.connection, call.organization_id) >= MOST_SESSIONS:
        raise ConflictError(f"Test data contains {MOST_SESSIONS:,} sessions, which is the most. Erase some candidates.")
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
    description="With its results so far, candidate by candidate.",
    answer=Answer(RehearsalDetail, {**examples.REHEARSAL, "results": [examples.REHEARSED]}),
    find=find_rehearsal,
)
async def get_rehearsal(call: Call) -> Reply:
    return Reply({**rehearsal_json(call.found), "results": call.found.result})
