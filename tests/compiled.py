"""Compiles each SQLAlchemy statement once per process, however many databases the tests use.

A server compiles its statements once and runs them for days. Each test opens its own engines, and each of these would
compile all its statements again, which took a sixth of the time of the room's tests. So all engines for one kind of
database share a dialect and a cache. Nothing else is shared: each engine has its own pools, connections and settings.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from aural.store import quick


class _Shared:
    """A dialect that is created once for each set of arguments, and asks only the first server for its version and
    features.
    """

    supports_statement_cache = True
    _kept: ClassVar[dict[tuple[Any, ...], Any]] = {}
    _compiled: ClassVar[dict[Any, Any]] = {}
    _is_made = _is_initialized = False

    def __new__(cls, **given: Any) -> Any:
        # `dbapi` is always asyncpg's, but in a new wrapper each time.
        key = (cls, *sorted((name, value) for name, value in given.items() if name != "dbapi"))
        return cls._kept.setdefault(key, super().__new__(cls))

    def __init__(self, **given: Any) -> None:
        if not self._is_made:
            super().__init__(**given)
        self._is_made = True

    def initialize(self, connection: Connection) -> None:
        if not self._is_initialized:
            super().initialize(connection)  # type: ignore[misc]
        self._is_initialized = True

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=cls._compiled)


class Sqlite(_Shared, SQLiteDialect_pysqlite):
    supports_statement_cache = True


class Postgres(_Shared, PGDialect_asyncpg):
    supports_statement_cache = True


def share() -> None:
    registry.register("sqlite", __name__, "Sqlite")
    registry.register("postgresql.asyncpg", __name__, "Postgres")
    quick.Quick = lru_cache(maxsize=2000)(quick.Quick)  # type: ignore[misc, assignment]


def kept() -> Collection[Any]:
    """The statements that have been compiled so far, each with its dialect."""
    return _Shared._compiled
