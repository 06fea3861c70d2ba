"""Erases, once a day after midnight (UTC), everybody who is over the time that is set for them.

The bytes of their recordings go within minutes after (jobs/recordings.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from aural.clock import Clock
from aural.errors import blank_answer
from aural.jobs.worker import Save
from aural.store import audit, candidates, erasure, files, jobs, receipts, retention
from aural.store.database import Connection, Database, Row
from aural.store.files import Bytes
from aural.store.jobs import Job
from aural.store.retention import DAY_MS, Rule

AT_ONCE = 10
"""People in one transaction: others wait no longer than for these."""
ACTOR = "Retention"
OPERATION = "enforceRetention"


def next_midnight(now: int) -> int:
    return now - now % DAY_MS + DAY_MS


async def plan_night(database: Database, now: int) -> None:
    """Queues the coming night's job of each organization that has set a time. Doing it twice is no error."""
    at = next_midnight(now)
    for organization_id in await retention.list_organizations_with_a_time(database.read):
        async with database.transaction() as transaction:
            await jobs.enqueue(
                transaction,
                organization_id,
                kind="retain",
                payload={},
                now=now,
                dedup=f"retain:{organization_id}:{at}",
                run_at=at,
            )


class Retaining:
    """Handles `retain` jobs. Run again it goes on where it was stopped: what is gone is not found any more."""

    def __init__(self, database: Database, clock: Clock, content: Bytes, public_url: str) -> None:
        self._database, self._clock, self._content = database, clock, content
        self._blank = blank_answer(public_url)

    async def run(self, job: Job) -> Save:
        after, count = ("", ""), 0
        while True:
            rule = Rule(await retention.find_days(self._database.read, job.organization_id))
            due = await retention.list_due(
                self._database.read, job.organization_id, rule, self._clock.now(), after=after, most=AT_ONCE
            )
            if not due:
                break
            after = (due[-1].interview_id, due[-1].candidate_id)
            for interview_id, people in groupby(due, key=lambda row: str(row.interview_id)):
                count += await self._erase(job.organization_id, interview_id, list(people))
        if count:
            await self._database.scrub()
        return _nothing

    async def give_up(self, connection: Connection, job: Job, reason: str) -> None:
        """The next night's job takes up what this one left."""

    async def _erase(self, organization_id: str, interview_id: str, people: Sequence[Row[Any]]) -> int:
        """Of one interview; how many. What was noted is committed with what was erased."""
        digests: list[bytes] = []
        count = sessions = 0
        async with self._database.transaction() as transaction:
            rule = Rule(await retention.find_days(transaction, organization_id))
            for person in people:
                erased = await self._erase_one(transaction, organization_id, rule, person.candidate_id)
                if erased is not None:
                    count += 1
                    sessions += len(erased.session_ids)
                    digests += erased.digests
            if count:
                await audit.note(
                    transaction,
                    organization_id,
                    user_id=None,
                    actor=ACTOR,
                    key_id=None,
                    operation=OPERATION,
                    object_id=interview_id,
                    now=self._clock.now(),
                    detail={"candidates": count, "sessions": sessions},
                )
        await files.discard(self._database.read, self._content, digests)
        return count

    async def _erase_one(
        self, transaction: Connection, organization_id: str, rule: Rule, candidate_id: str
    ) -> erasure.Erased | None:
        """None where something has happened since they were found: a hold, another session, a longer time."""
        now = self._clock.now()
        candidate = await candidates.find_candidate(
            transaction, organization_id, None, candidate_id, now=now, lock=True
        )
        if candidate is None or not await retention.is_due(transaction, organization_id, rule, now, candidate_id):
            return None
        erased = await erasure.erase_person(
            transaction, organization_id, candidate=candidate, blank_answer=self._blank, now=now
        )
        await receipts.add_receipt(
            transaction,
            organization_id,
            receipt_id=receipts.new_number(now),
            interview_id=candidate.interview_id,
            token_hash=candidate.token_hash,
            cleaned=erased.cleaned,
            now=now,
        )
        return erased


async def _nothing(_connection: Connection) -> None:
    """Each batch was saved by itself."""
