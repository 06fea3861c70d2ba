"""Lists of people that were read from a file, and are checked before anyone is invited."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from aural.candidates.tables import Import as Import
from aural.engine.authoring.imports import SAMPLE_CHARACTERS
from aural.interviews.repository import Projects
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

_M = schema.imports
_I = schema.interviews
_MINE = _M.c.organization_id == bindparam("organization")
_INSERT = insert(_M)
_BY_ID = select(_M).join(_I, _I.c.id == _M.c.interview_id).where(_MINE, _M.c.id == bindparam("import"))
_IN_PROJECTS = _I.c.project_id.in_(bindparam("projects", expanding=True))
_ONE = {
    (False, False): _BY_ID,
    (False, True): _BY_ID.with_for_update(of=_M),
    (True, False): _BY_ID.where(_IN_PROJECTS),
    (True, True): _BY_ID.where(_IN_PROJECTS).with_for_update(of=_M),
}
_FIELDS = ("rows", "columns", "mapping", "edits", "written_count", "created_count", "is_done", "allows_missing_email")
_UPDATE = (
    update(_M)
    .where(_MINE, _M.c.id == bindparam("import"))
    .values({name: bindparam(f"new_{name}", type_=_M.c[name].type) for name in _FIELDS} | {"version": _M.c.version + 1})
)
_PURGE = delete(_M).where(_M.c.expires_at <= bindparam("now"))


async def insert_import(connection: Connection, organization_id: str, row: Mapping[str, object]) -> None:
    await connection.run(_INSERT, {**row, "organization_id": organization_id})


async def find_import(
    connection: Connection, organization_id: str, projects: Projects, import_id: str, *, lock: bool = False
) -> Import | None:
    keys: dict[str, object] = {"organization": organization_id, "import": import_id}
    if projects is not None:
        keys["projects"] = projects
    return await fetch_one(connection, Import, _ONE[projects is not None, lock], keys)


async def update_import(
    connection: Connection, organization_id: str, locked: Import, values: Mapping[str, object]
) -> None:
    """Sets columns of an import that was read with `lock`, and increments its version."""
    columns = {f"new_{name}": values.get(name, getattr(locked, name)) for name in _FIELDS}
    await connection.run(_UPDATE, columns | {"organization": organization_id, "import": locked.id})


async def purge_imports(connection: Connection, now: int) -> int:
    """Deletes lists that have expired. Returns their number."""
    return await connection.run(_PURGE, {"now": now})


_OF_INTERVIEW = select(_M).where(_MINE, _M.c.interview_id == bindparam("interview")).with_for_update()
_FORGET = (
    update(_M)
    .where(_MINE, _M.c.id == bindparam("import"))
    .values(
        {name: bindparam(f"new_{name}", type_=_M.c[name].type) for name in ("rows", "edits", "columns")}
        | {"version": _M.c.version + 1}
    )
)


async def forget_address(connection: Connection, organization_id: str, interview_id: str, address: str) -> int:
    """Empties the rows with this address, ignoring case, in an interview's lists. Returns how many lists contained it.

    A list that has only these rows is deleted. In other lists, the other people and their line numbers stay.
    """
    keys = {"organization": organization_id, "interview": interview_id}
    lists = 0
    for row in await fetch_all(connection, Import, _OF_INTERVIEW, keys):
        lines = _lines_of(row, address.lower())
        lists += bool(lines)
        if lines and lines.issuperset(line for line, cells in row.rows if cells):
            await delete_import(connection, organization_id, row.id)
        elif lines:
            values = {f"new_{name}": value for name, value in without_lines(row, lines).items()}
            await connection.run(_FORGET, {"organization": organization_id, "import": row.id, **values})
    return lists


def _lines_of(row: Import, address: str) -> set[int]:
    found = {line for line, cells in row.rows if any(cell.strip().lower() == address for cell in cells)}
    edited = {int(line) for line, edit in row.edits.items() if edit and (edit.get("email") or "").lower() == address}
    return found | edited


def without_lines(row: Import, lines: Collection[int]) -> dict[str, list[Any] | dict[str, Any]]:
    """The columns of a list with nothing left of these lines but their numbers."""
    gone = {cell[:SAMPLE_CHARACTERS] for line, cells in row.rows if line in lines for cell in cells}
    columns = [
        column | {"samples": [sample for sample in column["samples"] if sample not in gone]} for column in row.columns
    ]
    return {
        "rows": [[line, [] if line in lines else cells] for line, cells in row.rows],
        "edits": row.edits | {str(line): None for line in lines},
        "columns": columns,
    }


_DELETE = delete(_M).where(_MINE, _M.c.id == bindparam("import"))


async def delete_import(connection: Connection, organization_id: str, import_id: str) -> None:
    await connection.run(_DELETE, {"organization": organization_id, "import": import_id})
