"""People with an account: found by e-mail, made at the first run, their passwords and memberships."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, insert, or_, select, update

from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection

GONE = "Former member"
"""What stands in the place of the name of somebody who has deleted the account."""

_U = schema.users
_M = schema.memberships
_O = schema.organizations
_PROJECTS = schema.projects

_BY_EMAIL = select(_U).where(_U.c.email == bindparam("email"))
_BY_ID = select(_U).where(_U.c.id == bindparam("person"))
_HAS_IDENTITY = exists().where(schema.identities.c.user_id == _U.c.id)
_CAN_SIGN_IN = select(_U.c.id).where(or_(_U.c.password_hash.is_not(None), _HAS_IDENTITY)).limit(1)
_EVERYBODY = select(_U).where(_U.c.email.is_not(None)).order_by(_U.c.created_at, _U.c.id)
_SET_PASSWORD = update(_U).where(_U.c.id == bindparam("person")).values(password_hash=bindparam("new_hash"))
_RENEW_HASH = _SET_PASSWORD.where(_U.c.password_hash == bindparam("old_hash"))
_DROP_PASSWORD = update(_U).where(_U.c.id == bindparam("person")).values(password_hash=None)
_CONFIRM = update(_U).where(_U.c.id == bindparam("person")).values(email_confirmed_at=bindparam("now"))
_FIELDS = ("name", "email", "language", "theme", "email_confirmed_at")
_CHANGE = update(_U).where(_U.c.id == bindparam("person")).values({name: bindparam(f"new_{name}") for name in _FIELDS})
_FORGET = (
    update(_U)
    .where(_U.c.id == bindparam("person"))
    .values(name=GONE, email=None, password_hash=None, language=None, theme=None, email_confirmed_at=None)
)
_FORGET_ACTOR = (
    update(schema.audit_entries)
    .where(schema.audit_entries.c.user_id == bindparam("person"), schema.audit_entries.c.key_id.is_(None))
    .values(actor=GONE, address=None)
)
_FORGET_IDENTITIES = delete(schema.identities).where(schema.identities.c.user_id == bindparam("person"))
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
    """Whether anybody can sign in; before that, the deployment is set up."""
    return await connection.row(_CAN_SIGN_IN) is not None


async def insert_user(
    connection: Connection, *, name: str, email: str, password_hash: str | None, now: int, is_confirmed: bool = False
) -> str:
    """A new account's id. `is_confirmed`: it is known that the address is this person's.

    Raises DuplicateError where the e-mail is known.
    """
    user_id = new_id()
    row = {"id": user_id, "name": name, "email": email, "password_hash": password_hash, "created_at": now}
    await connection.run(insert(_U), row | {"email_confirmed_at": now if is_confirmed else None})
    return user_id


async def set_password(connection: Connection, user_id: str, password_hash: str) -> None:
    await connection.run(_SET_PASSWORD, {"person": user_id, "new_hash": password_hash})


async def renew_hash(connection: Connection, user_id: str, old: str, new: str) -> None:
    """Keeps the same password as another hash, unless the password was changed meanwhile."""
    await connection.run(_RENEW_HASH, {"person": user_id, "old_hash": old, "new_hash": new})


async def drop_password(connection: Connection, user_id: str) -> None:
    await connection.run(_DROP_PASSWORD, {"person": user_id})


async def confirm_email(connection: Connection, user_id: str, now: int) -> None:
    """It is known now that the address is this person's."""
    await connection.run(_CONFIRM, {"person": user_id, "now": now})


async def change_user(connection: Connection, row: Row[Any], values: Mapping[str, Any]) -> None:
    """Sets some of name, email, language, theme. Raises DuplicateError where the e-mail is known."""
    wanted = {name: getattr(row, name) for name in _FIELDS} | dict(values)
    if wanted["email"] != row.email:
        wanted["email_confirmed_at"] = None
    await connection.run(_CHANGE, {f"new_{name}": value for name, value in wanted.items()} | {"person": row.id})


async def forget_user(connection: Connection, user_id: str) -> None:
    """Deletes an account that is a member of nothing. What it did stays, without its name: others rely on it."""
    for statement in (_FORGET, _FORGET_ACTOR, _FORGET_IDENTITIES):
        await connection.run(statement, {"person": user_id})


async def list_users(connection: Connection) -> Sequence[Row[Any]]:
    """Everybody with an account, oldest first: for the deployment's operator, not for a caller."""
    return await connection.rows(_EVERYBODY)


async def list_memberships(connection: Connection, user_id: str) -> Sequence[Row[Any]]:
    """(id, name, plan, role, is_restricted) of each organization, the one joined first first."""
    return await connection.rows(_MEMBERSHIPS, {"person": user_id})
