"""Small disks for a real server, which a test can fill and empty. Nothing is left behind after the test."""

from __future__ import annotations

import resource
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from tests.serving import Served, start

SIZE = "8m"
SETTINGS = {"AURAL_RATE_LIMIT_PER_MINUTE": "1000"}
# The prepared files are copied onto the new disk, which only this process and its children see; it ends with them.
_ON_A_DISK = f'mount -t tmpfs -o size={SIZE} tmpfs "$1" && cp -a "$0/." "$1" && shift && exec "$@"'


class Disk(Protocol):
    seen: Path
    """The data folder, as this process sees it while the server runs."""

    def start(self, prepared: Path, **settings: str) -> Served:
        """Starts a server whose data folder is on this disk, with all the files of the `prepared` folder."""
        ...

    def fill(self) -> None: ...
    def empty(self) -> None: ...


class MountedDisk:
    """A tmpfs of a few megabytes, which only the server sees, in its mount namespace."""

    def __init__(self, folder: Path, namespace: list[str]) -> None:
        self._folder = folder / "disk"
        self._folder.mkdir()
        self._namespace = namespace
        self.seen = self._folder

    def start(self, prepared: Path, **settings: str) -> Served:
        prefix = [*self._namespace, "sh", "-c", _ON_A_DISK, str(prepared), str(self._folder)]
        served = start(self._folder, prefix=prefix, **(SETTINGS | settings))
        self.seen = Path(f"/proc/{served.process.pid}/root{self._folder}")
        return served

    def fill(self) -> None:
        with (self.seen / "filler").open("ab", buffering=0) as filler, suppress(OSError):
            while filler.write(b"\0" * 4096):
                pass

    def empty(self) -> None:
        (self.seen / "filler").unlink()


class LimitedDisk:
    """For an account that may not mount anything: the system refuses each further byte that the server writes to any
    file.
    """

    def __init__(self) -> None:
        self._pid = 0
        self.seen = Path()

    def start(self, prepared: Path, **settings: str) -> Served:
        served = start(prepared, **(SETTINGS | settings))
        self._pid, self.seen = served.process.pid, prepared
        return served

    def fill(self) -> None:
        self._limit(1)

    def empty(self) -> None:
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, size_bytes: int) -> None:
        _, hard = resource.prlimit(self._pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self._pid, resource.RLIMIT_FSIZE, (size_bytes, hard))


def make_mounted_disk(folder: Path) -> Disk:
    """A real disk, if this account may mount one as root or in its own namespace; otherwise the system's limit on file
    sizes.
    """
    for namespace in (["unshare", "--user", "--map-root-user", "--mount"], ["unshare", "--mount"]):
        attempt = [*namespace, "mount", "-t", "tmpfs", "tmpfs", str(folder)]
        with suppress(FileNotFoundError):
            if subprocess.run(attempt, check=False, capture_output=True).returncode == 0:
                return MountedDisk(folder, namespace)
    return LimitedDisk()
