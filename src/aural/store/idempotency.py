"""Answers kept for 24 hours, so that a repeated POST with the same `Idempotency-Key` does nothing twice.

1 `claim` before the work, in a transaction of its own. 2 `complete` in the transaction of the work: the answer is kept
if and only if the work is. 3 Where the work was refused (4xx), `complete` in a transaction of its own; where it broke
(5xx, 401, 429), `release`. A claim whose process died is free again after a minute. Rows are found by the API key's id,
which belongs to one organization. Who is erased is in no kept answer from then on, nor in a key that a program has made
of a name or an address: a digest takes the key's place, and a repetition is found by it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import LargeBinary, Row, and_, bindparam, delete, or_, select, update

from aural.platform.errors import ConflictError
from aural.store import schema
from aural.store.database import Connection, Database
from aural.store.dialect import holds_bytes, upsert

_ID = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
LEASE_MS = 60_000
KEPT_MS = 24 * 3600 * 1000

_T = schema.idempotency_keys

_SAME = (
    _T.c.key_id == bindparam("caller"),
    _T.c.operation == bindparam("named"),
    _T.c.key == bindparam("given"),
)
_IS_OVER = or_(_T.c.expires_at <= bindparam("now"), and_(_T.c.status.is_(None), _T.c.lease_until <= bindparam("now")))
_CLAIM = upsert(_T).on_conflict_do_nothing()
_FORGET_OVER = delete(_T).where(*_SAME, _IS_OVER)
_FIND = select(_T).where(*_SAME)
# Blank answers stay: else the repetition would create the same people again.
_ABOUT = select(_T.c.key_id, _T.c.operation, _T.c.key).where(
    _T.c.key_id.in_(select(schema.api_keys.c.id).where(schema.api_keys.c.organization_id == bindparam("organization"))),
    or_(
        holds_bytes(_T.c.mentions, bindparam("mention", type_=LargeBinary)),
        holds_bytes(_T.c.body, bindparam("id_bytes", type_=LargeBinary)),  # of the version before
    ),
)
_BLANK = (
    update(_T)
    .where(*_SAME)
    .values(key=bindparam("digest"), status=409, body=bindparam("blank"), sealed_body=None, mentions=None)
)
_MINE = (*_SAME, _T.c.status.is_(None), _T.c.lease_until == bindparam("lease"))
_COMPLETE = (
    update(_T)
    .where(*_MINE)
    .values(status=bindparam("answer_status"), sealed_body=bindparam("answer_body"), mentions=bindparam("ids"))
)
_RELEASE = delete(_T).where(*_MINE)
_PURGE = delete(_T).where(_T.c.expires_at <= bindparam("now"))


@dataclass(frozen=True, slots=True)
class Fresh:
    """Nobody has asked this before: do the work. The claim is needed to complete or release it."""

    caller: str
    named: str
    given: str
    lease: int


@dataclass(frozen=True, slots=True)
class Replay:
    """The first answer, to be given again. `is_sealed`: encrypted, else of the version before, or blank."""

    status: int
    body: bytes
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class OtherBody:
    """The key was used for another request before."""


@dataclass(frozen=True, slots=True)
class StillRunning:
    """The first request has no answer yet."""

    retry_after_seconds: int


Claim = Fresh | Replay | OtherBody | StillRunning


def mention_of(row_id: str) -> bytes:
    """What finds an id among `mentions`. Ids are random, so that a digest without a key gives none away."""
    return hashlib.sha256(row_id.encode()).digest()[:16]


def mentions_in(body: bytes) -> bytes:
    """A digest of each id in an answer: an erase must find the answer, and can't read it."""
    return b"".join(mention_of(each.decode()) for each in sorted(set(_ID.findall(body))))


async def claim(database: Database, key_id: str, operation: str, key: str, request_hash: bytes, now: int) -> Claim:
    """What this request is: the first of its key, or a repetition. `operation` tells method and path apart."""
    same = {"caller": key_id, "named": operation, "given": key}
    of_erased = same | {"given": _digest_of(key_id, key)}
    async with database.transaction() as transaction:
        await transaction.run(_FORGET_OVER, {**same, "now": now})
        blank = await transaction.row(_FIND, of_erased)
        if blank is not None and blank.expires_at > now:
            return _repeated(blank, request_hash, now)
        row = {
            "key_id": key_id,
            "operation": operation,
            "key": key,
            "request_hash": request_hash,
            "lease_until": now + LEASE_MS,
            "expires_at": now + KEPT_MS,
        }
        if await transaction.run(_CLAIM, row):
            return Fresh(key_id, operation, key, now + LEASE_MS)
        found = await transaction.row(_FIND, same)
    if found is None:  # released between the two statements
        return StillRunning(1)
    return _repeated(found, request_hash, now)


def _repeated(found: Row[Any], request_hash: bytes, now: int) -> Claim:
    if bytes(found.request_hash) != request_hash:
        return OtherBody()
    if found.status is None:
        return StillRunning(max(1, -(-(found.lease_until - now) // 1000)))
    is_sealed = found.sealed_body is not None
    return Replay(found.status, bytes(found.sealed_body if is_sealed else found.body), is_sealed)


def _mine(fresh: Fresh) -> dict[str, Any]:
    return {"caller": fresh.caller, "named": fresh.named, "given": fresh.given, "lease": fresh.lease}


async def complete(connection: Connection, fresh: Fresh, status: int, sealed_body: bytes, mentions: bytes) -> None:
    """Keeps the answer, encrypted, and whom it mentions (`mentions_in`).

    Raises ConflictError where the work took so long that another request has taken over.
    """
    answer = {**_mine(fresh), "answer_status": status, "answer_body": sealed_body, "ids": mentions}
    if not await connection.run(_COMPLETE, answer):
        raise ConflictError("A repetition of this request has taken over. Read the resource to see what was done.")


async def release(connection: Connection, fresh: Fresh) -> None:
    """Forgets the claim: the request may be repeated at once."""
    await connection.run(_RELEASE, _mine(fresh))


async def blank(connection: Connection, organization_id: str, ids: Collection[str], answer: bytes) -> int:
    """Puts `answer` in the place of each that mentions one of these ids, and a digest in the place of its key; how
    many those were.
    """
    count = 0
    for each in sorted(ids):
        about = {"organization": organization_id, "id_bytes": each.encode(), "mention": mention_of(each)}
        for row in await connection.rows(_ABOUT, about):
            same = {"caller": row.key_id, "named": row.operation, "given": row.key}
            digest = {"digest": _digest_of(row.key_id, row.key)}
            count += await connection.run(_BLANK, {**same, **digest, "blank": answer})
    return count


def _digest_of(key_id: str, key: str) -> str:
    return "erased " + hashlib.sha256(f"{key_id} {key}".encode()).hexdigest()


async def purge(connection: Connection, now: int) -> int:
    """Deletes what has been kept long enough; the number of answers deleted."""
    return await connection.run(_PURGE, {"now": now})
