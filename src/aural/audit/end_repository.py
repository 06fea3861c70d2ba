"""The authenticated end of an audit log's chain, which reveals that the chain was cut off or sealed again.

The lines' hashes are keyed, but an end that only copies one of them could be moved back to an earlier line. The MAC
covers the organization, the number and the hash. It may lag behind the end, because a server of an earlier version
moves the end without it. An end without a MAC is invalid, because anyone who can write to the database could remove a
MAC. Chains from before there were MACs get theirs from the upgrade (`sign_unsigned`). Only an anchor shows that a whole
log is gone.
"""

from __future__ import annotations

import hashlib
import hmac

import orjson
from sqlalchemy import BindParameter, bindparam, func, select, update

from aural.accounts.tables import AuditChain as AuditChain
from aural.audit.key_repository import AuditKeys
from aural.store import schema
from aural.store.database import Connection

_A = schema.audit_entries
_C = schema.audit_chains
_ORGANIZATION: BindParameter[str] = bindparam("organization")
_AT = select(_A.c.hash).where(_A.c.organization_id == _ORGANIZATION, _A.c.number == bindparam("at_number"))
_LAST = select(func.max(_A.c.number).label("last")).where(_A.c.organization_id == _ORGANIZATION)
_SIGN = update(_C).where(_C.c.organization_id == _ORGANIZATION)
_SIGN = _SIGN.values(mac=bindparam("new_mac"), mac_number=bindparam("at_number"))


def _mac(key: bytes, organization_id: str, number: int, last: bytes) -> bytes:
    own_key = hmac.digest(key, b"aural/audit end", hashlib.sha256)
    return hmac.digest(own_key, orjson.dumps([organization_id, number, last.hex()]), hashlib.sha256)


async def sign_end(connection: Connection, organization_id: str, key: bytes, number: int, last: bytes) -> None:
    """Authenticates that the chain reaches the line with this number and hash."""
    new = {"new_mac": _mac(key, organization_id, number, last), "at_number": number}
    await connection.run(_SIGN, {"organization": organization_id, **new})


async def does_end_hold(connection: Connection, organization_id: str, keys: AuditKeys, end: AuditChain | None) -> bool:
    """Whether the chain's end is where the server left it, or later."""
    if end is None or not end.number:
        return await _last_of(connection, organization_id) == 0 and (end is None or not end.mac_number)
    if await _hash_at(connection, organization_id, end.number) != end.hash:
        return False
    if end.mac is None or end.mac_number is None:
        return False
    if end.mac_number > end.number:
        return False
    last = await _hash_at(connection, organization_id, end.mac_number)
    if last is None:
        return False
    macs = [_mac(key, organization_id, end.mac_number, last) for key in keys.of_ends]
    return any(hmac.compare_digest(mac, end.mac) for mac in macs)


async def is_end_of(connection: Connection, organization_id: str, key: bytes, end: AuditChain) -> bool:
    """Whether the end is signed with this key."""
    last = await _hash_at(connection, organization_id, end.mac_number or 0)
    expected = _mac(key, organization_id, end.mac_number or 0, last or b"")
    return hmac.compare_digest(expected, end.mac or b"")


async def _hash_at(connection: Connection, organization_id: str, number: int) -> bytes | None:
    if number == 0:
        return b""
    row = await connection.row(_AT, {"organization": organization_id, "at_number": number})
    return None if row is None or row.hash is None else bytes(row.hash)


async def _last_of(connection: Connection, organization_id: str) -> int:
    row = await connection.row(_LAST, {"organization": organization_id})
    return int(row.last or 0) if row is not None else 0
