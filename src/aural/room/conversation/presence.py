"""Who of the servers that share a data folder lives: each holds the lock of a file there, and the system drops it.

Whoever dies, by kill -9 too, gives its lock up in that moment; so what it held need not wait for the end of a lease. A
server with another data folder is not seen here, and is believed until then. Windows has no such lock: there, as on a
file system without locks, the lease alone decides.
"""

from __future__ import annotations

import os
import re
import secrets
import sys
import time
from contextlib import suppress
from pathlib import Path

# A dead server's file is kept at least so long after its last sign: by then its leases have run out.
_KEPT_SECONDS = 60


class Presence:
    """One server process. `name` stands for it in the database, and never for another one."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / "servers"
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self._sweep()
        self.name = secrets.token_hex(16)
        self._path = self._folder / self.name
        # Locked before it has its name: nobody ever sees a living server's file without its lock.
        unnamed = self._folder / f".{self.name}"
        self._descriptor = os.open(unnamed, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            _lock(self._descriptor, is_shared=False)
        except OSError:
            unnamed.unlink()
        else:
            unnamed.rename(self._path)

    def is_gone(self, name: str) -> bool:
        """Whether the server of this name has shared this data folder, and is dead."""
        return name != self.name and re.fullmatch("[0-9a-f]{32}", name) is not None and _is_free(self._folder / name)

    def renew(self) -> None:
        """A sign of life, given whenever a lease is: the file of a dead server is of use until that has run out."""
        os.utime(self._descriptor)

    def close(self) -> None:
        self._path.unlink(missing_ok=True)
        os.close(self._descriptor)

    def _sweep(self) -> None:
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):  # another one that starts now has swept it
                if time.time() - path.stat().st_mtime > _KEPT_SECONDS and _is_free(path):
                    path.unlink()


def _is_free(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        _lock(descriptor, is_shared=True)  # whoever looks does not stand in the way of others who look
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


def _lock(descriptor: int, *, is_shared: bool) -> None:
    """Raises OSError where somebody has the lock, or where there are none."""
    if sys.platform == "win32":
        raise OSError
    import fcntl

    fcntl.flock(descriptor, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
