"""What a candidate agreed to, item by item, and still does."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from aural.store import schema
from aural.store.database import Connection

_C = schema.consents
_IS_AGREED = (
    select(_C.c.id)
    .where(
        _C.c.organization_id == bindparam("organization"),
        _C.c.session_id == bindparam("session"),
        _C.c.item == bindparam("item"),
        _C.c.withdrawn_at.is_(None),
    )
    .limit(1)
)


async def has_agreed(connection: Connection, organization_id: str, session_id: str, item: str) -> bool:
    """Whether the candidate agreed to this item, and still does."""
    keys = {"organization": organization_id, "session": session_id, "item": item}
    return await connection.row(_IS_AGREED, keys) is not None


_NAMES = (
    select(schema.sessions.c.participant_name, schema.candidates.c.name)
    .join(schema.candidates, schema.candidates.c.id == schema.sessions.c.candidate_id)
    .where(schema.sessions.c.organization_id == bindparam("organization"), schema.sessions.c.id == bindparam("session"))
)


async def find_names(connection: Connection, organization_id: str, session_id: str) -> tuple[str, ...]:
    """What the candidate of a session is called: by themselves, and by whoever invited them."""
    row = await connection.row(_NAMES, {"organization": organization_id, "session": session_id})
    return () if row is None else tuple(name for name in (row.participant_name, row.name) if name)
