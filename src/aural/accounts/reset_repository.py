"""Wishes for a new password, each with a link that works once and for an hour."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update

from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection

GOOD_MS = 60 * 60_000

_R = schema.resets
_U = schema.users

_ADD = insert(_R)
_ONE = (
    select(_R.c.id, _U.c.id.label("user_id"), _U.c.name, _U.c.email, _U.c.language)
    .join(_U, _U.c.id == _R.c.user_id)
    .where(_R.c.id == bindparam("reset"), _R.c.expires_at > bindparam("now"))
)
_BY_HASH = select(_R.c.id, _R.c.user_id).where(_R.c.hash == bindparam("hash"), _R.c.expires_at > bindparam("now"))
_SET_HASH = update(_R).where(_R.c.id == bindparam("reset")).values(hash=bindparam("new_hash"))
_USE = delete(_R).where(_R.c.id == bindparam("reset"))
_CLEAR = delete(_R).where(_R.c.user_id == bindparam("person"))
_PURGE = delete(_R).where(_R.c.expires_at <= bindparam("now"))


async def add_reset(connection: Connection, user_id: str | None, now: int, *, token_hash: bytes | None = None) -> str:
    """A new wish; its id. `user_id` None: for an address that nobody has, which must take as long."""
    reset_id = new_id()
    row = {"id": reset_id, "user_id": user_id, "hash": token_hash, "expires_at": now + GOOD_MS, "created_at": now}
    await connection.run(_ADD, row)
    return reset_id


async def find_reset(connection: Connection, reset_id: str, now: int) -> Row[Any] | None:
    """(id, user_id, name, email, language); None where it is over, used, or nobody's."""
    return await connection.row(_ONE, {"reset": reset_id, "now": now})


async def put_token(connection: Connection, reset_id: str, token_hash: bytes) -> None:
    """The link that was written last is the one that works."""
    await connection.run(_SET_HASH, {"reset": reset_id, "new_hash": token_hash})


async def find_reset_by_hash(connection: Connection, token_hash: bytes, now: int) -> Row[Any] | None:
    """(id, user_id) of the link; None where it is unknown, used or over."""
    return await connection.row(_BY_HASH, {"hash": token_hash, "now": now})


async def use_reset(connection: Connection, reset_id: str) -> bool:
    """Whether it was still there. Of two who use it at once, one does."""
    return await connection.run(_USE, {"reset": reset_id}) > 0


async def clear_resets_of(connection: Connection, user_id: str) -> None:
    """None of a person's links works any more."""
    await connection.run(_CLEAR, {"person": user_id})


async def purge(connection: Connection, now: int) -> None:
    await connection.run(_PURGE, {"now": now})
