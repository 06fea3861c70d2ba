"""Requests to reset a password, each with a link that works once, for an hour."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_one

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


class Reset(NamedTuple):
    """A request with the address and language of its user."""

    id: str
    user_id: str
    name: str
    email: str | None
    language: str | None


class ResetLink(NamedTuple):
    id: str
    user_id: str


async def add_reset(connection: Connection, user_id: str | None, now: int, *, token_hash: bytes | None = None) -> str:
    """Adds a request and returns its id. `user_id` None: the address is unknown."""
    reset_id = new_id()
    row = {"id": reset_id, "user_id": user_id, "hash": token_hash, "expires_at": now + GOOD_MS, "created_at": now}
    await connection.run(_ADD, row)
    return reset_id


async def find_reset(connection: Connection, reset_id: str, now: int) -> Reset | None:
    """None if the request has expired, was used, or has no user."""
    return await fetch_one(connection, Reset, _ONE, {"reset": reset_id, "now": now})


async def put_token(connection: Connection, reset_id: str, token_hash: bytes) -> None:
    """Sets the token of the newest link. Links sent earlier stop working."""
    await connection.run(_SET_HASH, {"reset": reset_id, "new_hash": token_hash})


async def find_reset_by_hash(connection: Connection, token_hash: bytes, now: int) -> ResetLink | None:
    """None if the link is unknown, used or expired."""
    return await fetch_one(connection, ResetLink, _BY_HASH, {"hash": token_hash, "now": now})


async def use_reset(connection: Connection, reset_id: str) -> bool:
    """Uses up the request. Returns False if it no longer exists: of two simultaneous uses, only one succeeds."""
    return await connection.run(_USE, {"reset": reset_id}) > 0


async def clear_resets_of(connection: Connection, user_id: str) -> None:
    """Invalidates all of a person's reset links."""
    await connection.run(_CLEAR, {"person": user_id})


async def purge(connection: Connection, now: int) -> None:
    await connection.run(_PURGE, {"now": now})
