"""A full disk, a locked database, an unreachable server: a plain error, nothing half-stored, and recovery
afterwards.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncTransaction

from aural.organizations import repository as organizations
from aural.organizations.repository import take_organization
from aural.platform.errors import StorageUnavailableError, UnknownOutcomeError
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection, Database, PostgresDatabase, open_database
from aural.store.limits import open_limits
from tests.clocks import START
from tests.waiting import PATIENCE_SECONDS

PLAIN = "The storage cannot be used right now. Nothing was changed; try again shortly."


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = open_database(database_url)
    yield database
    await database.close()


async def count_users(database: Database) -> int:
    return len(await database.read.rows(select(schema.users)))


async def add_user(connection: Connection, name: str = "Kim") -> None:
    await connection.run(insert(schema.users), {"id": new_id(), "name": name, "created_at": START})


async def assert_refused(work: asyncio.Future[None]) -> None:
    with pytest.raises(StorageUnavailableError) as caught:
        await work
    assert (caught.value.status, caught.value.message) == (503, PLAIN)
    assert int(caught.value.headers["Retry-After"]) > 0


async def add_two(database: Database, second: str) -> None:
    async with database.transaction() as transaction:
        await add_user(transaction)
        await add_user(transaction, second)


async def test_a_full_disk_stores_no_partial_transaction_and_reads_still_work(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    async with database.transaction() as transaction:
        (pages,) = await transaction.rows(text("PRAGMA page_count"))
        await transaction.run(text(f"PRAGMA max_page_count = {pages[0] + 20}"))
    await assert_refused(asyncio.ensure_future(add_two(database, "x" * 1_000_000)))
    assert await count_users(database) == 0
    await add_two(database, "Lee")  # what still fits is stored
    async with database.transaction() as transaction:
        await transaction.run(text("PRAGMA max_page_count = 1000000"))
    await add_two(database, "x" * 1_000_000)
    assert await count_users(database) == 4
    await database.close()


async def test_a_locked_sqlite_refuses_writers_allows_readers_and_recovers(sqlite_url: str) -> None:
    database = open_database(sqlite_url, busy_seconds=0.1)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        await assert_refused(asyncio.ensure_future(add_two(database, "Lee")))
        assert await count_users(database) == 0
        other.execute("ROLLBACK")
    await add_two(database, "Lee")
    assert await count_users(database) == 2
    await database.close()


async def test_a_locked_table_of_postgres_refuses_and_recovers(postgres_url: str) -> None:
    database = PostgresDatabase(postgres_url, busy_seconds=1, connect_seconds=PATIENCE_SECONDS)
    other = await asyncpg.connect(postgres_url)
    async with other.transaction():
        await other.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE")
        await assert_refused(asyncio.ensure_future(add_two(database, "Lee")))
    await add_two(database, "Lee")
    assert await count_users(database) == 2
    await database.close()
    await other.close()


async def test_the_database_recovers_after_postgres_has_ended_our_connections(postgres_url: str) -> None:
    database, other = open_database(postgres_url), await asyncpg.connect(postgres_url)
    ours = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> $1"
    myself = await other.fetchval("SELECT pg_backend_pid()")

    async def lose_it() -> None:
        async with database.transaction() as transaction:
            await add_user(transaction)
            await other.fetch(ours, myself)
            await add_user(transaction)

    await assert_refused(asyncio.ensure_future(lose_it()))
    with suppress(StorageUnavailableError):
        await count_users(database)  # the other connections of the pool were ended as well, which this one notices
    assert await count_users(database) == 0
    await add_two(database, "Lee")
    await database.close()
    await other.close()


async def test_a_commit_whose_response_is_lost_is_not_said_to_have_changed_nothing(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(postgres_url)
    commit = AsyncTransaction.commit

    async def lose(transaction: AsyncTransaction) -> None:
        await commit(transaction)
        raise ConnectionResetError

    monkeypatch.setattr(AsyncTransaction, "commit", lose)
    with pytest.raises(UnknownOutcomeError) as caught:
        await add_two(database, "Lee")
    assert (caught.value.status, caught.value.code, caught.value.headers) == (500, "INTERNAL_ERROR", {})
    assert await count_users(database) == 2
    await database.close()


async def test_an_unreachable_postgres_is_reported_in_plain_words() -> None:
    database = PostgresDatabase("postgresql://aural@127.0.0.1:1/aural")
    await assert_refused(asyncio.ensure_future(add_two(database, "Lee")))
    with pytest.raises(StorageUnavailableError):
        await count_users(database)
    await database.close()


async def test_a_locked_limits_database_refuses_and_recovers(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    limits = open_limits(database, sqlite_url)
    path = Path(sqlite_url.removeprefix("sqlite:///")).with_name("aural-limits.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageUnavailableError):
            await limits.admit("b", 1, START)
        other.execute("ROLLBACK")
    assert (await limits.admit("b", 1, START)).is_admitted
    await limits.close()
    await database.close()


async def test_an_error_in_our_sql_is_not_reported_as_unavailable_storage(postgres_url: str) -> None:
    database = open_database(postgres_url)
    with pytest.raises(ProgrammingError):
        await database.read.rows(text("SELECT no_such_column FROM users"))
    await database.close()


async def test_sqlite_runs_in_wal_mode_with_full_synchronization(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    async with database.transaction() as transaction:
        (synchronous,) = await transaction.rows(text("PRAGMA synchronous"))
        (journal,) = await transaction.rows(text("PRAGMA journal_mode"))
    assert (synchronous[0], journal[0]) == (2, "wal")  # FULL
    await database.close()


# --- a transaction is all or nothing, even if its request is cancelled ------------------------------------------------


async def test_an_exception_undoes_the_whole_transaction(database: Database) -> None:
    with suppress(RuntimeError):
        async with database.transaction() as transaction:
            await add_user(transaction)
            raise RuntimeError
    assert await count_users(database) == 0
    await add_two(database, "Lee")


@pytest.mark.parametrize("steps", range(12))
async def test_a_cancelled_request_leaves_nothing_half_done(database: Database, steps: int) -> None:
    """Cancels the request after this many turns of the loop: while it begins, writes or commits."""
    task = asyncio.create_task(add_two(database, "Lee"))
    for _ in range(steps):
        await asyncio.wait([asyncio.ensure_future(asyncio.sleep(0))])
    task.cancel()
    await asyncio.wait([task])
    assert await count_users(database) in (0, 2)
    before = await count_users(database)
    await add_two(database, "Kim")
    assert await count_users(database) == before + 2


async def test_concurrent_writers_all_succeed(database: Database, database_url: str) -> None:
    other = open_database(database_url)
    made = await asyncio.gather(
        *(take_organization((database, other)[number % 2], f"Acme {number}", START) for number in range(16))
    )
    assert len({organization.id for organization in made}) == 16
    await other.close()


async def test_readers_never_see_an_unfinished_transaction(database: Database) -> None:
    async with database.transaction() as transaction:
        await add_user(transaction)
        assert await count_users(database) == 0
        assert len(await transaction.rows(select(schema.users))) == 1
    assert await count_users(database) == 1


async def test_a_read_connection_of_sqlite_refuses_to_write(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    with pytest.raises(TypeError):
        await add_user(database.read)
    assert await organizations.list_members(database.read, "nobody") == []
    await database.close()
