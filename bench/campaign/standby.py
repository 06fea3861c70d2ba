"""A PostgreSQL primary with a standby that takes over without losing a commit, as under a cluster manager."""

from __future__ import annotations

import asyncio
import signal
import subprocess
from pathlib import Path

import asyncpg

from tests.postgres import OPTIONS, Loop, Server

_UNSAFE = {"fsync", "synchronous_commit", "full_page_writes", "wal_level", "max_wal_senders"}
DURABLE = tuple(option for option in OPTIONS if option.partition("=")[0] not in _UNSAFE)
"""With these options, committed data survives a crash of the server."""
REPLICATED = (*DURABLE, "wal_level=replica", "max_wal_senders=4")
STREAM_SECONDS = 60.0


class Standby(Server):
    """A replica of `primary`."""

    def __init__(self, primary: Server) -> None:
        self._primary = primary
        super().__init__(REPLICATED)

    def _initialise(self, initdb: Path) -> None:
        command = [initdb.with_name("pg_basebackup"), "-h", self._primary.folder, "-U", "postgres", "-R"]
        command += ["-D", self.folder / "data", "--checkpoint=fast", "--no-sync"]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, **self._account)


class Pair:
    """A primary and its standby. `url` always points to the current primary. A commit returns once the standby has it
    too.
    """

    def __init__(self, folder: Path) -> None:
        self.primary = Server(REPLICATED)
        try:
            self._place = folder / "postgres"  # a link to the current primary's socket folder
            self._place.symlink_to(self.primary.folder)
            self.url = f"postgresql://postgres@/postgres?host={self._place}"
            self.standby = Standby(self.primary)
        except BaseException:
            self.primary.stop()
            raise
        Loop.run_once(self._attach())

    async def _attach(self) -> None:
        connection = await asyncpg.connect(self.primary.url)
        try:
            await connection.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
            await connection.execute("SELECT pg_reload_conf()")
            state = "SELECT sync_state FROM pg_stat_replication"
            async with asyncio.timeout(STREAM_SECONDS):
                while await connection.fetchval(state) != "sync":  # noqa: ASYNC110 - PostgreSQL has no event for it
                    await asyncio.sleep(0.05)
        finally:
            await connection.close()

    def fail(self) -> None:
        """Crashes the primary."""
        crash(self.primary)

    def fail_over(self) -> None:
        """Promotes the standby, under the same address."""
        Loop.run_once(self._promote())
        moved = self._place.with_name("moved")
        moved.symlink_to(self.standby.folder)
        moved.replace(self._place)

    async def _promote(self) -> None:
        connection = await asyncpg.connect(self.standby.url)
        try:
            if not await connection.fetchval("SELECT pg_promote()"):
                raise RuntimeError("The standby was not promoted.")
        finally:
            await connection.close()

    def stop(self) -> None:
        self.standby.stop()
        self.primary.stop()


def crash(server: Server) -> None:
    """Stops the server at once, without a clean shutdown: anything it had not written is lost."""
    server._process.send_signal(signal.SIGQUIT)
    server._process.wait()
