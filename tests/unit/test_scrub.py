"""What was deleted is overwritten, or it is said that it is not yet, and done later; a receipt says what is left."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from aural.report.receipt import list_not_reached
from aural.store.database import open_database

A_DAY = 86_400_000


def bytes_of(path: Path) -> bytes:
    """Of the database and its write-ahead log."""
    return path.read_bytes() + path.with_name(f"{path.name}-wal").read_bytes()


async def test_a_log_that_somebody_still_reads_is_emptied_later(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    database = open_database(sqlite_url, busy_seconds=0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM plans").fetchone()  # reads on
        async with database.transaction() as transaction:
            await transaction.run(text("INSERT INTO deployment VALUES ('canary', 'kanarie')"))
        async with database.transaction() as transaction:
            await transaction.run(text("DELETE FROM deployment WHERE name = 'canary'"))
        assert await database.scrub() is False
        assert b"kanarie" in bytes_of(path)
    assert await database.scrub(is_retry=True) is True
    assert b"kanarie" not in bytes_of(path)
    await database.close()


def test_a_receipt_says_what_is_not_reached_and_until_when() -> None:
    told = list_not_reached("en", A_DAY, backups_kept_days=30, is_overwritten=True, has_model=False, has_address=False)
    assert [(each.what, each.until) for each in told] == [("BACKUPS", 31 * A_DAY), ("COPIES", None)]
    assert told[0].text.endswith("kept until 1970-02-01.")
    told = list_not_reached("zh", A_DAY, backups_kept_days=0, is_overwritten=False, has_model=True, has_address=True)
    assert [(each.what, each.until) for each in told] == [
        *((what, None) for what in ("BACKUPS", "DATABASE", "COPIES", "REQUESTS", "MODEL")),
    ]
