"""The chain over an organization's audit log: each line's keyed hash covers the line and the previous hash.

A background job seals lines in order, some minutes after they are written, so that no change waits for the chain. An
export first seals all lines. The chain's end is stored separately, which reveals that lines at the end were removed.
For names and addresses, the chain covers keyed hashes: when an account is deleted, its name and address are erased
(users.GONE) and the chain stays valid. The end is authenticated (end_repository.py). An external anchor
(guard/audit/anchor.py) shows what the database alone can't: that an older copy of it was restored.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import orjson
from sqlalchemy import BindParameter, bindparam, func, select, update

from aural.accounts.repository import GONE
from aural.audit.end_repository import AuditChain, does_end_hold, is_end_of, sign_end
from aural.audit.key_repository import AuditKeys
from aural.audit.repository import ENTRY, MERGED_MS, AuditEntry
from aural.store import schema
from aural.store.database import Connection, Database
from aural.store.dialect import upsert
from aural.store.records import fetch_all, fetch_one

SEALED_AFTER_MS = 2 * MERGED_MS
"""The age at which a line is sealed. Its count no longer changes then, even if the clocks of several servers differ."""
EVERY_LINE = 1 << 62
"""A value of `before` that includes all lines. A change that is repeated after its line is sealed gets a new line."""
MOST_AT_ONCE = 200
PAGE = 100  # a longer page would block the event loop for longer while it is read

logger = logging.getLogger(__name__)
_A = schema.audit_entries
_C = schema.audit_chains
_ORGANIZATION: BindParameter[str] = bindparam("organization")

_WAITING = (
    select(_A.c.organization_id)
    .where(_A.c.number.is_(None), _A.c.at <= bindparam("before"), _A.c.organization_id > bindparam("after"))
    .distinct()
    .order_by(_A.c.organization_id)
    .limit(100)
)
_ENDS = select(_C).where(_C.c.number > 0, _C.c.organization_id > bindparam("after")).order_by(_C.c.organization_id)
_ENDS = _ENDS.limit(100)
_UNSIGNED = select(_C.c.organization_id).where(_C.c.mac.is_(None), _C.c.number > 0)
_OPEN = (
    select(*ENTRY)
    .where(_A.c.organization_id == _ORGANIZATION, _A.c.number.is_(None), _A.c.at <= bindparam("before"))
    .order_by(_A.c.at, _A.c.id)
    .limit(MOST_AT_ONCE)
    .with_for_update()
)
_SEAL = update(_A).where(_A.c.organization_id == _ORGANIZATION, _A.c.id == bindparam("entry"))
_SEAL = _SEAL.values(
    number=bindparam("at_number"),
    hash=bindparam("sealed"),
    actor_hash=bindparam("name_hash"),
    address_hash=bindparam("from_hash"),
)
_BEGIN = upsert(_C).on_conflict_do_nothing()
_END = select(_C).where(_C.c.organization_id == _ORGANIZATION)
_END_LOCKED = _END.with_for_update()
_MOVE = update(_C).where(_C.c.organization_id == _ORGANIZATION)
_MOVE = _MOVE.values(number=bindparam("at_number"), hash=bindparam("sealed"), sealed_at=bindparam("now"))
_SEALED = (
    select(*ENTRY)
    .where(_A.c.organization_id == _ORGANIZATION, _A.c.number > bindparam("after"))
    .order_by(_A.c.number)
    .limit(PAGE)
)
_COUNT_OPEN = select(func.count().label("waiting")).where(_A.c.organization_id == _ORGANIZATION, _A.c.number.is_(None))


def _hash_name(key: bytes, row: AuditEntry) -> bytes:
    return hmac.digest(key, f"{row.id} {row.actor}".encode(), hashlib.sha256)


def _hash_address(key: bytes, row: AuditEntry) -> bytes:
    return hmac.digest(key, f"{row.id} from {row.address}".encode(), hashlib.sha256)


def _is_actor_intact(key: bytes, row: AuditEntry) -> bool:
    """Whether the name and address are the sealed ones, or were erased with the account."""
    if row.actor == GONE:
        return True
    is_from = row.address_hash is None or hmac.compare_digest(_hash_address(key, row), row.address_hash)
    return is_from and hmac.compare_digest(_hash_name(key, row), row.actor_hash or b"")


def _hash(
    key: bytes, before: bytes, number: int | None, row: AuditEntry, name_hash: bytes, address_hash: bytes | None
) -> bytes:
    """The hash of a line. `address_hash` None: the line was sealed when the chain still covered the plain address."""
    address = row.address if address_hash is None else address_hash.hex()
    said = [
        number, row.id, row.organization_id, row.at, row.user_id, name_hash.hex(), row.key_id, row.operation,
        row.object_id, row.detail, address, row.times, row.last_at,
    ]  # fmt: skip
    return hmac.digest(key, before + orjson.dumps(said, option=orjson.OPT_SORT_KEYS), hashlib.sha256)


async def seal_all(database: Database, keys: AuditKeys, now: int) -> int:
    """Seals all lines that are old enough into their organizations' chains. Returns their number."""
    if keys.signs_again:
        await sign_again(database, keys)
    count, after = 0, ""
    before = now - SEALED_AFTER_MS
    while waiting := await database.read.rows(_WAITING, {"before": before, "after": after}):
        for row in waiting:
            count += await seal_one(database, row.organization_id, keys, before, now)
        after = waiting[-1].organization_id
    return count


async def seal_one(database: Database, organization_id: str, keys: AuditKeys, before: int, now: int) -> int:
    """Seals an organization's lines up to `before` into its chain. Returns their number.

    Adds nothing if the end was tampered with, because new lines after it would make the chain look intact again.
    """
    count, sealed = 0, MOST_AT_ONCE
    while sealed == MOST_AT_ONCE:
        async with database.transaction() as transaction:
            sealed = await _seal(transaction, organization_id, keys, before, now)
        count += sealed
    return count


