"""Values that all hosts of a deployment share, such as the fingerprints of its secret keys."""

from __future__ import annotations

from sqlalchemy import BigInteger, bindparam, cast, delete, func, select

from aural.store import schema
from aural.store.database import Connection, Database
from aural.store.dialect import upsert

_D = schema.deployment
_CLAIM = upsert(_D).on_conflict_do_nothing()
_READ = select(_D.c.value).where(_D.c.name == bindparam("name"))
_LIST = (
    select(_D.c.name, _D.c.value)
    .where(_D.c.name.startswith(bindparam("beginning"), autoescape=False))
    .order_by(_D.c.name)
)
_DROP = delete(_D).where(_D.c.name == bindparam("named"))
_PUT = upsert(_D)
_PUT = _PUT.on_conflict_do_update(index_elements=["name"], set_={"value": _PUT.excluded.value})
_CLOCK = select(cast(func.extract("epoch", func.clock_timestamp()) * 1000, BigInteger))
_SECRET = "secret_fingerprint"  # noqa: S105
_VERSION = "secret_key:"


async def claim_secret(connection: Connection, fingerprint: str) -> str:
    """Returns the fingerprint of the secret key that the database was written with. The first caller sets it.

    The previous version of Aural reads only this fingerprint, and refuses to start with a different secret key.
    """
    await connection.run(_CLAIM, {"name": _SECRET, "value": fingerprint})
    row = await connection.row(_READ, {"name": _SECRET})
    assert row is not None
    return str(row.value)


async def list_secrets(connection: Connection) -> dict[int, str]:
    """The fingerprints of the secret keys that the database was written with, by version."""
    return {int(version): value for version, value in (await find_named(connection, _VERSION)).items()}


async def put_secret(connection: Connection, version: int, fingerprint: str) -> None:
    """Records that a version of the secret key is in use. `claim_secret` returns the newest version's fingerprint."""
    await put_value(connection, f"{_VERSION}{version}", fingerprint)
    if version == max(await list_secrets(connection)):
        await put_value(connection, _SECRET, fingerprint)


async def drop_secret(connection: Connection, version: int) -> bool:
    """Records that a version of the secret key is no longer needed. Returns whether it was in use."""
    return await drop_value(connection, f"{_VERSION}{version}")


async def put_value(connection: Connection, name: str, value: str) -> None:
    """Sets a value of the deployment, replacing any earlier one."""
    await connection.run(_PUT, {"name": name, "value": value})


async def find_value(connection: Connection, name: str) -> str | None:
    row = await connection.row(_READ, {"name": name})
    return None if row is None else str(row.value)


async def find_named(connection: Connection, beginning: str) -> dict[str, str]:
    """The values whose names start with `beginning`, by the rest of their names."""
    rows = await connection.rows(_LIST, {"beginning": beginning})
    return {str(row.name).removeprefix(beginning): str(row.value) for row in rows}


async def list_values(connection: Connection, beginning: str) -> list[str]:
    """The values whose names start with `beginning`, ordered by name."""
    return [str(row.value) for row in await connection.rows(_LIST, {"beginning": beginning})]


async def drop_value(connection: Connection, name: str) -> bool:
    """Deletes a value. Returns whether it existed."""
    return await connection.run(_DROP, {"named": name}) > 0


async def clock_of(database: Database) -> int:
    """The time of PostgreSQL's own clock, in milliseconds since the epoch."""
    row = await database.read.row(_CLOCK)
    assert row is not None
    return int(row[0])
