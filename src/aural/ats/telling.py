"""The job that reports an assessment's state to the tracking system. It retries for up to three days.

It reports the state at the time when it runs, and never the same state twice. Of several jobs for the same assessment,
only the newest one reports.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from aural.ats import ashby, greenhouse
from aural.ats.sending import list_contested
from aural.ats.shapes import Message
from aural.ats.standing import Standing, standing_of, state_of
from aural.engine.webhooks import retry_after_seconds
from aural.guard.outbound.webhooks import DeliveryResponse, Sender
from aural.guard.secrets import Secrets
from aural.integrations import assessment_repository as assessments
from aural.integrations.assessment_repository import Assessment
from aural.jobs.worker import JobFailedError, Save
from aural.platform.clock import Clock
from aural.store.database import Connection, Database
from aural.store.jobs import Job
from aural.webhooks.jobs import Turns

_REFUSED = "The vendor refused it: the response reports a failure."


@dataclass(frozen=True, slots=True)
class Telling:
    """Handles `tell_ats` jobs, whose payload is `{"assessmentId", "number"}`.

    A job without a number always reports. A job with a number reports only if it is the newest.
    """

    database: Database
    clock: Clock
    secrets: Secrets
    sender: Sender
    turns: Turns
    public_url: str
    ashby_url: str

    async def run(self, job: Job) -> Save:
        """Sends one report. Raises JobFailedError if it isn't accepted, or JobPostponedError if no place is free."""
        row = await self._find(self.database.read, job)
        if row is None or not row.is_enabled or job.payload.get("number") not in (None, row.job_number):
            return _nothing
        contested = await list_contested(self.database.read, job.organization_id, row)
        standing = standing_of(row, self.public_url, contested)
        message = self._message(standing, row)
        if message is None or message.said == row.told:
            return _nothing
        with self.turns.held(row.integration_id, job.organization_id):
            answer = await self.sender.send(message.url, message.body, message.headers, method=message.method)
        if not answer.is_success or (row.vendor == "ASHBY" and not ashby.is_taken(answer.text)):
            raise await self._failed(job, row, answer)
        return self._told(job, standing, message)

    async def _find(self, connection: Connection, job: Job) -> Assessment | None:
        assessment_id = str(job.payload["assessmentId"])
        return await assessments.find_assessment(connection, job.organization_id, assessment_id, self.clock.now())

    def _message(self, standing: Standing, row: Assessment) -> Message | None:
        about = ("integration", row.organization_id, row.integration_id)
        if row.vendor == "GREENHOUSE":
            return greenhouse.message(
                standing, row.callback_url, self.secrets.unseal(_key_of(row, self.clock.now()), *about)
            )
        assert row.vendor_key_encrypted is not None
        key = self.secrets.unseal(row.vendor_key_encrypted, *about)
        return ashby.message(standing, self.ashby_url, key, self.clock.now())

    def _told(self, job: Job, standing: Standing, message: Message) -> Save:
        async def save(connection: Connection) -> None:
            where = (connection, job.organization_id, standing.id)
            await assessments.note_told(*where, said=message.said, state=standing.state, now=self.clock.now())

        return save

    async def _failed(self, job: Job, row: Assessment, answer: DeliveryResponse) -> JobFailedError:
        """Saves the reason. The returned error says when to try again."""
        reason = answer.error or _REFUSED
        async with self.database.transaction() as transaction:
            await assessments.note_failure(transaction, job.organization_id, row.id, reason)
        chance = random.random()  # noqa: S311 - spreads attempts, hides nothing
        wait = retry_after_seconds(job.attempt, chance, answer.retry_after_seconds)
        return JobFailedError(reason, after_ms=int(wait * 1000))

    async def give_up(self, connection: Connection, job: Job, reason: str) -> None:
        """Saves the reason for members who look at the connection. They can have the state reported again."""
        row = await self._find(connection, job)
        if row is not None:
            told = f"Gave up after the last attempt. {reason}"
            where = (connection, job.organization_id, row.id)
            await assessments.note_given_up(*where, reason=told, state=state_of(row))


def _key_of(row: Assessment, now: int) -> bytes:
    """The key that the vendor knows: the previous one, until it expires or the vendor uses the new one."""
    is_waiting = not row.is_key_known and row.previous_until is not None and row.previous_until > now
    return row.previous_key_encrypted if is_waiting and row.previous_key_encrypted is not None else row.key_encrypted


async def _nothing(_connection: Connection) -> None:
    """Saves nothing."""
