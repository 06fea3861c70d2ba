"""The job that rehearses an interview with one generic candidate after another. Each result is shown when ready."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from aural.engine.plan import Plan
from aural.interviewer.protocol import Interviewer
from aural.interviews import question_repository as questions
from aural.interviews import repository as interviews
from aural.interviews.content import content_of, plan_of
from aural.jobs.worker import Save
from aural.platform.clock import Clock
from aural.rehearsals import repository as rehearsals
from aural.rehearsals.service import rehearse
from aural.store.database import Connection, Database
from aural.store.jobs import Job
from aural.usage import repository as usage

Json = dict[str, object]
FAILED = "The rehearsal could not be completed. Start it again."


class Rehearsing:
    def __init__(
        self, database: Database, clock: Clock, interviewer_of: Callable[[str], Awaitable[Interviewer]]
    ) -> None:
        self._database, self._clock, self._interviewer_of = database, clock, interviewer_of

    async def run(self, job: Job) -> Save:
        organization_id, rehearsal_id = job.organization_id, job.payload["rehearsalId"]
        row = await rehearsals.find_rehearsal(self._database.read, organization_id, None, rehearsal_id)
        plan = None if row is None else await self._plan_of(organization_id, row.interview_id)
        if row is None or plan is None:
            return _nothing
        interviewer = await self._interviewer_of(organization_id)
        origin = {"source": "guided" if getattr(interviewer, "model", None) is None else "model"}
        result: list[Json] = []
        for kind in row.kinds:
            await self._show(job, "RUNNING", result, origin)
            found, tokens = await rehearse(interviewer, plan, kind, is_played=row.is_played)
            result.append(found)
            if tokens:
                async with self._database.transaction() as transaction:
                    await usage.add_tokens(transaction, organization_id, tokens, self._clock.now())

        async def save(connection: Connection) -> None:
            await self._save(connection, job, "DONE", result, origin)

        return save

    async def give_up(self, connection: Connection, job: Job, reason: str) -> None:
        del reason  # an exception's name means nothing to a creator
        await self._save(connection, job, "FAILED", [], None, FAILED)

    async def _plan_of(self, organization_id: str, interview_id: str) -> Plan | None:
        read = self._database.read
        interview = await interviews.find_interview(read, organization_id, None, interview_id)
        if interview is None:
            return None
        asked = await questions.list_questions(read, organization_id, interview_id)
        return plan_of(content_of(interview, asked), interview_id)

    async def _show(self, job: Job, status: str, result: list[Json], origin: Mapping[str, str]) -> None:
        async with self._database.transaction() as transaction:
            await self._save(transaction, job, status, result, origin)

    async def _save(
        self,
        connection: Connection,
        job: Job,
        status: str,
        result: list[Json],
        origin: Mapping[str, str] | None,
        error: str | None = None,
    ) -> None:
        now, rehearsal_id = self._clock.now(), job.payload["rehearsalId"]
        await rehearsals.save_rehearsal(
            connection,
            job.organization_id,
            rehearsal_id,
            status=status,
            result=result,
            origin=origin,
            now=now,
            error=error,
        )


async def _nothing(_connection: Connection) -> None:
    """Saves nothing: the rehearsal or its interview is gone."""
