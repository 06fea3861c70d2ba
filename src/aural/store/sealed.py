"""Columns with encrypted values that are bound to their row, and a rewrite of values in an earlier version's form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import LargeBinary, Table, bindparam, func, select, update

from aural.store import schema
from aural.store.database import Connection, Database, Row

MOST_AT_ONCE = 200
_PLACES: tuple[tuple[str, Table, str, tuple[str, ...]], ...] = (
    ("invitation", schema.invitations, "id", ("token_encrypted",)),
    ("webhook", schema.webhooks, "id", ("secret_encrypted", "previous_secret_encrypted")),
    ("integration", schema.integrations, "id", ("key_encrypted", "previous_key_encrypted", "vendor_key_encrypted")),
    ("model key", schema.organization_settings, "organization_id", ("model_key",)),
)
Rewrite = Callable[[bytes, tuple[str, ...]], bytes | None]
"""Takes a value and its place (kind, organization, row). Returns it in the new form, or None if it is unreadable."""


async def rewrite_old(database: Database, beginning: bytes, rewrite: Rewrite) -> int:
    """Rewrites every value that doesn't start with `beginning`, the mark of the new form. Returns how many."""
    count = 0
    for what, table, key, names in _PLACES:
        for name in names:
            count += await _rewrite(database, beginning, rewrite, what, table.c[key], table.c[name])
    return count


async def _rewrite(database: Database, beginning: bytes, rewrite: Rewrite, what: str, key: Any, column: Any) -> int:
    table = column.table
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
    while rows := await database.read.rows(old, {"new_form": beginning, "after": after}):
        async with database.transaction() as transaction:
            count += sum([await _one(transaction, rewrite, what, change, row) for row in rows])
        after = rows[-1].key
    return count


async def _one(transaction: Connection, rewrite: Rewrite, what: str, change: Any, row: Row[Any]) -> int:
    ids = (row.organization_id,) if row.key == row.organization_id else (row.organization_id, row.key)
    new = rewrite(bytes(row.value), (what, *ids))
    return 0 if new is None else await transaction.run(change, {"row": row.key, "old": bytes(row.value), "new": new})
