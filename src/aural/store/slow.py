"""Slow reads that must not block the event loop: figures over ten thousand sessions, or all rows of a long session."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Executable, Select, bindparam, tuple_

from aural.store.database import Connection, Database, Parameters, ResultRow, SqliteDatabase, plain_errors


class SlowReader:
    """On SQLite, runs each read in a thread. PostgreSQL doesn't need one, since its server does the work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def rows(self, statement: Executable, parameters: Parameters | None = None) -> Sequence[ResultRow]:
        if not isinstance(self._database, SqliteDatabase):
            return await self._database.read.rows(statement, parameters)
        engine = self._database.engine

        def work() -> Sequence[ResultRow]:
            with engine.connect() as connection:
                return connection.execute(statement, parameters).all()

        with plain_errors():
            return await asyncio.to_thread(work)

    async def row(self, statement: Executable, parameters: Parameters | None = None) -> ResultRow | None:
        found = await self.rows(statement, parameters)
        return found[0] if found else None

    async def run(self, statement: Executable, parameters: Parameters | None = None) -> int:
        raise TypeError("A reading connection does not write: use Database.transaction().")


def slow_reader(database: Database) -> Connection:
    return SlowReader(database)


class PagedSelect:
    """A SELECT that runs `rows` at a time, in the order of the columns of `key`, which are among its columns.

    Other work continues between the pages, also on SQLite, whose reads run on the event loop.
    """

    def __init__(self, statement: Select[Any], key: Sequence[Column[Any]], *, rows: int) -> None:
        self._names = [column.name for column in key]
        self._rows = rows
        self._first = statement.order_by(*key).limit(rows)
        after = tuple_(*(bindparam(f"after_{column.name}", type_=column.type) for column in key))
        self._next = self._first.where(tuple_(*key) > after)

    async def rows(self, connection: Connection, parameters: Mapping[str, object]) -> list[ResultRow]:
        """All rows."""
        page = await connection.rows(self._first, parameters)
        rows = list(page)
        while len(page) == self._rows:
            await asyncio.sleep(0)
            after = {f"after_{name}": getattr(page[-1], name) for name in self._names}
            page = await connection.rows(self._next, {**parameters, **after})
            rows += page
        return rows
