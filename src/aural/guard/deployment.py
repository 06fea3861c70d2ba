"""Prepares a database before a command touches it: migrates its schema and checks the secret keys."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from aural.audit.chain_repository import list_ends_of, sign_unsigned
from aural.guard.audit.keys import PURPOSE, find_audit_keys, keep_audit_keys
from aural.guard.files.marking import keep_certificate
from aural.guard.secrets import BOUND, Secrets
from aural.platform.clock import SystemClock
from aural.settings import Settings, SettingsError
from aural.store.database import Connection, Database, open_database
from aural.store.deployment import claim_secret, drop_secret, list_secrets, put_secret
from aural.store.hashes import count_uses
from aural.store.migrate import migrate

logger = logging.getLogger(__name__)
FOREIGN_DATABASE = (
    "This database was written under another secret key, so its API keys and links wouldn't work. Set AURAL_SECRET_KEY "
    "to the key that it was written under, or put its secret.key back into the data folder."
)
_NEWER = (
    "This database is written under secret key {version}, which this host doesn't have. Add it to AURAL_SECRET_KEY, or "
    "put it back into secret.key: `2:NEWKEY 1:OLDKEY` writes with key 2 and reads both."
)
_NEEDED = (
    "This database still needs secret key {version}: {uses}. Add it to AURAL_SECRET_KEY or secret.key again, after "
    "the current one: `2:NEWKEY 1:OLDKEY`. `aural keys secrets` shows what still needs it. To give "
    "that up, run `aural keys drop-secret {version}`."
)


def prepare_database(settings: Settings) -> None:
    """Migrates the database, and checks and records the secret keys and the certificate for marks.

    Raises SettingsError if the database belongs to another secret key, and StorageUnavailableError if it can't be
    reached.
    """
    applied = migrate(settings.database_url)
    asyncio.run(_prepare(settings, applied))


async def _prepare(settings: Settings, applied: Sequence[str]) -> None:
    database = open_database(settings.database_url)
    try:
        secrets = Secrets(settings.secret_key)
        await require_secrets(database, secrets)
        await take_over_audit_logs(database, secrets, applied)
        await keep_certificate(database, secrets)
    finally:
        await database.close()


async def take_over_audit_logs(database: Database, secrets: Secrets, applied: Sequence[str]) -> None:
    """Authenticates the current ends of the audit logs if `applied` has the migration that introduced this."""
    if "audit_ends" in applied:
        await sign_unsigned(database, await find_audit_keys(database.read, secrets))


async def require_secrets(database: Database, secrets: Secrets) -> None:
    """Checks that the configured secret keys are those that the database needs, and records the current one.

    Raises SettingsError, which says what to do.
    """
    async with database.transaction() as transaction:
        used = await _used(transaction, secrets)
        known = secrets.fingerprints
        if any(known.get(version, mark) != mark for version, mark in used.items()) or not used.keys() & known.keys():
            raise SettingsError(FOREIGN_DATABASE)
        for version in used.keys() - known.keys():
            await _do_without(transaction, secrets, version)
        if secrets.version not in used:
            await put_secret(transaction, secrets.version, secrets.fingerprint)
        if secrets.version == secrets.versions[-1]:
            await keep_audit_keys(transaction, secrets)


async def _used(connection: Connection, secrets: Secrets) -> dict[int, str]:
    used = await list_secrets(connection)
    if used:
        return used
    claimed = await claim_secret(connection, secrets.fingerprints[secrets.versions[0]])
    used = {version: mark for version, mark in secrets.fingerprints.items() if mark == claimed}
    for version, mark in used.items():
        await put_secret(connection, version, mark)
    return used


async def _do_without(connection: Connection, secrets: Secrets, version: int) -> None:
    """Raises SettingsError if a version that isn't configured is still needed; otherwise drops it."""
    if version > secrets.version:
        raise SettingsError(_NEWER.format(version=version))
    uses = await count_uses(connection, version, BOUND, SystemClock().now())
    if uses:
        raise SettingsError(_NEEDED.format(version=version, uses=spelled(uses)))
    await drop_secret(connection, version)
    logger.warning("secret key %s is no longer used", version)


async def list_uses(connection: Connection, secrets: Secrets, version: int) -> dict[str, int]:
    """Counts, by kind, the values that still need this version of the secret key, which must be configured."""
    uses = await count_uses(connection, version, BOUND, SystemClock().now())
    ends = await list_ends_of(connection, [secrets.derive_all(PURPOSE)[version]])
    return uses | ({"ends of audit logs": len(ends)} if ends else {})


def spelled(uses: dict[str, int]) -> str:
    """The kinds of values that use a key, with their counts: `API keys (3), webhooks (1)`."""
    return ", ".join(f"{what} ({count})" for what, count in uses.items())
