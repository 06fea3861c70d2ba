"""The question library. Each question is in a project. Its tags are stored as one text, each between line feeds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlalchemy import ColumnElement, Executable, bindparam, delete, insert, select, tuple_, update

from aural.interviews.repository import Position, Projects
from aural.interviews.tables import QUESTION_CONTENT
from aural.interviews.tables import LibraryQuestion as LibraryQuestion
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.listing import contains, has_words, word_keys
from aural.store.records import fetch_all, fetch_one

_L = schema.library_questions
_EVERY = select(_L).where(_L.c.organization_id == bindparam("organization"))
_IN_PROJECTS = _L.c.project_id.in_(bindparam("projects", expanding=True))
_FILTERS: dict[str, ColumnElement[bool]] = {
    "projects": _IN_PROJECTS,
    "words": has_words(_L.c.text),
    "tag": _L.c.tags.like(bindparam("tag"), escape="\\"),
    "type": _L.c.type == bindparam("type"),
    "created_at": tuple_(_L.c.created_at, _L.c.id) < tuple_(bindparam("created_at"), bindparam("id")),
}


@cache
def _listed(asked: tuple[str, ...]) -> Executable:
    conditions = (_FILTERS[name] for name in asked)
    return _EVERY.where(*conditions).order_by(_L.c.created_at.desc(), _L.c.id.desc()).limit(bindparam("limit"))


async def list_questions(
    connection: Connection,
    organization_id: str,
    projects: Projects,
    *,
    limit: int,
    after: Position | None,
    wanted: Mapping[str, object],
) -> list[LibraryQuestion]:
    """At most `limit` questions, newest first. `wanted` filters: `q` in the text, `tag`, `type`."""
    keys = {**wanted}
    chosen = []
    words = keys.pop("q", None)
    if isinstance(words, str) and words:
        chosen.append("words")
        keys |= word_keys(words)
    if isinstance(tag := keys.get("tag"), str):
        keys["tag"] = contains(f"\n{tag.strip().lower()}\n")
    if projects is not None:
        keys["projects"] = projects
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    asked = tuple(name for name in _FILTERS if name in keys or name in chosen)
    keys |= {"organization": organization_id, "limit": limit}
    return await fetch_all(connection, LibraryQuestion, _listed(asked), keys)


_SAME = (_L.c.organization_id == bindparam("organization"), _L.c.id == bindparam("question"))
_ONE = {False: select(_L).where(*_SAME), True: select(_L).where(*_SAME, _IN_PROJECTS)}
_LOCKED = {is_restricted: statement.with_for_update() for is_restricted, statement in _ONE.items()}
_INSERT = insert(_L)
_CHANGEABLE = (*QUESTION_CONTENT, "tags")
_UPDATE = (
    update(_L)
    .where(*_SAME)
    .values(
        {name: bindparam(f"new_{name}") for name in _CHANGEABLE}
        | {"version": _L.c.version + 1, "updated_at": bindparam("now")}
    )
)
_DELETE = delete(_L).where(*_SAME)


async def find_question(
    connection: Connection, organization_id: str, projects: Projects, question_id: str, *, lock: bool = False
) -> LibraryQuestion | None:
    keys: dict[str, object] = {"organization": organization_id, "question": question_id}
    if projects is not None:
        keys["projects"] = projects
    statement = (_LOCKED if lock else _ONE)[projects is not None]
    return await fetch_one(connection, LibraryQuestion, statement, keys)


async def insert_question(
    connection: Connection, organization_id: str, project_id: str, values: Mapping[str, object], now: int
) -> str:
    """Adds a question to the library and returns its id there. `values` are keyed by column."""
    question_id = new_id()
    fixed: dict[str, object] = {"id": question_id, "organization_id": organization_id, "project_id": project_id}
    fixed |= {"created_at": now, "updated_at": now}
    await connection.run(_INSERT, {**values, **fixed})
    return question_id


async def update_question(
    connection: Connection, organization_id: str, current: LibraryQuestion, values: Mapping[str, object], now: int
) -> None:
    new = {f"new_{name}": values.get(name, getattr(current, name)) for name in _CHANGEABLE}
    await connection.run(_UPDATE, {**new, "organization": organization_id, "question": current.id, "now": now})


async def delete_question(connection: Connection, organization_id: str, question_id: str) -> None:
    await connection.run(_DELETE, {"organization": organization_id, "question": question_id})
