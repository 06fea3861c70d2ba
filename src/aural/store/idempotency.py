"""Keeps responses for 24 hours, so that a repeated POST with the same `Idempotency-Key` isn't executed twice.

1. `claim` before the work, in a separate transaction.
2. `complete` in the transaction of the work, so that the response is stored if and only if the work is.
3. If the work was refused (4xx), `complete` in a separate transaction. If it failed (5xx, 401, 429), `release`.

If a process dies, or the storage fails before a release, the claim expires after a minute. Rows are found by the API
key's id, which belongs to one organization. Erasing a candidate blanks the stored responses that mention the candidate.
It also replaces their idempotency keys with digests, since a client may have built a key from a name or an address; a
repeated request is then found by the digest.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import LargeBinary, and_, bindparam, delete, or_, select, update

from aural.platform.errors import ConflictError, StorageUnavailableError, UnknownOutcomeError
from aural.store import schema
from aural.store.database import UNAVAILABLE, Connection, Database
from aural.store.dialect import holds_bytes, upsert
from aural.store.records import fetch_one

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
_KEPT = ("request_hash", "status", "body", "sealed_body", "etag", "lease_until", "expires_at")
_FIND = select(*(_T.c[name] for name in _KEPT)).where(*_SAME)
# Blanked rows stay: without them, a repeated request would create the same candidates again.
_ABOUT = select(_T.c.key_id, _T.c.operation, _T.c.key).where(
    _T.c.key_id.in_(select(schema.api_keys.c.id).where(schema.api_keys.c.organization_id == bindparam("organization"))),
    or_(
        holds_bytes(_T.c.mentions, bindparam("mention", type_=LargeBinary)),
        holds_bytes(_T.c.body, bindparam("id_bytes", type_=LargeBinary)),  # written by the previous version
    ),
)
_BLANK = (
    update(_T)
    .where(*_SAME)
    .values(key=bindparam("digest"), status=409, body=bindparam("blank"), sealed_body=None, mentions=None, etag=None)
)
_MINE = (*_SAME, _T.c.status.is_(None), _T.c.lease_until == bindparam("lease"))
_COMPLETE = (
    update(_T)
    .where(*_MINE)
    .values(
        status=bindparam("answer_status"),
        sealed_body=bindparam("answer_body"),
        mentions=bindparam("ids"),
        etag=bindparam("answer_etag"),
    )
)
_RELEASE = delete(_T).where(*_MINE)
_PURGE = delete(_T).where(_T.c.expires_at <= bindparam("now"))


@dataclass(frozen=True, slots=True)
class Fresh:
    """The first request with this key: do the work, then complete or release this claim."""

    caller: str
    named: str
    given: str
    lease: int


@dataclass(frozen=True, slots=True)
class Replay:
    """The first response, to be sent again. It is encrypted (`is_sealed`), unless an erasure has blanked it or the
    previous version of Aural stored it."""

    status: int
    body: bytes
    etag: str | None
    is_sealed: bool


@dataclass(frozen=True, slots=True)
class OtherBody:
    """The key was used before, for another request."""


@dataclass(frozen=True, slots=True)
class StillRunning:
    """The first request is still being processed. The longer it has run, the longer the wait: a few retries
    find the response of a short request soon, and outlast the claim of a process that died."""

    retry_after_seconds: int


Claim = Fresh | Replay | OtherBody | StillRunning


def mention_of(row_id: str) -> bytes:
    """The digest of an id in `mentions`. It needs no secret key: ids are random, so a digest doesn't reveal them."""
    return hashlib.sha256(row_id.encode()).digest()[:16]


def mentions_in(body: bytes, also: Collection[str] = ()) -> bytes:
    """The digests of all ids in a response, because an erasure must find the response without decrypting it.

    `also`: further ids that the response is about.
    """
    return b"".join(map(mention_of, sorted({each.decode() for each in _ID.findall(body)}.union(also))))


