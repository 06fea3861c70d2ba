"""Commands that would break a running server or lock it out of its data folder are refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from aural.cli.main import main
from aural.room.conversation.presence import Presence


def run(*arguments: str, code: int = 0) -> str:
    environment = dict.fromkeys(name for name in os.environ if name.startswith("AURAL_"))
    done = CliRunner().invoke(main, arguments, env=environment)
    assert done.exit_code == code, done.output
    return done.output


def test_root_is_refused_in_the_folder_of_another_account_except_for_a_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, file = tmp_path / "data", tmp_path / "aural.backup"
    run("keys", "create", "--data-dir", str(folder))
    before = {path.name for path in folder.iterdir()}
    os.chown(folder, os.getuid() or 54321, -1)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    run("backup", str(file), "--data-dir", str(folder))
    for command in (("keys", "rotate-secret"), ("keys", "create"), ("restore", str(file), "--replace"), ("serve",)):
        (line,) = run(*command, "--data-dir", str(folder), code=1).splitlines()
        assert "sudo -u" in line
    assert {path.name for path in folder.iterdir()} == before


def test_a_restore_into_the_folder_of_a_running_server_is_refused(tmp_path: Path) -> None:
    folder, file = tmp_path / "data", tmp_path / "aural.backup"
    run("keys", "create", "--data-dir", str(folder))
    run("backup", str(file), "--data-dir", str(folder))
    server = Presence(folder)
    secret = (folder / "secret.key").read_bytes()
    (line,) = run("restore", str(file), "--replace", "--data-dir", str(folder), code=1).splitlines()
    assert "Stop it" in line
    assert (folder / "secret.key").read_bytes() == secret
    os.close(server._descriptor)  # as the kernel does for a server that was killed, which leaves its file
    assert run("restore", str(file), "--replace", "--data-dir", str(folder)) == "Restored.\n"
