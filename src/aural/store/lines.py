"""A small pool of plain asyncpg connections for short reads (see quick.py): last in, first out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import orjson

LONGEST_READ_SECONDS = 60.0  # after this, PostgreSQL cancels a read whose caller has given up


class PostgresLines:
    """At most `count` connections, opened on demand. Each statement is its own transaction."""

    def __init__(self, url: str, *, count: int, busy_seconds: float, connect_seconds: float) -> None:
        self._url = url
        self._busy_seconds = busy_seconds
        self._connect_seconds = connect_seconds
        self._free: list[Any] = []
        self._turn = asyncio.Semaphore(count)

    async def fetch(self, sql: str, values: Sequence[Any]) -> Sequence[Any]:
        """Raises the driver's errors, and TimeoutError if all connections are busy for too long."""
        if self._turn.locked():
            await asyncio.wait_for(self._turn.acquire(), self._busy_seconds)
        else:
            await self._turn.acquire()
        try:
            return await self._fetch(sql, values)
        finally:
            self._turn.release()

    async def _fetch(self, sql: str, values: Sequence[Any]) -> Sequence[Any]:
        connection = self._take() or await self._open()
        try:
            rows: Sequence[Any] = await connection.fetch(sql, *values)
        except asyncio.CancelledError:
            # A cancel request can reach the server before the statement and get lost. Then the next user of this
            # connection would wait until the statement ends.
            connection.terminate()
            raise
        finally:
            self._free.append(connection)  # `_take` skips closed ones
        return rows

    def _take(self) -> Any | None:
        while self._free:
            connection = self._free.pop()
            if not connection.is_closed():
                return connection
        return None

    async def _open(self) -> Any:
        import asyncpg  # type: ignore[import-untyped]  # not at start, since SQLite doesn't need it

        settings = {
            "lock_timeout": f"{self._busy_seconds * 1000:.0f}ms",
            "statement_timeout": f"{LONGEST_READ_SECONDS * 1000:.0f}ms",
        }
        connection = await asyncpg.connect(self._url, timeout=self._connect_seconds, server_settings=settings)
        await connection.set_type_codec("json", encoder=str, decoder=orjson.loads, schema="pg_catalog")
        return connection

    async def close(self) -> None:
        while self._free:
            await self._free.pop().close()
