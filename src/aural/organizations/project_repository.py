"""Projects: folders of interviews, to which members and keys can be restricted."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, Executable, bindparam, delete, func, insert, select, tuple_, update

from aural.interviews.repository import IS_SHOWN, Position, Projects
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

_P = schema.projects
_I = schema.interviews
_L = schema.library_questions

_COUNT = select(func.count()).where(_I.c.project_id == _P.c.id, IS_SHOWN).scalar_subquery().label("interview_count")
_EVERY = select(_P.c.id, _P.c.name, _P.c.created_at, _COUNT).where(_P.c.organization_id == bindparam("organization"))
_IN_REACH = _P.c.id.in_(bindparam("projects", expanding=True))
_AFTER = tuple_(_P.c.created_at, _P.c.id) < tuple_(bindparam("created_at"), bindparam("id"))


def _page(*conditions: ColumnElement[bool]) -> Executable:
    return _EVERY.where(*conditions).order_by(_P.c.created_at.desc(), _P.c.id.desc()).limit(bindparam("limit"))


_PAGES = {
    (False, False): _page(),
    (False, True): _page(_AFTER),
    (True, False): _page(_IN_REACH),
    (True, True): _page(_IN_REACH, _AFTER),
}
_BY_ID = _EVERY.where(_P.c.id == bindparam("project"))
_ONE = {False: _BY_ID, True: _BY_ID.where(_IN_REACH)}
_ADD = insert(_P)
_SAME = (_P.c.organization_id == bindparam("organization"), _P.c.id == bindparam("project"))
_RENAME = update(_P).where(*_SAME).values(name=bindparam("new_name"))
_DELETE = delete(_P).where(*_SAME)
_LOCK = select(_P.c.id).where(*_SAME).with_for_update()
_HEIR = (
    select(_P.c.id)
    .where(_P.c.organization_id == bindparam("organization"), _P.c.id != bindparam("project"))
    .order_by(_P.c.created_at, _P.c.id)
    .limit(1)
)
_HAND_OVER = [
    update(table)
    .where(table.c.organization_id == bindparam("organization"), table.c.project_id == bindparam("project"), *more)
    .values(project_id=bindparam("heir"))
    for table, more in ((_L, ()), (_I, (_I.c.preview_until.is_not(None),)))
]
_HOW_MANY = select(func.count()).where(_P.c.organization_id == bindparam("organization"))


class Project(NamedTuple):
    id: str
    name: str
    created_at: int
    interview_count: int


async def list_projects(
    connection: Connection, organization_id: str, projects: Projects, *, limit: int, after: Position | None
) -> list[Project]:
    """At most `limit` of these projects, newest first, starting after the position `after`."""
    keys: dict[str, object] = {"organization": organization_id, "limit": limit}
    if projects is not None:
        keys["projects"] = projects
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, Project, _PAGES[projects is not None, after is not None], keys)


async def find_project(
    connection: Connection, organization_id: str, projects: Projects, project_id: str
) -> Project | None:
    keys: dict[str, object] = {"organization": organization_id, "project": project_id}
    if projects is not None:
        keys["projects"] = projects
    return await fetch_one(connection, Project, _ONE[projects is not None], keys)


async def insert_project(connection: Connection, organization_id: str, name: str, now: int) -> str:
    """Raises DuplicateError if the name is taken in the organization."""
    project_id = new_id()
    await connection.run(_ADD, {"id": project_id, "organization_id": organization_id, "name": name, "created_at": now})
    return project_id


async def rename_project(connection: Connection, organization_id: str, project_id: str, name: str) -> None:
    """Raises DuplicateError if the name is taken in the organization."""
    await connection.run(_RENAME, {"organization": organization_id, "project": project_id, "new_name": name})


async def delete_project(connection: Connection, organization_id: str, project_id: str) -> None:
    """Deletes a project without interviews. Its library questions and previews move to the oldest other project."""
    keys: dict[str, object] = {"organization": organization_id, "project": project_id}
    await connection.row(_LOCK, keys)  # nothing is added in between, which the deletion would take with it
    heir = await connection.row(_HEIR, keys)
    assert heir is not None
    for statement in _HAND_OVER:
        await connection.run(statement, keys | {"heir": heir.id})
    await connection.run(_DELETE, keys)


async def count_projects(connection: Connection, organization_id: str) -> int:
    row = await connection.row(_HOW_MANY, {"organization": organization_id})
    return 0 if row is None else int(row[0])