async def sign_unsigned(database: Database, keys: AuditKeys) -> None:
    """Authenticates the ends of chains without a MAC as they are. Only for the upgrade that introduces MACs."""
    for row in await database.read.rows(_UNSIGNED, {}):
        async with database.transaction() as transaction:
            end = await fetch_one(transaction, AuditChain, _END_LOCKED, {"organization": row.organization_id})
            if end is not None and end.mac is None:
                await sign_end(transaction, row.organization_id, keys.current, end.number, end.hash)


async def _sign(connection: Connection, organization_id: str, keys: AuditKeys) -> None:
    end = await fetch_one(connection, AuditChain, _END_LOCKED, {"organization": organization_id})
    if end is not None and await does_end_hold(connection, organization_id, keys, end):
        await sign_end(connection, organization_id, keys.current, end.number, end.hash)


async def sign_again(database: Database, keys: AuditKeys) -> None:
    """Signs each end that is valid under an earlier key with the current one."""
    for organization_id in await list_ends_of(database.read, keys.others):
        async with database.transaction() as transaction:
            await _sign(transaction, organization_id, keys)


async def list_ends_of(connection: Connection, keys: Sequence[bytes]) -> list[str]:
    """The organizations whose chain's end is signed with one of these keys."""
    found: list[str] = []
    after = ""
    while ends := await fetch_all(connection, AuditChain, _ENDS, {"after": after}):
        after = ends[-1].organization_id
        for end in ends:
            if any([await is_end_of(connection, end.organization_id, key, end) for key in keys]):
                found.append(end.organization_id)
    return found


async def _seal(connection: Connection, organization_id: str, audit_keys: AuditKeys, before: int, now: int) -> int:
    keys, key = {"organization": organization_id}, audit_keys.current
    await connection.run(_BEGIN, {"organization_id": organization_id, "number": 0, "hash": b"", "sealed_at": now})
    end = await fetch_one(connection, AuditChain, _END_LOCKED, keys)
    assert end is not None
    if not await does_end_hold(connection, organization_id, audit_keys, end):
        logger.error("the audit log of organization %s was cut off or changed: nothing is added to it", organization_id)
        return 0
    number, last = end.number, end.hash
    rows = await fetch_all(connection, AuditEntry, _OPEN, keys | {"before": before})
    for row in rows:
        number += 1
        name_hash, from_hash = _hash_name(key, row), _hash_address(key, row)
        last = _hash(key, last, number, row, name_hash, from_hash)
        sealed = {"entry": row.id, "at_number": number, "sealed": last}
        sealed |= {"name_hash": name_hash, "from_hash": from_hash}
        await connection.run(_SEAL, keys | sealed)
    await connection.run(_MOVE, keys | {"at_number": number, "sealed": last, "now": now})
    await sign_end(connection, organization_id, key, number, last)
    return len(rows)


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where the chain is broken. `entry_id` None: the line is missing."""

    number: int
    entry_id: str | None
    why: Literal["CHANGED", "MISSING"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of verifying a chain: `checked` lines are valid, `waiting` lines are too new to be in the chain."""

    checked: int
    waiting: int
    sealed_at: int | None
    broken: Break | None


async def list_sealed(connection: Connection, organization_id: str, *, after: int) -> list[AuditEntry]:
    """A page of the chain's lines after the number `after`, in order. The last page has fewer than PAGE lines."""
    return await fetch_all(connection, AuditEntry, _SEALED, {"organization": organization_id, "after": after})


async def verify(connection: Connection, organization_id: str, audit_keys: AuditKeys) -> Verdict:
    """Verifies the whole chain, a page at a time in a thread. Other work and sealing continue in the meantime."""
    keys = {"organization": organization_id}
    number, last = 0, b""
    broken: Break | None = None
    while True:
        # The end is read before the lines, so that the pages contain all lines that it covers.
        end = await fetch_one(connection, AuditChain, _END, keys)
        rows = await list_sealed(connection, organization_id, after=number)
        number, last, broken = await asyncio.to_thread(_follow, rows, number, last, audit_keys)
        if broken is not None or not rows:
            break
    if broken is None and end is not None and (number, last) != (end.number, end.hash):
        broken = Break(number + 1, None, "MISSING") if number < end.number else Break(number, None, "CHANGED")
    if broken is None and not await does_end_hold(connection, organization_id, audit_keys, end):
        broken = Break(number + 1, None, "MISSING")
    waiting = await connection.row(_COUNT_OPEN, keys)
    counted = 0 if waiting is None else int(waiting.waiting)
    return Verdict(number, counted, None if end is None else end.sealed_at, broken)


def key_of(row: AuditEntry, last: bytes, keys: AuditKeys) -> bytes | None:
    """The key that sealed this line after the hash `last`; None if the line was changed."""
    for key in keys.of_lines:
        found = _hash(key, last, row.number, row, row.actor_hash or b"", row.address_hash)
        if hmac.compare_digest(found, row.hash or b"") and _is_actor_intact(key, row):
            return key
    return None


def _follow(rows: Sequence[AuditEntry], number: int, last: bytes, keys: AuditKeys) -> tuple[int, bytes, Break | None]:
    """The number and hash of the last valid line among these, and the break after it, if any."""
    for row in rows:
        if row.number != number + 1:
            return number, last, Break(number + 1, None, "MISSING")
        if key_of(row, last, keys) is None:
            return number, last, Break(row.number, row.id, "CHANGED")
        number, last = row.number, row.hash or b""
    return number, last, None
