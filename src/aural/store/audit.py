"""Who did what to what: one line for each change that a creator makes, written in its transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert

from aural.ids import new_id
from aural.store import schema
from aural.store.database import Connection

_ADD = insert(schema.audit_entries)


async def note(
    connection: Connection,
    organization_id: str,
    *,
    user_id: str,
    actor: str,
    key_id: str | None,
    operation: str,
    object_id: str | None,
    now: int,
    detail: dict[str, Any] | None = None,
) -> None:
    """`actor` is the person's name or the key's, as it was then; `detail` never holds what a candidate said or is."""
    row = {
        "id": new_id(),
        "organization_id": organization_id,
        "at": now,
        "user_id": user_id,
        "actor": actor,
        "key_id": key_id,
        "operation": operation,
        "object_id": object_id,
        "detail": detail,
    }
    await connection.run(_ADD, row)
