"""One way to talk to SQLite and PostgreSQL: `Database.read` for autocommit reads, `Database.transaction` for writes.

SQLite: short indexed reads run on the event loop (0.02–0.3 ms, research: aiosqlite costs 3.9 times as much); one writer
thread owns the writing connection, WAL, synchronous=FULL, so that a commit is on the disk before anybody is told.
PostgreSQL: asyncpg through SQLAlchemy's async engine, reads in autocommit.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol

import orjson
from sqlalchemy import Connection as SyncConnection
from sqlalchemy import Engine, Executable, select
from sqlalchemy import Row as Row  # what a store function gives: nobody else imports the library
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from aural.platform.errors import StorageUnavailableError
from aural.settings.core import CONNECTIONS
from aural.store.lines import PostgresLines
from aural.store.page_gaps import PAGES, WRITE, clear_gaps, in_parts, list_pages_with_gaps
from aural.store.quick import QuickStatements
from aural.store.sqlite_engine import BUSY_SECONDS, dumps, sqlite_engine

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]
_ANSWER = select(1)
MOST_REWRITTEN_BYTES = 256 << 20  # in 1.5 s on two slow cores


class Connection(Protocol):
    """What a store function gets: a reading connection or an open transaction."""

    async def rows(self, statement: Executable, parameters: Parameters | None = None) -> Sequence[Row[Any]]: ...
    async def row(self, statement: Executable, parameters: Parameters | None = None) -> Row[Any] | None: ...
    async def run(self, statement: Executable, parameters: Parameters | None = None) -> int:
        """Executes; the number of rows it touched."""
        ...


class DuplicateError(Exception):
    """A unique or primary key exists already: the caller decides what that means."""


class Database(Protocol):
    dialect: str

    @property
    def read(self) -> Connection: ...
    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        """Begins, commits at the end, rolls back on any exception. On SQLite one at a time, in order of asking."""
        ...

    async def scrub(self, *, is_retry: bool = False) -> bool:
        """Lets nothing that was deleted stand in files of this host any longer; whether that is so now.

        `is_retry`: only where it could not be done before. PostgreSQL's files are its server's: False.
        """
        ...

    async def close(self) -> None: ...


# PostgreSQL's own classes of trouble that pass: connection, resources, operator intervention, system error; and single
# states: read-only, deadlock, serialization, lock timeout. https://www.postgresql.org/docs/current/errcodes-appendix.html
_PASSING_CLASSES = ("08", "53", "57", "58")
_PASSING_STATES = ("25006", "40001", "40P01", "55P03")


def _is_passing(error: Exception) -> bool:
    """Whether it is trouble of the storage. Short reads raise what the driver does, all else raises SQLAlchemy's."""
    if isinstance(error, OperationalError | InterfaceError | sqlite3.OperationalError | OSError | PoolTimeoutError):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    cause = error.orig if isinstance(error, DBAPIError) else error
    state = str(getattr(cause, "sqlstate", None) or "")
    return state in _PASSING_STATES or state.startswith(_PASSING_CLASSES) or "ConnectionDoesNotExist" in repr(cause)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turns driver errors into ours: no database text ever reaches a caller."""
    try:
        yield
    except IntegrityError as error:
        raise DuplicateError from error
    except Exception as error:
        if not _is_passing(error):
            raise
        raise StorageUnavailableError(
            "The storage cannot be used right now. Nothing was changed; try again shortly."
        ) from error


def _collect(result: CursorResult[Any]) -> tuple[Sequence[Row[Any]], int]:
    return (result.all() if result.returns_rows else [], result.rowcount)


# --- SQLite ---------------------------------------------------------------------------------------------------------


class _SqliteReader:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: SyncConnection | None = None
        self._quick = QuickStatements(engine.dialect)

    def _use(self) -> SyncConnection:
        if self._connection is None or self._connection.closed or self._connection.invalidated:
            self._connection = self._engine.connect()
        return self._connection

    async def rows(self, statement: Executable, parameters: Parameters | None = None) -> Sequence[Row[Any]]:
        with plain_errors():
            quick = self._quick.find(statement, parameters)
            if quick is None:
                return self._use().execute(statement, parameters).all()
            raw: sqlite3.Connection = self._use().connection.driver_connection  # type: ignore[assignment]
            return quick.rows(raw.execute(quick.sql, quick.values(parameters)).fetchall())

    async def row(self, statement: Executable, parameters: Parameters | None = None) -> Row[Any] | None:
        found = await self.rows(statement, parameters)
        return found[0] if found else None

    async def run(self, statement: Executable, parameters: Parameters | None = None) -> int:
        raise TypeError("A reading connection does not write: use Database.transaction().")

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._engine.dispose()


class _SqliteTransaction:
    def __init__(self, connection: SyncConnection, thread: ThreadPoolExecutor) -> None:
        self._connection = connection
        self._thread = thread

    async def _execute(self, statement: Executable, parameters: Parameters | None) -> tuple[Sequence[Row[Any]], int]:
        def work() -> tuple[Sequence[Row[Any]], int]:
            return _collect(self._connection.execute(statement, parameters))

        with plain_errors():
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def rows(self, statement: Executable, parameters: Parameters | None = None) -> Sequence[Row[Any]]:
        return (await self._execute(statement, parameters))[0]

    async def row(self, statement: Executable, parameters: Parameters | None = None) -> Row[Any] | None:
        found = await self.rows(statement, parameters)
        return found[0] if found else None

    async def run(self, statement: Executable, parameters: Parameters | None = None) -> int:
        return (await self._execute(statement, parameters))[1]


class SqliteDatabase:
    """`url` is `sqlite:///PATH`. Short reads on the loop, one writer thread, an in-process queue for writers."""

    dialect = "sqlite"

    def __init__(self, url: str, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self._engine = sqlite_engine(url, busy_seconds=busy_seconds)
        # In WAL a reader never waits for a writer; where it must all the same, the event loop must not stand still.
        self._reader = _SqliteReader(sqlite_engine(url, busy_seconds=0.1))
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="aural-writer")
        self._writer: SyncConnection | None = None
        self._turn = asyncio.Lock()
        self._scrubbing = asyncio.Lock()
        self._has_traces = False

    @property
    def read(self) -> Connection:
        return self._reader

    @property
    def engine(self) -> Engine:
        """For reads in threads of their own (slow.py)."""
        return self._engine

    async def _in_thread(self, sql: str) -> Sequence[Row[Any]]:
        def work() -> Sequence[Row[Any]]:
            if self._writer is None or self._writer.invalidated:
                self._writer = self._engine.connect()
            return _collect(self._writer.exec_driver_sql(sql))[0]

        with plain_errors():
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        async with self._turn:
            try:
                await self._in_thread("BEGIN IMMEDIATE")
                assert self._writer is not None
                yield _SqliteTransaction(self._writer, self._thread)
                await self._in_thread("COMMIT")
            except BaseException:
                # Also after a cancelled BEGIN: the thread works on its queue in order, so whatever was begun is undone.
                # Shielded, for a second cancellation must not leave the one writing connection inside a transaction.
                await asyncio.shield(self._undo())
                raise

    async def scrub(self, *, is_retry: bool = False) -> bool:
        self._has_traces |= not is_retry
        async with self._scrubbing:
            if not self._has_traces:  # the scrub before began after this was asked for
                return True
            self._has_traces = is_clean = False
            try:
                with suppress(StorageUnavailableError):  # what is deleted is deleted, and the rest is tried again
                    is_clean = await self._clear_gaps() and await self._empty_log()
            finally:
                self._has_traces |= not is_clean
            return is_clean

    async def _clear_gaps(self) -> bool:
        with plain_errors():
            numbers = await asyncio.to_thread(list_pages_with_gaps, self._engine)
        if numbers is None:
            return await self._rewrite_file()
        for part in in_parts(numbers):
            async with self.transaction() as transaction:
                cleared = clear_gaps(await transaction.rows(PAGES, {"numbers": part}))
                if cleared:
                    await transaction.run(WRITE, cleared)
        return True

    async def _rewrite_file(self) -> bool:
        """The whole file, which keeps all writers waiting: False where it is too large for that."""
        async with self._turn:
            size = await self._in_thread("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            if size[0][0] <= MOST_REWRITTEN_BYTES:
                await self._in_thread("VACUUM")
        return bool(size[0][0] <= MOST_REWRITTEN_BYTES)

    async def _empty_log(self) -> bool:
        async with self._turn:
            emptied = await self._in_thread("PRAGMA wal_checkpoint(TRUNCATE)")
        return not emptied[0][0]  # else a program reads for so long that the log can't be emptied yet

    async def _undo(self) -> None:
        with suppress(Exception):
            await self._in_thread("ROLLBACK")

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close_writer)
        self._thread.shutdown()
        self._reader.close()
        self._engine.dispose()

    def _close_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()


# --- PostgreSQL -----------------------------------------------------------------------------------------------------


def postgres_engine(
    url: str, *, connections: int, busy_seconds: float = BUSY_SECONDS, connect_seconds: float = BUSY_SECONDS
) -> AsyncEngine:
    """At most `connections`; half of them stay open once they were needed."""
    from sqlalchemy.ext.asyncio import create_async_engine  # a third of the start, and SQLite needs none of it

    return create_async_engine(
        # libpq's word, which hosts hand out in their addresses, is `sslmode`; asyncpg's is `ssl`.
        url.replace("postgresql://", "postgresql+asyncpg://", 1).replace("sslmode=", "ssl="),
        json_serializer=dumps,
        json_deserializer=orjson.loads,
        pool_size=-(-connections // 2),
        max_overflow=connections // 2,
        pool_timeout=busy_seconds,
        connect_args={
            "timeout": connect_seconds,
            "server_settings": {"lock_timeout": f"{busy_seconds * 1000:.0f}ms"},
        },
    )


class _PostgresTransaction:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def rows(self, statement: Executable, parameters: Parameters | None = None) -> Sequence[Row[Any]]:
        with plain_errors():
            return (await self._connection.execute(statement, parameters)).all()

    async def row(self, statement: Executable, parameters: Parameters | None = None) -> Row[Any] | None:
        with plain_errors():
            return (await self._connection.execute(statement, parameters)).first()

    async def run(self, statement: Executable, parameters: Parameters | None = None) -> int:
        with plain_errors():
            return (await self._connection.execute(statement, parameters)).rowcount


class _PostgresReader:
    def __init__(self, engine: AsyncEngine, lines: PostgresLines) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._lines = lines
        self._quick = QuickStatements(engine.dialect)

    async def rows(self, statement: Executable, parameters: Parameters | None = None) -> Sequence[Row[Any]]:
        with plain_errors():
            quick = self._quick.find(statement, parameters)
            if quick is not None:
                return quick.rows(await self._lines.fetch(quick.sql, quick.values(parameters)))
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, parameters)).all()

    async def row(self, statement: Executable, parameters: Parameters | None = None) -> Row[Any] | None:
        found = await self.rows(statement, parameters)
        return found[0] if found else None

    async def run(self, statement: Executable, parameters: Parameters | None = None) -> int:
        """Only for the rate limit's single upsert: everything else that writes has a transaction."""
        with plain_errors():
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, parameters)).rowcount


