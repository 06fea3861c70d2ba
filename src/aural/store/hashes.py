"""The columns with keyed hashes and encrypted values, and the version of the secret key that each value needs.

A hash made with version 1 has 32 bytes; with a later version, one more byte at the end names the version. An encrypted
value begins with a mark, followed by the version.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    LargeBinary,
    Table,
    and_,
    bindparam,
    func,
    not_,
    or_,
    select,
    update,
)

from aural.privacy import tables as rights_schema
from aural.reports import share_tables as sharing_schema
from aural.store import schema
from aural.store.database import Connection, Database

HashColumn = Column[bytes]
_BYTES = 32
_MARK_BYTES = 3
_NOW: ColumnElement[int] = bindparam("now", type_=BigInteger)
_OLD, _NEW = (bindparam(name, type_=LargeBinary) for name in ("old_hash", "new_hash"))
_VERSION = bindparam("version", type_=LargeBinary)
_MARK = bindparam("mark", type_=LargeBinary)
_K, _W, _H = schema.api_keys.c, schema.web_sessions.c, sharing_schema.shares.c
_I = schema.integrations.c

API_KEYS, WEB_SESSIONS, ROOM_COOKIES, SHARES = _K.hash, _W.hash, schema.room_cookies.c.hash, _H.hash
RECEIPTS = rights_schema.receipts.c.token_hash
_HASHES: tuple[tuple[str, Column[bytes], ColumnElement[bool] | None], ...] = (
    ("API keys", API_KEYS, and_(_K.revoked_at.is_(None), or_(_K.expires_at.is_(None), _K.expires_at > _NOW),
                                _K.is_browser.is_(False))),
    ("candidates' links", schema.candidates.c.token_hash, None),
    ("signed-in browsers", WEB_SESSIONS, _W.expires_at > _NOW),
    ("candidates' browsers", ROOM_COOKIES, schema.room_cookies.c.expires_at > _NOW),
    ("shared reports", SHARES, and_(_H.revoked_at.is_(None), _H.expires_at > _NOW)),
    ("links to receipts", RECEIPTS, None),
    ("invitations", schema.invitations.c.hash, schema.invitations.c.expires_at > _NOW),
    ("password links", schema.resets.c.hash, schema.resets.c.expires_at > _NOW),
    ("tracking systems' keys", _I.key_hash, None),
    ("tracking systems' earlier keys", _I.previous_key_hash, _I.previous_until > _NOW),
    ("interviews being opened", schema.tickets.c.hash, schema.tickets.c.expires_at > _NOW),
)  # fmt: skip
_SEALED: tuple[tuple[str, Column[bytes]], ...] = (
    ("invitations (encrypted)", schema.invitations.c.token_encrypted),
    ("webhooks", schema.webhooks.c.secret_encrypted),
    ("webhooks' earlier secrets", schema.webhooks.c.previous_secret_encrypted),
    ("tracking systems' keys (encrypted)", _I.key_encrypted),
    ("tracking systems' earlier keys (encrypted)", _I.previous_key_encrypted),
    ("keys to tracking systems", _I.vendor_key_encrypted),
    ("keys to models", schema.organization_settings.c.model_key),
    ("answers kept for repeated requests", schema.idempotency_keys.c.sealed_body),
)


def is_hash_of(column: ColumnElement[bytes], version: int) -> ColumnElement[bool]:
    """Whether a hash was made with this version of the secret key. Past version 1, bind `version` as one byte."""
    if version == 1:
        return func.length(column) == _BYTES
    return and_(func.length(column) == _BYTES + 1, func.substr(column, _BYTES + 1, 1) == _VERSION)


def _is_sealed_by(column: ColumnElement[bytes], version: int) -> ColumnElement[bool]:
    is_marked = func.substr(column, 1, _MARK_BYTES) == _MARK
    is_version = and_(is_marked, func.substr(column, _MARK_BYTES + 1, 1) == _VERSION)
    return or_(is_version, not_(is_marked)) if version == 1 else is_version


async def count_uses(connection: Connection, version: int, mark: bytes, now: int) -> dict[str, int]:
    """Counts the hashes and encrypted values that need this version of the secret key, by kind. Omits zeros.

    `mark`: the first bytes of an encrypted value. Hashes of tokens that have expired by `now` don't count.
    """
    uses: dict[str, int] = {}
    conditions = [(what, column, is_hash_of(column, version), good) for what, column, good in _HASHES]
    conditions += [(what, column, _is_sealed_by(column, version), None) for what, column in _SEALED]
    for what, column, condition, good in conditions:
        query = select(func.count().label("uses")).select_from(column.table).where(column.is_not(None), condition)
        query = query if good is None else query.where(good)
        given = {"version": bytes([version]), "mark": mark, "now": now}
        row = await connection.row(query, {name: given[name] for name in query.compile().params if name in given})
        if row is not None and row.uses:
            uses[what] = int(row.uses)
    return uses


def _table_of(column: Column[bytes]) -> Table:
    assert isinstance(column.table, Table)
    return column.table


async def rehash(database: Database, column: HashColumn, old: bytes, new: bytes) -> None:
    """Replaces a token's hash with the hash of the same token under a newer secret key."""
    async with database.transaction() as transaction:
        await transaction.run(update(_table_of(column)).where(column == _OLD).values({column: _NEW}), {
            "old_hash": old, "new_hash": new,
        })  # fmt: skip


