"""People with an account: found by e-mail, made at the first run, their passwords and memberships."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from aural.ids import new_id
from aural.store import schema
from aural.store.database import Connection

_U = schema.users
_M = schema.memberships
_O = schema.organizations
_PROJECTS = schema.projects

_BY_EMAIL = select(_U).where(_U.c.email == bindparam("email"))
_BY_ID = select(_U).where(_U.c.id == bindparam("person"))
_WITH_PASSWORD = select(func.count()).select_from(_U).where(_U.c.password_hash.is_not(None))
_SET_PASSWORD = update(_U).where(_U.c.id == bindparam("person")).values(password_hash=bindparam("new_hash"))
_MEMBERSHIPS = (
    select(_O.c.id, _O.c.name, _O.c.plan, _M.c.role, _M.c.is_restricted)
    .join(_M, _M.c.organization_id == _O.c.id)
    .where(_M.c.user_id == bindparam("person"))
    .order_by(_M.c.created_at, _O.c.id)
)


async def find_user_by_email(connection: Connection, email: str) -> Row[Any] | None:
    return await connection.row(_BY_EMAIL, {"email": email})


async def find_user(connection: Connection, user_id: str) -> Row[Any] | None:
    return await connection.row(_BY_ID, {"person": user_id})


async def is_anybody_there(connection: Connection) -> bool:
    """Whether anybody can sign in by a password; before that, the deployment is set up."""
    row = await connection.row(_WITH_PASSWORD)
    return row is not None and bool(row[0])


async def insert_user(connection: Connection, *, name: str, email: str, password_hash: str | None, now: int) -> str:
    """A new account's id. Raises DuplicateError where the e-mail is known."""
    user_id = new_id()
    row = {"id": user_id, "name": name, "email": email, "password_hash": password_hash, "created_at": now}
    await connection.run(insert(_U), row)
    return user_id


async def set_password(connection: Connection, user_id: str, password_hash: str) -> None:
    await connection.run(_SET_PASSWORD, {"person": user_id, "new_hash": password_hash})


async def list_memberships(connection: Connection, user_id: str) -> Sequence[Row[Any]]:
    """(id, name, plan, role, is_restricted) of each organization, the one joined first first."""
    return await connection.rows(_MEMBERSHIPS, {"person": user_id})
