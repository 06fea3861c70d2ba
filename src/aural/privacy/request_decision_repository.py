"""The requests of a whole organization, and its decisions about them."""

from __future__ import annotations

from functools import cache
from typing import Literal

from sqlalchemy import Executable, bindparam, func, select, tuple_, update

from aural.interviews.repository import IS_SHOWN, Position, Projects
from aural.privacy.request_repository import REQUESTS
from aural.privacy.tables import Request as Request
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

Outcome = Literal["APPROVED", "REFUSED", "ERASED"]

_R, _I = schema.requests, schema.interviews
_MINE = _R.c.organization_id == bindparam("organization")
_POSITION = tuple_(_R.c.created_at, _R.c.id)
_AFTER = tuple_(bindparam("created_at"), bindparam("id"))
_REACHED = _I.c.project_id.in_(bindparam("projects", expanding=True))
_OPEN = _R.c.state == "OPEN"
_SHOWN = REQUESTS.where(IS_SHOWN)
_COUNT = (select(func.count().label("count_of")).select_from(_R.join(_I, _I.c.id == _R.c.interview_id))).where(
    _MINE, IS_SHOWN, _OPEN
)
_DECIDE = (
    update(_R)
    .where(_MINE, _R.c.id == bindparam("request"), _OPEN)
    .values(
        {name: bindparam(f"new_{name}", type_=_R.c[name].type) for name in ("outcome", "reason", "decided_by")}
        | {"state": "DONE", "decided_at": bindparam("now"), "updated_at": bindparam("now")}
    )
)
_ERASE = (
    update(_R)
    .where(_MINE, _R.c.id == bindparam("request"))
    .values(name=None, message=None, candidate_id=None, session_id=None, receipt_id=bindparam("receipt"))
)
_FORGET = (
    update(_R).where(_MINE, _R.c.id == bindparam("request"), _R.c.outcome == "ERASED").values(email=None, reason=None)
)


@cache
def _page(state: str | None, *, is_within: bool, is_later: bool) -> Executable:
    """Open requests come oldest first, since their deadlines come first; others come newest first."""
    is_forward = state == "OPEN"
    found = _SHOWN if state is None else _SHOWN.where(_R.c.state == bindparam("state"))
    if is_within:
        found = found.where(_REACHED)
    if is_later:
        found = found.where(_POSITION > _AFTER if is_forward else _POSITION < _AFTER)
    order = (_R.c.created_at, _R.c.id) if is_forward else (_R.c.created_at.desc(), _R.c.id.desc())
    return found.order_by(*order).limit(bindparam("limit"))


async def list_all(
    connection: Connection,
    organization_id: str,
    projects: Projects,
    *,
    state: str | None,
    limit: int,
    after: Position | None,
) -> list[Request]:
    """At most `limit` requests of all interviews in these projects."""
    keys: dict[str, object] = {"organization": organization_id, "limit": limit}
    keys |= {} if state is None else {"state": state}
    keys |= {} if projects is None else {"projects": projects}
    keys |= {} if after is None else {"created_at": after[0], "id": after[1]}
    statement = _page(state, is_within=projects is not None, is_later=after is not None)
    return await fetch_all(connection, Request, statement, keys)


async def count_open(connection: Connection, organization_id: str, projects: Projects) -> int:
    """The number of requests in these projects that wait for a decision."""
    keys: dict[str, object] = {"organization": organization_id}
    statement = _COUNT
    if projects is not None:
        statement, keys["projects"] = _COUNT.where(_REACHED), projects
    row = await connection.row(statement, keys)
    return 0 if row is None else int(row.count_of)


async def find_shown(
    connection: Connection, organization_id: str, projects: Projects, request_id: str, *, lock: bool = False
) -> Request | None:
    keys: dict[str, object] = {"organization": organization_id, "request": request_id}
    statement = _SHOWN.where(_R.c.id == bindparam("request"))
    if projects is not None:
        statement, keys["projects"] = statement.where(_REACHED), projects
    return await fetch_one(connection, Request, statement.with_for_update(of=_R) if lock else statement, keys)


async def decide(
    connection: Connection,
    organization_id: str,
    request_id: str,
    *,
    outcome: Outcome,
    reason: str | None,
    by: str,
    now: int,
) -> None:
    """Closes an open request. `reason` is for the person who asked."""
    keys: dict[str, object] = {"organization": organization_id, "request": request_id, "now": now}
    keys |= {"new_outcome": outcome, "new_reason": reason, "new_decided_by": by}
    await connection.run(_DECIDE, keys)


async def empty(connection: Connection, organization_id: str, request_id: str, receipt_id: str) -> None:
    """Clears an erased request's name and message. Its address stays until the email is sent (`forget_address`)."""
    keys = {"organization": organization_id, "request": request_id, "receipt": receipt_id}
    await connection.run(_ERASE, keys)


async def forget_address(connection: Connection, organization_id: str, request_id: str) -> None:
    """Clears an erased request's address and reason, once the email about it has been sent or given up on."""
    await connection.run(_FORGET, {"organization": organization_id, "request": request_id})
