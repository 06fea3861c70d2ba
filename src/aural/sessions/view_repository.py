"""Records who viewed a session, at most once an hour per key, while the response is sent."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, select

from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import upsert
from aural.store.records import fetch_all

HOUR_MS = 3_600_000

_A = schema.access_log
_NOTE = upsert(_A).on_conflict_do_nothing()
_LIST = (
    select(_A.c.seen_at, schema.users.c.name.label("person"), schema.api_keys.c.name.label("key"))
    .select_from(_A)
    .join(schema.api_keys, schema.api_keys.c.id == _A.c.key_id)
    .join(schema.users, schema.users.c.id == schema.api_keys.c.user_id)
    .where(_A.c.organization_id == bindparam("organization"), _A.c.session_id == bindparam("session"))
    .order_by(_A.c.seen_at)
)


class Access(NamedTuple):
    """One view, by a person with a key."""

    seen_at: int
    person: str
    key: str


async def note_access(connection: Connection, organization_id: str, session_id: str, key_id: str, now: int) -> bool:
    """Returns whether it is the first view in this hour. Raises DuplicateError if the session was deleted meanwhile."""
    row = {"session_id": session_id, "key_id": key_id, "organization_id": organization_id, "seen_at": now}
    return await connection.run(_NOTE, row | {"hour_at": now - now % HOUR_MS}) > 0


async def list_access(connection: Connection, organization_id: str, session_id: str) -> list[Access]:
    """Lists the views of a session, oldest first."""
    return await fetch_all(connection, Access, _LIST, {"organization": organization_id, "session": session_id})
