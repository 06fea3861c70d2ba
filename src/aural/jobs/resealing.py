"""Encrypts values again that an earlier version didn't bind to their row, or that an earlier secret key encrypted."""

from __future__ import annotations

import logging

from aural.guard.secrets import Secrets, WrongSecretError
from aural.store.database import Database
from aural.store.sealed import rewrite_old

AFTER_MS = 86_400_000
"""After running this long, a server no longer has neighbors of the previous version, which can't read the new form."""
logger = logging.getLogger(__name__)


async def reseal(database: Database, secrets: Secrets) -> int:
    """Rewrites every value of the old form; returns how many. Values of an unknown secret key stay as they are."""

    def rewrite(value: bytes, about: tuple[str, ...]) -> bytes | None:
        try:
            return secrets.seal(secrets.unseal(value, *about), *about)
        except WrongSecretError:
            logger.warning("an encrypted %s was written under another secret key", about[0])
            return None

    return await rewrite_old(database, secrets.mark, rewrite)
