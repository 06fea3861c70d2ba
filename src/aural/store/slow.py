"""Slow reads, such as figures over ten thousand sessions, that must not block the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, Row

from aural.store.database import Connection, Database, SqliteDatabase, plain_errors


class SlowReader:
    """Runs each read in a thread on SQLite. PostgreSQL doesn't need that, since its server does the work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def rows(self, statement: Executable, parameters: Any = None) -> Sequence[Row[Any]]:
        if not isinstance(self._database, SqliteDatabase):
            return await self._database.read.rows(statement, parameters)
        engine = self._database.engine

        def work() -> Sequence[Row[Any]]:
            with engine.connect() as connection:
                return connection.execute(statement, parameters).all()

        with plain_errors():
            return await asyncio.to_thread(work)

    async def row(self, statement: Executable, parameters: Any = None) -> Row[Any] | None:
        found = await self.rows(statement, parameters)
        return found[0] if found else None

    async def run(self, statement: Executable, parameters: Any = None) -> int:
        raise TypeError("A reading connection does not write: use Database.transaction().")


def slow_reader(database: Database) -> Connection:
    return SlowReader(database)
