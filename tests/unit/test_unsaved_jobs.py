"""A database that is briefly unavailable costs a job no second run, no attempt and no minute."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from aural.jobs.worker import Handler, JobFailedError, JobPostponedError, Save, Worker
from aural.organizations.repository import take_organization
from aural.platform.errors import StorageUnavailableError
from aural.store import schema
from aural.store.database import Connection, Database, open_database
from aural.store.jobs import LEASE_SECONDS, Job
from tests.clocks import START, FakeClock
from tests.unit.test_jobs import Bench, effects, enqueue, make_worker, states

AWAY = StorageUnavailableError("away")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = open_database(database_url)
    await enqueue(database, await take_organization(database, "Acme", START), max_attempts=1)
    yield database
    await database.close()


class Flickering:
    """A storage that is unavailable in the transactions of these numbers: the first one claims, the next one saves.

    With `is_late`, the error comes only after the commit.
    """

    def __init__(self, database: Database, away: Collection[int], *, is_late: bool = False) -> None:
        self._database, self._away, self._is_late, self._count = database, away, is_late, 0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        self._count += 1
        is_away = self._count in self._away
        async with self._database.transaction() as transaction:
            yield transaction
            if is_away and not self._is_late:
                raise AWAY
        if is_away:
            raise AWAY

    def __getattr__(self, name: str) -> object:
        return getattr(self._database, name)


@dataclass
class Desk:
    """A worker with this storage, whose pauses are recorded and take no time."""

    storage: object
    handler: Handler
    clock: FakeClock = field(default_factory=FakeClock)
    pauses: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        async def wait(woken: asyncio.Event) -> None:
            await woken.wait()

        handlers = {"analyse": self.handler}
        self.worker = Worker(self.storage, self.clock, handlers, wait=wait, pause=self.pause)  # type: ignore[arg-type]

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)


@dataclass
class Unsavable(Bench):
    """A handler whose result can never be saved."""

    async def run(self, job: Job) -> Save:
        self.runs.append(job.attempt)

        async def save(_connection: Connection) -> None:
            raise AWAY

        return save


@pytest.mark.parametrize(("away", "pauses"), [((2,), [0.5]), ((2, 3, 4, 6), [0.5, 1, 2, 1])])
async def test_a_result_is_saved_as_soon_as_the_storage_is_available_again(
    database: Database, away: tuple[int, ...], pauses: list[float]
) -> None:
    desk = Desk(Flickering(database, away), bench := Bench())
    assert await desk.worker.run_due() == 1
    assert (bench.runs, await effects(database), desk.pauses) == ([1], 1, pauses)
    assert await states(database) == [("done", 1, None)]


async def test_a_result_saved_without_confirmation_is_not_saved_again(database: Database) -> None:
    desk = Desk(Flickering(database, (2,), is_late=True), bench := Bench())
    assert await desk.worker.run_due() == 1
    assert (bench.runs, await effects(database)) == ([1], 1)
    assert await states(database) == [("done", 1, None)]


@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize(
    ("outcome", "attempts", "state"),
    [
        (JobFailedError("no model"), 1, ("dead", 1, "no model")),
        (JobFailedError("no model", after_ms=9), 2, ("queued", 1, "no model")),
        (JobPostponedError(9), 1, ("queued", 0, None)),
        (AWAY, 1, ("queued", 0, None)),
    ],
)
async def test_failures_and_postponements_are_also_saved_once_the_storage_is_available(
    database: Database, outcome: Exception, attempts: int, state: tuple[str, int, str | None], is_late: bool
) -> None:
    async with database.transaction() as transaction:
        await transaction.run(schema.jobs.update().values(max_attempts=attempts))
    desk = Desk(Flickering(database, (2, 3), is_late=is_late), bench := Bench(fails=1, reason=outcome))
    assert await desk.worker.run_due() == 1
    assert (bench.runs, await states(database)) == ([1], [state])


async def test_a_job_whose_storage_is_unavailable_for_hours_backs_off_and_loses_no_attempt(
    database: Database,
) -> None:
    desk = Desk(database, bench := Bench(fails=12, reason=AWAY))
    waited = []
    for _ in range(12):
        await desk.worker.run_due()
        ((run_at,),) = await database.read.rows(select(schema.jobs.c.run_at))
        waited.append((run_at - desk.clock.at) / 1000)
        desk.clock.at = run_at
    assert waited[0] < 3 < waited[2] < waited[5] < waited[9]
    assert 600 < max(waited) < 1200
    assert await desk.worker.run_due() == 1
    assert (bench.given_up, await states(database)) == ([], [("done", 1, None)])


async def test_a_result_that_an_available_storage_refuses_is_a_failed_attempt(database: Database) -> None:
    desk = Desk(database, bench := Unsavable())
    assert await desk.worker.run_due() == 1
    assert (bench.runs, desk.pauses) == ([1], [0.5, 1, 2, 4, 8])
    assert (bench.given_up, await states(database)) == (
        ["It could not be saved."],
        [("dead", 1, "It could not be saved.")],
    )


async def test_a_worker_claims_no_job_before_its_result_is_saved(database: Database) -> None:
    started: list[int] = []

    class Long(Desk):
        """The storage is unavailable for longer than a lease lasts."""

        async def pause(self, seconds: float) -> None:
            self.clock.pass_seconds(LEASE_SECONDS)
            started.append(await self.worker._start_due())

    desk = Long(Flickering(database, (2, 3)), bench := Bench())
    assert await desk.worker.run_due() == 1
    assert (started, bench.runs, await states(database)) == ([0, 0], [1], [("done", 1, None)])


async def test_a_server_that_stops_does_not_wait_for_its_storage(database: Database) -> None:
    is_waiting = asyncio.Event()

    class Endless(Desk):
        async def pause(self, seconds: float) -> None:
            is_waiting.set()
            await asyncio.Event().wait()

    desk = Endless(Flickering(database, (2,)), Bench())
    loop = asyncio.create_task(desk.worker.run())
    await is_waiting.wait()
    desk.worker.stop()
    await loop
    assert await states(database) == [("queued", 0, None)]
    assert await make_worker(database, FakeClock(), Bench()).run_due() == 1
