"""Decisions on a session by named people. No other code writes decisions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, insert, select, tuple_, update

from aural.interviews.repository import Position
from aural.platform.ids import new_id
from aural.reports.tables import Decision as Decision
from aural.reports.tables import decisions
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all

_D = decisions
_S = schema.sessions
_EVERY = (
    select(_D)
    .where(_D.c.organization_id == bindparam("organization"), _D.c.session_id == bindparam("session"))
    .order_by(_D.c.created_at.desc(), _D.c.id.desc())
)
_AFTER = tuple_(_D.c.created_at, _D.c.id) < tuple_(bindparam("created_at"), bindparam("id"))
_LIMITED = _EVERY.limit(bindparam("limit"))
_PAGES = {
    (True, True): _EVERY,
    (True, False): _EVERY.where(_AFTER),
    (False, True): _LIMITED,
    (False, False): _LIMITED.where(_AFTER),
}
_INSERT = insert(_D)
_STAND = (
    update(_S)
    .where(_S.c.organization_id == bindparam("organization"), _S.c.id == bindparam("session"))
    .values(decision=bindparam("newest"), updated_at=bindparam("now"))
)


async def list_decisions(
    connection: Connection, organization_id: str, session_id: str, *, limit: int | None, after: Position | None
) -> list[Decision]:
    """The decisions on a session, newest first; only the newest counts. Returns all if `limit` is None."""
    keys: dict[str, object] = {"organization": organization_id, "session": session_id, "limit": limit}
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, Decision, _PAGES[limit is None, after is None], keys)


async def insert_decision(
    connection: Connection, organization_id: str, session_id: str, values: dict[str, Any], now: int
) -> Decision:
    """Stores a new decision, which counts from now on. `values`: user_id, person, verdict, reason, is_preliminary."""
    given = {"organization_id": organization_id, "session_id": session_id, **values}
    decision = Decision(id=new_id(), created_at=now, **given)
    await connection.run(_INSERT, decision._asdict())
    keys = {"organization": organization_id, "session": session_id, "newest": values["verdict"], "now": now}
    await connection.run(_STAND, keys)
    return decision
