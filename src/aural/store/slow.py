"""Slow reads, such as figures over ten thousand sessions, that must not block the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from sqlalchemy import Executable

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
