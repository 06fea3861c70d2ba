"""An organization with much to do, or a slow model, delays others by one job at most."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from aural.jobs.worker import Save
from aural.organizations.repository import OwnedOrganization, take_organization
from aural.store.database import Connection, Database
from aural.store.jobs import Job
from tests.clocks import START, FakeClock
from tests.unit.test_jobs import enqueue, make_worker
from tests.waiting import until


@dataclass
class Slow:
    """Records whose jobs begin, and ends one when the test allows it."""

    begun: list[str] = field(default_factory=list)
    ends: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    async def run(self, job: Job) -> Save:
        self.begun.append(job.organization_id)
        await self.ends.acquire()

        async def save(_connection: Connection) -> None:
            """Does nothing."""

        return save

    async def give_up(self, connection: Connection, job: Job, reason: str) -> None:
        raise NotImplementedError


@pytest.fixture
async def acme(database: Database) -> OwnedOrganization:
    """An organization with three reports to be written."""
    acme = await take_organization(database, "Acme", START)
    for number in range(3):
        await enqueue(database, acme, number)
    return acme


async def test_each_of_two_organizations_gets_a_worker_slot(database: Database, acme: OwnedOrganization) -> None:
    globex = await take_organization(database, "Globex", START)
    await enqueue(database, globex, 9, run_at=START + 1)
    running = asyncio.create_task(make_worker(database, FakeClock(START + 1), slow := Slow()).run_due())
    await until(lambda: len(slow.begun) == 2)
    assert slow.begun == [acme.id, globex.id]
    for _ in range(4):
        slow.ends.release()
    await running
    assert sorted(slow.begun) == sorted([acme.id] * 3 + [globex.id])


async def test_an_organization_that_enqueues_later_gets_the_next_free_slot(
    database: Database, acme: OwnedOrganization
) -> None:
    globex = await take_organization(database, "Globex", START)
    worker = make_worker(database, FakeClock(START + 1), slow := Slow())
    loop = asyncio.create_task(worker.run())
    await until(lambda: slow.begun == [acme.id, acme.id])
    await enqueue(database, globex, 9, run_at=START + 1)
    slow.ends.release()
    await until(lambda: len(slow.begun) == 3)
    assert slow.begun[2] == globex.id
    worker.stop()
    await loop


async def test_a_single_organization_uses_all_slots(database: Database, acme: OwnedOrganization) -> None:
    worker = make_worker(database, FakeClock(), slow := Slow())
    loop = asyncio.create_task(worker.run())
    await until(lambda: slow.begun == [acme.id, acme.id])
    slow.ends.release()
    await until(lambda: len(slow.begun) == 3)
    assert slow.begun == [acme.id] * 3
    worker.stop()
    await loop
