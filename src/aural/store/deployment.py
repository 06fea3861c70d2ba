"""What the whole deployment agrees on."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from aural.store import schema
from aural.store.database import Database
from aural.store.dialect import upsert

_D = schema.deployment
_CLAIM = upsert(_D).on_conflict_do_nothing()
_READ = select(_D.c.value).where(_D.c.name == bindparam("name"))
_SECRET = "secret_fingerprint"  # noqa: S105


async def is_our_secret(database: Database, fingerprint: str) -> bool:
    """Whether the database was written under the secret key of this fingerprint. The first one to ask decides.

    With another key every API key and link would be unknown: the server must not start then.
    """
    async with database.transaction() as transaction:
        await transaction.run(_CLAIM, {"name": _SECRET, "value": fingerprint})
        row = await transaction.row(_READ, {"name": _SECRET})
    return row is not None and row.value == fingerprint
