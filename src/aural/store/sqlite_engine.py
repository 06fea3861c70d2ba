"""Creates the engine for an SQLite file, and sets up each connection."""

from __future__ import annotations

import sqlite3
import time

import orjson
from sqlalchemy import Engine, create_engine, event

from aural.platform.spelling import fold

BUSY_SECONDS = 5.0


def dumps(value: object) -> str:
    """Encodes a value for a JSON column."""
    return orjson.dumps(value).decode()


def sqlite_engine(url: str, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        json_serializer=dumps,
        json_deserializer=orjson.loads,
        connect_args={"check_same_thread": False, "timeout": busy_seconds},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        set_pragmas(connection, "FULL")
        connection.execute("PRAGMA secure_delete=ON")  # overwrites deleted content
        connection.create_function("folded", 1, fold, deterministic=True)

    return engine


def set_pragmas(connection: sqlite3.Connection, synchronous: str) -> None:
    for pragma in ("foreign_keys=ON", f"synchronous={synchronous}", "temp_store=MEMORY", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        _switch_to_wal(connection)


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    # SQLite ignores the busy timeout while another process switches the same new file to WAL.
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)
