"""Rate limits that are exact over any number of processes: no 60 seconds admit more than N.

A bucket is one text, `hits`: the instants of its last admissions, 13 digits each, oldest first. One upsert decides and
counts: it adds now and keeps the last N, if fewer than N were admitted before or the N-th last is 60 seconds ago.
An admission therefore never forgets a hit that still counts, also where N has changed. SQLite keeps the buckets in a
file beside the database that never waits for the disk: what a power cut may cost there is one minute of counting.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
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

from aural.errors import StorageUnavailableError
from aural.store import keys, schema
from aural.store.database import Connection, Database, is_sqlite, set_pragmas

WINDOW_MS = 60_000
_DIGITS = 13
_BUSY_SECONDS = 1.0
_SWEEP_EVERY = 5_000  # admissions

_R = schema.rate_limits


@dataclass(frozen=True, slots=True)
class Admission:
    """The outcome for one request. `reset_at`: when one more will be admitted, or the oldest hit stops to count."""

    limit: int
    remaining: int
    reset_at: int
    is_admitted: bool
    retry_after_seconds: int = 0


class Limits(Protocol):
    async def admit(self, bucket: str, limit: int, now: int) -> Admission:
        """Counts one request if the bucket admits it. `limit` is at least 1 a minute; `now` in milliseconds."""
        ...

    async def admit_caller(self, key_hash: bytes, limit: int, now: int) -> tuple[Row[Any] | None, Admission | None]:
        """The caller behind a key (keys.find_caller) and its admission, in one trip where the database can.

        `limit` holds where the plan has no own value; 0 admits everything (None). An unknown key counts nothing.
        """
        ...

    async def close(self) -> None: ...


# --- the statements -------------------------------------------------------------------------------------------------


_STAMP_WIDTH: ColumnElement[int] = literal_column(str(_DIGITS))
_STAMP: ColumnElement[str] = bindparam("stamp", type_=_R.c.hits.type)
_CUTOFF: ColumnElement[str] = bindparam("cutoff", type_=_R.c.hits.type)
_WIDTH: ColumnElement[int] = bindparam("width", type_=Integer)


class _Words(NamedTuple):
    """What the databases spell differently: the end of a text, and the greater of two."""

    insert: Callable[..., Any]
    end: Callable[[ColumnElement[str], ColumnElement[int]], ColumnElement[str]]
    greater: Callable[..., ColumnElement[str]]


_SQLITE_WORDS = _Words(sqlite.insert, lambda text, width: func.substr(text, -width), func.max)
_POSTGRES_WORDS = _Words(postgresql.insert, func.right, func.greatest)


def _upsert(words: _Words, insert: Any, width: ColumnElement[int]) -> Any:
    """Adds `:stamp` to the inserted bucket, or changes and returns nothing. `width`: N times 13."""
    newest = words.end(_R.c.hits, _STAMP_WIDTH)
    monotonic = words.greater(newest, _STAMP)  # hosts' clocks differ a little; the order must not
    decisive = func.substr(words.end(_R.c.hits, width), literal_column("1"), _STAMP_WIDTH)
    return insert.on_conflict_do_update(
        index_elements=["bucket"],
        set_={"hits": words.end(_R.c.hits.concat(monotonic), width)},
        where=or_(func.length(_R.c.hits) < width, decisive <= _CUTOFF),
    ).returning(_R.c.hits)


def _admit(words: _Words) -> Any:
    return _upsert(words, words.insert(_R).values(bucket=bindparam("bucket"), hits=_STAMP), _WIDTH)


def _admit_caller(words: _Words) -> Any:
    """Key look-up and admission in one statement: on PostgreSQL a second trip costs as much as the first."""
    caller = keys.CALLER.cte("caller")
    limit = func.coalesce(caller.c.rate_limit_per_minute, bindparam("limit", type_=Integer))
    new = select(literal("key:").concat(caller.c.id), _STAMP).where(limit > 0)
    width = select(limit * _STAMP_WIDTH).scalar_subquery()
    admitted = _upsert(words, words.insert(_R).from_select(["bucket", "hits"], new), width).cte("admitted")
    return select(caller, admitted.c.hits).select_from(caller.outerjoin(admitted, true()))


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


# --- reading the hits -----------------------------------------------------------------------------------------------


def _stamp(at: int) -> str:
    # Before 1970 is before everything: a clock that is set to nothing must not upset the order of texts.
    return f"{max(0, at):0{_DIGITS}d}"


def _parameters(now: int) -> dict[str, Any]:
    return {"stamp": _stamp(now), "cutoff": _stamp(now - WINDOW_MS)}


def _read(hits: str) -> list[int]:
    return [int(hits[start : start + _DIGITS]) for start in range(0, len(hits), _DIGITS)]


def _admitted(hits: str, limit: int, now: int) -> Admission:
    instants = _read(hits)
    first = bisect_right(instants, now - WINDOW_MS)
    return Admission(limit, max(0, limit - len(instants) + first), instants[first] + WINDOW_MS, is_admitted=True)


def _refused(hits: str, limit: int, now: int) -> Admission:
    instants = _read(hits)[-limit:]
    free_at = instants[0] + WINDOW_MS if instants else now
    return Admission(limit, 0, free_at, is_admitted=False, retry_after_seconds=max(1, -(-(free_at - now) // 1000)))


def _is_from_the_future(hits: str, now: int) -> bool:
    """Whether the clock was set back by more than hosts ever differ: the bucket would be shut for as long."""
    return hits[-_DIGITS:] > _stamp(now + WINDOW_MS)


def _as_of(hits: str, now: int) -> str:
    return _stamp(now) * (len(hits) // _DIGITS)


# --- SQLite ---------------------------------------------------------------------------------------------------------


class SqliteLimits:
    def __init__(self, database: Database, path: Path) -> None:
        self._database = database
        self._connection = _open(path)
        self._until_sweep = _SWEEP_EVERY

    async def admit(self, bucket: str, limit: int, now: int) -> Admission:
        try:
            return self._admit(bucket, limit, now)
        except sqlite3.Error as error:
            raise StorageUnavailableError("Requests cannot be counted right now. Try again shortly.", 1) from error

    def _admit(self, bucket: str, limit: int, now: int) -> Admission:
        self._sweep(now)
        parameters = {"bucket": bucket, "width": limit * _DIGITS, **_parameters(now)}
        row = self._connection.execute(_RAW_ADMIT, parameters).fetchone()
        if row is not None:
            return _admitted(row[0], limit, now)
        (hits,) = self._connection.execute(_RAW_HITS, {"bucket": bucket}).fetchone() or ("",)
        if _is_from_the_future(hits, now):
            new = _as_of(hits, now)
            self._connection.execute(_RAW_REWRITE, {"name": bucket, "old": hits, "new": new})
            hits = new
        return _refused(hits, limit, now)

    def _sweep(self, now: int) -> None:
        self._until_sweep -= 1
        if self._until_sweep <= 0:
            self._until_sweep = _SWEEP_EVERY
            self._connection.execute(_RAW_SWEEP, _parameters(now))

    async def admit_caller(self, key_hash: bytes, limit: int, now: int) -> tuple[Row[Any] | None, Admission | None]:
        caller = await keys.find_caller(self._database.read, key_hash, now)
        if caller is None:
            return None, None
        limit = limit if caller.rate_limit_per_minute is None else caller.rate_limit_per_minute
        return caller, await self.admit(f"key:{caller.id}", limit, now) if limit else None

    async def close(self) -> None:
        self._connection.close()


def _open(path: Path) -> sqlite3.Connection:
    try:
        return _connect(path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise StorageUnavailableError("The file of the rate limits cannot be opened.") from error
    # It never waits for the disk, so a power cut may leave it unreadable; it holds a minute of counting, no more.
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
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
        self._until_sweep = _SWEEP_EVERY

    async def admit(self, bucket: str, limit: int, now: int) -> Admission:
        await self._sweep(now)
        parameters = {"bucket": bucket, "width": limit * _DIGITS, **_parameters(now)}
        row = await self._connection.row(_POSTGRES_ADMIT, parameters)
        return await self._refuse(bucket, limit, now) if row is None else _admitted(row.hits, limit, now)

    async def _refuse(self, bucket: str, limit: int, now: int) -> Admission:
        row = await self._connection.row(_HITS, {"bucket": bucket})
        hits = "" if row is None else row.hits
        if _is_from_the_future(hits, now):
            new = _as_of(hits, now)
            await self._connection.run(_REWRITE, {"name": bucket, "old": hits, "new": new})
            hits = new
        return _refused(hits, limit, now)

    async def _sweep(self, now: int) -> None:
        self._until_sweep -= 1
        if self._until_sweep <= 0:
            self._until_sweep = _SWEEP_EVERY
            await self._connection.run(_POSTGRES_SWEEP, _parameters(now))

    async def admit_caller(self, key_hash: bytes, limit: int, now: int) -> tuple[Row[Any] | None, Admission | None]:
        await self._sweep(now)
        parameters = {"hash": key_hash, "now": now, "limit": limit, **_parameters(now)}
        caller = await self._connection.row(_POSTGRES_ADMIT_CALLER, parameters)
        if caller is None:
            return None, None
        limit = limit if caller.rate_limit_per_minute is None else caller.rate_limit_per_minute
        if not limit:
            return caller, None
        if caller.hits is None:
            return caller, await self._refuse(f"key:{caller.id}", limit, now)
        return caller, _admitted(caller.hits, limit, now)

    async def close(self) -> None:
        """Nothing to close: it uses the database's connections."""


def open_limits(database: Database, url: str) -> Limits:
    """The limits that belong to the database behind `url`. Raises StorageUnavailableError."""
    if not is_sqlite(url):
        return PostgresLimits(database)
    path = Path(url.removeprefix("sqlite:///"))
    return SqliteLimits(database, path.with_name(f"{path.stem}-limits.db"))
