"""The migrations create the schema that the code was written for."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, text

from aural.platform.unopened import why_unopened
from aural.store import migrate as migrating
from aural.store import migrations
from aural.store.database import is_sqlite, open_database, postgres_engine
from aural.store.migrate import SchemaError, migrate
from aural.store.schema import limits_metadata, metadata
from aural.store.sqlite_engine import sqlite_engine
from tests.racing import race

CreateDatabase = Callable[..., str]

# Compared by columns, keys and indexes, because the SQL of a table shows whether a column was added later.
SQLITE_SHAPE = """
    SELECT 'column ' || t.name || ' ' || c.name || ' ' || c.type || ' ' || quote(c."notnull") || quote(c.dflt_value)
      || quote(c.pk) FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'
    UNION ALL SELECT 'reference ' || t.name || ' ' || f."from" || ' ' || f."table" || quote(f."to") || f.on_delete
      FROM sqlite_master t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
    UNION ALL SELECT 'unique ' || t.name || quote(l."unique") || quote(l.partial) || quote(i.seqno) || quote(i.name)
      FROM sqlite_master t, pragma_index_list(t.name) l, pragma_index_info(l.name) i WHERE t.type = 'table'
    UNION ALL SELECT 'index ' || name || ' ' || quote(sql) FROM sqlite_master WHERE type = 'index'
"""
POSTGRES_SHAPE = """
    SELECT relname || ' ' || relpersistence::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default,
      character_maximum_length) FROM information_schema.columns WHERE table_schema = 'public'
