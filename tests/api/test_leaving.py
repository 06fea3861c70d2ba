"""A candidate is erased or withdraws while a report is being saved: one change waits for the other, and both
succeed.
"""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import insert, select, update

from aural.platform.errors import NotFoundError
from aural.platform.ids import new_id
from aural.privacy import erasure_repository as erasure
from aural.room.rights.rights import WITHDRAWN
from aural.sessions import correction_repository as corrections
from aural.sessions.ending_repository import end_at_once
from aural.store import schema
from aural.store.database import Connection
from tests.api.locks import wait_until_somebody_waits
from tests.api.seeds import link_session, seed_session
from tests.api.world import World


@pytest.mark.parametrize("way", ["erase", "withdraw"])
async def test_an_erasure_waits_for_a_report_that_is_being_saved(world: World, way: str) -> None:
    interview = await world.interview()
    candidate = await world.candidate(interview, name="Alex")
    session = await seed_session(world, interview, candidate_id=candidate["id"])
    await link_session(world, candidate["id"])
    job = {"id": new_id(), "organization_id": world.acme.id, "session_id": session, "kind": "analyse", "payload": {}}
    job |= {"state": "running", "run_at": 0, "max_attempts": 3, "created_at": 0, "updated_at": 0}
    async with world.database.transaction() as transaction:
        await transaction.run(insert(schema.jobs), job)

    async def leave(connection: Connection) -> None:
        if way == "erase":
            await erasure.erase_person(connection, world.acme.id, candidate["id"], blank_answer=b"", now=0)
        else:
            await end_at_once(connection, world.acme.id, session, 0)
            await erasure.withdraw_consent(connection, world.acme.id, session, reason=WITHDRAWN, now=0)

    async def in_transaction() -> None:
        async with world.database.transaction() as transaction:
            await leave(transaction)

    async with world.database.transaction() as saving:
        await corrections.lock_session(saving, world.acme.id, session)
        leaving = asyncio.create_task(in_transaction())
        await wait_until_somebody_waits(world.database, saving, leaving)
        done = update(schema.jobs).where(schema.jobs.c.id == job["id"]).values(state="done")
        assert await saving.run(done) == 1
    await leaving
    assert not await world.database.read.rows(select(schema.jobs).where(schema.jobs.c.session_id == session))


async def test_an_erased_candidate_cannot_be_erased_again(world: World) -> None:
    candidate = await world.candidate(await world.interview(), name="Alex")
    async with world.database.transaction() as transaction:
        await erasure.erase_person(transaction, world.acme.id, candidate["id"], blank_answer=b"", now=0)
        with pytest.raises(NotFoundError):
            await erasure.erase_person(transaction, world.acme.id, candidate["id"], blank_answer=b"", now=0)
