"""A queued job is carried out, its effect is saved exactly once, and no death of a worker loses it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.dialects import sqlite

from aural.jobs.worker import Handler, JobFailedError, JobPostponedError, Save, Worker, retry_delay_ms
from aural.organizations.repository import OwnedOrganization, take_organization
from aural.platform.errors import StorageUnavailableError
from aural.store import jobs, schema
from aural.store.database import Connection, Database, open_database
from aural.store.jobs import Job, LostLeaseError
from tests.clocks import START, FakeClock
from tests.waiting import PATIENCE_SECONDS

LEASE = jobs.LEASE_SECONDS


@pytest.fixture
async def acme(database: Database) -> OwnedOrganization:
    return await take_organization(database, "Acme", START)


@dataclass
class Bench:
    """A handler that creates a project named after the job."""

    fails: int = 0
    reason: Exception = field(default_factory=lambda: JobFailedError("the model is away"))
    runs: list[int] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    started: asyncio.Event = field(default_factory=asyncio.Event)
    may_go_on: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.may_go_on.set()

    async def run(self, job: Job) -> Save:
        self.runs.append(job.attempt)
        self.started.set()
        await self.may_go_on.wait()
        if len(self.runs) <= self.fails:
            raise self.reason

        async def save(connection: Connection) -> None:
            row = {"id": job.id, "organization_id": job.organization_id, "name": job.id, "created_at": START}
            await connection.run(insert(schema.projects), row)

        return save

    async def give_up(self, connection: Connection, job: Job, reason: str) -> None:
        self.given_up.append(reason)


def make_worker(database: Database, clock: FakeClock, handler: Handler, **options: int) -> Worker:
    async def wait(woken: asyncio.Event) -> None:
        await woken.wait()

    return Worker(database, clock, {"analyse": handler}, wait=wait, **options)


async def enqueue(database: Database, organization: OwnedOrganization, number: int = 1, **rest: object) -> None:
    async with database.transaction() as transaction:
        payload = {"thing": str(number)}
        await jobs.enqueue(
            transaction, organization.id, kind="analyse", payload=payload, now=START, dedup=f"analyse:{number}", **rest
        )  # type: ignore[arg-type]


async def effects(database: Database) -> int:
    return len(await database.read.rows(select(schema.projects).where(schema.projects.c.name != "Default")))


async def states(database: Database) -> list[tuple[str, int, str | None]]:
    rows = await database.read.rows(select(schema.jobs).order_by(schema.jobs.c.id))
    return [(row.state, row.attempts, row.error) for row in rows]


async def claim(database: Database, now: int, *, worker: str = "a", most: int = 9) -> list[Job]:
    async with database.transaction() as transaction:
        return await jobs.claim_jobs(transaction, ["analyse"], worker, now, most)


async def test_a_queued_job_is_carried_out_once(database: Database, acme: OwnedOrganization) -> None:
    await enqueue(database, acme)
    await enqueue(database, acme)  # the same `dedup`
    bench = Bench()
    assert await make_worker(database, FakeClock(), bench).run_due() == 1
    assert (bench.runs, await effects(database)) == ([1], 1)
    assert await states(database) == [("done", 1, None)]


async def test_a_job_is_queued_only_if_its_transaction_commits(database: Database, acme: OwnedOrganization) -> None:
    with suppress(RuntimeError):
        async with database.transaction() as transaction:
            await jobs.enqueue(transaction, acme.id, kind="analyse", payload={}, now=START)
            raise RuntimeError
    assert await make_worker(database, FakeClock(), Bench()).run_due() == 0


async def test_a_job_due_later_waits_until_it_is_due(database: Database, acme: OwnedOrganization) -> None:
    await enqueue(database, acme, run_at=START + 1)
    clock = FakeClock()
    worker = make_worker(database, clock, Bench())
    assert await worker.run_due() == 0
    clock.pass_seconds(1)
    assert await worker.run_due() == 1


async def test_a_worker_claims_only_jobs_that_it_can_do(database: Database, acme: OwnedOrganization) -> None:
    async with database.transaction() as transaction:
        await jobs.enqueue(transaction, acme.id, kind="deliver", payload={}, now=START)
    assert await make_worker(database, FakeClock(), Bench()).run_due() == 0
    assert await states(database) == [("queued", 0, None)]


async def test_a_failed_job_is_retried_later_and_then_done(database: Database, acme: OwnedOrganization) -> None:
    await enqueue(database, acme)
    clock, bench = FakeClock(), Bench(fails=1)
    worker = make_worker(database, clock, bench)
    assert await worker.run_due() == 1
    assert await states(database) == [("queued", 1, "the model is away")]
    assert await worker.run_due() == 0
    clock.pass_seconds(3)
    assert await worker.run_due() == 1
    assert (bench.runs, await effects(database)) == ([1, 2], 1)


async def test_after_the_last_attempt_a_job_is_dead_and_its_handler_gets_the_reason(
    database: Database, acme: OwnedOrganization
) -> None:
    await enqueue(database, acme, max_attempts=2)
    clock, bench = FakeClock(), Bench(fails=9)
    worker = make_worker(database, clock, bench)
    for _ in range(5):
        await worker.run_due()
        clock.pass_seconds(3600)
    assert (bench.runs, bench.given_up) == ([1, 2], ["the model is away"])
    assert await states(database) == [("dead", 2, "the model is away")]
    assert await jobs.count_jobs(database.read, acme.id) == {"queued": 0, "dead": 1}


async def test_the_reason_of_a_failure_is_logged(
    database: Database, acme: OwnedOrganization, caplog: pytest.LogCaptureFixture
) -> None:
    await enqueue(database, acme)
    await make_worker(database, FakeClock(), Bench(fails=1)).run_due()
    assert "failed at attempt 1: the model is away" in caplog.text


async def test_an_unexpected_error_is_stored_by_its_class_and_its_text_is_not_logged(
    database: Database, acme: OwnedOrganization, caplog: pytest.LogCaptureFixture
) -> None:
    await enqueue(database, acme)
    bench = Bench(fails=1, reason=KeyError("kim@example.com"))
    await make_worker(database, FakeClock(), bench).run_due()
    assert await states(database) == [("queued", 1, "KeyError")]
    assert "kim@" not in caplog.text


async def test_the_job_of_a_dead_worker_is_taken_over_when_its_lease_expires(
    database: Database, acme: OwnedOrganization
) -> None:
    await enqueue(database, acme)
    assert len(await claim(database, START)) == 1
    clock, bench = FakeClock(), Bench()
    worker = make_worker(database, clock, bench)
    clock.pass_seconds(LEASE - 1)
    assert await worker.run_due() == 0
    clock.pass_seconds(1)
    assert await worker.run_due() == 1
    assert bench.runs == [2]


async def test_a_job_that_kills_every_worker_is_given_up_without_another_try(
    database: Database, acme: OwnedOrganization
) -> None:
    await enqueue(database, acme, max_attempts=2)
    for number in range(2):
        assert len(await claim(database, START + number * LEASE * 1000)) == 1
    bench = Bench()
    await make_worker(database, FakeClock(START + 2 * LEASE * 1000), bench).run_due()
    assert bench.runs == []
    assert bench.given_up == ["The server stopped each time while it worked on this."]


async def test_a_heartbeat_keeps_the_job(database: Database, acme: OwnedOrganization) -> None:
    await enqueue(database, acme)
    (job,) = await claim(database, START)
    async with database.transaction() as transaction:
        await jobs.extend_lease(transaction, job, START + 50_000)
    assert await claim(database, START + LEASE * 1000, worker="b") == []
    assert len(await claim(database, START + 50_000 + LEASE * 1000, worker="b")) == 1


async def test_a_worker_that_lost_its_lease_saves_nothing(database: Database, acme: OwnedOrganization) -> None:
    await enqueue(database, acme)
    clock, slow = FakeClock(), Bench()
    slow.may_go_on.clear()
    running = asyncio.create_task(make_worker(database, clock, slow).run_due())
    await slow.started.wait()
    clock.pass_seconds(LEASE)
    assert await make_worker(database, clock, Bench()).run_due() == 1
    slow.may_go_on.set()
    await running
    assert await effects(database) == 1
    assert await states(database) == [("done", 2, None)]


@pytest.mark.parametrize("change", [jobs.complete_job, jobs.extend_lease, jobs.release_job])
async def test_only_the_latest_claim_may_change_a_job(
    database: Database, acme: OwnedOrganization, change: object
) -> None:
    await enqueue(database, acme)
    (old,) = await claim(database, START)
    (new,) = await claim(database, START + LEASE * 1000)  # another claim, by the same worker
    assert (old.worker, old.attempt, new.attempt) == (new.worker, 1, 2)
    with pytest.raises(LostLeaseError):
        async with database.transaction() as transaction:
            await change(transaction, old, START)  # type: ignore[operator]
    async with database.transaction() as transaction:
        await change(transaction, new, START)  # type: ignore[operator]


async def test_a_worker_that_gave_a_job_back_can_no_longer_change_it(
    database: Database, acme: OwnedOrganization
) -> None:
    await enqueue(database, acme)
    (given_back,) = await claim(database, START, worker="a")
    async with database.transaction() as transaction:
        await jobs.release_job(transaction, given_back, START)
    (job,) = await claim(database, START, worker="b")
    assert (given_back.attempt, job.attempt) == (1, 1)
    with pytest.raises(LostLeaseError):
        async with database.transaction() as transaction:
            await jobs.complete_job(transaction, given_back, START)


async def test_workers_share_the_jobs_and_none_is_run_twice(database: Database, database_url: str) -> None:
    acme = await take_organization(database, "Acme", START)
    for number in range(40):
        await enqueue(database, acme, number)
    other = open_database(database_url)
    claims = await asyncio.gather(
        *(claim((database, other)[number % 2], START, worker=str(number), most=5) for number in range(16))
    )
    claimed = [job.id for jobs_of_one in claims for job in jobs_of_one]
    assert len(claimed) == len(set(claimed)) == 40
    assert max(len(jobs_of_one) for jobs_of_one in claims) <= 5
    await other.close()


async def test_a_running_worker_can_be_woken_and_stopped(database: Database, acme: OwnedOrganization) -> None:
    bench, found_nothing = Bench(), asyncio.Event()

    async def wait(woken: asyncio.Event) -> None:
        found_nothing.set()
        await woken.wait()

    worker = Worker(database, FakeClock(), {"analyse": bench}, wait=wait)
    loop = asyncio.create_task(worker.run())
    async with asyncio.timeout(PATIENCE_SECONDS):
        await found_nothing.wait()
        await enqueue(database, acme)
        worker.wake()
        await bench.started.wait()
        worker.stop()
        await loop
    assert bench.runs == [1]


async def test_a_stopping_server_gives_its_unfinished_job_back_at_once(
    database: Database, acme: OwnedOrganization
) -> None:
    await enqueue(database, acme)
    bench = Bench()
    bench.may_go_on.clear()
    worker = make_worker(database, FakeClock(), bench)
    loop = asyncio.create_task(worker.run())
    await bench.started.wait()
    worker.stop()
    await loop
    assert await states(database) == [("queued", 0, None)]
    assert await make_worker(database, FakeClock(), Bench()).run_due() == 1


@pytest.mark.parametrize("trouble", [StorageUnavailableError("away"), RuntimeError("nobody thought of this")])
async def test_a_worker_continues_after_any_storage_error(
    database: Database, acme: OwnedOrganization, trouble: Exception
) -> None:
    class Away:
        """The first read fails."""

        dialect, looks = database.dialect, 0

        @property
        def read(self) -> Connection:
            self.looks += 1
            if self.looks == 1:
                asyncio.get_running_loop().call_soon(worker.wake)
                raise trouble
            return database.read

        def __getattr__(self, name: str) -> object:
            return getattr(database, name)

    await enqueue(database, acme)
    bench = Bench()
    worker = make_worker(Away(), FakeClock(), bench)  # type: ignore[arg-type]
    loop = asyncio.create_task(worker.run())
    await bench.started.wait()
    worker.stop()
    await loop
    assert bench.runs == [1]


async def test_a_postponement_costs_no_attempt(database: Database, acme: OwnedOrganization) -> None:
    await enqueue(database, acme)
    clock, bench = FakeClock(), Bench(fails=1, reason=JobPostponedError(60_000))
    worker = make_worker(database, clock, bench)
    await worker.run_due()
    clock.pass_seconds(59)
    assert await worker.run_due() == 0
    clock.pass_seconds(1)
    assert await worker.run_due() == 1
    assert bench.runs == [1, 1]


async def test_a_failure_may_set_the_delay_until_the_retry(database: Database, acme: OwnedOrganization) -> None:
    await enqueue(database, acme)
    clock, bench = FakeClock(), Bench(fails=1, reason=JobFailedError("later", after_ms=3_600_000))
    worker = make_worker(database, clock, bench)
    await worker.run_due()
    clock.pass_seconds(3599)
    assert await worker.run_due() == 0
    clock.pass_seconds(1)
    assert await worker.run_due() == 1
    assert bench.runs == [1, 2]


async def test_a_saved_step_is_available_to_later_attempts_and_not_overwritten(
    database: Database, acme: OwnedOrganization
) -> None:
    await enqueue(database, acme)
    (job,) = await claim(database, START)
    assert await jobs.find_step(database.read, job, "judge") is None
    async with database.transaction() as transaction:
        await jobs.save_step(transaction, job, "judge", {"level": 3}, START)
        await jobs.save_step(transaction, job, "judge", {"level": 1}, START)
    (again,) = await claim(database, START + LEASE * 1000)
    assert await jobs.find_step(database.read, again, "judge") == {"level": 3}


async def test_old_done_jobs_are_deleted_and_dead_ones_are_not(database: Database, acme: OwnedOrganization) -> None:
    await enqueue(database, acme, 1)
    await make_worker(database, FakeClock(), Bench()).run_due()
    await enqueue(database, acme, 2, max_attempts=1)
    await make_worker(database, FakeClock(), Bench(fails=1)).run_due()
    async with database.transaction() as transaction:
        assert await jobs.purge_done_jobs(transaction, START - 1) == 0
        assert await jobs.purge_done_jobs(transaction, START) == 1
    assert [state for state, *_ in await states(database)] == ["dead"]


def test_the_delay_of_retries_grows_to_about_a_quarter_of_an_hour() -> None:
    assert 1_500 <= retry_delay_ms(1) <= 2_500
    assert retry_delay_ms(4) > retry_delay_ms(2)
    assert retry_delay_ms(60) <= 15 * 60_000 * 1.25
    assert len({retry_delay_ms(5) for _ in range(20)}) > 1


async def test_looking_for_due_jobs_uses_the_index(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    dialect = sqlite.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
    looked = jobs._HAS_DUE.compile(dialect=dialect)
    asked = looked.construct_expanded_state({"now": START, "kinds": ["analyse"]})
    plan = await database.read.rows(text(f"EXPLAIN QUERY PLAN {asked.statement}"), asked.parameters)
    assert any("ix_jobs_due" in row.detail for row in plan)
    await database.close()
