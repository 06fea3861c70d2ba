"""Only the owner can read the data folder and the database, regardless of the umask and of who created them."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from aural.guard.deployment import prepare_database
from aural.settings import load_settings

DEPLOYMENT = Path(__file__).parents[2] / "docs/deployment.md"
RUNNING = ("User=aural", "EnvironmentFile=", "ExecStart=", "Restart=", "TimeoutStopSec=")
# All other lines of the documented unit. One more could weaken it: a second `CapabilityBoundingSet=` adds to the first.
HARDENING = [
    "UMask=0077",
    "StateDirectory=aural",
    "StateDirectoryMode=0700",
    "CapabilityBoundingSet=",
    "NoNewPrivileges=true",
    "ProtectSystem=strict",
    "ProtectHome=true",
    "ProtectProc=invisible",
    "ProtectClock=true",
    "ProtectHostname=true",
    "ProtectKernelLogs=true",
    "ProtectKernelModules=true",
    "ProtectKernelTunables=true",
    "ProtectControlGroups=true",
    "PrivateTmp=true",
    "PrivateDevices=true",
    "PrivateUsers=true",
    "RemoveIPC=true",
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK",
    "RestrictNamespaces=true",
    "RestrictRealtime=true",
    "RestrictSUIDSGID=true",
    "LockPersonality=true",
    "SystemCallArchitectures=native",
    "SystemCallFilter=@system-service",
    "SystemCallErrorNumber=EPERM",
]


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    """Sets a umask under which every new file is readable by everyone."""
    before = os.umask(0)
    yield
    os.umask(before)


def opened(folder: Path) -> list[str]:
    return [path.name for path in (folder, *folder.rglob("*")) if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_new_files_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    prepare_database(load_settings(data_dir=folder))
    (folder / "later").mkdir()
    (folder / "later" / "file").write_text("", encoding="utf-8")
    assert (folder / "aural.db").exists()
    assert opened(folder) == []


def test_permissions_that_are_too_open_are_restricted_at_startup(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "files").mkdir(parents=True)
    for name in ("aural.db", "aural.db-wal", "aural.db-shm", "backup.tar.zst", "secret.key"):
        (folder / name).write_text("x" * 40, encoding="utf-8")
    beside = tmp_path / "elsewhere.db"
    beside.write_text("", encoding="utf-8")
    assert "aural.db" in opened(folder)
    load_settings(data_dir=folder, database_url=f"sqlite:///{beside}")
    assert opened(folder) == []
    assert stat.S_IMODE(beside.stat().st_mode) == 0o600


def test_the_documented_unit_is_hardened(tmp_path: Path) -> None:
    found = re.search(r"```systemd\n.+?(\[Service\].+?)\n\n.*?```", DEPLOYMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    assert sorted(line for line in found[1].splitlines()[1:] if not line.startswith(RUNNING)) == sorted(HARDENING)
    analyze = shutil.which("systemd-analyze")
    if analyze is None:  # as in CI without systemd: the lines above are what it would rate
        return
    unit = tmp_path / "aural.service"
    unit.write_text(found[1], encoding="utf-8")
    command = [analyze, "security", "--offline=true", "--threshold=25", str(unit)]  # an exposure of 2.5 of 10
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
