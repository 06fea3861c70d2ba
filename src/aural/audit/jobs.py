"""Seals the audit log's entries into their chains, every few minutes in the background."""

from __future__ import annotations

import asyncio
import logging

from aural.audit.chain_repository import seal_all
from aural.guard.audit.keys import find_audit_keys
from aural.guard.secrets import Secrets
from aural.platform.clock import Clock
from aural.store.database import Database

EVERY_SECONDS = 5 * 60

logger = logging.getLogger(__name__)


async def keep_sealing(database: Database, clock: Clock, secrets: Secrets) -> None:
    """Seals entries as long as the server runs. Several servers may do so: each entry is sealed only once."""
    while True:
        try:
            await seal_all(database, await find_audit_keys(database.read, secrets), clock.now())
        except Exception:
            logger.exception("sealing the audit log failed")
        await asyncio.sleep(EVERY_SECONDS)
