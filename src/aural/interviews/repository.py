"""Interviews: listing, finding and changing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import orjson
from sqlalchemy import (
    ColumnElement,
    Executable,
    Text,
    bindparam,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    tuple_,
    update,
)

from aural.interviews.tables import INTERVIEW_SETTINGS
from aural.interviews.tables import Interview as Interview
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.listing import has_words, word_keys
from aural.store.records import fetch_all, fetch_one

Projects = Sequence[str] | None
"""The projects that a key is restricted to; None if it can access all of them."""

Position = tuple[int | str, str]
"""Where a page ended: the `created_at` or other sort key of its last row, and the row's id."""

_I = schema.interviews
_Q = schema.questions
_P = schema.projects
_QUESTION_COUNT = (
    select(func.count()).select_from(_Q).where(_Q.c.interview_id == _I.c.id).scalar_subquery().label("question_count")
)
# JSON columns are read as text, which responses contain unchanged.
_JSON = ("assessment_criteria", "approved_facts")
_COLUMNS = [cast(column, Text).label(column.name) if column.name in _JSON else column for column in _I.c]
# The copies that previews run on cannot be listed or found by their ids.
IS_SHOWN = _I.c.preview_until.is_(None)
_EVERY = select(*_COLUMNS, _QUESTION_COUNT).where(_I.c.organization_id == bindparam("organization"), IS_SHOWN)
_IN_PROJECTS = _I.c.project_id.in_(bindparam("projects", expanding=True))
_AFTER = tuple_(_I.c.created_at, _I.c.id) < tuple_(bindparam("created_at"), bindparam("id"))


def _page(*conditions: ColumnElement[bool]) -> Executable:
    return _EVERY.where(*conditions).order_by(_I.c.created_at.desc(), _I.c.id.desc()).limit(bindparam("limit"))


_FILTERS: dict[str, ColumnElement[bool]] = {
    "words": has_words(_I.c.title),
    "is_active": _I.c.is_active == bindparam("is_active"),
    "is_draft": _I.c.is_draft == bindparam("is_draft"),
    "is_archived": or_(_I.c.is_active, _I.c.is_draft) != bindparam("is_archived"),
    "project_id": _I.c.project_id == bindparam("project_id"),
    "purpose": _I.c.purpose == bindparam("purpose"),
    "chat": _I.c.chat_enabled,
    "voice": _I.c.voice_enabled,
    "video": _I.c.video_enabled,
    "projects": _IN_PROJECTS,
    "created_at": _AFTER,
}


@cache
def _listed(asked: tuple[str, ...]) -> Executable:
    """Selects a page of interviews that match all of these filters. Built once for each combination of filters."""
    return _page(*(_FILTERS[name] for name in asked))


async def list_interviews(
    connection: Connection,
    organization_id: str,
    projects: Projects,
    *,
    limit: int,
    after: Position | None,
    wanted: Mapping[str, object] | None = None,
) -> list[Interview]:
    """At most `limit` interviews, including archived ones, newest first, starting after the position `after`.

    `wanted` filters: `q` in the title, `is_active`, `is_draft`, `is_archived`, `project_id`, `purpose`, `mode` (chat,
    voice or video).
    """
    keys = {**(wanted or {})}
    chosen = [keys.pop("mode", None)]
    words = keys.pop("q", None)
    if isinstance(words, str) and words:
        chosen.append("words")
        keys |= word_keys(words)
    if projects is not None:
        keys["projects"] = projects
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    asked = tuple(name for name in _FILTERS if name in keys or name in chosen)
    keys |= {"organization": organization_id, "limit": limit}
    return await fetch_all(connection, Interview, _listed(asked), keys)


_BY_ID = _EVERY.where(_I.c.id == bindparam("interview"))
_ONE = {False: _BY_ID, True: _BY_ID.where(_IN_PROJECTS)}
_LOCKED_BY_ID = _BY_ID.with_for_update(of=_I, key_share=True)
_ONE_LOCKED = {False: _LOCKED_BY_ID, True: _LOCKED_BY_ID.where(_IN_PROJECTS)}


