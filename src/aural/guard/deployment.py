"""What every command needs before it touches a database: its schema, and the right secret key."""

from __future__ import annotations

import asyncio

from aural.guard.marking import keep_certificate
from aural.guard.secrets import Secrets
from aural.settings import Settings, SettingsError
from aural.store.database import open_database
from aural.store.deployment import is_our_secret
from aural.store.migrate import migrate

FOREIGN_DATABASE = (
    "This database was written under another secret key, so that no key or link in it would work. Set AURAL_SECRET_KEY "
    "to the one that it was made with, or put its secret.key back into the data folder."
)


def prepare_database(settings: Settings) -> None:
    """Migrates. Raises SettingsError where the database belongs to another secret key, StorageUnavailableError."""
    migrate(settings.database_url)
    asyncio.run(_require_our_secret(settings))


async def _require_our_secret(settings: Settings) -> None:
    database = open_database(settings.database_url)
    try:
        secrets = Secrets(settings.secret_key)
        if not await is_our_secret(database, secrets.fingerprint):
            raise SettingsError(FOREIGN_DATABASE)
        await keep_certificate(database, secrets)
    finally:
        await database.close()