def people_of(interview_id: str) -> str:
    """Mentioned by responses with people who aren't candidates of the interview yet, and so have no id. Erasing any
    candidate of the interview blanks them."""
    return f"people of {interview_id}"


class _Kept(NamedTuple):
    request_hash: bytes
    status: int | None
    body: bytes | None
    sealed_body: bytes | None
    etag: str | None
    lease_until: int
    expires_at: int


async def claim(database: Database, key_id: str, operation: str, key: str, request_hash: bytes, now: int) -> Claim:
    """Claims the key for a first request, or recognizes a repeated one. `operation` identifies method and path.

    If the outcome of the commit is unknown, drops the claim and raises StorageUnavailableError: a claim changes nothing
    that a client can see.
    """
    mine = Fresh(key_id, operation, key, now + LEASE_MS)
    try:
        return await _claim(database, mine, request_hash, now)
    except UnknownOutcomeError as error:
        await release(database, mine)
        raise StorageUnavailableError(UNAVAILABLE) from error


async def _claim(database: Database, mine: Fresh, request_hash: bytes, now: int) -> Claim:
    same = {"caller": mine.caller, "named": mine.named, "given": mine.given}
    of_erased = same | {"given": _digest_of(mine.caller, mine.given)}
    async with database.transaction() as transaction:
        await transaction.run(_FORGET_OVER, {**same, "now": now})
        blank = await fetch_one(transaction, _Kept, _FIND, of_erased)
        if blank is not None and blank.expires_at > now:
            return _repeated(blank, request_hash, now)
        row = {
            "key_id": mine.caller,
            "operation": mine.named,
            "key": mine.given,
            "request_hash": request_hash,
            "lease_until": mine.lease,
            "expires_at": now + KEPT_MS,
        }
        if await transaction.run(_CLAIM, row):
            return mine
        found = await fetch_one(transaction, _Kept, _FIND, same)
    if found is None:  # released between the two statements
        return StillRunning(1)
    return _repeated(found, request_hash, now)


def _repeated(found: _Kept, request_hash: bytes, now: int) -> Claim:
    if found.request_hash != request_hash:
        return OtherBody()
    if found.status is None:
        ran = now - (found.lease_until - LEASE_MS)
        return StillRunning(max(1, -(-min(found.lease_until - now, 2 * ran) // 1000)))
    if found.sealed_body is not None:
        return Replay(found.status, found.sealed_body, found.etag, is_sealed=True)
    return Replay(found.status, found.body or b"", None, is_sealed=False)


def _mine(fresh: Fresh) -> dict[str, object]:
    return {"caller": fresh.caller, "named": fresh.named, "given": fresh.given, "lease": fresh.lease}


async def complete(
    connection: Connection, fresh: Fresh, status: int, sealed_body: bytes, mentions: bytes, etag: str | None
) -> None:
    """Stores the encrypted response with its ETag, and the digests of the ids in it (`mentions_in`).

    Raises ConflictError if the work took so long that another request has taken over.
    """
    answer = {**_mine(fresh), "answer_status": status, "answer_body": sealed_body, "ids": mentions, "answer_etag": etag}
    if not await connection.run(_COMPLETE, answer):
        raise ConflictError("A retry of this request has taken over. Read the resource to see what was done.")


async def release(database: Database, fresh: Fresh) -> None:
    """Deletes the claim unless it is completed, so that the request can be repeated right away.

    If the storage fails, the claim expires in a minute.
    """
    with suppress(StorageUnavailableError):
        async with database.transaction() as transaction:
            await transaction.run(_RELEASE, _mine(fresh))


async def blank(connection: Connection, organization_id: str, ids: Collection[str], answer: bytes) -> int:
    """Replaces the responses that mention one of these ids with `answer`, and their idempotency keys with digests.

    Returns the number of replaced responses.
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
    """Deletes expired responses and returns how many there were."""
    return await connection.run(_PURGE, {"now": now})
