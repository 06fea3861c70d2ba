"""Writes again, under the current secret key, what an earlier one hashed or encrypted, as far as it can be read.

In small steps; each row says itself under which key it is, so that a run which was stopped is taken up again, and so
that two servers do no harm. What was only ever hashed follows at its next use (guard/auth/lookup.py).
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from aural.guard.secrets import Secrets, WrongSecretError
from aural.jobs.resealing import reseal
from aural.store.database import Database
from aural.store.hashes import HASHED_AND_SEALED, Rehashed, rehash_old

logger = logging.getLogger(__name__)


async def write_again(database: Database, secrets: Secrets) -> int:
    """One run over everything; how many values were written. Does nothing unless a newer key is current."""
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
