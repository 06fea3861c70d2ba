"""Saved views: a list's filters and order under a name."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from aural.interviews.repository import Projects
from aural.organizations.tables import SavedView as SavedView
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

_V = schema.saved_views
_I = schema.interviews
_U = schema.users
_MINE = _V.c.organization_id == bindparam("organization")
_VISIBLE = (
    select(_V, _U.c.name.label("person"))
    .select_from(_V.join(_U, _U.c.id == _V.c.user_id).outerjoin(_I, _I.c.id == _V.c.interview_id))
    .where(_MINE, or_(_V.c.is_shared, _V.c.user_id == bindparam("person_id")))
)
_IN_REACH = or_(_V.c.interview_id.is_(None), _I.c.project_id.in_(bindparam("projects", expanding=True)))
_LISTS = {
    False: _VISIBLE.order_by(_V.c.name, _V.c.id),
    True: _VISIBLE.where(_IN_REACH).order_by(_V.c.name, _V.c.id),
}
_BY_ID = {reach: statement.where(_V.c.id == bindparam("view")) for reach, statement in _LISTS.items()}
_COUNT = select(func.count().label("count_of")).where(_MINE, _V.c.user_id == bindparam("person_id"))
_INSERT = insert(_V)
_SAME = (_MINE, _V.c.id == bindparam("view"))
_DELETE = delete(_V).where(*_SAME)


def _keys(organization_id: str, user_id: str, projects: Projects) -> dict[str, object]:
    keys: dict[str, object] = {"organization": organization_id, "person_id": user_id}
    return keys if projects is None else keys | {"projects": projects}


async def list_views(connection: Connection, organization_id: str, user_id: str, projects: Projects) -> list[SavedView]:
    """The person's own views and the shared ones, by name, without those of interviews in other projects."""
    keys = _keys(organization_id, user_id, projects)
    return await fetch_all(connection, SavedView, _LISTS[projects is not None], keys)


async def find_view(
    connection: Connection, organization_id: str, user_id: str, projects: Projects, view_id: str
) -> SavedView | None:
    keys = _keys(organization_id, user_id, projects) | {"view": view_id}
    return await fetch_one(connection, SavedView, _BY_ID[projects is not None], keys)


async def count_views(connection: Connection, organization_id: str, user_id: str) -> int:
    row = await connection.row(_COUNT, _keys(organization_id, user_id, None))
    return 0 if row is None else int(row.count_of)


async def insert_view(
    connection: Connection, organization_id: str, user_id: str, values: Mapping[str, object], now: int
) -> str:
    view_id = new_id()
    fixed = {
        "id": view_id,
        "organization_id": organization_id,
        "user_id": user_id,
        "created_at": now,
        "updated_at": now,
    }
    await connection.run(_INSERT, {"interview_id": None, **values, **fixed})
    return view_id


async def update_view(
    connection: Connection, organization_id: str, view_id: str, values: Mapping[str, object], now: int
) -> None:
    changed = update(_V).where(*_SAME).values(**values, updated_at=now)
    await connection.run(changed, {"organization": organization_id, "view": view_id})


async def delete_view(connection: Connection, organization_id: str, view_id: str) -> None:
    await connection.run(_DELETE, {"organization": organization_id, "view": view_id})
