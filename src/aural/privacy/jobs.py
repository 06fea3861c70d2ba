"""Erases candidates past their retention period, once a day after midnight (UTC).

Requests that belong to no candidate are deleted after the same period. Media and integrity data, which can have shorter
periods of their own, are cleared in the same job.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from aural.audit import repository as audit
from aural.candidates import repository as candidates
from aural.jobs.worker import Save
from aural.platform.clock import Clock
from aural.platform.errors import blank_answer
from aural.privacy import clearing_repository as clearing
from aural.privacy import erasure_repository as erasure
from aural.privacy import receipt_repository as receipts
from aural.privacy import request_retention_repository as requests
from aural.privacy import retention_repository as retention
from aural.privacy.data_kinds_repository import KINDS, MEDIA, Kind
from aural.privacy.receipts import NotReached, list_not_reached
from aural.privacy.retention_repository import DAY_MS, Rule
from aural.recordings import repository as recordings
from aural.store import jobs
from aural.store.database import Connection, Database
from aural.store.files import Bytes
from aural.store.jobs import Job
from aural.store.media import Media

AT_ONCE = 10
"""Candidates per transaction: a small number, so that other writers wait only briefly."""
ACTOR = "Retention"
OPERATION = "enforceRetention"


def next_midnight(now: int) -> int:
    return now - now % DAY_MS + DAY_MS


async def plan_night(database: Database, now: int) -> None:
    """Queues the next night's job for each organization with a retention period. Repeating it does nothing."""
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
    """Handles `retain` jobs. A repeated run continues where the last one stopped, since erased rows aren't found."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        content: Bytes,
        media: Media,
        public_url: str,
        backups_kept_days: int = 0,
    ) -> None:
        self._database, self._clock, self._content, self._media = database, clock, content, media
        self._blank = blank_answer(public_url)
        self._backups_kept_days = backups_kept_days

    async def run(self, job: Job) -> Save:
        count = await self._erase_people(job) + await self._delete_requests(job) + await self._clear_kinds(job)
        if count:
            await self._database.scrub()
        return _nothing

    async def give_up(self, connection: Connection, job: Job, reason: str) -> None:
        """Does nothing: the next night's job erases the rest."""

    async def _erase_people(self, job: Job) -> int:
        after, count = ("", ""), 0
        while True:
            rule = await self._rule(self._database.read, job.organization_id, "transcript_days")
            due = await retention.list_due(
                self._database.read, job.organization_id, rule, self._clock.now(), after=after, most=AT_ONCE
            )
            if not due:
                return count
            after = (due[-1].interview_id, due[-1].candidate_id)
            for interview_id, people in groupby(due, key=lambda row: row.interview_id):
                count += await self._erase(job.organization_id, interview_id, list(people))

    async def _delete_requests(self, job: Job) -> int:
        """Deletes requests from the landing page, which belong to no candidate. Returns how many."""
        after, count = ("", ""), 0
        while True:
            rule = await self._rule(self._database.read, job.organization_id, "transcript_days")
            due = await requests.list_due(
                self._database.read, job.organization_id, rule, self._clock.now(), after=after, most=AT_ONCE
            )
            if not due:
                return count
            after = (due[-1].interview_id, due[-1].id)
            for interview_id, rows in groupby(due, key=lambda row: row.interview_id):
                count += await self._delete(job.organization_id, interview_id, [row.id for row in rows])

    async def _delete(self, organization_id: str, interview_id: str, request_ids: Sequence[str]) -> int:
        """In one transaction, deletes requests about one interview and records it in the audit log."""
        async with self._database.transaction() as transaction:
            rule = await self._rule(transaction, organization_id, "transcript_days")
            gone = await requests.delete_due(transaction, organization_id, rule, self._clock.now(), request_ids)
            if gone:
                detail = {"requests": len(gone), "undecided": sum(row.is_open for row in gone)}
                await self._note(transaction, organization_id, interview_id, detail)
        return len(gone)

    async def _rule(self, connection: Connection, organization_id: str, column: str) -> Rule:
        """The current setting, read again for each batch because it can change while the job runs."""
        return Rule(getattr(await retention.find_days(connection, organization_id), column))

    async def _clear_kinds(self, job: Job) -> int:
        """Clears media and integrity data past their own periods. Returns the number of sessions, counted per kind."""
        return sum([await self._clear_kind(job.organization_id, kind) for kind in KINDS])

    async def _clear_kind(self, organization_id: str, kind: Kind) -> int:
        after, count = "", 0
        while True:
            rule = await self._rule(self._database.read, organization_id, kind.column)
            due = await clearing.list_due(
                self._database.read, organization_id, kind, rule, self._clock.now(), after=after, most=AT_ONCE
            )
            if not due:
                return count
            after = due[-1].id
            for interview_id, sessions in groupby(due, key=lambda row: row.interview_id):
                count += await self._clear(organization_id, kind, interview_id, [row.id for row in sessions])

    async def _clear(self, organization_id: str, kind: Kind, interview_id: str, session_ids: Sequence[str]) -> int:
        count, now = 0, self._clock.now()
        recording_ids: list[str] = []
        async with self._database.transaction() as transaction:
            rule = await self._rule(transaction, organization_id, kind.column)
            for session_id in session_ids:
                held = await recordings.list_ids(transaction, organization_id, session_id) if kind is MEDIA else []
                if await clearing.clear(transaction, organization_id, kind, rule, now, session_id):
                    count += 1
                    recording_ids += held
            if count:
                await self._note(transaction, organization_id, interview_id, {"kind": kind.name, "sessions": count})
        with erasure.left_to_sweeps():
            await recordings.discard(self._database.read, self._media, recording_ids)
        return count

    async def _note(
        self, transaction: Connection, organization_id: str, interview_id: str, detail: Mapping[str, object]
    ) -> None:
        await audit.note(
            transaction,
            organization_id,
            user_id=None,
            actor=ACTOR,
            key_id=None,
            operation=OPERATION,
            object_id=interview_id,
            now=self._clock.now(),
            detail=detail,
        )

    async def _erase(self, organization_id: str, interview_id: str, people: Sequence[retention.DueCandidate]) -> int:
        """In one transaction, erases candidates of one interview and records it in the audit log. Returns how many."""
        gone: list[erasure.Erased] = []
        async with self._database.transaction() as transaction:
            rule = await self._rule(transaction, organization_id, "transcript_days")
            for person in people:
                erased = await self._erase_one(transaction, organization_id, rule, person.candidate_id)
                if erased is not None:
                    gone.append(erased)
            if gone:
                detail = {"candidates": len(gone), "sessions": sum(len(each.session_ids) for each in gone)}
                await self._note(transaction, organization_id, interview_id, detail)
        for erased in gone:
            await erasure.discard(self._database, self._content, self._media, erased)
        return len(gone)

    async def _erase_one(
        self, transaction: Connection, organization_id: str, rule: Rule, candidate_id: str
    ) -> erasure.Erased | None:
        """Returns None if a legal hold, another session or a longer period keeps the candidate after all."""
        now = self._clock.now()
        candidate = await candidates.find_candidate(
            transaction, organization_id, None, candidate_id, now=now, lock=True
        )
        if candidate is None or not await retention.is_due(transaction, organization_id, rule, now, candidate_id):
            return None
        erased = await erasure.erase_person(
            transaction, organization_id, candidate_id, blank_answer=self._blank, now=now
        )
        await receipts.add_receipt(
            transaction,
            organization_id,
            receipt_id=receipts.new_number(now),
            interview_id=candidate.interview_id,
            token_hash=candidate.token_hash,
            cleaned=erased.cleaned,
            not_reached={each.what: each.until for each in self._not_reached(now)},
            now=now,
        )
        return erased

    def _not_reached(self, now: int) -> list[NotReached]:
        """Lists what the erasure leaves elsewhere. Models are included without checking whether one read answers."""
        is_overwritten = self._database.dialect == "sqlite"
        days = self._backups_kept_days
        left = {"is_overwritten": is_overwritten, "has_model": True, "has_address": True}
        return list_not_reached("en", now, backups_kept_days=days, **left)


async def _nothing(_connection: Connection) -> None:
    """Saves nothing: each batch had its own transaction."""
