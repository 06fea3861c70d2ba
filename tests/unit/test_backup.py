"""A backup contains one complete moment, and is restored completely or not at all, on either database."""

from __future__ import annotations

import asyncio
import io
import os
import tarfile
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest
from sqlalchemy import insert, select

from aural.guard.auth.gate import issue_key
from aural.guard.secrets import Secrets
from aural.organizations import key_repository as keys
from aural.organizations.repository import take_organization
from aural.platform.errors import AuralError, BadRequestError, ConflictError, StorageUnavailableError
from aural.platform.ids import new_id
from aural.store import jobs, schema
from aural.store.backup import backup, restore
from aural.store.database import Database, open_database
from aural.store.recount import recount
from aural.usage import repository as usage
from tests.clocks import START
from tests.unit.test_usage import add_interview

CreateDatabase = Callable[..., str]
SECRETS = Secrets("the secret of the backup's test")
WHOLE = {table.name: select(table).order_by(*table.primary_key) for table in schema.metadata.sorted_tables}


@dataclass
class Place:
    url: str
    folder: Path

    async def read(self) -> dict[str, list[tuple[Any, ...]]]:
        database = open_database(self.url)
        rows = {name: await database.read.rows(whole) for name, whole in WHOLE.items()}
        await database.close()
        return {name: [tuple(row) for row in found] for name, found in rows.items()}

    def files(self) -> dict[str, str]:
        found = (path for path in self.folder.rglob("*") if path.is_file())
        return {str(path.relative_to(self.folder)): path.read_text() for path in found}


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def make_place(url: str, folder: Path, **files: str) -> Place:
    folder.mkdir()
    for name, content in files.items():
        path = folder / {"secret": "secret.key", "drawing": "files/ab/cd", "media": "recordings/1/joined.webm"}[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return Place(url, folder)


async def fill(url: str, folder: Path) -> Place:
    database = open_database(url)
    organization = await take_organization(database, "Acmé", START, "pro")
    async with database.transaction() as transaction:
        await issue_key(
            transaction, organization.id, SECRETS, user_id=organization.owner_id, name="k", role="OWNER", now=START
        )
        await add_interview(transaction, organization.id)
        await usage.add_tokens(transaction, organization.id, 7, START)
        await jobs.enqueue(transaction, organization.id, kind="analyse", payload={"a": [1, None]}, now=START)
    await database.close()
    return make_place(url, folder, secret="the secret", drawing="a queue", media="a voice")


@pytest.fixture
async def full(database_url: str, tmp_path: Path) -> Place:
    return await fill(database_url, tmp_path / "full")


@pytest.fixture
async def archive(_create_sqlite: CreateDatabase, tmp_path: Path) -> Path:
    """A backup of a SQLite database. From here on, the kind of the backed-up database doesn't matter."""
    source = await fill(_create_sqlite(), tmp_path / "source")
    await backup(source.url, source.folder, tmp_path / "aural.backup")
    return tmp_path / "aural.backup"


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place of either kind, whatever the source is, with the secret key that a first start creates."""
    return make_place(request.getfixturevalue(request.param), tmp_path / "empty", secret="another secret")


async def test_a_restored_backup_equals_what_was_backed_up(full: Place, empty: Place, tmp_path: Path) -> None:
    archive = tmp_path / "aural.backup"
    await backup(full.url, full.folder, archive)
    await restore(archive, empty.url, empty.folder)
    assert await empty.read() == await full.read()
    assert empty.files() == full.files()
    assert (archive.stat().st_mode & 0o777) == (empty.folder / "secret.key").stat().st_mode & 0o777 == 0o600


async def test_a_target_that_is_not_empty_is_left_alone_by_default(full: Place, empty: Place, tmp_path: Path) -> None:
    archive = tmp_path / "aural.backup"
    await backup(full.url, full.folder, archive)
    database = open_database(empty.url)
    await take_organization(database, "Somebody", START)
    await database.close()
    before = await empty.read(), empty.files()
    with pytest.raises(ConflictError, match="not empty"):
        await restore(archive, empty.url, empty.folder)
    assert (await empty.read(), empty.files()) == before
    await restore(archive, empty.url, empty.folder, replace=True)
    assert (await empty.read(), empty.files()) == (await full.read(), full.files())


async def test_a_backup_during_writes_contains_only_whole_transactions(full: Place, tmp_path: Path) -> None:
    """Each transaction adds an organization with its project, member and user: none may be in the backup without the
    others.
    """
    database, is_over = open_database(full.url), asyncio.Event()

    async def write() -> None:
        number = 0
        while not is_over.is_set():
            number += 1
            await take_organization(database, f"Acme {number}", START)

    writer = asyncio.create_task(write())
    archive = tmp_path / "aural.backup"
    for _ in range(5):
        await backup(full.url, full.folder, archive)
    is_over.set()
    await writer
    await database.close()
    with tarfile.open(archive) as packed:
        counts = orjson.loads(packed.extractfile("manifest.json").read())["tables"]  # type: ignore[union-attr]
    assert counts["organizations"] > 1
    assert counts["organizations"] == counts["projects"] == counts["memberships"] == counts["users"]


def pack(target: Path, members: dict[str, bytes]) -> None:
    with tarfile.open(target, "w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))


def unpack(source: Path) -> dict[str, bytes]:
    with tarfile.open(source) as archive:
        return {item.name: archive.extractfile(item).read() for item in archive if item.isfile()}  # type: ignore[union-attr]


Damage = Callable[[Path], None]


def cut(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-200])


def replace_by_nonsense(archive: Path) -> None:
    archive.write_bytes(b"no archive at all")


def change(**changes: bytes | None) -> Damage:
    def damage(archive: Path) -> None:
        members = unpack(archive)
        for name, content in changes.items():
            path = {
                "users": "tables/users.jsonl",
                "jobs": "tables/jobs.jsonl",
                "manifest": "manifest.json",
                "outside": "../outside",
            }[name]
            members[path] = content if content is not None else b""
            if content is None:
                del members[path]
        pack(archive, members)

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        cut,
        replace_by_nonsense,
        change(users=None),
        change(users=b""),
        change(jobs=b""),
        change(users=b"no json\n"),
        change(users=b'{"id": "a"}\n'),
        change(manifest=b"{}"),
        change(outside=b"!"),
    ],
)
async def test_a_damaged_backup_changes_nothing(archive: Path, empty: Place, tmp_path: Path, damage: Damage) -> None:
    damage(archive)
    before = await empty.read(), empty.files()
    with pytest.raises(BadRequestError, match="not a backup of Aural, or it is damaged"):
        await restore(archive, empty.url, empty.folder)
    assert (await empty.read(), empty.files()) == before
    assert not (tmp_path / "outside").exists()


async def test_a_backup_of_another_version_is_refused(archive: Path, empty: Place) -> None:
    manifest = orjson.loads(unpack(archive)["manifest.json"])
    change(manifest=orjson.dumps({**manifest, "schema": "from-tomorrow"}))(archive)
    with pytest.raises(BadRequestError, match="another version"):
        await restore(archive, empty.url, empty.folder)


async def test_a_restore_that_fails_at_the_very_end_is_undone(archive: Path, empty: Place) -> None:
    """The files are exchanged last, and something is in the place where they should go."""
    members = unpack(archive)
    manifest = orjson.loads(members["manifest.json"])
    del manifest["members"]  # as earlier versions wrote it: they listed no files
    pack(archive, {**members, "manifest.json": orjson.dumps(manifest), "old/in-the-way": b""})
    before = await empty.read(), empty.files()
    with pytest.raises(AuralError):
        await restore(archive, empty.url, empty.folder)
    assert (await empty.read(), empty.files()) == before


async def test_a_restore_that_cannot_be_committed_brings_the_old_files_back(
    sqlite_url: str, postgres_url: str, tmp_path: Path
) -> None:
    source = make_place(sqlite_url, tmp_path / "source", secret="the secret", drawing="a queue", media="a voice")
    target = make_place(postgres_url, tmp_path / "target", secret="another secret")
    other = await asyncpg.connect(postgres_url)
    await other.execute("""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE 'no space left' USING ERRCODE = 'disk_full'; END $$;
        CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON plans DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW EXECUTE FUNCTION refuse();
    """)
    await other.close()
    archive = tmp_path / "aural.backup"
    await backup(source.url, source.folder, archive)
    with pytest.raises(StorageUnavailableError):
        await restore(archive, target.url, target.folder)
    assert target.files() == {"secret.key": "another secret"}


async def test_a_backup_that_cannot_be_written_fails_and_leaves_the_old_one(
    full: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(StorageUnavailableError, match="cannot be written"):
        await backup(full.url, full.folder, tmp_path / "nowhere" / "aural.backup")
    folder, old = tmp_path / "folder.backup", tmp_path / "aural.backup"
    folder.mkdir()
    old.write_bytes(b"the old one")
    with pytest.raises(StorageUnavailableError):
        await backup(full.url, full.folder, folder)
    assert folder.is_dir()

    def fill_up(_descriptor: int) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fill_up)
    before = names_in(tmp_path)
    with pytest.raises(StorageUnavailableError, match="No space left"):
        await backup(full.url, full.folder, old)
    assert old.read_bytes() == b"the old one"
    assert names_in(tmp_path) == before


# --- recount --------------------------------------------------------------------------------------------------------


@pytest.fixture
async def database(full: Place) -> AsyncIterator[Database]:
    database = open_database(full.url)
    yield database
    await database.close()


async def test_wrong_counters_are_corrected_and_right_ones_are_left(database: Database) -> None:
    async with database.transaction() as transaction:
        (interview,) = await transaction.rows(select(schema.interviews))
        where = {"organization_id": interview.organization_id, "created_at": START, "updated_at": START}
        candidate, session = new_id(), new_id()
        await transaction.run(
            insert(schema.candidates),
            {**where, "id": candidate, "interview_id": interview.id, "token_hash": b"1", "token_encrypted": b"2"},
        )
        row = {"interview_id": interview.id, "candidate_id": candidate, "status": "COMPLETED", "language": "en"}
        times = {"last_activity_at": START, "started_at": START}
        await transaction.run(insert(schema.sessions), {**where, **row, **times, "id": session, "message_count": 9})
    assert await recount(database) == 2
    assert await recount(database) == 0
    (interview,) = await database.read.rows(select(schema.interviews))
    (found,) = await database.read.rows(select(schema.sessions))
    assert (interview.session_count, found.message_count) == (1, 0)
    assert len(await keys.list_keys(database.read, interview.organization_id)) == 1
