"""Passwords: argon2id at the cost that the library recommends. Hashing is slow on purpose, so it runs in a thread."""

from __future__ import annotations

import asyncio
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST, LONGEST = 12, 200
"""Characters. Length is what counts (NIST SP 800-63B, 3.1.1.2, asks for 8 at least); nothing is asked of the signs."""


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # needed at a sign-in only

    return PasswordHasher()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash("a password that no one has")


async def hash_password(password: str) -> str:
    return await asyncio.to_thread(_hasher().hash, password)


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with another cost or other parameters than new ones are."""
    return _hasher().check_needs_rehash(password_hash)


async def is_right(password: str, password_hash: str | None) -> bool:
    """Whether the password matches the hash. It takes just as long for a person without a password."""
    from argon2.exceptions import VerificationError

    try:
        await asyncio.to_thread(_hasher().verify, password_hash or _nobodys_hash(), password)
    except VerificationError:
        return False
    return password_hash is not None
