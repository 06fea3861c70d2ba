"""Expired data is deleted, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from aural.jobs.housekeeping import DONE_JOBS_KEPT_MS, tidy_up
from aural.organizations import key_repository as keys
from aural.organizations.repository import take_organization
from aural.store import idempotency, schema
from aural.store.database import Database, open_database
from aural.store.files import Folder
from tests.clocks import START, FakeClock

TABLES = (schema.idempotency_keys, schema.jobs)


async def add_old_things(database: Database) -> None:
    made = await take_organization(database, "Acme", START)
    async with database.transaction() as transaction:
        key_id = await keys.create_key(
            transaction, made.id, user_id=made.owner_id, name="k", role="OWNER", key_hash=b"1", prefix="", now=START
        )
        job = {"organization_id": made.id, "kind": "analyse", "payload": {}, "run_at": START, "max_attempts": 1}
        for state in ("done", "dead"):
            row = {**job, "id": state, "state": state, "created_at": START, "updated_at": START}
            await transaction.run(insert(schema.jobs), row)
    await idempotency.claim(database, key_id, "POST /x", "k", b"", START)


async def count(database: Database) -> list[int]:
    return [len(await database.read.rows(select(table))) for table in TABLES]


async def test_expired_data_is_deleted_but_dead_jobs_are_kept(database_url: str, tmp_path: Path) -> None:
    database, clock = open_database(database_url), FakeClock()
    await add_old_things(database)
    clock.at = START + idempotency.KEPT_MS - 1
    await tidy_up(database, clock, Folder(tmp_path))
    assert await count(database) == [1, 2]
    clock.at += 1
    await tidy_up(database, clock, Folder(tmp_path))
    assert await count(database) == [0, 2]
    clock.at = START + DONE_JOBS_KEPT_MS
    await tidy_up(database, clock, Folder(tmp_path))
    assert await count(database) == [0, 1]
    await database.close()


async def test_a_step_that_fails_does_not_stop_the_others(database_url: str, tmp_path: Path) -> None:
    database, clock = open_database(database_url), FakeClock()
    await add_old_things(database)
    clock.at = START + DONE_JOBS_KEPT_MS
    async with database.transaction() as transaction:
        await transaction.run(text("DROP TABLE idempotency_keys"), {})
    with pytest.raises(ExceptionGroup) as failed:
        await tidy_up(database, clock, Folder(tmp_path))
    assert len(failed.value.exceptions) == 1
    jobs = await database.read.rows(select(schema.jobs.c.state))
    assert [job.state for job in jobs] == ["dead"]
    await database.close()
