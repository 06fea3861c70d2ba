"""A few plain asyncpg connections for short reads (see quick.py). The last one given back is the next one taken."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import orjson

LONGEST_READ_SECONDS = 60.0  # the server ends what nobody waits for any more


class PostgresLines:
    """At most `count` connections, opened when they are needed. Each statement is its own transaction."""

    def __init__(self, url: str, *, count: int, busy_seconds: float, connect_seconds: float) -> None:
        self._url = url
        self._busy_seconds = busy_seconds
        self._connect_seconds = connect_seconds
        self._free: list[Any] = []
        self._turn = asyncio.Semaphore(count)

    async def fetch(self, sql: str, values: Sequence[Any]) -> Sequence[Any]:
        """Raises what the driver raises, and TimeoutError where all connections are busy for too long."""
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
            # A request to cancel may reach the server before the statement does, and is lost then: whoever used this
            # connection next would wait for the statement's own end.
            connection.terminate()
            raise
        finally:
            self._free.append(connection)  # a closed one is left out by whoever takes it
        return rows

    def _take(self) -> Any | None:
        while self._free:
            connection = self._free.pop()
            if not connection.is_closed():
                return connection
        return None

    async def _open(self) -> Any:
        import asyncpg  # type: ignore[import-untyped]  # not at start: SQLite needs none of it

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