async def find_interview(
    connection: Connection, organization_id: str, projects: Projects, interview_id: str, *, lock: bool = False
) -> Interview | None:
    """The organization's interview, if it is in one of these projects. `lock`: prevents other changes until commit."""
    keys: dict[str, object] = {"organization": organization_id, "interview": interview_id}
    if projects is not None:
        keys["projects"] = projects
    statement = (_ONE_LOCKED if lock else _ONE)[projects is not None]
    return await fetch_one(connection, Interview, statement, keys)


_PROJECT = (
    select(_P.c.id).where(_P.c.organization_id == bindparam("organization")).order_by(_P.c.created_at, _P.c.id).limit(1)
)
_FIRST_PROJECT = {False: _PROJECT, True: _PROJECT.where(_P.c.id.in_(bindparam("projects", expanding=True)))}


async def find_first_project(connection: Connection, organization_id: str, projects: Projects) -> str | None:
    """The oldest accessible project, which new interviews are created in."""
    keys: dict[str, object] = {"organization": organization_id}
    if projects is not None:
        keys["projects"] = projects
    row = await connection.row(_FIRST_PROJECT[projects is not None], keys)
    return None if row is None else str(row.id)


_INSERT = insert(_I)


async def insert_interview(
    connection: Connection, organization_id: str, project_id: str, values: Mapping[str, object], now: int
) -> str:
    """Adds an invite-only interview without questions and returns its id. `values` are keyed by column.

    It is live, unless `values` say that it is a draft.
    """
    interview_id = new_id()
    is_draft = bool(values.get("is_draft"))
    fixed = {
        "id": interview_id,
        "organization_id": organization_id,
        "project_id": project_id,
        "is_active": not is_draft,
        "published_at": None if is_draft else now,
        "require_invite": True,
        "created_at": now,
        "updated_at": now,
    }
    await connection.run(_INSERT, {**values, **fixed})
    return interview_id


_CHANGEABLE = (*INTERVIEW_SETTINGS, "is_active", "is_draft", "published_at", "require_invite", "public_slug")
_SAME = (_I.c.organization_id == bindparam("organization"), _I.c.id == bindparam("interview"))
_UPDATE = (
    update(_I)
    .where(*_SAME)
    .values(
        {name: bindparam(name) for name in _CHANGEABLE} | {"version": _I.c.version + 1, "updated_at": bindparam("now")}
    )
)
_TOUCH = update(_I).where(*_SAME).values(version=_I.c.version + 1, updated_at=bindparam("now"))


async def update_interview(
    connection: Connection, organization_id: str, locked: Interview, values: Mapping[str, object], now: int
) -> None:
    """Sets columns of an interview and increments its version. `locked`: its row, read with `lock`."""
    keys = {"organization": organization_id, "interview": locked.id, "now": now}
    await connection.run(_UPDATE, {**stored_values(locked), **values, **keys})


def stored_values(row: Interview) -> dict[str, object]:
    """The columns that `update_interview` can set, with parsed JSON."""
    current = {name: getattr(row, name) for name in _CHANGEABLE}
    return current | {name: orjson.loads(current[name]) for name in _JSON}


async def touch_interview(connection: Connection, organization_id: str, interview_id: str, now: int) -> None:
    """Increments the interview's version after a change to one of its questions."""
    await connection.run(_TOUCH, {"organization": organization_id, "interview": interview_id, "now": now})


_MOVE = (
    update(_I)
    .where(*_SAME)
    .values(project_id=bindparam("wanted"), version=_I.c.version + 1, updated_at=bindparam("now"))
)


async def move_interview(
    connection: Connection, organization_id: str, interview_id: str, project_id: str, now: int
) -> None:
    """Moves the interview to another project of the same organization."""
    keys = {"organization": organization_id, "interview": interview_id, "now": now}
    await connection.run(_MOVE, {**keys, "wanted": project_id})


_PURGE = delete(_I).where(_I.c.preview_until <= bindparam("now"))


async def purge_previews(connection: Connection, now: int) -> int:
    """Deletes the expired previews of all organizations, with the rows that refer to them. Returns their number.

    A preview is a copy of an interview with its candidate, session and messages.
    """
    return await connection.run(_PURGE, {"now": now})
