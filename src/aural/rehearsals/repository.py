"""Rehearsals of interviews: QUEUED → RUNNING → DONE | FAILED. They are excluded from usage and from all figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import JSON, String, bindparam, insert, select, tuple_, update

from aural.engine.authoring.rehearsals import Kind
from aural.interviews.repository import Position, Projects
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

_R = schema.rehearsals
_I = schema.interviews
_MINE = _R.c.organization_id == bindparam("organization")


class Rehearsal(NamedTuple):
    """A rehearsal without its results."""

    id: str
    interview_id: str
    status: str
    kinds: list[Kind]
    is_played: bool
    done: int
    origin: dict[str, str] | None
    error: str | None
    created_at: int
    updated_at: int


_COLUMNS = [_R.c[name] for name in Rehearsal._fields]
_AFTER = tuple_(_R.c.created_at, _R.c.id) < tuple_(bindparam("created_at"), bindparam("id"))
_EVERY = (
    select(*_COLUMNS)
    .where(_MINE, _R.c.interview_id == bindparam("interview"))
    .order_by(_R.c.created_at.desc(), _R.c.id.desc())
    .limit(bindparam("limit"))
)
_PAGES = {False: _EVERY, True: _EVERY.where(_AFTER)}
_BY_ID = select(*_COLUMNS).join(_I, _I.c.id == _R.c.interview_id).where(_MINE, _R.c.id == bindparam("rehearsal"))
_ONE = {False: _BY_ID, True: _BY_ID.where(_I.c.project_id.in_(bindparam("projects", expanding=True)))}
_RESULTS = select(_R.c.result).where(_MINE, _R.c.id == bindparam("rehearsal"))
_OPEN = select(_R.c.id).where(
    _MINE, _R.c.interview_id == bindparam("interview"), _R.c.status.in_(("QUEUED", "RUNNING"))
)
_INSERT = insert(_R)
_PROGRESS = (
    update(_R)
    .where(_MINE, _R.c.id == bindparam("rehearsal"))
    .values(
        status=bindparam("new_status", type_=String),
        done=bindparam("new_done"),
        origin=bindparam("new_origin", type_=JSON),
        result=bindparam("new_result", type_=JSON),
        error=bindparam("new_error", type_=String),
        updated_at=bindparam("now"),
    )
)


async def insert_rehearsal(
    connection: Connection, organization_id: str, interview_id: str, kinds: Sequence[str], *, is_played: bool, now: int
) -> str:
    row = {
        "id": new_id(),
        "organization_id": organization_id,
        "interview_id": interview_id,
        "status": "QUEUED",
        "kinds": list(kinds),
        "is_played": is_played,
        "done": 0,
        "origin": None,
        "result": [],
        "error": None,
        "created_at": now,
        "updated_at": now,
    }
    await connection.run(_INSERT, row)
    return str(row["id"])


async def is_rehearsing(connection: Connection, organization_id: str, interview_id: str) -> bool:
    return await connection.row(_OPEN, {"organization": organization_id, "interview": interview_id}) is not None


async def list_rehearsals(
    connection: Connection, organization_id: str, interview_id: str, *, limit: int, after: Position | None
) -> list[Rehearsal]:
    """Lists rehearsals, newest first, without their results."""
    keys: dict[str, object] = {"organization": organization_id, "interview": interview_id, "limit": limit}
    if after is not None:
        keys |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, Rehearsal, _PAGES[after is not None], keys)


async def find_rehearsal(
    connection: Connection, organization_id: str, projects: Projects, rehearsal_id: str
) -> Rehearsal | None:
    keys: dict[str, object] = {"organization": organization_id, "rehearsal": rehearsal_id}
    if projects is not None:
        keys["projects"] = projects
    return await fetch_one(connection, Rehearsal, _ONE[projects is not None], keys)


async def list_results(connection: Connection, organization_id: str, rehearsal_id: str) -> list[dict[str, object]]:
    """The results so far, candidate by candidate."""
    row = await connection.row(_RESULTS, {"organization": organization_id, "rehearsal": rehearsal_id})
    return [] if row is None else row.result


async def save_rehearsal(
    connection: Connection,
    organization_id: str,
    rehearsal_id: str,
    *,
    status: str,
    result: Sequence[dict[str, object]],
    origin: Mapping[str, str] | None,
    now: int,
    error: str | None = None,
) -> None:
    """Saves the rehearsal's progress and the results so far."""
    keys = {"organization": organization_id, "rehearsal": rehearsal_id, "new_status": status, "now": now}
    values = {"new_done": len(result), "new_result": list(result), "new_origin": origin, "new_error": error}
    await connection.run(_PROGRESS, {**keys, **values})
