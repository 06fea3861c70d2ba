"""A backup that can't be made says why in one sentence, and creates nothing in the data folder."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import make_url

from aural.cli.main import main
from tests.unit.test_backup import CreateDatabase, make_place, names_in, unpack


def back_up(folder: Path, target: Path, url: str | None = None, *, code: int = 1) -> str:
    """The output of `aural backup`, which must be one line."""
    before = {path.name for path in folder.parent.iterdir()}, names_in(folder) if folder.exists() else None
    options = [] if url is None else ["--database-url", url]
    done = CliRunner().invoke(main, ["backup", str(target), "--data-dir", str(folder), *options], env=unset())
    assert done.exit_code == code, done.output
    if code:
        after = {path.name for path in folder.parent.iterdir()}, names_in(folder) if folder.exists() else None
        assert after == before
        assert not target.exists()
    (line,) = done.output.splitlines()
    return line


def unset() -> dict[str, str | None]:
    return dict.fromkeys(name for name in os.environ if name.startswith("AURAL_"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "backups").mkdir()
    return tmp_path / "backups" / "aural.backup"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A data folder without a database."""
    return make_place("", tmp_path / "data", secret="the secret key of this folder, long enough").folder


def test_a_wrong_data_folder_is_named_and_not_created(tmp_path: Path, target: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "nowhere does not exist. Set AURAL_DATA_DIR or --data-dir" in back_up(tmp_path / "nowhere", target)
    assert "empty has no secret.key. Set AURAL_DATA_DIR or --data-dir" in back_up(tmp_path / "empty", target)


def test_a_missing_or_foreign_database_is_named_and_not_created(
    here: Path, target: Path, create_database: CreateDatabase
) -> None:
    assert "aural.db does not exist. Check AURAL_DATABASE_URL" in back_up(here, target)
    empty = create_database(migrated=False)
    if empty.startswith("sqlite"):
        Path(empty.removeprefix("sqlite:///")).touch()
    assert "has no tables of Aural" in back_up(here, target, empty)
    (here / "aural.db").write_text("no database at all, and longer than its header. " * 30)
    assert "aural.db cannot be read (file is not a database)" in back_up(here, target)


def test_a_database_of_another_version_is_refused(here: Path, target: Path, sqlite_url: str) -> None:
    connection = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    connection.execute("UPDATE alembic_version SET version_num = 'from_before'")
    connection.commit()
    connection.close()
    assert "run `aural migrate` first" in back_up(here, target, sqlite_url)


@pytest.mark.parametrize(
    ("part", "value", "reason"),
    [
        ("database", "elsewhere", 'database "elsewhere" does not exist'),
        ("username", "stranger", 'role "stranger" does not exist'),
    ],
)
def test_a_database_server_that_refuses_is_reported_with_its_reason(
    here: Path, target: Path, postgres_url: str, part: str, value: str, reason: str
) -> None:
    url = make_url(postgres_url)
    told = back_up(here, target, url.set(**{part: value}).render_as_string(hide_password=False))  # type: ignore[arg-type]
    assert reason in told
    assert "Check AURAL_DATABASE_URL" in told
    assert url.password is None or url.password not in told


def test_a_stopped_database_server_is_reported(here: Path, target: Path) -> None:
    told = back_up(here, target, "postgresql://aural:secret@127.0.0.1:1/aural")
    assert "(Connection refused)" in told
    assert "that the database server is running" in told
    assert "secret" not in told


def test_a_full_disk_is_reported_as_such(
    here: Path, target: Path, create_database: CreateDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aural.store.backup._lines", lambda *_: Path("/dev/full"))
    told = back_up(here, target, create_database())
    assert f"cannot be written to {target} ({os.strerror(errno.ENOSPC)}). Free space" in told


def test_a_file_that_cannot_be_read_is_named(
    here: Path, target: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Path.open

    def refuse(path: Path, mode: str = "r", *more: object) -> object:
        if path.name == "drawing" and mode == "rb":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return opened(path, mode, *more)  # type: ignore[call-overload]

    (here / "files").mkdir()
    (here / "files/drawing").write_text("a queue")
    monkeypatch.setattr(Path, "open", refuse)
    assert f"{here / 'files/drawing'} cannot be read (Permission denied)" in back_up(here, target, sqlite_url)


def test_a_data_folder_on_a_read_only_file_system_is_backed_up(
    here: Path, target: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Path(sqlite_url.removeprefix("sqlite:///"))
    monkeypatch.setattr(
        os, "access", lambda _path, mode: mode != os.W_OK
    )  # root may write to any folder of another file system
    writer = sqlite3.connect(database)
    writer.execute("UPDATE plans SET name = name || ' as changed'")
    writer.commit()
    log = Path(f"{database}-wal").read_bytes()  # as in a copy of the disk of a running server
    writer.close()
    Path(f"{database}-wal").write_bytes(log)
    before = names_in(database.parent)
    assert back_up(here, target, sqlite_url, code=0).startswith("Written to")
    assert names_in(database.parent) == before
    assert b" as changed" in unpack(target)["tables/plans.jsonl"]
