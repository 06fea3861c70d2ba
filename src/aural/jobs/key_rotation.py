"""Rehashes and re-encrypts values under the current secret key if they still use an earlier key and can be read.

It works in small steps. Each row says which key it uses, so a stopped run can be resumed, and two servers can run it at
once. Values that are stored only as hashes follow at their next use (guard/auth/lookup.py).
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from aural.guard.secrets import Secrets, WrongSecretError
from aural.store.database import Database
from aural.store.hashes import HASHED_AND_SEALED, Rehashed, rehash_old
from aural.store.sealed import rewrite_old

RESEAL_AFTER_MS = 86_400_000
"""Once a server has run this long, no host should still run the previous version, which can't read the new format."""
logger = logging.getLogger(__name__)


async def write_again(database: Database, secrets: Secrets) -> int:
    """Rewrites the values that still use an older key, and returns how many. Does nothing with only one key."""
    if not secrets.is_rotating:
        return 0
    count = 0
    for place in HASHED_AND_SEALED:
        count += await rehash_old(database, place, secrets.version, _rehashing(secrets))
    return count + await reseal(database, secrets)


def _rehashing(secrets: Secrets) -> Callable[[bytes, bytes, tuple[str, ...]], Rehashed | None]:
    def rehashed(token_hash: bytes, sealed: bytes, about: tuple[str, ...]) -> Rehashed | None:
        try:
            if not about:
                token = secrets.open_token(sealed, token_hash)
                return Rehashed(secrets.digest(token), secrets.encrypt(token))
            token = secrets.unseal(sealed, *about)
        except WrongSecretError:
            logger.warning("an encrypted %s was written under another secret key", about[0] if about else "link")
            return None
        return Rehashed(secrets.digest(token), secrets.seal(token, *about))

    return rehashed


async def reseal(database: Database, secrets: Secrets) -> int:
    """Re-encrypts values that an earlier version of Aural didn't bind to their row, or that use an earlier key.

    Returns how many it re-encrypted. Values under an unknown secret key stay as they are.
    """

    def rewrite(value: bytes, about: tuple[str, ...]) -> bytes | None:
        try:
            return secrets.seal(secrets.unseal(value, *about), *about)
        except WrongSecretError:
            logger.warning("an encrypted %s was written under another secret key", about[0])
            return None

    return await rewrite_old(database, secrets.mark, rewrite)
