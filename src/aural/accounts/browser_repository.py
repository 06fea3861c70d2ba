"""Signed-in browsers, and the projects that a restricted member can access in an organization."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Executable, and_, bindparam, case, delete, insert, select, update

from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

KEPT_MS = 30 * 86_400_000
"""How long an unused browser stays signed in."""
MOST_MS = 90 * 86_400_000
"""How long any browser stays signed in, even if it is used all the time. After that, the person signs in again."""
TOUCH_MS = 60 * 60_000
CONFIRMED_MS = 5 * 60_000
"""How long a fresh sign-in at the identity provider confirms an operation."""
MOST_LISTED = 100

_W = schema.web_sessions
_U = schema.users
_M = schema.memberships
_K = schema.api_keys
_O = schema.organizations
_P = schema.plans
_R = schema.project_memberships

_BROWSER_KEY = and_(_K.c.organization_id == _M.c.organization_id, _K.c.user_id == _U.c.id, _K.c.is_browser)


def _person(*conditions: ColumnElement[bool]) -> Executable:
    """Selects a cookie's person and their oldest membership that meets the conditions, or nulls if they have none."""
    columns = (
        _W.c.id.label("web_session_id"),
        _W.c.user_id,
        _W.c.last_seen_at,
        _U.c.name,
        _M.c.organization_id,
        _M.c.role,
        _M.c.is_restricted,
        _K.c.id.label("key_id"),
        _P.c.name.label("plan"),
    )
    tables = (
        _W.join(_U, _U.c.id == _W.c.user_id)
        .outerjoin(_M, and_(_M.c.user_id == _U.c.id, *conditions))
        .outerjoin(_O, _O.c.id == _M.c.organization_id)
        .outerjoin(_P, _P.c.name == _O.c.plan)
        .outerjoin(_K, _BROWSER_KEY)
    )
    good = (_W.c.hash == bindparam("hash"), _W.c.expires_at > bindparam("now"))
    order = (_M.c.created_at, _M.c.organization_id, _K.c.id)  # the key's id decides between two keys
    return select(*columns).select_from(tables).where(*good).order_by(*order).limit(1)


_FIND = {False: _person(), True: _person(_M.c.organization_id == bindparam("organization"))}
_PROJECTS = (
    select(_R.c.project_id)
    .where(_R.c.organization_id == bindparam("organization"), _R.c.user_id == bindparam("person"))
    .order_by(_R.c.project_id)
)
_ADD = insert(_W)
_UNTIL, _ENDS = bindparam("until", type_=BigInteger), _W.c.created_at + MOST_MS
_TOUCH = (
    update(_W)
    .where(_W.c.id == bindparam("session"), _W.c.last_seen_at <= bindparam("stale_at"))
    .values(last_seen_at=bindparam("now"), expires_at=case((_ENDS < _UNTIL, _ENDS), else_=_UNTIL))
)
_DELETE = delete(_W).where(_W.c.id == bindparam("session"))
_DELETE_ALL = delete(_W).where(_W.c.user_id == bindparam("person"))
_DELETE_OTHERS = _DELETE_ALL.where(_W.c.id != bindparam("session"))
_DELETE_OWN = _DELETE_ALL.where(_W.c.id == bindparam("session"))
_DELETE_COOKIE = delete(_W).where(_W.c.hash == bindparam("cookie"))
_LIST = (
    select(_W.c.id, _W.c.browser, _W.c.last_seen_at, _W.c.created_at)
    .where(_W.c.user_id == bindparam("person"), _W.c.expires_at > bindparam("now"))
    .order_by(_W.c.last_seen_at.desc(), _W.c.id.desc())
    .limit(MOST_LISTED)
)
_CONFIRM = (
    update(_W)
    .where(_W.c.id == bindparam("session"))
    .values(confirmed_operation=bindparam("operation"), confirmed_at=bindparam("now"))
)
_USE_CONFIRMATION = (
    update(_W)
    .where(
        _W.c.id == bindparam("session"),
        _W.c.confirmed_operation == bindparam("operation"),
        _W.c.confirmed_at > bindparam("since"),
    )
    .values(confirmed_operation=None)
)
_FIND_CONFIRMED = select(_W.c.confirmed_operation).where(
    _W.c.id == bindparam("session"), _W.c.confirmed_at > bindparam("since")
)
_PURGE = delete(_W).where(_W.c.expires_at <= bindparam("now"))


