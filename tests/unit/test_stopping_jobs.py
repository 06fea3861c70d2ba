"""A job is given back at once, without costing an attempt, at any stage at which its server is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from aural.jobs.worker import JobFailedError, JobPostponedError
from aural.organizations.repository import take_organization
from aural.store.database import Connection, Database, open_database
from tests.clocks import START, FakeClock
from tests.unit.test_jobs import Bench, enqueue, make_worker, states


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = open_database(database_url)
    await enqueue(database, await take_organization(database, "Acme", START), max_attempts=1)
    yield database
    await database.close()


class Stopping:
    """A storage whose server is stopped during the transaction with this number, endless if it `lasts`."""

    def __init__(self, database: Database, number: int, *, lasts: bool) -> None:
        self._database, self._left, self._lasts = database, number, lasts
        self.told = asyncio.Event()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        self._left -= 1
        is_now = self._left == 0
        async with self._database.transaction() as transaction:
            yield transaction
            if is_now:
                self.told.set()
                if self._lasts:
                    await asyncio.Event().wait()

    def __getattr__(self, name: str) -> object:
        return getattr(self._database, name)


async def stop(storage: Stopping, bench: Bench) -> None:
    """The first transaction claims the job, the second one saves its result."""
    worker = make_worker(storage, FakeClock(), bench)  # type: ignore[arg-type]
    loop = asyncio.create_task(worker.run())
    await storage.told.wait()
    worker.stop()
    await loop


async def test_a_job_that_was_just_claimed_is_given_back(database: Database) -> None:
    bench = Bench()
    await stop(Stopping(database, 1, lasts=False), bench)
    assert (bench.runs, await states(database)) == ([], [("queued", 0, None)])


@pytest.mark.parametrize("outcome", [None, JobFailedError("away"), KeyError("x"), JobPostponedError(1)])
async def test_a_job_whose_result_is_being_saved_is_given_back(database: Database, outcome: Exception | None) -> None:
    bench = Bench() if outcome is None else Bench(fails=1, reason=outcome)
    await stop(Stopping(database, 2, lasts=True), bench)
    assert await states(database) == [("queued", 0, None)]
    assert await make_worker(database, FakeClock(), Bench()).run_due() == 1
