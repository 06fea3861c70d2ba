"""Upgrades a database to this version's schema. Safe to run at every start, even by several processes at once."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from sqlalchemy import Connection, String, column, inspect, select, table, text
from sqlalchemy.exc import DBAPIError

from aural.platform.errors import StorageUnavailableError
from aural.platform.unopened import why_unopened
from aural.store.database import is_sqlite, plain_errors, postgres_engine
from aural.store.migrations import FOLDER, HEAD, VERSIONS
from aural.store.sqlite_engine import sqlite_engine

if TYPE_CHECKING:
    from alembic.runtime.migration import MigrationContext, RevisionStep

_VERSION = select(column("version_num", String)).select_from(table("alembic_version"))
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7264001)")
# If several processes start at once, one migrates (which takes seconds on a busy machine) and the others wait. Ordinary
# writes give up much earlier.
WAIT_SECONDS = 60


class SchemaError(StorageUnavailableError):
    """This version can't use the database. The message says what to do."""


def migrate(url: str) -> list[str]:
    """Creates or upgrades the tables behind `url` in one transaction. Returns the revisions that it applied.

    Raises SchemaError if the database can't be opened, or was written by a newer version.
    """
    # In a separate thread, so that this function can be called while an event loop is running.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_migrate, url).result()


def _migrate(url: str) -> list[str]:
    try:
        with plain_errors():
            return _migrate_sqlite(url) if is_sqlite(url) else asyncio.run(_migrate_postgres(url))
    except SchemaError:
        raise
    except (StorageUnavailableError, DBAPIError) as error:
        raise SchemaError(why_unopened(url, error)) from error
    except Exception as error:
        if not hasattr(error, "sqlstate"):  # asyncpg's own errors while it connects
            raise
        raise SchemaError(why_unopened(url, error)) from error


def _migrate_sqlite(url: str) -> list[str]:
    engine = sqlite_engine(url)
    try:
        with engine.connect() as connection:
            if _is_current(connection):
                return []
            connection.exec_driver_sql(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                applied = _upgrade(connection)
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                connection.exec_driver_sql("ROLLBACK")
                raise
            return applied
    finally:
        engine.dispose()


async def _migrate_postgres(url: str) -> list[str]:
    engine = postgres_engine(url, connections=1)
    try:
        async with engine.begin() as connection:
            if await connection.run_sync(_is_current):
                return []
            await connection.execute(text(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'"))
            await connection.execute(_ONE_AT_A_TIME)
            return await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


def _is_current(connection: Connection) -> bool:
    """Whether the schema is up to date. Every start checks this, so it is quick and doesn't load Alembic."""
    return schema_version(connection) == HEAD


def schema_version(connection: Connection) -> str | None:
    """The revision that the tables have, or None if the database isn't one of Aural's."""
    return connection.scalar(_VERSION) if inspect(connection).has_table("alembic_version") else None


def _upgrade(connection: Connection) -> list[str]:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    if _is_current(connection):  # another process has migrated while this one waited for the lock
        return []
    scripts = ScriptDirectory(str(FOLDER), version_locations=list(map(str, VERSIONS)))

    applied: list[str] = []

    def steps(revision: tuple[str, ...], _context: MigrationContext) -> list[RevisionStep]:
        found = scripts._upgrade_revs("head", revision)  # type: ignore[arg-type]
        applied.extend(step.revision.revision for step in found)
        return found

    with EnvironmentContext(Config(), scripts, fn=steps, destination_rev="head") as environment:
        environment.configure(connection=connection)
        try:
            environment.run_migrations()
        except CommandError as error:
            raise SchemaError(
                "This database was written by a newer version of Aural. Start that version, or restore a backup."
            ) from error
    return applied
