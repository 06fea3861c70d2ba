"""One way to talk to SQLite and PostgreSQL: `Database.read` for autocommit reads, `Database.transaction` for writes.

SQLite: short indexed reads run on the event loop (0.02–0.3 ms; aiosqlite takes 3.9 times as long). One writer thread
owns the writing connection. WAL and synchronous=FULL put a commit on the disk before the caller gets an answer.
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
from sqlalchemy import Engine, Executable, Row, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from aural.platform.errors import StorageUnavailableError, UnknownOutcomeError
from aural.settings.core import CONNECTIONS
from aural.store.lines import PostgresLines
from aural.store.page_gaps import PAGES, WRITE, clear_gaps, in_parts, list_pages_with_gaps
from aural.store.quick import QuickStatements
from aural.store.sqlite_engine import BUSY_SECONDS, dumps, sqlite_engine

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

Parameters = Mapping[str, object] | Sequence[Mapping[str, object]]
ResultRow = Row[*tuple[Any, ...]]
_ANSWER = select(1)
MOST_REWRITTEN_BYTES = 256 << 20  # takes 1.5 s on two slow cores


class Connection(Protocol):
    """The connection that a store function gets: a reading connection or an open transaction."""

    async def rows(self, statement: Executable, parameters: Parameters | None = None) -> Sequence[ResultRow]: ...
    async def row(self, statement: Executable, parameters: Parameters | None = None) -> ResultRow | None: ...
    async def run(self, statement: Executable, parameters: Parameters | None = None) -> int:
        """Executes the statement and returns the number of affected rows."""
        ...


class DuplicateError(Exception):
    """A row with the same primary or unique key already exists. The caller decides what that means."""


class Database(Protocol):
    dialect: str

    @property
    def read(self) -> Connection: ...
    def transaction(self) -> AbstractAsyncContextManager[Connection]:
        """Commits at the end, or rolls back on an exception. SQLite runs transactions one at a time, in call order."""
        ...

    async def scrub(self, *, is_retry: bool = False) -> bool:
        """Overwrites deleted data in the database files of this host. Returns whether none is left.

        `is_retry`: runs only if an earlier scrub didn't finish. PostgreSQL returns False: its server owns the files.
        """
        ...

    async def close(self) -> None: ...


UNAVAILABLE = "The storage cannot be used right now. Nothing was changed; try again shortly."
# PostgreSQL's errors for temporary problems. Classes: connection, resources, operator intervention, system error.
# States: read-only, deadlock, serialization, lock timeout. https://www.postgresql.org/docs/current/errcodes-appendix.html
_PASSING_CLASSES = ("08", "53", "57", "58")
_PASSING_STATES = ("25006", "40001", "40P01", "55P03")


def _is_passing(error: Exception) -> bool:
    """Whether the error is temporary. Short reads raise the driver's errors, all other statements SQLAlchemy's."""
    if isinstance(error, OperationalError | InterfaceError | sqlite3.OperationalError | OSError | PoolTimeoutError):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    cause = error.orig if isinstance(error, DBAPIError) else error
    state = str(getattr(cause, "sqlstate", None) or "")
    return state in _PASSING_STATES or state.startswith(_PASSING_CLASSES) or "ConnectionDoesNotExist" in repr(cause)


@contextmanager
def plain_errors(*, is_commit: bool = False) -> Iterator[None]:
    """Turns driver errors into Aural's own, so that no database message reaches a caller."""
    try:
        yield
    except IntegrityError as error:
        raise DuplicateError from error
    except Exception as error:
        if not _is_passing(error):
            raise
        raise (UnknownOutcomeError() if is_commit else StorageUnavailableError(UNAVAILABLE)) from error


def _collect(result: CursorResult[*tuple[Any, ...]]) -> tuple[Sequence[ResultRow], int]:
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

    async def rows(self, statement: Executable, parameters: Parameters | None = None) -> Sequence[ResultRow]:
        with plain_errors():
            quick = self._quick.find(statement, parameters)
            if quick is None:
                return self._use().execute(statement, parameters).all()
            raw: sqlite3.Connection = self._use().connection.driver_connection  # type: ignore[assignment]
            return quick.rows(raw.execute(quick.sql, quick.values(parameters)).fetchall())

    async def row(self, statement: Executable, parameters: Parameters | None = None) -> ResultRow | None:
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

    async def _execute(self, statement: Executable, parameters: Parameters | None) -> tuple[Sequence[ResultRow], int]:
        def work() -> tuple[Sequence[ResultRow], int]:
            return _collect(self._connection.execute(statement, parameters))

        with plain_errors():
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    async def rows(self, statement: Executable, parameters: Parameters | None = None) -> Sequence[ResultRow]:
        return (await self._execute(statement, parameters))[0]

    async def row(self, statement: Executable, parameters: Parameters | None = None) -> ResultRow | None:
        found = await self.rows(statement, parameters)
        return found[0] if found else None

    async def run(self, statement: Executable, parameters: Parameters | None = None) -> int:
        return (await self._execute(statement, parameters))[1]


