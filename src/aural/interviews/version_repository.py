"""Versions of an interview: its content when it was published or a session started. Never changed once written."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, Executable, bindparam, func, insert, select, tuple_

from aural.interviews.content import Content, digest_of
from aural.interviews.repository import IS_SHOWN, Position, Projects
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

_V = schema.interview_versions
_I = schema.interviews
_S = schema.sessions

_OF = (_V.c.organization_id == bindparam("organization"), _V.c.interview_id == bindparam("interview"))
_SAME = select(_V.c.number).where(*_OF, _V.c.digest == bindparam("digest"))
_LAST = select(func.coalesce(func.max(_V.c.number), 0).label("last")).where(*_OF)
_INSERT = insert(_V)


async def take_version(
    connection: Connection, organization_id: str, interview_id: str, content: Content, now: int
) -> int:
    """Finds the version with this content, or creates it. Returns its number.

    Callers lock the interview or its organization first, so that simultaneous calls share one version.
    """
    digest = digest_of(content)
    keys = {"organization": organization_id, "interview": interview_id}
    same = await connection.row(_SAME, {**keys, "digest": digest})
    if same is not None:
        return int(same.number)
    last = await connection.row(_LAST, keys)
    number = 1 + (0 if last is None else int(last.last))
    row = {"id": new_id(), "organization_id": organization_id, "interview_id": interview_id, "number": number}
    await connection.run(_INSERT, {**row, "digest": digest, "content": content, "created_at": now})
    return number


_SESSIONS = (
    select(func.count())
    .where(_S.c.interview_id == _V.c.interview_id, _S.c.version_number == _V.c.number)
    .scalar_subquery()
    .label("session_count")
)
_FIELDS = (_V.c.id, _V.c.interview_id, _V.c.number, _V.c.digest, _V.c.created_at, _SESSIONS)
_AFTER = tuple_(_V.c.created_at, _V.c.id) < tuple_(bindparam("created_at"), bindparam("id"))


def _page(*conditions: ColumnElement[bool]) -> Executable:
    newest_first = (_V.c.created_at.desc(), _V.c.id.desc())
    return select(*_FIELDS).where(*_OF, *conditions).order_by(*newest_first).limit(bindparam("limit"))


_PAGES = {False: _page(), True: _page(_AFTER)}


class Version(NamedTuple):
    id: str
    interview_id: str
    number: int
    digest: bytes
    created_at: int
    session_count: int


async def list_versions(
    connection: Connection, organization_id: str, interview_id: str, *, limit: int, after: Position | None
) -> list[Version]:
    """At most `limit` versions, newest first, without their content."""
    keys: dict[str, object] = {"organization": organization_id, "interview": interview_id, "limit": limit}
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, Version, _PAGES[after is not None], keys)


_BY_ID = (
    select(*_FIELDS, _V.c.content)
    .join(_I, _I.c.id == _V.c.interview_id)
    .where(_V.c.organization_id == bindparam("organization"), _V.c.id == bindparam("version"), IS_SHOWN)
)
_ONE = {False: _BY_ID, True: _BY_ID.where(_I.c.project_id.in_(bindparam("projects", expanding=True)))}


class VersionContent(NamedTuple):
    id: str
    interview_id: str
    number: int
    digest: bytes
    created_at: int
    session_count: int
    content: Content


async def find_version(
    connection: Connection, organization_id: str, projects: Projects, version_id: str
) -> VersionContent | None:
    """The version with its content."""
    keys: dict[str, object] = {"organization": organization_id, "version": version_id}
    if projects is not None:
        keys["projects"] = projects
    return await fetch_one(connection, VersionContent, _ONE[projects is not None], keys)
