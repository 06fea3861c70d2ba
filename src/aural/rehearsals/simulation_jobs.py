"""The job in which a simulated candidate takes an interview in test mode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from aural.engine.authoring.rehearsals import Kind
from aural.jobs.worker import JobPostponedError, Save
from aural.store.database import Connection
from aural.store.jobs import Job


class Simulate(Protocol):
    """Continues a candidate's interview. Returns the milliseconds after which to call it again; None if it is over."""

    async def __call__(self, organization_id: str, candidate_id: str, kind: Kind) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Simulating:
    """Handles `simulate` jobs, payload `{"candidateId", "kind"}`. Each answer is saved separately, so a job that runs
    again continues after the last one."""

    simulate: Simulate

    async def run(self, job: Job) -> Save:
        """Raises JobPostponedError while the candidate is silent."""
        after_ms = await self.simulate(job.organization_id, job.payload["candidateId"], job.payload["kind"])
        if after_ms is not None:
            raise JobPostponedError(after_ms)
        return _nothing

    async def give_up(self, _connection: Connection, _job: Job, _reason: str) -> None:
        """Does nothing. If there is a session, it ends like any other that its candidate doesn't return to."""


async def _nothing(_connection: Connection) -> None:
    """Saves nothing: each answer was saved when it was given."""
