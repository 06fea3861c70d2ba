"""The job that has a simulated candidate of test mode take an interview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from aural.engine.authoring.rehearsals import Kind
from aural.jobs.worker import JobPostponedError, Save
from aural.store.database import Connection
from aural.store.jobs import Job


class Simulate(Protocol):
    """Continues a candidate's interview. None where it is over; else after how many milliseconds to continue."""

    async def __call__(self, organization_id: str, candidate_id: str, kind: Kind) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Simulating:
    """Handles `simulate` jobs, payload `{"candidateId", "kind"}`. Each answer is saved by itself: a job that is run
    again goes on behind the last one."""

    simulate: Simulate

    async def run(self, job: Job) -> Save:
        """Raises JobPostponedError while the candidate is silent."""
        after_ms = await self.simulate(job.organization_id, job.payload["candidateId"], job.payload["kind"])
        if after_ms is not None:
            raise JobPostponedError(after_ms)
        return _nothing

    async def give_up(self, _connection: Connection, _job: Job, _reason: str) -> None:
        """The session, where there is one, is ended as one that nobody came back to."""


async def _nothing(_connection: Connection) -> None:
    """Nothing to save: it was saved answer by answer."""
