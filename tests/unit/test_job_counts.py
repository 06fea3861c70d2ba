"""The numbers of waiting and dead jobs are read quickly, however many jobs are done."""

from __future__ import annotations

from sqlalchemy import insert, text
from sqlalchemy.dialects import sqlite

from aural.organizations.repository import take_organization
from aural.store import jobs, schema
from aural.store.database import open_database
from tests.clocks import START

STATES = {"queued": 3, "running": 2, "dead": 1, "done": 5000}


async def test_jobs_are_counted_by_state_and_done_ones_are_not_read(database_url: str) -> None:
    database = open_database(database_url)
    acme = await take_organization(database, "Acme", START)
    assert await jobs.count_all_jobs(database.read) == {"queued": 0, "running": 0, "dead": 0}
    shared = {"organization_id": acme.id, "kind": "analyse", "payload": {}, "max_attempts": 1}
    shared |= {"run_at": START, "created_at": START, "updated_at": START}
    rows = [{**shared, "id": f"{state} {n}", "state": state} for state, count in STATES.items() for n in range(count)]
    async with database.transaction() as transaction:
        await transaction.run(insert(schema.jobs), rows)
        if database.dialect == "postgresql":
            await transaction.run(text("ANALYZE jobs"))  # as its server does automatically
    assert await jobs.count_all_jobs(database.read) == {"queued": 3, "running": 2, "dead": 1}
    words = jobs._COUNT_ALL.compile(dialect=sqlite.dialect())  # type: ignore[no-untyped-call]
    ask = "EXPLAIN QUERY PLAN" if database.dialect == "sqlite" else "EXPLAIN"
    plan = "\n".join(str(row[-1]) for row in await database.read.rows(text(f"{ask} {words}")))
    await database.close()
    assert ("ix_jobs_due" in plan, "ix_jobs_dead" in plan) == (True, True), plan
