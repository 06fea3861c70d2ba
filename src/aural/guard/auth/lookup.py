"""Finds rows by a token whose hash may have been made with an earlier secret key, and re-hashes it then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeVar

from aural.guard.secrets import Secrets
from aural.platform.errors import StorageUnavailableError
from aural.store.database import Database
from aural.store.hashes import rehash

Found = TypeVar("Found")
Find = Callable[[bytes], Awaitable[Found | None]]


async def find_by(secrets: Secrets, token: str, find: Find[Found]) -> Found | None:
    """The first row that `find` has for a hash of the token."""
    return (await match(secrets, token, find))[0]


async def match(secrets: Secrets, token: str, find: Find[Found]) -> tuple[Found | None, bytes]:
    """The same, with the hash that it was found by."""
    digests = secrets.digests(token)
    for digest in digests:
        found = await find(digest)
        if found is not None:
            return found, digest
    return None, secrets.digest(token)


async def refresh(database: Database, secrets: Secrets, column: Any, token: str, found_by: bytes) -> bytes:
    """Stores the hash again under the current key, where an older one made `found_by`; the hash that now stands.

    A database that can't be written to now keeps nobody out.
    """
    digest = secrets.digest(token)
    if not secrets.is_rotating or found_by == digest:
        return found_by
    with suppress(StorageUnavailableError):
        await rehash(database, column, found_by, digest)
        return digest
    return found_by