class PostgresDatabase:
    """At most `connections`, a third of them for short reads. `connect_seconds`: how long a new one may take."""

    dialect = "postgresql"

    def __init__(
        self,
        url: str,
        *,
        connections: int = CONNECTIONS,
        busy_seconds: float = BUSY_SECONDS,
        connect_seconds: float | None = None,
    ) -> None:
        within = {"busy_seconds": busy_seconds, "connect_seconds": connect_seconds or busy_seconds}
        lines = connections // 3
        self._engine = postgres_engine(url, connections=connections - lines, **within)
        self._lines = PostgresLines(url, count=lines, **within)
        self._reader = _PostgresReader(self._engine, self._lines)

    @property
    def read(self) -> Connection:
        return self._reader

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        with plain_errors():
            connection = await self._engine.connect()
        try:
            begun = await connection.begin()
            try:
                yield _PostgresTransaction(connection)
            except BaseException:
                with suppress(Exception):
                    await begun.rollback()
                raise
            with plain_errors():
                await begun.commit()
        finally:
            await asyncio.shield(connection.close())

    async def scrub(self, *, is_retry: bool = False) -> bool:
        """Nothing, and False: what is deleted is overwritten when the server uses its space again."""
        return False

    async def close(self) -> None:
        await self._lines.close()
        await self._engine.dispose()


async def answers(database: Database) -> None:
    """Returns if the database answers a question. Raises StorageUnavailableError."""
    await database.read.rows(_ANSWER)


def is_sqlite(url: str) -> bool:
    return url.startswith("sqlite:///")


def open_database(url: str, *, busy_seconds: float = BUSY_SECONDS, connections: int = CONNECTIONS) -> Database:
    """The database behind `sqlite:///PATH` or `postgresql://…` (settings.py has checked the form).

    `connections`: at most so many to PostgreSQL from this process, at least three.
    A lock or a connection that cannot be had within `busy_seconds` raises StorageUnavailableError.
    """
    if is_sqlite(url):
        return SqliteDatabase(url, busy_seconds=busy_seconds)
    return PostgresDatabase(url, busy_seconds=busy_seconds, connections=connections)
