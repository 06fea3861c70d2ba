"""A server that kills itself with SIGKILL right before or right after its N-th commit. It runs no housekeeping, whose
commits would fall anywhere and change the count.

Only this file knows how a commit is carried out; the server itself has no hook for it.
"""

from __future__ import annotations

import asyncio
import os
import signal
from typing import Any


def arm(nth: int, when: str) -> None:
    """Lets this process, which is about to serve, kill itself right after its N-th commit ("after") or right before it
    ("before").
    """
    from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_connection

    import aural.app
    from aural.store.database import SqliteDatabase

    async def keep_nothing_tidy(*_: object) -> None:
        await asyncio.Event().wait()

    aural.app.keep_tidying = keep_nothing_tidy
    made = 0

    def die_if_due(moment: str) -> None:
        if made == nth and moment == when:
            os.kill(os.getpid(), signal.SIGKILL)

    in_thread = SqliteDatabase._in_thread

    async def counted(self: SqliteDatabase, sql: str) -> None:
        nonlocal made
        if sql == "COMMIT":
            made += 1
            die_if_due("before")
        await in_thread(self, sql)
        if sql == "COMMIT":
            die_if_due("after")

    SqliteDatabase._in_thread = counted  # type: ignore[method-assign]
    commit = AsyncAdapt_asyncpg_connection.commit

    def counted_commit(self: Any) -> None:
        nonlocal made
        if self._transaction is not None:
            made += 1
            die_if_due("before")
        commit(self)
        die_if_due("after")

    AsyncAdapt_asyncpg_connection.commit = counted_commit
