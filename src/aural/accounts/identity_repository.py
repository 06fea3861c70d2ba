"""Accounts at the identity provider. Found by issuer and subject, which never change, unlike email addresses."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, select

from aural.store import schema
from aural.store.database import Connection

_I = schema.identities

_FIND = select(_I.c.user_id).where(_I.c.issuer == bindparam("issuer"), _I.c.subject == bindparam("subject"))
_FIND_SUBJECT = select(_I.c.subject).where(_I.c.issuer == bindparam("issuer"), _I.c.user_id == bindparam("user"))
_ADD = insert(_I)
_DELETE = delete(_I).where(_I.c.user_id == bindparam("user"))


async def find_user_id(connection: Connection, issuer: str, subject: str) -> str | None:
    row = await connection.row(_FIND, {"issuer": issuer, "subject": subject})
    return None if row is None else str(row.user_id)


async def is_joined(connection: Connection, issuer: str, user_id: str) -> bool:
    """Whether the user already has an account at this provider."""
    return await connection.row(_FIND_SUBJECT, {"issuer": issuer, "user": user_id}) is not None


async def delete_identities(connection: Connection, user_id: str) -> int:
    """Forgets the user's accounts at providers. Returns their number."""
    return await connection.run(_DELETE, {"user": user_id})


async def add_identity(connection: Connection, issuer: str, subject: str, user_id: str, now: int) -> None:
    """Raises DuplicateError if the identity already belongs to a user."""
    row = {"issuer": issuer, "subject": subject, "user_id": user_id, "created_at": now}
    await connection.run(_ADD, row)
