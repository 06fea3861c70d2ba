"""Detects which of the servers that share a data folder are alive. Each server locks a file in that folder.

The kernel releases the lock as soon as a server dies, even by kill -9, so its rooms are free before the lease ends.
A server with another data folder isn't visible here, and counts as alive until its lease ends. Windows doesn't have
these locks: there, as on a file system without locks, only the lease decides.
"""

from __future__ import annotations

import os
import re
import secrets
import sys
import time
from contextlib import suppress
from pathlib import Path

# A dead server's file is kept at least this long after its last update. By then, the server's leases have expired.
_KEPT_SECONDS = 60


def is_used(data_dir: Path) -> bool:
    """Whether a server on this host uses the data folder."""
    return any(not _is_free(path) for path in (data_dir / "servers").glob("*") if path.exists())


class Presence:
    """One server process. `name` identifies it in the database and is never reused."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "servers"
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._sweep()
        self.name = secrets.token_hex(16)
        self._path = self._folder / self.name
        # The file is locked before it gets its name, so other servers never see a living server's file without a lock.
        unnamed = self._folder / f".{self.name}"
        self._descriptor = os.open(unnamed, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _lock(self._descriptor, is_shared=False)
        except OSError:
            unnamed.unlink()
        else:
            unnamed.rename(self._path)

    def is_gone(self, name: str) -> bool:
        """Whether the server with this name shared this data folder and is dead."""
        return name != self.name and re.fullmatch("[0-9a-f]{32}", name) is not None and _is_free(self._folder / name)

    def renew(self) -> None:
        """Updates the file's time whenever the leases are renewed. If this server dies, its file is needed until they
        expire."""
        os.utime(self._descriptor)

    def close(self) -> None:
        self._path.unlink(missing_ok=True)
        os.close(self._descriptor)

    def _sweep(self) -> None:
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):  # another server that is starting has removed it
                if time.time() - path.stat().st_mtime > _KEPT_SECONDS and _is_free(path):
                    path.unlink()


def _is_free(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        _lock(descriptor, is_shared=True)  # shared, so that servers can check at the same time
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def _lock(descriptor: int, *, is_shared: bool) -> None:
    """Raises OSError if another process has the lock, or if the system doesn't support locks."""
    if sys.platform == "win32":
        raise OSError
    import fcntl

    fcntl.flock(descriptor, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
