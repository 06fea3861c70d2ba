"""Candidates: whom a creator invited. Tokens come as keyed hash and encrypted value; nothing here can read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, tuple_

from aural.store import schema
from aural.store.database import Connection
from aural.store.interviews import Position

_C = schema.candidates
_EVERY = (
    select(_C)
    .where(_C.c.organization_id == bindparam("organization"), _C.c.interview_id == bindparam("interview"))
    .order_by(_C.c.created_at.desc(), _C.c.id.desc())
)
_AFTER = tuple_(_C.c.created_at, _C.c.id) < tuple_(bindparam("created_at"), bindparam("id"))
_PAGES = {
    (False, False): _EVERY,
    (True, False): _EVERY.limit(bindparam("limit")),
    (True, True): _EVERY.where(_AFTER).limit(bindparam("limit")),
}


async def list_candidates(
    connection: Connection, organization_id: str, interview_id: str, *, limit: int | None, after: Position | None
) -> Sequence[Row[Any]]:
    """The candidates of an interview, newest first; all of them where `limit` is None."""
    keys: dict[str, Any] = {"organization": organization_id, "interview": interview_id}
    if limit is not None:
        keys["limit"] = limit
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await connection.rows(_PAGES[limit is not None, after is not None], keys)


_INSERT = insert(_C)


async def insert_candidates(connection: Connection, organization_id: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Stores complete rows, all or none."""
    await connection.run(_INSERT, [{**row, "organization_id": organization_id} for row in rows])
