"""A small pool of plain asyncpg connections for short reads (see quick.py): last in, first out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

import orjson

LONGEST_READ_SECONDS = 60.0  # after this, PostgreSQL cancels a read, even if its caller is gone


class _Line(Protocol):
    """The functions of asyncpg's connection that the pool calls. asyncpg has no types."""

    async def fetch(self, sql: str, *values: object) -> Sequence[Sequence[object]]: ...
    def is_closed(self) -> bool: ...
    def terminate(self) -> None: ...
    async def close(self) -> None: ...


class PostgresLines:
    """At most `count` connections, opened on demand. Each statement is its own transaction."""

    def __init__(self, url: str, *, count: int, busy_seconds: float, connect_seconds: float) -> None:
        self._url = url
        self._busy_seconds = busy_seconds
        self._connect_seconds = connect_seconds
        self._free: list[_Line] = []
        self._turn = asyncio.Semaphore(count)

    async def fetch(self, sql: str, values: Sequence[object]) -> Sequence[Sequence[object]]:
        """Raises the driver's errors, and TimeoutError if all connections stay busy for too long."""
        if self._turn.locked():
            await asyncio.wait_for(self._turn.acquire(), self._busy_seconds)
        else:
            await self._turn.acquire()
        try:
            return await self._fetch(sql, values)
        finally:
            self._turn.release()

    async def _fetch(self, sql: str, values: Sequence[object]) -> Sequence[Sequence[object]]:
        connection = self._take() or await self._open()
        try:
            return await connection.fetch(sql, *values)
        except asyncio.CancelledError:
            # A cancel request can reach the server before the statement and get lost. Then the next user of this
            # connection would wait until the statement ends.
            connection.terminate()
            raise
        finally:
            self._free.append(connection)  # `_take` skips closed ones

    def _take(self) -> _Line | None:
        while self._free:
            connection = self._free.pop()
            if not connection.is_closed():
                return connection
        return None

    async def _open(self) -> _Line:
        import asyncpg  # type: ignore[import-untyped]  # not loaded at start, since SQLite doesn't need it

        settings = {
            "lock_timeout": f"{self._busy_seconds * 1000:.0f}ms",
            "statement_timeout": f"{LONGEST_READ_SECONDS * 1000:.0f}ms",
        }
        connection = await asyncpg.connect(self._url, timeout=self._connect_seconds, server_settings=settings)
        await connection.set_type_codec("json", encoder=str, decoder=orjson.loads, schema="pg_catalog")
        line: _Line = connection
        return line

    async def close(self) -> None:
        while self._free:
            await self._free.pop().close()
