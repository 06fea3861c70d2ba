"""The few words that SQLite and PostgreSQL spell alike, but SQLAlchemy's own core does not know."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql


def upsert(table: Table) -> Any:
    """An INSERT that takes `on_conflict_do_nothing` and `on_conflict_do_update`: SQLite's compiler knows them too."""
    return postgresql.insert(table)
