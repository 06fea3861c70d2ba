"""The first run: the first account is created with a code that only the terminal shows, not a default password."""

from __future__ import annotations

import hmac
import secrets

from aural.accounts import repository as users
from aural.guard.secrets import Secrets
from aural.store.database import Connection, Database
from aural.store.deployment import find_value, put_value

SETUP = "setup_code"
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without characters that look alike
_CHARACTERS = 12  # 60 bits; an address gets only a few tries per minute


async def issue_setup_code(database: Database, keeper: Secrets) -> str | None:
    """Replaces the code with a new one, and returns it. Returns None if a user can already sign in."""
    if await users.is_anybody_there(database.read):
        return None
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_CHARACTERS))
    async with database.transaction() as transaction:
        await put_value(transaction, SETUP, keeper.digest(code).hex())
    return "-".join(code[at : at + 4] for at in range(0, _CHARACTERS, 4))


async def is_setup_code(connection: Connection, keeper: Secrets, typed: str) -> bool:
    """Whether `typed` is the setup code, ignoring case, hyphens and spaces."""
    kept = await find_value(connection, SETUP)
    plain = "".join(sign for sign in typed.upper() if sign in _ALPHABET)
    return kept is not None and hmac.compare_digest(kept, keeper.digest(plain).hex())
