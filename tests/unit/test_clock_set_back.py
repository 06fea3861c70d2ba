"""After the clock is set back, jobs that were already due still run at once."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from aural.jobs.worker import JobFailedError, JobPostponedError
from aural.organizations.repository import take_organization
from aural.store import schema
from aural.store.database import Database
from tests.clocks import START, FakeClock
from tests.unit.test_jobs import Bench, enqueue, make_worker, states

HOUR_SECONDS = 3600


async def due_times(database: Database) -> list[int]:
    return [row.run_at for row in await database.read.rows(select(schema.jobs.c.run_at))]


async def test_a_job_enqueued_before_the_clock_was_set_back_runs_at_once(database: Database) -> None:
    acme = await take_organization(database, "Acme", START)
    clock = FakeClock()
    worker = make_worker(database, clock, Bench())
    assert await worker.run_due() == 0
    await enqueue(database, acme)
    clock.pass_seconds(-HOUR_SECONDS)
    assert await worker.run_due() == 1
    assert await states(database) == [("done", 1, None)]


async def test_a_server_started_after_the_clock_was_set_back_runs_earlier_jobs(database: Database) -> None:
    await enqueue(database, await take_organization(database, "Acme", START))
    assert await make_worker(database, FakeClock(START - HOUR_SECONDS * 1000), Bench()).run_due() == 1


async def test_a_job_committed_after_the_clock_was_set_back_runs(database: Database) -> None:
    """Its transaction had read the time before the clock was set back."""
    acme = await take_organization(database, "Acme", START)
    clock = FakeClock(START)
    worker = make_worker(database, clock, Bench())
    await worker.run_due()
    clock.pass_seconds(-HOUR_SECONDS)
    assert await worker.run_due() == 0
    await enqueue(database, acme)
    clock.pass_seconds(1)
    assert await worker.run_due() == 1


async def test_a_failure_before_the_clock_was_set_back_is_retried_after_its_delay(database: Database) -> None:
    acme = await take_organization(database, "Acme", START)
    clock = FakeClock(START)
    await enqueue(database, acme)
    assert await make_worker(database, clock, Bench(fails=1)).run_due() == 1
    (delay_ms,) = [run_at - START for run_at in await due_times(database)]
    assert delay_ms > 0
    clock.pass_seconds(-HOUR_SECONDS)
    worker = make_worker(database, clock, Bench())
    assert await worker.run_due() == 0
    clock.at = START - HOUR_SECONDS * 1000 + delay_ms
    assert await worker.run_due() == 1


async def test_a_job_due_tomorrow_keeps_its_due_time(database: Database) -> None:
    tomorrow = START + 24 * HOUR_SECONDS * 1000
    await enqueue(database, await take_organization(database, "Acme", START), run_at=tomorrow)
    assert await make_worker(database, FakeClock(START - HOUR_SECONDS * 1000), Bench()).run_due() == 0
    assert await due_times(database) == [tomorrow]


@pytest.mark.parametrize("delay_ms", [1, 60_000])
async def test_a_job_due_later_still_waits(database: Database, delay_ms: int) -> None:
    await enqueue(database, await take_organization(database, "Acme", START), run_at=START + delay_ms)
    clock = FakeClock(START - 1000)
    worker = make_worker(database, clock, Bench())
    assert await worker.run_due() == 0
    clock.at = START + delay_ms
    assert await worker.run_due() == 1


@pytest.mark.parametrize("error", [JobPostponedError(200), JobFailedError("busy", after_ms=200)])
async def test_a_retry_is_timed_by_the_clock_that_was_set_back(database: Database, error: Exception) -> None:
    """The clock is set back while the job is under way."""
    acme = await take_organization(database, "Acme", START)
    clock, bench = FakeClock(START), Bench(fails=1, reason=error)
    bench.may_go_on.clear()
    worker = make_worker(database, clock, bench)
    await enqueue(database, acme)
    running = asyncio.create_task(worker.run_due())
    await bench.started.wait()
    clock.pass_seconds(-HOUR_SECONDS)
    bench.may_go_on.set()
    await running
    assert await due_times(database) == [clock.now() + 200]
