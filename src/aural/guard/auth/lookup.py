"""Finds rows by a token. A hash made with an earlier secret key is replaced with a hash under the current key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from aural.guard.secrets import Secrets
from aural.platform.errors import StorageUnavailableError
from aural.store.database import Database
from aural.store.hashes import HashColumn, rehash

Found = TypeVar("Found")
Find = Callable[[bytes], Awaitable[Found | None]]


async def find_by(secrets: Secrets, token: str, find: Find[Found]) -> Found | None:
    """The first row that `find` returns for a hash of the token."""
    return (await match(secrets, token, find))[0]


async def match(secrets: Secrets, token: str, find: Find[Found]) -> tuple[Found | None, bytes]:
    """The row that `find_by` would return, and the hash that found it."""
    digests = secrets.digests(token)
    for digest in digests:
        found = await find(digest)
        if found is not None:
            return found, digest
    return None, secrets.digest(token)


async def refresh(database: Database, secrets: Secrets, column: HashColumn, token: str, found_by: bytes) -> bytes:
    """Replaces `found_by` with the current key's hash if an older key made it. Returns the hash that is now stored.

    The token still works while the database can't be written to.
    """
    digest = secrets.digest(token)
    if not secrets.is_rotating or found_by == digest:
        return found_by
    with suppress(StorageUnavailableError):
        await rehash(database, column, found_by, digest)
        return digest
    return found_by
