"""People with an account, their passwords and their memberships."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import Column, Update, bindparam, delete, exists, insert, or_, select, tuple_, update

from aural.accounts.tables import User as User
from aural.platform.ids import new_id
from aural.reports.share_tables import shares
from aural.reports.tables import comments, decisions, human_ratings
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

GONE = "Former member"
"""Replaces the name of a person who deleted their account."""

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
_CHANGE = update(_U).where(_U.c.id == bindparam("person"))
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
# Columns with a member's name, in tables with the member's id.
_NAMES: tuple[Column[str], ...] = (
    human_ratings.c.person,
    comments.c.person,
    decisions.c.person,
    shares.c.created_by,
    schema.legal_holds.c.actor,
)


def _forget_name(column: Column[str]) -> Update:
    table = column.table
    return update(table).where(table.c.user_id == bindparam("member")).values({column.name: GONE})


# A request has only the name of who decided. The audit log says whose it was: namesakes keep theirs.
_A, _LATER = schema.audit_entries, schema.audit_entries.alias("later")
_DECIDED_LATER = exists().where(
    _LATER.c.organization_id == _A.c.organization_id,
    _LATER.c.object_id == _A.c.object_id,
    _LATER.c.operation == _A.c.operation,
    tuple_(_LATER.c.at, _LATER.c.id) > tuple_(_A.c.at, _A.c.id),
)
_DECIDED = select(_A.c.object_id).where(
    _A.c.user_id == bindparam("person"), _A.c.operation == "decideRequest", ~_DECIDED_LATER
)
_FORGET_DECIDER = (
    update(schema.requests)
    .where(schema.requests.c.id.in_(_DECIDED), schema.requests.c.decided_by.is_not(None))
    .values(decided_by=GONE)
)
# In a preview, the person takes part as a candidate, under their own name and address.
_I, _C = schema.interviews, schema.candidates
_PREVIEWED = select(_C.c.interview_id).join(_U, _U.c.email == _C.c.email).where(_U.c.id == bindparam("person"))
_DROP_PREVIEWS = delete(_I).where(_I.c.preview_until.is_not(None), _I.c.id.in_(_PREVIEWED))
_FORGET_NAMES = tuple(map(_forget_name, _NAMES))
_MEMBERSHIPS = (
    select(_O.c.id, _O.c.name, _O.c.plan, _M.c.role, _M.c.is_restricted)
    .join(_M, _M.c.organization_id == _O.c.id)
    .where(_M.c.user_id == bindparam("person"))
    .order_by(_M.c.created_at, _O.c.id)
)


class Membership(NamedTuple):
    """An organization that the person is a member of, and their role there."""

    id: str
    name: str
    plan: str
    role: str
    is_restricted: bool


async def find_user_by_email(connection: Connection, email: str) -> User | None:
    return await fetch_one(connection, User, _BY_EMAIL, {"email": email})


async def find_user(connection: Connection, user_id: str) -> User | None:
    return await fetch_one(connection, User, _BY_ID, {"person": user_id})


async def is_anybody_there(connection: Connection) -> bool:
    """Whether anyone can sign in. If not, the deployment needs to be set up."""
    return await connection.row(_CAN_SIGN_IN) is not None


async def insert_user(
    connection: Connection, *, name: str, email: str, password_hash: str | None, now: int, is_confirmed: bool = False
) -> str:
    """Adds an account and returns its id. `is_confirmed`: the person has proved that the address is theirs.

    Raises DuplicateError if the email address is taken.
    """
    user_id = new_id()
    row = {"id": user_id, "name": name, "email": email, "password_hash": password_hash, "created_at": now}
    await connection.run(insert(_U), row | {"email_confirmed_at": now if is_confirmed else None})
    return user_id


async def set_password(connection: Connection, user_id: str, password_hash: str) -> None:
    await connection.run(_SET_PASSWORD, {"person": user_id, "new_hash": password_hash})


async def renew_hash(connection: Connection, user_id: str, old: str, new: str) -> None:
    """Stores a new hash of the same password, unless the password has changed in the meantime."""
    await connection.run(_RENEW_HASH, {"person": user_id, "old_hash": old, "new_hash": new})


async def drop_password(connection: Connection, user_id: str) -> None:
    await connection.run(_DROP_PASSWORD, {"person": user_id})


async def confirm_email(connection: Connection, user_id: str, now: int) -> None:
    """Notes that the person has proved that the email address is theirs."""
    await connection.run(_CONFIRM, {"person": user_id, "now": now})


async def change_user(connection: Connection, user_id: str, values: Mapping[str, object]) -> None:
    """Sets the given ones of name, email, language and theme. A new email address has yet to be confirmed.

    Raises DuplicateError if the email address is taken.
    """
    changed = {**values, "email_confirmed_at": None} if "email" in values else values
    if changed:
        await connection.run(_CHANGE.values(**changed), {"person": user_id})


async def forget_user(connection: Connection, user_id: str) -> None:
    """Erases an account that has no memberships left.

    The person's work stays, without the name, because others rely on it.
    """
    for statement in (_DROP_PREVIEWS, _FORGET, _FORGET_ACTOR, _FORGET_IDENTITIES, _FORGET_DECIDER):
        await connection.run(statement, {"person": user_id})
    for statement in _FORGET_NAMES:
        await connection.run(statement, {"member": user_id})


async def list_users(connection: Connection) -> list[User]:
    """All people with an account, oldest first. For the deployment's operator, not for API callers."""
    return await fetch_all(connection, User, _EVERYBODY)


async def list_memberships(connection: Connection, user_id: str) -> list[Membership]:
    """The person's memberships, in the order in which they joined."""
    return await fetch_all(connection, Membership, _MEMBERSHIPS, {"person": user_id})