class WebSession(NamedTuple):
    """The person signed in on a browser, with a membership. `key_id`: the key that their requests count under."""

    web_session_id: str
    user_id: str
    last_seen_at: int
    name: str
    organization_id: str | None
    role: str | None
    is_restricted: bool | None
    key_id: str | None
    plan: str | None


class Browser(NamedTuple):
    """A signed-in browser. `browser`: the User-Agent header that it sent."""

    id: str
    browser: str | None
    last_seen_at: int
    created_at: int


async def find_person(
    connection: Connection, cookie_hash: bytes, organization_id: str | None, now: int
) -> WebSession | None:
    """The person that a cookie belongs to, in this organization (None: the one that they joined first).

    Returns None for an unknown or expired cookie. Without a matching membership, `organization_id` and the columns
    after it are None.
    """
    keys: dict[str, object] = {"hash": cookie_hash, "now": now}
    if organization_id is not None:
        keys["organization"] = organization_id
    return await fetch_one(connection, WebSession, _FIND[organization_id is not None], keys)


async def list_reach(connection: Connection, organization_id: str, user_id: str) -> list[str]:
    """The projects of a restricted member."""
    rows = await connection.rows(_PROJECTS, {"organization": organization_id, "person": user_id})
    return [row.project_id for row in rows]


async def add_session(connection: Connection, user_id: str, cookie_hash: bytes, browser: str | None, now: int) -> str:
    """Adds a signed-in browser and returns its id. Also deletes expired ones."""
    await connection.run(_PURGE, {"now": now})
    session_id = new_id()
    row = {
        "id": session_id,
        "user_id": user_id,
        "hash": cookie_hash,
        "browser": browser,
        "last_seen_at": now,
        "expires_at": now + KEPT_MS,
        "created_at": now,
    }
    await connection.run(_ADD, row)
    return session_id


async def touch_session(connection: Connection, session_id: str, now: int) -> None:
    """Extends a browser's sign-in when it is used, at most once per TOUCH_MS and never past MOST_MS."""
    await connection.run(
        _TOUCH, {"session": session_id, "stale_at": now - TOUCH_MS, "now": now, "until": now + KEPT_MS}
    )


async def delete_session(connection: Connection, session_id: str) -> None:
    await connection.run(_DELETE, {"session": session_id})


async def delete_sessions_of(connection: Connection, user_id: str) -> None:
    """Signs a person out everywhere."""
    await connection.run(_DELETE_ALL, {"person": user_id})


async def list_sessions(connection: Connection, user_id: str, now: int) -> list[Browser]:
    """The person's signed-in browsers, most recently used first."""
    return await fetch_all(connection, Browser, _LIST, {"person": user_id, "now": now})


async def delete_own_session(connection: Connection, user_id: str, session_id: str) -> bool:
    """Signs out one of the person's browsers. Returns False if it wasn't signed in."""
    return await connection.run(_DELETE_OWN, {"person": user_id, "session": session_id}) > 0


async def delete_other_sessions(connection: Connection, user_id: str, session_id: str) -> None:
    """Signs a person out everywhere except in this browser."""
    await connection.run(_DELETE_OTHERS, {"person": user_id, "session": session_id})


async def delete_cookie(connection: Connection, cookie_hash: bytes) -> None:
    """Ends a browser's earlier sign-in, when it signs in again."""
    await connection.run(_DELETE_COOKIE, {"cookie": cookie_hash})


async def confirm(connection: Connection, session_id: str, operation: str, now: int) -> None:
    """Notes that the person has just confirmed this operation in this browser."""
    await connection.run(_CONFIRM, {"session": session_id, "operation": operation, "now": now})


async def use_confirmation(connection: Connection, session_id: str, operation: str, now: int) -> bool:
    """Ends this browser's confirmation of the operation. Returns False if it has been used or is too old."""
    keys = {"session": session_id, "operation": operation, "since": now - CONFIRMED_MS}
    return await connection.run(_USE_CONFIRMATION, keys) > 0


async def find_confirmed(connection: Connection, session_id: str, now: int) -> str | None:
    """The operation that the person has confirmed in this browser in the last few minutes."""
    row = await connection.row(_FIND_CONFIRMED, {"session": session_id, "since": now - CONFIRMED_MS})
    return None if row is None else row.confirmed_operation
