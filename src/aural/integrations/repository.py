"""Connections to applicant tracking systems. Keys arrive as keyed hashes and encrypted values; this module cannot read
them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import BigInteger, bindparam, delete, insert, or_, select, update

from aural.integrations.tables import Integration as Integration
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.dialect import later
from aural.store.records import fetch_all, fetch_one

_I = schema.integrations
_MINE = (_I.c.organization_id == bindparam("organization"), _I.c.id == bindparam("integration"))
_ADD = insert(_I)
_LIST = select(_I).where(_I.c.organization_id == bindparam("organization")).order_by(_I.c.created_at, _I.c.id)
_FIND = select(_I).where(*_MINE)
_LOCK = _FIND.with_for_update()
_DELETE = delete(_I).where(*_MINE)
_BY_KEY = select(_I).where(
    _I.c.vendor == bindparam("vendor"),
    or_(
        _I.c.key_hash == bindparam("hash"),
        (_I.c.previous_key_hash == bindparam("hash")) & (_I.c.previous_until > bindparam("now", type_=BigInteger)),
    ),
)
_ANY_ON = select(_I.c.id).where(_I.c.vendor == bindparam("vendor"), _I.c.is_enabled.is_(True)).limit(1)
_NOTE_USE = (
    update(_I)
    .where(*_MINE)
    .values(used_at=bindparam("now"), is_key_known=or_(_I.c.is_key_known, _I.c.key_hash == bindparam("hash")))
)


async def insert_integration(
    connection: Connection, organization_id: str, values: Mapping[str, object], now: int
) -> str:
    """Adds an enabled connection and returns its id. `values`: vendor, project_id, key_hash, key_encrypted,
    vendor_key_encrypted, and the `id` that they are encrypted for."""
    made = {"id": new_id(), "organization_id": organization_id, "created_at": now, "updated_at": now}
    row: dict[str, object] = {**made, "is_enabled": True, "is_key_known": False, **values}
    await connection.run(_ADD, row)
    return str(row["id"])


async def list_integrations(connection: Connection, organization_id: str) -> list[Integration]:
    """All connections, oldest first."""
    return await fetch_all(connection, Integration, _LIST, {"organization": organization_id})


async def find_integration(
    connection: Connection, organization_id: str, integration_id: str, *, lock: bool = False
) -> Integration | None:
    keys = {"organization": organization_id, "integration": integration_id}
    return await fetch_one(connection, Integration, _LOCK if lock else _FIND, keys)


async def find_by_key(connection: Connection, vendor: str, key_hash: bytes, now: int) -> Integration | None:
    """The vendor's connection with this key, enabled or not. It determines the organization."""
    keys = {"vendor": vendor, "hash": key_hash, "now": now}
    return await fetch_one(connection, Integration, _BY_KEY, keys)


async def is_any_on(connection: Connection, vendor: str) -> bool:
    """Whether any organization in this deployment has an enabled connection to this vendor."""
    return await connection.row(_ANY_ON, {"vendor": vendor}) is not None


async def update_integration(
    connection: Connection, organization_id: str, integration_id: str, values: Mapping[str, object], now: int
) -> None:
    statement = update(_I).where(*_MINE).values(**values, updated_at=later(_I.c.updated_at, now))
    await connection.run(statement, {"organization": organization_id, "integration": integration_id})


async def note_use(
    connection: Connection, organization_id: str, integration_id: str, *, key_hash: bytes, now: int
) -> None:
    """Notes that the vendor has called with this key."""
    keys = {"organization": organization_id, "integration": integration_id, "hash": key_hash, "now": now}
    await connection.run(_NOTE_USE, keys)


async def delete_integration(connection: Connection, organization_id: str, integration_id: str) -> None:
    """Deletes a connection with its assessments. The candidates stay."""
    await connection.run(_DELETE, {"organization": organization_id, "integration": integration_id})
