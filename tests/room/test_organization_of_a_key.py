"""Which organization a new key belongs to, and what commands do in a folder without a deployment."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from aural.cli.main import main
from tests.room.test_command_line import run


def list_names(folder: Path) -> list[str]:
    connection = sqlite3.connect(folder / "aural.db")
    names = [name for (name,) in connection.execute("SELECT name FROM organizations ORDER BY id")]
    connection.close()
    return names


def test_a_key_without_an_organization_belongs_to_the_only_one(tmp_path: Path) -> None:
    run(tmp_path, "keys", "create", "--organization", "Acme")
    done = CliRunner().invoke(main, ["keys", "create", "--role", "ADMIN", "--data-dir", str(tmp_path)])
    assert done.stdout.startswith("dlv_")
    assert done.stderr == "Created a key of the organization “Acme”.\n"
    assert list_names(tmp_path) == ["Acme"]


def test_the_first_key_creates_an_organization_and_says_so(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["keys", "create", "--data-dir", str(tmp_path)])
    assert done.stderr == "Created a key of the new organization “My organization”.\n"
    assert list_names(tmp_path) == ["My organization"]


@pytest.mark.parametrize(
    "command", [("keys", "list"), ("users", "list"), ("recount",), ("audit", "key"), ("keys", "secrets")]
)
def test_a_command_that_only_reads_creates_nothing_in_a_mistyped_folder(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    folder = tmp_path / "mistyped"
    assert f"There is no deployment in {folder}. Check --data-dir" in run(folder, *command, code=1)
    assert not folder.exists()


def test_doctor_says_that_a_folder_is_new_and_creates_nothing(tmp_path: Path) -> None:
    told = run(tmp_path / "new", "doctor")
    assert f"warn  There is no deployment in {tmp_path / 'new'} yet: `aural serve` creates it." in told
    assert "No model is set" in told
    assert list(tmp_path.iterdir()) == []


def test_a_mistyped_organization_is_refused_with_the_names_of_the_others(tmp_path: Path) -> None:
    run(tmp_path, "keys", "create", "--organization", "Acme")
    told = run(tmp_path, "keys", "create", "--organization", "acme", code=1)
    assert "No organization is named “acme”. Existing organizations: “Acme”. Pass --create to create it." in told
    assert "No organization is named “acme”." in run(tmp_path, "keys", "list", "--organization", "acme", code=1)
    run(tmp_path, "keys", "create", "--organization", "New", "--create")
    told = "There are several organizations: “Acme”, “New”. Name one with --organization."
    assert told in run(tmp_path, "keys", "create", code=1)
    assert told in run(tmp_path, "audit", "anchor", code=1)
    assert list_names(tmp_path) == ["Acme", "New"]


def test_a_sample_without_an_owner_gets_no_key_unless_it_is_named(tmp_path: Path) -> None:
    sample = "Lighthouse Software (sample)"
    run(tmp_path, "keys", "create", "--organization", sample)
    connection = sqlite3.connect(tmp_path / "aural.db")
    connection.execute("INSERT INTO deployment SELECT 'sample_organization', id FROM organizations")
    connection.commit()
    connection.close()
    run(tmp_path, "keys", "create")
    assert list_names(tmp_path) == [sample, "My organization"]
    run(tmp_path, "keys", "create", "--organization", sample)
    run(tmp_path, "keys", "create", "--organization", "My organization")
    assert list_names(tmp_path) == [sample, "My organization"]
