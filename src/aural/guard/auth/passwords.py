"""Passwords: argon2id at the cost that the library recommends. Hashing is slow on purpose, so it runs in a thread."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 200
"""In characters. Only the length counts; no kind of character is required. ASVS 5.0 (6.2.1) requires 8; NIST SP
800-63B-4 (3.1.1.2) requires 15 for a password without a second factor."""


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # needed only when someone signs in

    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash("a password that no one has")


async def hash_password(password: str) -> str:
    return await asyncio.to_thread(_hasher().hash, password)


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was created at a lower cost than new hashes, or with other parameters."""
    return _hasher().check_needs_rehash(password_hash)


async def is_right(password: str, password_hash: str | None) -> bool:
    """Whether the password matches the hash. The check takes just as long if there is no hash."""
    from argon2.exceptions import VerificationError

    try:
        await asyncio.to_thread(_hasher().verify, password_hash or _nobodys_hash(), password)
    except VerificationError:
        return False
    return password_hash is not None