"""


async def on_connection(url: str, work: Callable[[Connection], object]) -> object:
    if is_sqlite(url):
        engine = sqlite_engine(url)
        with engine.connect() as connection:
            result = work(connection)
        engine.dispose()
        return result
    postgres = postgres_engine(url, connections=1)
    async with postgres.begin() as session:
        result = await session.run_sync(work)
    await postgres.dispose()
    return result


async def read_shape(url: str) -> list[str]:
    query = text(SQLITE_SHAPE if is_sqlite(url) else POSTGRES_SHAPE)
    rows = await on_connection(url, lambda connection: list(connection.scalars(query)))
    assert isinstance(rows, list)
    return sorted(re.sub(r"\s+", " ", row) for row in rows if "alembic" not in row)


def create_from_code(*wanted: MetaData) -> Callable[[Connection], None]:
    def create(connection: Connection) -> None:
        for tables in wanted:
            tables.create_all(connection)

    return create


async def test_the_migrations_create_the_tables_of_the_code(create_database: CreateDatabase) -> None:
    migrated, created = create_database(migrated=False), create_database(migrated=False)
    assert {"audit_ends", migrations.HEAD} <= set(migrate(migrated))  # the revisions that were applied
    assert migrate(migrated) == []
    wanted = (metadata,) if is_sqlite(created) else (metadata, limits_metadata)
    await on_connection(created, create_from_code(*wanted))
    assert await read_shape(migrated) == await read_shape(created)


async def test_the_plans_exist_from_the_start(database_url: str) -> None:
    database = open_database(database_url)
    rows = await database.read.rows(text("SELECT * FROM plans ORDER BY name"))
    await database.close()
    assert [tuple(row) for row in rows] == [
        ("free", 3, 2, 500_000, 2, None, 2 << 30),
        ("pro", 25, 100, 25_000_000, 10, None, 100 << 30),
        ("self-hosted", None, None, None, None, None, None),
        ("test", 100, 100, None, None, None, 0),
    ]


async def test_migrating_again_changes_nothing(database_url: str) -> None:
    before = await read_shape(database_url)
    migrate(database_url)
    assert await read_shape(database_url) == before


def test_the_quick_check_knows_the_latest_revision() -> None:
    scripts = ScriptDirectory(str(migrations.FOLDER), version_locations=list(map(str, migrations.VERSIONS)))
    assert scripts.get_current_head() == migrations.HEAD


async def test_processes_that_start_at_once_migrate_once(create_database: CreateDatabase) -> None:
    url = create_database(migrated=False)
    race("from aural.store.migrate import migrate as work", url)
    await test_the_plans_exist_from_the_start(url)


async def test_migrating_waits_for_another_process_longer_than_a_write_does(
    create_database: CreateDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, waits = create_database(migrated=False), []
    read = text("PRAGMA busy_timeout" if is_sqlite(url) else "SHOW lock_timeout")
    upgrade = migrating._upgrade

    def look(connection: Connection) -> None:
        waits.append(connection.scalar(read))
        upgrade(connection)

    monkeypatch.setattr(migrating, "_upgrade", look)
    migrate(url)
    assert waits == [60_000 if is_sqlite(url) else "1min"]
    assert await on_connection(url, lambda connection: connection.scalar(read)) == (5_000 if is_sqlite(url) else "5s")


def upgrade_to(revision: str, connection: Connection) -> None:
    scripts = ScriptDirectory(str(migrations.FOLDER), version_locations=list(map(str, migrations.VERSIONS)))

    def steps(now: tuple[str, ...], _context: MigrationContext) -> list[RevisionStep]:
        return scripts._upgrade_revs(revision, now)  # type: ignore[arg-type]

    with EnvironmentContext(Config(), scripts, fn=steps, destination_rev=revision) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()


async def test_a_migration_raises_only_token_limits_that_are_still_the_default(create_database: CreateDatabase) -> None:
    url = create_database(migrated=False)

    def set_limits(connection: Connection) -> None:
        upgrade_to("services", connection)
        connection.execute(text("UPDATE plans SET ai_tokens = 50000 WHERE name = 'free'"))
        connection.execute(text("UPDATE plans SET ai_tokens = 900000 WHERE name = 'pro'"))

    def read(connection: Connection) -> object:
        rows = connection.execute(text("SELECT name, ai_tokens FROM plans WHERE ai_tokens > 0 ORDER BY name"))
        return [tuple(row) for row in rows]

    await on_connection(url, set_limits)
    migrate(url)
    assert await on_connection(url, read) == [("free", 500_000), ("pro", 900_000)]


async def test_a_database_of_a_newer_version_is_left_alone(database_url: str) -> None:
    def age(connection: Connection) -> None:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from-tomorrow'"))

    def look(connection: Connection) -> object:
        return connection.scalar(text("SELECT version_num FROM alembic_version"))

    await on_connection(database_url, age)
    before = await read_shape(database_url)
    with pytest.raises(SchemaError, match="newer version of Aural"):
        migrate(database_url)
    assert await read_shape(database_url) == before
    assert await on_connection(database_url, look) == "from-tomorrow"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("sqlite:////proc/nowhere/aural.db", "/proc/nowhere/aural.db cannot be opened or created"),
        ("postgresql://aural:canary@127.0.0.1:1/aural", "no server accepts connections at 127.0.0.1:1"),
    ],
)
def test_a_database_that_cannot_be_opened_is_named_with_the_reason(url: str, reason: str) -> None:
    with pytest.raises(SchemaError, match=r"^The database cannot be opened: ") as caught:
        migrate(url)
    assert reason in caught.value.message
    assert "canary" not in caught.value.message


def test_a_wrong_role_and_a_missing_database_have_different_errors(postgres_url: str) -> None:
    parts = urlsplit(postgres_url)
    role = parts._replace(netloc="stranger:canary@").geturl()
    with pytest.raises(SchemaError, match=r"doesn't accept the role “stranger”: create it") as caught:
        migrate(role)
    assert "canary" not in caught.value.message
    with pytest.raises(SchemaError, match=r"has no database “missing”: create it"):
        migrate(parts._replace(path="/missing").geturl())


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (socket.gaierror(-2, "canary"), ": the host of db.invalid:5432 is unknown."),
        (TimeoutError(), ": db.invalid:5432 doesn't answer."),
        (ConnectionResetError(104, "canary"), " (ECONNRESET)."),
    ],
)
def test_an_unreachable_server_is_named_without_the_password(error: Exception, reason: str) -> None:
    told = why_unopened("postgresql://aural:canary@db.invalid:5432/aural", error)
    assert told.startswith(f"The database cannot be opened{reason}")
    assert "canary" not in told


def test_the_error_names_a_file_that_is_not_a_database(tmp_path: Path) -> None:
    path = tmp_path / "aural.db"
    path.write_text("These are no tables. " * 100)
    with pytest.raises(SchemaError, match=r"aural\.db isn't an SQLite database"):
        migrate(f"sqlite:///{path}")
