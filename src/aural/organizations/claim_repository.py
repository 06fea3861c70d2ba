"""Organizations created on the command line, owned by a placeholder until the deployment's operator claims them."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import and_, bindparam, delete, exists, func, select, update

from aural.organizations.repository import FIRST_OWNER
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

OPERATOR = "operator"
SAMPLE = "sample_organization"

_O = schema.organizations
_U = schema.users
_M = schema.memberships
_I = schema.interviews

_IS_PLACEHOLDER = and_(_U.c.name == FIRST_OWNER, _U.c.email.is_(None), _U.c.password_hash.is_(None))
_other = schema.memberships.alias("other")
_person = schema.users.alias("person")
_HAS_AN_OWNER = exists().where(
    _other.c.organization_id == _O.c.id,
    _other.c.role == "OWNER",
    _person.c.id == _other.c.user_id,
    _person.c.email.is_not(None),
)
_INTERVIEWS = select(func.count()).where(_I.c.organization_id == _O.c.id).scalar_subquery().label("interview_count")
_EVERY = (
    select(_O.c.id, _O.c.name, _O.c.created_at, _U.c.id.label("placeholder_id"), _INTERVIEWS)
    .join(_M, and_(_M.c.organization_id == _O.c.id, _M.c.role == "OWNER"))
    .join(_U, _U.c.id == _M.c.user_id)
    .where(_IS_PLACEHOLDER, ~_HAS_AN_OWNER)
    .order_by(_O.c.created_at, _O.c.id)
)
_ONE = _EVERY.where(_O.c.id == bindparam("organization"))
# All references to the placeholder are moved to the person: its keys, and everything created with them.
_MOVES = tuple(
    update(table).where(column == bindparam("placeholder")).values({column.name: bindparam("claimant")})
    for table in schema.metadata.sorted_tables
    for column in table.c
    if any(key.column is _U.c.id for key in column.foreign_keys)
    and table.name not in ("memberships", "project_memberships", "web_sessions", "resets", "identities")
)
_DELETE = delete(_U).where(_U.c.id == bindparam("placeholder"))


class Claimable(NamedTuple):
    """An unclaimed organization. `placeholder_id`: the user who owns it."""

    id: str
    name: str
    created_at: int
    placeholder_id: str
    interview_count: int


async def list_claimable(connection: Connection) -> list[Claimable]:
    """The deployment's unclaimed organizations, oldest first."""
    return await fetch_all(connection, Claimable, _EVERY)


async def find_claimable(connection: Connection, organization_id: str) -> Claimable | None:
    return await fetch_one(connection, Claimable, _ONE, {"organization": organization_id})


async def replace_placeholder(connection: Connection, placeholder_id: str, user_id: str) -> None:
    """Moves everything except the membership from the placeholder to the person, and deletes the placeholder."""
    for move in _MOVES:
        await connection.run(move, {"placeholder": placeholder_id, "claimant": user_id})
    await connection.run(_DELETE, {"placeholder": placeholder_id})