# --- hashes of tokens that are also stored encrypted ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rehashed:
    token_hash: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """The columns of a hash and its encrypted token. An empty `what` means a candidate's token, whose encryption is
    bound to its hash instead of its row."""

    what: str
    token_hash: Column[bytes]
    sealed: Column[bytes]


HASHED_AND_SEALED = (
    Place("", schema.candidates.c.token_hash, schema.candidates.c.token_encrypted),
    Place("invitation", schema.invitations.c.hash, schema.invitations.c.token_encrypted),
    Place("integration", _I.key_hash, _I.key_encrypted),
    Place("integration", _I.previous_key_hash, _I.previous_key_encrypted),
)
MOST_AT_ONCE = 100
Rehash = Callable[[bytes, bytes, tuple[str, ...]], Rehashed | None]


async def rehash_old(database: Database, place: Place, version: int, rehashed: Rehash) -> int:
    """Rewrites hashes made with other versions, and the encrypted tokens next to them, in small batches.

    Returns the number of rewritten hashes.
    """
    table = _table_of(place.token_hash)
    old = (
        select(table.c.id, table.c.organization_id, place.token_hash.label("hash"), place.sealed.label("sealed"))
        .where(place.token_hash.is_not(None), place.sealed.is_not(None), not_(is_hash_of(place.token_hash, version)))
        .where(table.c.id > bindparam("after"))
        .order_by(table.c.id)
        .limit(MOST_AT_ONCE)
    )
    change = update(table).where(table.c.id == bindparam("row"), place.token_hash == _OLD)
    change = change.where(place.sealed == bindparam("old_sealed", type_=LargeBinary))
    change = change.values({place.token_hash: _NEW, place.sealed: bindparam("new_sealed", type_=LargeBinary)})
    count, after = 0, ""
    given = {} if version == 1 else {"version": bytes([version])}
    while rows := await database.read.rows(old, {"after": after, **given}):
        async with database.transaction() as transaction:
            for row in rows:
                about = (place.what, row.organization_id, row.id) if place.what else ()
                new = rehashed(bytes(row.hash), bytes(row.sealed), about)
                if new is not None:
                    count += await transaction.run(change, {
                        "row": row.id, "old_hash": bytes(row.hash), "old_sealed": bytes(row.sealed),
                        "new_hash": new.token_hash, "new_sealed": new.sealed,
                    })  # fmt: skip
        after = rows[-1].id
    return count
