"""Rate limits that are exact across any number of processes: at most N requests in any 60 seconds.

A bucket is a row with one string, `hits`: the times of its latest admissions, 13 digits each, oldest first. One upsert
decides and counts: if there are fewer than N times, or the N-th newest is 60 seconds old, it appends the current time
and keeps the last N. So an admission never drops a hit that still counts, even after N has changed. With SQLite, the
buckets are in a separate file next to the database, written without waiting for the disk; a power cut can lose one
minute of counts. Limits above windows.EXACT are counted in batches, which never admit more than N requests, and
sometimes slightly fewer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol

from sqlalchemy import (
    ColumnElement,
    Executable,
    Integer,
    Table,
    bindparam,
    delete,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from aural.organizations import key_repository as keys
from aural.platform.errors import StorageUnavailableError
from aural.store import schema
from aural.store.database import Connection, Database, is_sqlite
from aural.store.sqlite_engine import set_pragmas
from aural.store.windows import (
    DIGITS,
    EXACT,
    WINDOW_MS,
    Admission,
    Batches,
    admitted,
    as_of,
    is_from_the_future,
    refused,
    to_stamp,
)

_BUSY_SECONDS = 1.0
_SWEEP_EVERY = 5_000  # admissions
_UNWRITABLE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)

_R = schema.rate_limits


class Limits(Protocol):
    async def admit(self, bucket: str, limit: int, now: int) -> Admission:
        """Counts one request if the bucket admits it. `limit` is per minute, at least 1; `now` is in milliseconds."""
        ...

    async def admit_caller(
        self, key_hash: bytes, limit: int, now: int
    ) -> tuple[keys.ValidKey | None, Admission | None]:
        """The caller behind a key (keys.find_caller), and its admission. PostgreSQL needs one round trip for both.

        `limit` applies if the caller's plan has none. If the limit is 0, all requests are admitted and the admission is
        None. An unknown key isn't counted.
        """
        ...

    async def close(self) -> None: ...


# --- the statements -------------------------------------------------------------------------------------------------


_STAMP_WIDTH: ColumnElement[int] = literal_column(str(DIGITS))
_STAMP: ColumnElement[str] = bindparam("stamp", type_=_R.c.hits.type)
_CUTOFF: ColumnElement[str] = bindparam("cutoff", type_=_R.c.hits.type)
_WIDTH: ColumnElement[int] = bindparam("width", type_=Integer)


class _Words(NamedTuple):
    """SQL that differs between the databases: upserts, the end of a string, and the greater of two values."""

    insert: Callable[[Table], sqlite.Insert | postgresql.Insert]
    end: Callable[[ColumnElement[str], ColumnElement[int]], ColumnElement[str]]
    greater: Callable[..., ColumnElement[str]]


_SQLITE_WORDS = _Words(sqlite.insert, lambda text, width: func.substr(text, -width), func.max)
_POSTGRES_WORDS = _Words(postgresql.insert, func.right, func.greatest)


def _upsert(
    words: _Words, insert: sqlite.Insert | postgresql.Insert, width: ColumnElement[int]
) -> ReturningInsert[str]:
    """Adds `:stamp` to the bucket and returns its hits, or no row if the bucket is full. `width`: N times 13."""
    newest = words.end(_R.c.hits, _STAMP_WIDTH)
    monotonic = words.greater(newest, _STAMP)  # keeps the order even if the hosts' clocks differ a little
    decisive = func.substr(words.end(_R.c.hits, width), literal_column("1"), _STAMP_WIDTH)
    return insert.on_conflict_do_update(
        index_elements=["bucket"],
        set_={"hits": words.end(_R.c.hits.concat(monotonic), width)},
        where=or_(func.length(_R.c.hits) < width, decisive <= _CUTOFF),
    ).returning(_R.c.hits)


def _admit(words: _Words) -> ReturningInsert[str]:
    return _upsert(words, words.insert(_R).values(bucket=bindparam("bucket"), hits=_STAMP), _WIDTH)


def _admit_caller(words: _Words) -> Executable:
    """Looks up the key and admits the request in one statement, because a second round trip would double the cost."""
    caller = keys.CALLER.cte("caller")
    limit = func.coalesce(caller.c.rate_limit_per_minute, bindparam("limit", type_=Integer))
    new = select(literal("key:").concat(caller.c.id), _STAMP).where(limit.between(1, EXACT))
    width = select(limit * _STAMP_WIDTH).scalar_subquery()
    counted = _upsert(words, words.insert(_R).from_select(["bucket", "hits"], new), width).cte("counted")
    return select(caller, counted.c.hits).select_from(caller.outerjoin(counted, true()))


_HITS = select(_R.c.hits).where(_R.c.bucket == bindparam("bucket"))
_REWRITE = (
    update(_R).where(_R.c.bucket == bindparam("name"), _R.c.hits == bindparam("old")).values(hits=bindparam("new"))
)
_POSTGRES_SWEEP, _SQLITE_SWEEP = (
    delete(_R).where(words.end(_R.c.hits, _STAMP_WIDTH) <= _CUTOFF) for words in (_POSTGRES_WORDS, _SQLITE_WORDS)
)
_POSTGRES_ADMIT = _admit(_POSTGRES_WORDS)
_POSTGRES_ADMIT_CALLER = _admit_caller(_POSTGRES_WORDS)
_SQLITE = sqlite.dialect(paramstyle="named")
_RAW_ADMIT, _RAW_HITS, _RAW_REWRITE, _RAW_SWEEP = (
    str(statement.compile(dialect=_SQLITE)) for statement in (_admit(_SQLITE_WORDS), _HITS, _REWRITE, _SQLITE_SWEEP)
)
_SQLITE_TABLE = "CREATE TABLE IF NOT EXISTS rate_limits (bucket TEXT PRIMARY KEY, hits TEXT NOT NULL) WITHOUT ROWID"


def _parameters(now: int, counts_at: int | None = None) -> dict[str, object]:
    return {"stamp": to_stamp(now if counts_at is None else counts_at), "cutoff": to_stamp(now - WINDOW_MS)}


# --- SQLite ---------------------------------------------------------------------------------------------------------


class SqliteLimits:
    def __init__(self, database: Database, path: Path) -> None:
        self._database = database
        self._connection = _open(path)
        self._spare = _connect(":memory:")
        self._batches = Batches()
        self._until_sweep = _SWEEP_EVERY

    async def admit(self, bucket: str, limit: int, now: int) -> Admission:
        try:
            return await self._batches.admit(bucket, limit, now, self._take)
        except sqlite3.Error as error:
            raise StorageUnavailableError("Requests cannot be counted right now. Try again shortly.", 1) from error

    async def _take(self, bucket: str, limit: int, now: int, counts_at: int) -> Admission:
        self._sweep(now)
        try:
            return _take(self._connection, bucket, limit, now, counts_at)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _UNWRITABLE:
                raise
            # A full disk must not stop reads: until there is space again, this process counts in its own memory.
            return _take(self._spare, bucket, limit, now, counts_at)

    def _sweep(self, now: int) -> None:
        self._until_sweep -= 1
        if self._until_sweep <= 0:
            self._until_sweep = _SWEEP_EVERY
            for connection in (self._spare, self._connection):
                with suppress(sqlite3.OperationalError):
                    connection.execute(_RAW_SWEEP, _parameters(now))

    async def admit_caller(
        self, key_hash: bytes, limit: int, now: int
    ) -> tuple[keys.ValidKey | None, Admission | None]:
        caller = await keys.find_caller(self._database.read, key_hash, now)
        if caller is None:
            return None, None
        limit = limit if caller.rate_limit_per_minute is None else caller.rate_limit_per_minute
        return caller, await self.admit(f"key:{caller.id}", limit, now) if limit else None

    async def close(self) -> None:
        self._connection.close()
        self._spare.close()


def _take(connection: sqlite3.Connection, bucket: str, limit: int, now: int, counts_at: int) -> Admission:
    parameters = {"bucket": bucket, "width": limit * DIGITS, **_parameters(now, counts_at)}
    row = connection.execute(_RAW_ADMIT, parameters).fetchone()
    if row is not None:
        return admitted(row[0], limit, now)
    (hits,) = connection.execute(_RAW_HITS, {"bucket": bucket}).fetchone() or ("",)
    if is_from_the_future(hits, now):
        new = as_of(hits, now)
        connection.execute(_RAW_REWRITE, {"name": bucket, "old": hits, "new": new})
        hits = new
    return refused(hits, limit, now)


def _open(path: Path) -> sqlite3.Connection:
    try:
        return _connect(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise StorageUnavailableError("The rate limits file cannot be opened.") from error
    # The file is written without waiting for the disk, so a power cut may damage it. It has only a minute of counts.
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return _connect(path)


def _connect(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        set_pragmas(connection, "OFF")
        connection.execute(_SQLITE_TABLE)
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


# --- PostgreSQL -----------------------------------------------------------------------------------------------------


class PostgresLimits:
    def __init__(self, database: Database) -> None:
        self._connection: Connection = database.read
        self._batches = Batches()
        self._until_sweep = _SWEEP_EVERY

    async def admit(self, bucket: str, limit: int, now: int) -> Admission:
        return await self._batches.admit(bucket, limit, now, self._take)

    async def _take(self, bucket: str, limit: int, now: int, counts_at: int) -> Admission:
        await self._sweep(now)
        parameters = {"bucket": bucket, "width": limit * DIGITS, **_parameters(now, counts_at)}
        row = await self._connection.row(_POSTGRES_ADMIT, parameters)
        return await self._refuse(bucket, limit, now) if row is None else admitted(row.hits, limit, now)

    async def _refuse(self, bucket: str, limit: int, now: int) -> Admission:
        row = await self._connection.row(_HITS, {"bucket": bucket})
        hits = "" if row is None else row.hits
        if is_from_the_future(hits, now):
            new = as_of(hits, now)
            await self._connection.run(_REWRITE, {"name": bucket, "old": hits, "new": new})
            hits = new
        return refused(hits, limit, now)

    async def _sweep(self, now: int) -> None:
        self._until_sweep -= 1
        if self._until_sweep <= 0:
            self._until_sweep = _SWEEP_EVERY
            await self._connection.run(_POSTGRES_SWEEP, _parameters(now))

    async def admit_caller(
        self, key_hash: bytes, limit: int, now: int
    ) -> tuple[keys.ValidKey | None, Admission | None]:
        await self._sweep(now)
        parameters = {"hash": key_hash, "now": now, "limit": limit, **_parameters(now)}
        row = await self._connection.row(_POSTGRES_ADMIT_CALLER, parameters)
        if row is None:
            return None, None
        caller, hits = keys.ValidKey._make(row[:-1]), row.hits
        limit = limit if caller.rate_limit_per_minute is None else caller.rate_limit_per_minute
        if not limit:
            return caller, None
        bucket = f"key:{caller.id}"
        if limit > EXACT:
            return caller, await self.admit(bucket, limit, now)
        if hits is None:
            return caller, await self._refuse(bucket, limit, now)
        return caller, admitted(hits, limit, now)

    async def close(self) -> None:
        """Does nothing, because the connections belong to the database."""


def open_limits(database: Database, url: str) -> Limits:
    """The rate limits for the database behind `url`. Raises StorageUnavailableError."""
    if not is_sqlite(url):
        return PostgresLimits(database)
    path = Path(url.removeprefix("sqlite:///"))
    return SqliteLimits(database, path.with_name(f"{path.stem}-limits.db"))