class SqliteDatabase:
    """`url` is `sqlite:///PATH`. Short reads run on the event loop; this process's writes queue for one thread."""

    dialect = "sqlite"

    def __init__(self, url: str, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self._engine = sqlite_engine(url, busy_seconds=busy_seconds)
        # In WAL mode, a reader doesn't wait for a writer. If one ever does, it must not block the event loop for long.
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
        """For reads in separate threads (slow.py)."""
        return self._engine

    async def _in_thread(self, sql: str) -> Sequence[ResultRow]:
        def work() -> Sequence[ResultRow]:
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
                # Needed after a canceled BEGIN, too: the thread works in order, so this undoes a BEGIN that still ran.
                # Shielded, because a second cancellation must not leave the only writing connection in a transaction.
                await asyncio.shield(self._undo())
                raise

    async def scrub(self, *, is_retry: bool = False) -> bool:
        self._has_traces |= not is_retry
        async with self._scrubbing:
            if not self._has_traces:  # a scrub that began after this request has already finished
                return True
            self._has_traces = is_clean = False
            try:
                with suppress(StorageUnavailableError):  # the rows are deleted, and housekeeping retries the scrub
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
                pages = await transaction.rows(PAGES, {"numbers": part})
                cleared = clear_gaps((row.pgno, row.data) for row in pages)
                if cleared:
                    await transaction.run(WRITE, cleared)
        return True

    async def _rewrite_file(self) -> bool:
        """Rewrites the whole file while all writers wait. Returns False if it is too large for that."""
        async with self._turn:
            size = await self._in_thread("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
            if size[0][0] <= MOST_REWRITTEN_BYTES:
                await self._in_thread("VACUUM")
        return bool(size[0][0] <= MOST_REWRITTEN_BYTES)

    async def _empty_log(self) -> bool:
        async with self._turn:
            emptied = await self._in_thread("PRAGMA wal_checkpoint(TRUNCATE)")
        return not emptied[0][0]  # the busy flag: a long read in another program keeps the log from being emptied

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
    """An engine with at most `connections`; half of them stay open after their first use."""
    from sqlalchemy.ext.asyncio import create_async_engine  # takes a third of the start time; SQLite doesn't need it

    return create_async_engine(
        # Hosting providers give addresses with libpq's `sslmode`; asyncpg calls the parameter `ssl`.
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

    async def rows(self, statement: Executable, parameters: Parameters | None = None) -> Sequence[ResultRow]:
        with plain_errors():
            return (await self._connection.execute(statement, parameters)).all()

    async def row(self, statement: Executable, parameters: Parameters | None = None) -> ResultRow | None:
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

    async def rows(self, statement: Executable, parameters: Parameters | None = None) -> Sequence[ResultRow]:
        with plain_errors():
            quick = self._quick.find(statement, parameters)
            if quick is not None:
                return quick.rows(await self._lines.fetch(quick.sql, quick.values(parameters)))
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, parameters)).all()

    async def row(self, statement: Executable, parameters: Parameters | None = None) -> ResultRow | None:
        found = await self.rows(statement, parameters)
        return found[0] if found else None

    async def run(self, statement: Executable, parameters: Parameters | None = None) -> int:
        """Only for the single statements of the rate limits; all other writes use a transaction."""
        with plain_errors():
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, parameters)).rowcount


class PostgresDatabase:
    """Opens at most `connections`, a third of them for short reads. Opening one may take `connect_seconds`."""

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
            with plain_errors(is_commit=True):
                await begun.commit()
        finally:
            await asyncio.shield(connection.close())

    async def scrub(self, *, is_retry: bool = False) -> bool:
        """Does nothing and returns False: the server overwrites deleted data when it reuses the space."""
        return False

    async def close(self) -> None:
        await self._lines.close()
        await self._engine.dispose()


async def answers(database: Database) -> None:
    """Returns when the database has answered a query. Raises StorageUnavailableError if it doesn't."""
    await database.read.rows(_ANSWER)


def is_sqlite(url: str) -> bool:
    return url.startswith("sqlite:///")


def open_database(url: str, *, busy_seconds: float = BUSY_SECONDS, connections: int = CONNECTIONS) -> Database:
    """The database behind `sqlite:///PATH` or `postgresql://…`. The settings have already validated `url`.

    `connections`: how many connections this process may open to PostgreSQL, at least three.
    Raises StorageUnavailableError if a lock or a connection isn't available within `busy_seconds`.
    """
    if is_sqlite(url):
        return SqliteDatabase(url, busy_seconds=busy_seconds)
    return PostgresDatabase(url, busy_seconds=busy_seconds, connections=connections)
