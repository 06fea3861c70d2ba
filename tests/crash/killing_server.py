"""`aural serve` that kills itself with SIGKILL at the N-th commit: right before it, or right after it. Those of its
housekeeping, which fall in between anywhere, are none: it does not tidy up.

    python -m tests.crash.killing_server N before|after -- serve --port 8000 …

Only this file knows how a commit is made; the server itself has no hook for it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from typing import Any


def arm(nth: int, when: str) -> None:
    """The N-th commit of this process is its last act, or comes no more."""
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


if __name__ == "__main__":
    split = sys.argv.index("--")
    number, moment = sys.argv[1:split]
    arm(int(number), moment)
    from aural.cli import main

    main(sys.argv[split + 1 :])
