"""Short reads that bypass SQLAlchemy's execution return the same as ordinary ones."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Select, bindparam, func, insert, literal, select, text

from aural.candidates import repository as candidates
from aural.interviews import question_repository as questions
from aural.interviews import repository as interviews
from aural.organizations import key_repository as keys
from aural.organizations.repository import take_organization
from aural.platform.clock import iso
from aural.platform.errors import StorageUnavailableError
from aural.platform.ids import new_id
from aural.sessions import repository as sessions
from aural.store import schema
from aural.store.database import Database, PostgresDatabase, open_database
from aural.store.quick import QuickStatements
from aural.usage import repository as usage
from tests.clocks import START
from tests.waiting import PATIENCE_SECONDS, until


async def test_quick_and_ordinary_reads_return_the_same_values(database: Database) -> None:
    acme = await take_organization(database, "Acme", START)
    key = {"id": new_id(), "organization_id": acme.id, "user_id": acme.owner_id, "name": "ü", "role": "OWNER"}
    key |= {
        "scopes": ["a", {"b": None}],
        "project_ids": None,
        "hash": b"\x00\xff",
        "prefix": "dlv_",
        "created_at": START,
    }
    async with database.transaction() as transaction:
        await transaction.run(insert(schema.api_keys), key)
        statement = select(schema.api_keys).where(schema.api_keys.c.hash == bindparam("hash"))
        (long,) = await transaction.rows(statement, {"hash": b"\x00\xff"})
    (quick,) = await database.read.rows(statement, {"hash": b"\x00\xff"})
    assert dict(zip(quick._fields, quick, strict=True)) == dict(long._mapping)
    assert quick.scopes == ["a", {"b": None}]
    assert bytes(quick.hash) == b"\x00\xff"


async def test_statements_with_an_expanding_in_or_plain_text_can_be_read(database: Database) -> None:
    acme = await take_organization(database, "Acme", START)
    chosen = select(schema.organizations.c.name).where(schema.organizations.c.id.in_(bindparam("ids", expanding=True)))
    assert [row.name for row in await database.read.rows(chosen, {"ids": [acme.id, "x"]})] == ["Acme"]
    assert await database.read.rows(chosen, {"ids": []}) == []
    for plain in (text("SELECT 1"), select(text("1"))):
        assert [tuple(row) for row in await database.read.rows(plain)] == [(1,)]


async def test_a_literal_and_a_given_parameter_keep_their_positions(database: Database) -> None:
    statement = select(bindparam("second", "?"), literal(7), bindparam("first", "!")).limit(1)
    for given, expected in (({"first": "1", "second": "2"}, ("2", 7, "1")), ({"first": "1"}, ("?", 7, "1"))):
        (row,) = await database.read.rows(statement, given)
        assert tuple(row) == expected


async def test_the_hot_statements_are_quick(database: Database) -> None:
    found = QuickStatements(database.read._engine.dialect)  # type: ignore[attr-defined]
    hot: list[Select[tuple[object, ...]]] = [
        *(interviews._listed(asked) for asked in ((), ("created_at",))),
        *(interviews._ONE[False], questions._LIST, sessions._ONE[False], sessions._MESSAGES, keys.CALLER),
        sessions._page(("interview",), sessions.keys_of(sessions.SessionFilters())[0]),
        candidates.CandidateFilters(interview_id="an interview").narrow(candidates._PAGES[True, False]),
        *(usage._FIGURES, usage._ACTIVE),
    ]
    assert all(found.find(statement, {}) is not None for statement in hot)


async def test_the_stored_statements_are_limited(database: Database) -> None:
    found = QuickStatements(database.read._engine.dialect)  # type: ignore[attr-defined]
    for _ in range(1200):
        found.find(select(schema.plans), None)
    assert len(found._kept) <= 500


@pytest.fixture
async def lines(postgres_url: str) -> AsyncIterator[PostgresDatabase]:
    """A database with a short wait for locks, and for new connections the time that a busy machine needs."""
    database = PostgresDatabase(postgres_url, connections=6, busy_seconds=0.2, connect_seconds=PATIENCE_SECONDS)
    yield database
    await database.close()


PLANS = 4  # in each new database
FOREVER = select(func.pg_sleep(3600))


async def _read_on(lines: PostgresDatabase) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            await lines.read.rows(select(schema.plans))


async def test_a_read_that_finds_all_connections_busy_fails_in_time(lines: PostgresDatabase) -> None:
    busy = [asyncio.create_task(lines.read.rows(FOREVER)) for _ in range(2)]
    await until(lines._lines._turn.locked)
    with pytest.raises(StorageUnavailableError):
        await _read_on(lines)
    for read in busy:
        read.cancel()
    assert all(isinstance(end, asyncio.CancelledError) for end in await asyncio.gather(*busy, return_exceptions=True))


async def test_a_canceled_read_leaves_every_connection_usable(lines: PostgresDatabase) -> None:
    read = asyncio.create_task(lines.read.rows(FOREVER))
    await lines.read.rows(select(schema.plans))
    read.cancel()
    with pytest.raises(asyncio.CancelledError):
        await read
    # If the request to cancel comes too early, the statement sleeps for an hour.
    async with asyncio.timeout(PATIENCE_SECONDS):
        for _ in range(5):
            assert len(await lines.read.rows(select(schema.plans))) == PLANS


async def test_a_read_that_waits_too_long_for_a_lock_fails(lines: PostgresDatabase) -> None:
    async with lines.transaction() as transaction:
        await transaction.run(text("LOCK TABLE plans IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(StorageUnavailableError):
            await lines.read.rows(select(schema.plans))
    assert len(await lines.read.rows(select(schema.plans))) == PLANS


async def test_more_reads_than_connections_wait_for_each_other(postgres_url: str) -> None:
    database = PostgresDatabase(postgres_url, connections=6)
    answers = await asyncio.gather(*(database.read.rows(select(schema.plans)) for _ in range(50)))
    assert {len(rows) for rows in answers} == {PLANS}
    await database.close()


@pytest.mark.parametrize("most", [3, 7])
async def test_a_process_opens_no_more_connections_than_it_may(postgres_url: str, most: int) -> None:
    database = open_database(postgres_url, connections=most)
    here = select(func.count()).select_from(text("pg_stat_activity")).where(text("datname = current_database()"))
    open_at_once: list[int] = []

    async def write() -> None:
        async with database.transaction() as transaction:
            open_at_once.extend(count for (count,) in await transaction.rows(here))

    await asyncio.gather(*(write() for _ in range(20)), *(database.read.rows(here) for _ in range(20)))
    assert 1 < max(open_at_once) <= most
    await database.close()


def test_a_time_is_formatted_as_datetime_formats_it() -> None:
    dice = random.Random(5)
    for at in [
        0,
        1,
        999,
        86_399_999,
        -1,
        951_782_399_999,
        *(dice.randrange(-(10**12), 4 * 10**12) for _ in range(500)),
    ]:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at)
        assert iso(at) == moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
