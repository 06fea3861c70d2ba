"""What a command refuses before it touches anything, and what a room makes ready for its first candidate."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from aural.cli import main
from tests.room.conftest import House


def run(folder: Path, *arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, [*arguments, "--data-dir", str(folder)])
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("keys", "create"), ("doctor",)])
def test_a_database_of_another_secret_key_is_refused_in_a_sentence(tmp_path: Path, command: tuple[str, ...]) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    run(mine, "keys", "create")
    told = run(other, *command, "--database-url", f"sqlite:///{mine / 'aural.db'}", code=1)
    assert "another secret key" in told.splitlines()[-1]


def test_another_key_never_changes_the_plan_of_an_organization(tmp_path: Path) -> None:
    run(tmp_path, "keys", "create", "--organization", "Acme", "--plan", "free")
    key = run(tmp_path, "keys", "create", "--organization", "Acme")
    assert len(key.split()) == 1
    run(tmp_path, "keys", "create", "--organization", "New")
    connection = sqlite3.connect(tmp_path / "aural.db")
    plans = dict(connection.execute("SELECT name, plan FROM organizations"))
    connection.close()
    assert plans == {"Acme": "free", "New": "self-hosted"}


async def test_what_the_first_turn_needs_is_made_ready_once_somebody_comes_in(house: House) -> None:
    began = asyncio.Event()
    count = 0

    async def warm_up() -> None:
        nonlocal count
        count += 1
        began.set()

    object.__setattr__(house.server.rooms.context, "warm_up", warm_up)
    assert not began.is_set()
    await house.begin(await house.interview())
    house.http.cookies.clear()
    await house.begin(await house.interview())
    await began.wait()
    assert count == 1


@pytest.mark.parametrize("link", ["http://127.0.0.1:99999/i/x", "http://[/i/x", "ftp://host/i/x", "nonsense"])
def test_what_is_no_link_is_told_so(link: str) -> None:
    done = CliRunner().invoke(main, ["talk", link])
    assert done.exit_code == 4
    assert "That is no interview link." in done.output


def test_a_scope_that_does_not_exist_is_told_with_those_that_do_and_nothing_is_stored(tmp_path: Path) -> None:
    told = run(tmp_path, "keys", "create", "--scopes", "interviews:read, interview:write", code=2)
    assert "'interview:write'" in told
    assert "interviews:write" in told
    assert not (tmp_path / "aural.db").exists()
    assert run(tmp_path, "keys", "create", "--scopes", "interviews:read, usage:read").startswith("dlv_")


def test_a_start_loads_nothing_that_only_some_requests_need() -> None:
    code = "import sys, aural.app; print({'email_validator', 'asyncpg', 'alembic', 'pydantic_ai'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
