"""Accommodations that a candidate needs to take part. Only the candidate may read them: no function returns them to
reviewers or to the interviewer.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import upsert

_A = schema.accommodations
_ADD = upsert(_A).on_conflict_do_nothing()
_LIST = (
    select(_A.c.item)
    .where(_A.c.organization_id == bindparam("organization"), _A.c.session_id == bindparam("session"))
    .order_by(_A.c.given_at, _A.c.item)
)


async def add_accommodations(
    connection: Connection, organization_id: str, session_id: str, items: Sequence[str], now: int
) -> None:
    """Adds the items that aren't stored yet. Stored items stay unchanged."""
    for item in items:
        row = {"session_id": session_id, "item": item, "organization_id": organization_id, "given_at": now}
        await connection.run(_ADD, row)


async def list_accommodations(connection: Connection, organization_id: str, session_id: str) -> list[str]:
    """The items in the order in which the candidate asked for them."""
    rows = await connection.rows(_LIST, {"organization": organization_id, "session": session_id})
    return [row.item for row in rows]
