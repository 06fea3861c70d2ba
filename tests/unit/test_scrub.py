"""Deleted data is overwritten, or reported as not yet overwritten and overwritten later; a receipt says what is
left.
"""

from __future__ import annotations

import random
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from aural.privacy.receipts import list_not_reached
from aural.store import database as databases
from aural.store.database import Database, open_database

A_DAY = 86_400_000


def bytes_of(path: Path) -> bytes:
    """The content of the database and its write-ahead log."""
    return path.read_bytes() + path.with_name(f"{path.name}-wal").read_bytes()


async def test_a_write_ahead_log_that_is_still_being_read_is_emptied_later(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    database = open_database(sqlite_url, busy_seconds=0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM plans").fetchone()  # keeps reading
        async with database.transaction() as transaction:
            await transaction.run(text("INSERT INTO deployment VALUES ('canary', 'kanarie')"))
        async with database.transaction() as transaction:
            await transaction.run(text("DELETE FROM deployment WHERE name = 'canary'"))
        assert await database.scrub() is False
        assert b"kanarie" in bytes_of(path)
    assert await database.scrub(is_retry=True) is True
    assert b"kanarie" not in bytes_of(path)
    await database.close()


async def write_and_delete(database: Database, chance: random.Random) -> set[bytes]:
    """Adds, grows, shrinks and deletes rows, so that pages are split. Returns the words of the remaining rows."""
    left: dict[int, str] = {}
    make = text("INSERT INTO deployment VALUES (:name, :value)")
    change = text("UPDATE deployment SET value = :value WHERE name = :name")
    drop = text("DELETE FROM deployment WHERE name = :name")
    async with database.transaction() as transaction:
        for number in range(1500):
            key = chance.choice(list(left)) if left and chance.random() < 0.3 else chance.getrandbits(60)
            word = f"kanarie{number:04d}"
            what = {"name": f"{key:020d}", "value": f"{word} {'-' * chance.choice((5, 40, 300, 900))} {word}"}
            await transaction.run(change if key in left else make, what)
            left[key] = word
        for key in chance.sample(list(left), len(left) // 2):
            await transaction.run(drop, {"name": f"{key:020d}"})
            del left[key]
    return {word.encode() for word in left.values()}


@pytest.mark.parametrize("has_pages", [True, False])
async def test_copies_of_deleted_rows_in_split_pages_are_overwritten(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, has_pages: bool
) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    database = open_database(sqlite_url)
    left = await write_and_delete(database, random.Random(7))
    await database.read.rows(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    assert set(re.findall(rb"kanarie\d{4}", bytes_of(path))) - left  # `secure_delete` alone leaves some
    if not has_pages:  # as in a build of SQLite without the table of pages
        monkeypatch.setattr(databases, "list_pages_with_gaps", lambda engine: None)
    assert await database.scrub() is True
    assert set(re.findall(rb"kanarie\d{4}", bytes_of(path))) == left
    assert [tuple(row) for row in await database.read.rows(text("PRAGMA integrity_check"))] == [("ok",)]
    rows = await database.read.rows(text("SELECT value FROM deployment"))
    assert left <= set(re.findall(rb"kanarie\d{4}", repr(rows).encode()))
    await database.close()


def test_a_receipt_says_what_is_not_erased_yet_and_until_when() -> None:
    told = list_not_reached("en", A_DAY, backups_kept_days=30, is_overwritten=True, has_model=False, has_address=False)
    assert [(each.what, each.until) for each in told] == [("BACKUPS", 31 * A_DAY), ("COPIES", None)]
    assert told[0].text.endswith("kept until 1970-02-01.")
    told = list_not_reached("zh", A_DAY, backups_kept_days=0, is_overwritten=False, has_model=True, has_address=True)
    assert [(each.what, each.until) for each in told] == [
        *((what, None) for what in ("BACKUPS", "DATABASE", "COPIES", "REQUESTS", "MODEL")),
    ]
