"""Invitations to a team. Tokens arrive as keyed hashes and encrypted values; this module cannot read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, Executable, bindparam, delete, func, insert, select, tuple_

from aural.interviews.repository import Position
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

KEPT_MS = 30 * 86_400_000
"""How long an expired invitation is still listed."""

_I = schema.invitations
_U = schema.users
_O = schema.organizations

_EVERY = (
    select(
        _I.c.id,
        _I.c.organization_id,
        _I.c.role,
        _I.c.project_ids,
        _I.c.email,
        _I.c.token_encrypted,
        _I.c.expires_at,
        _I.c.created_at,
        _U.c.name.label("inviter"),
        _U.c.language,
        _O.c.name.label("organization_name"),
    )
    .join(_U, _U.c.id == _I.c.created_by)
    .join(_O, _O.c.id == _I.c.organization_id)
)
_MINE = _EVERY.where(_I.c.organization_id == bindparam("organization"))
_AFTER = tuple_(_I.c.created_at, _I.c.id) < tuple_(bindparam("created_at"), bindparam("id"))


def _page(*conditions: ColumnElement[bool]) -> Executable:
    return _MINE.where(*conditions).order_by(_I.c.created_at.desc(), _I.c.id.desc()).limit(bindparam("limit"))


_PAGES = {False: _page(), True: _page(_AFTER)}
_ONE = _MINE.where(_I.c.id == bindparam("invitation"))
_BY_HASH = _EVERY.where(_I.c.hash == bindparam("hash"), _I.c.expires_at > bindparam("now"))
_ADD = insert(_I)
_DELETE = delete(_I).where(_I.c.organization_id == bindparam("organization"), _I.c.id == bindparam("invitation"))
_COUNT = select(func.count()).where(
    _I.c.organization_id == bindparam("organization"), _I.c.expires_at > bindparam("now")
)
_PURGE = delete(_I).where(_I.c.expires_at <= bindparam("before"))


class Invitation(NamedTuple):
    """An invitation, with the name and language of the person who sent it."""

    id: str
    organization_id: str
    role: str
    project_ids: list[str] | None
    email: str | None
    token_encrypted: bytes
    expires_at: int
    created_at: int
    inviter: str
    language: str | None
    organization_name: str


async def list_invitations(
    connection: Connection, organization_id: str, *, limit: int, after: Position | None
) -> list[Invitation]:
    """At most `limit` unused invitations, newest first, starting after the position `after`."""
    keys: dict[str, object] = {"organization": organization_id, "limit": limit}
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, Invitation, _PAGES[after is not None], keys)


async def find_invitation(connection: Connection, organization_id: str, invitation_id: str) -> Invitation | None:
    keys = {"organization": organization_id, "invitation": invitation_id}
    return await fetch_one(connection, Invitation, _ONE, keys)


async def find_invitation_by_hash(connection: Connection, token_hash: bytes, now: int) -> Invitation | None:
    """The invitation that a link belongs to. None if it is unknown, used, revoked or expired."""
    return await fetch_one(connection, Invitation, _BY_HASH, {"hash": token_hash, "now": now})


async def insert_invitation(connection: Connection, organization_id: str, values: Mapping[str, object]) -> str:
    """Adds an invitation and returns its id. `values` may contain the `id` that the token is encrypted for."""
    row = {"id": new_id(), **values, "organization_id": organization_id}
    await connection.run(_ADD, row)
    return str(row["id"])


async def delete_invitation(connection: Connection, organization_id: str, invitation_id: str) -> bool:
    """Revokes an invitation or uses it up. Returns False if it no longer exists, as for the second of two uses."""
    return await connection.run(_DELETE, {"organization": organization_id, "invitation": invitation_id}) > 0


async def count_open(connection: Connection, organization_id: str, now: int) -> int:
    row = await connection.row(_COUNT, {"organization": organization_id, "now": now})
    return 0 if row is None else int(row[0])


async def purge(connection: Connection, now: int) -> None:
    """Deletes invitations that expired more than KEPT_MS ago."""
    await connection.run(_PURGE, {"before": now - KEPT_MS})
