"""Columns whose encrypted values are bound to their row, and a migration of values in an earlier format."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import Column, LargeBinary, Table, Update, bindparam, func, select, update

from aural.store import schema
from aural.store.database import Connection, Database
from aural.store.records import fetch_all

MOST_AT_ONCE = 200
_PLACES: tuple[tuple[str, Table, str, tuple[str, ...]], ...] = (
    ("invitation", schema.invitations, "id", ("token_encrypted",)),
    ("webhook", schema.webhooks, "id", ("secret_encrypted", "previous_secret_encrypted")),
    ("integration", schema.integrations, "id", ("key_encrypted", "previous_key_encrypted", "vendor_key_encrypted")),
    ("model key", schema.organization_settings, "organization_id", ("model_key",)),
)
Rewrite = Callable[[bytes, tuple[str, ...]], bytes | None]
"""Takes a value and its place (kind, organization, row). Returns it in the new format, or None if it is unreadable."""


class _Old(NamedTuple):
    key: str
    organization_id: str
    value: bytes


async def rewrite_old(database: Database, beginning: bytes, rewrite: Rewrite) -> int:
    """Rewrites all values that don't start with `beginning`, the new format's mark. Returns how many it rewrote."""
    count = 0
    for what, table, key, names in _PLACES:
        for name in names:
            count += await _rewrite(database, beginning, rewrite, what, table, table.c[key], table.c[name])
    return count


async def _rewrite(
    database: Database,
    beginning: bytes,
    rewrite: Rewrite,
    what: str,
    table: Table,
    key: Column[str],
    column: Column[bytes],
) -> int:
    old = (
        select(key.label("key"), table.c.organization_id, column.label("value"))
        .where(column.is_not(None), func.substr(column, 1, len(beginning)) != bindparam("new_form", type_=LargeBinary))
        .where(key > bindparam("after"))
        .order_by(key)
        .limit(MOST_AT_ONCE)
    )
    change = update(table).where(key == bindparam("row"), column == bindparam("old", type_=LargeBinary))
    change = change.values({column.name: bindparam("new", type_=LargeBinary)})
    count, after = 0, ""
    while rows := await fetch_all(database.read, _Old, old, {"new_form": beginning, "after": after}):
        async with database.transaction() as transaction:
            count += sum([await _one(transaction, rewrite, what, change, row) for row in rows])
        after = rows[-1].key
    return count


async def _one(transaction: Connection, rewrite: Rewrite, what: str, change: Update, row: _Old) -> int:
    ids = (row.organization_id,) if row.key == row.organization_id else (row.organization_id, row.key)
    new = rewrite(row.value, (what, *ids))
    return 0 if new is None else await transaction.run(change, {"row": row.key, "old": row.value, "new": new})
