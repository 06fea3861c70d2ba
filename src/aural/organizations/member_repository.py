"""The members of an organization, the projects they can access, and what to clean up when a member leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Executable,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from aural.interviews.repository import Position, Projects
from aural.organizations.key_repository import OURS
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

_O = schema.organizations
_U = schema.users
_M = schema.memberships
_R = schema.project_memberships
_K = schema.api_keys
_I = schema.invitations
_W = schema.web_sessions

_VALID_KEYS = (_K.c.revoked_at.is_(None), _K.c.is_browser.is_(False))
_KEY_COUNT = (
    select(func.count())
    .select_from(_K.join(_O, _O.c.id == _K.c.organization_id))
    .where(or_(_O.c.id == _M.c.organization_id, _O.c.test_of == _M.c.organization_id))
    .where(_K.c.user_id == _U.c.id, *_VALID_KEYS)
    .scalar_subquery()
    .label("key_count")
)
_LAST_SEEN = select(func.max(_W.c.last_seen_at)).where(_W.c.user_id == _U.c.id).scalar_subquery().label("last_seen_at")
_EVERY = (
    select(_U.c.id, _U.c.name, _U.c.email, _M.c.role, _M.c.is_restricted, _M.c.created_at, _KEY_COUNT, _LAST_SEEN)
    .join(_M, _M.c.user_id == _U.c.id)
    .where(_M.c.organization_id == bindparam("organization"))
)
_SHARES_A_PROJECT = or_(
    _M.c.is_restricted.is_(False),
    exists().where(_R.c.user_id == _U.c.id, _R.c.project_id.in_(bindparam("projects", expanding=True))),
)
_AFTER = tuple_(_M.c.created_at, _U.c.id) < tuple_(bindparam("created_at"), bindparam("id"))


def _page(*conditions: ColumnElement[bool]) -> Executable:
    return _EVERY.where(*conditions).order_by(_M.c.created_at.desc(), _U.c.id.desc()).limit(bindparam("limit"))


_PAGES = {
    (False, False): _page(),
    (False, True): _page(_AFTER),
    (True, False): _page(_SHARES_A_PROJECT),
    (True, True): _page(_SHARES_A_PROJECT, _AFTER),
}
_ONE = _EVERY.where(_U.c.id == bindparam("person"))
_REACHES = select(_R.c.user_id, _R.c.project_id).where(
    _R.c.organization_id == bindparam("organization"), _R.c.user_id.in_(bindparam("people", expanding=True))
)
_OWNERS = select(func.count()).where(_M.c.organization_id == bindparam("organization"), _M.c.role == "OWNER")
_SAME = and_(_M.c.organization_id == bindparam("organization"), _M.c.user_id == bindparam("person"))
_CHANGE = update(_M).where(_SAME).values(role=bindparam("new_role"), is_restricted=bindparam("restricted"))
_REMOVE = delete(_M).where(_SAME)
_ADD = insert(_M)
_ADD_REACH = insert(_R)
_CLEAR_REACH = delete(_R).where(_R.c.organization_id == bindparam("organization"), _R.c.user_id == bindparam("person"))
_HELD_KEYS = (OURS, _K.c.user_id == bindparam("person"), *_VALID_KEYS)
_KEYS = select(_K.c.id, _K.c.role, _K.c.project_ids).where(*_HELD_KEYS)
_REVOKE_KEYS = update(_K).where(*_HELD_KEYS).values(revoked_at=bindparam("now"))
_INVITED_BY = and_(_I.c.organization_id == bindparam("organization"), _I.c.created_by == bindparam("person"))
_DROP_INVITATIONS = delete(_I).where(_INVITED_BY)
_OPEN_INVITATIONS = select(_I.c.id, _I.c.role).where(_INVITED_BY)


class Member(NamedTuple):
    """A member, who joined at `created_at`. `key_count`: the member's API keys that aren't revoked."""

    id: str
    name: str
    email: str | None
    role: str
    is_restricted: bool
    created_at: int
    key_count: int
    last_seen_at: int | None


class MemberKey(NamedTuple):
    id: str
    role: str
    project_ids: list[str] | None


class MemberInvitation(NamedTuple):
    id: str
    role: str


async def list_members(
    connection: Connection, organization_id: str, projects: Projects, *, limit: int, after: Position | None
) -> list[Member]:
    """At most `limit` members with access to any of these projects, newest first, after the position `after`."""
    keys: dict[str, object] = {"organization": organization_id, "limit": limit}
    if projects is not None:
        keys["projects"] = projects
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, Member, _PAGES[projects is not None, after is not None], keys)


async def find_member(connection: Connection, organization_id: str, user_id: str) -> Member | None:
    return await fetch_one(connection, Member, _ONE, {"organization": organization_id, "person": user_id})


async def list_reaches(connection: Connection, organization_id: str, user_ids: Sequence[str]) -> dict[str, list[str]]:
    """The projects of each restricted member."""
    reaches: dict[str, list[str]] = {user_id: [] for user_id in user_ids}
    if user_ids:
        rows = await connection.rows(_REACHES, {"organization": organization_id, "people": user_ids})
        for row in sorted(rows, key=lambda row: str(row.project_id)):
            reaches[row.user_id].append(row.project_id)
    return reaches


async def count_owners(connection: Connection, organization_id: str) -> int:
    row = await connection.row(_OWNERS, {"organization": organization_id})
    return 0 if row is None else int(row[0])


async def add_membership(
    connection: Connection, organization_id: str, user_id: str, role: str, reach: Projects, now: int
) -> None:
    """Adds a member. `reach` None means every project. Raises DuplicateError if the person is already a member."""
    row = {"organization_id": organization_id, "user_id": user_id, "role": role, "created_at": now}
    await connection.run(_ADD, row | {"is_restricted": reach is not None})
    await _put_reach(connection, organization_id, user_id, reach, now)


async def change_membership(
    connection: Connection, organization_id: str, user_id: str, role: str, reach: Projects, now: int
) -> None:
    same = {"organization": organization_id, "person": user_id}
    await connection.run(_CHANGE, same | {"new_role": role, "restricted": reach is not None})
    await connection.run(_CLEAR_REACH, same)
    await _put_reach(connection, organization_id, user_id, reach, now)


async def _put_reach(connection: Connection, organization_id: str, user_id: str, reach: Projects, now: int) -> None:
    same = {"organization_id": organization_id, "user_id": user_id, "created_at": now}
    if reach:
        await connection.run(_ADD_REACH, [same | {"project_id": project_id} for project_id in reach])


async def leave(connection: Connection, organization_id: str, user_id: str, now: int) -> None:
    """Ends a person's membership, revokes their keys and deletes the invitations that they created."""
    same = {"organization": organization_id, "person": user_id}
    await connection.run(_CLEAR_REACH, same)
    await connection.run(_REMOVE, same)
    await connection.run(_DROP_INVITATIONS, same)
    await connection.run(_REVOKE_KEYS, same | {"now": now})


async def list_keys_of(connection: Connection, organization_id: str, user_id: str) -> list[MemberKey]:
    """The member's API keys that aren't revoked."""
    return await fetch_all(connection, MemberKey, _KEYS, {"organization": organization_id, "person": user_id})


async def list_invitations_of(connection: Connection, organization_id: str, user_id: str) -> list[MemberInvitation]:
    """The unused invitations that the member created."""
    keys = {"organization": organization_id, "person": user_id}
    return await fetch_all(connection, MemberInvitation, _OPEN_INVITATIONS, keys)
