"""API keys: stored as a keyed hash, shown once, and recognized later by their first characters."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Executable, bindparam, insert, or_, select, tuple_, update

from aural.interviews.repository import Position
from aural.platform.ids import new_id
from aural.store import schema
from aural.store.database import Connection
from aural.store.records import fetch_all, fetch_one

TOUCH_SECONDS = 60
BROWSER = "Dashboard"

_K = schema.api_keys
_O = schema.organizations
_P = schema.plans
_IS_TEST = _O.c.test_of.is_not(None).label("is_test")
_GOOD = (_K.c.revoked_at.is_(None), or_(_K.c.expires_at.is_(None), _K.c.expires_at > bindparam("now")))

# Everything a request needs to know about its caller, in one statement. Finds only keys that are valid now.
CALLER = (
    select(
        _K.c.id,
        _K.c.organization_id,
        _K.c.user_id,
        _K.c.name,
        _K.c.role,
        _K.c.scopes,
        _K.c.project_ids,
        _K.c.last_used_at,
        _P.c.name.label("plan"),
        _P.c.rate_limit_per_minute,
        _IS_TEST,
    )
    .join(_O, _O.c.id == _K.c.organization_id)
    .join(_P, _P.c.name == _O.c.plan)
    .where(_K.c.hash == bindparam("hash"), *_GOOD)
)
_IS_GOOD = select(_K.c.id).where(_K.c.organization_id == bindparam("organization"), _K.c.id == bindparam("key"), *_GOOD)
_mine = _O.alias("mine")
OURS = _K.c.organization_id.in_(
    select(_mine.c.id).where(or_(_mine.c.id == bindparam("organization"), _mine.c.test_of == bindparam("organization")))
)
"""Keys that work in the organization or in its test organization."""
_CREATE = insert(_K)
_SHOWN = (
    select(
        _K.c.id,
        _K.c.name,
        _K.c.role,
        _K.c.scopes,
        _K.c.project_ids,
        _K.c.prefix,
        _K.c.expires_at,
        _K.c.last_used_at,
        _K.c.revoked_at,
        _K.c.created_at,
        _K.c.last_used_from,
        schema.users.c.name.label("holder"),
        _IS_TEST,
    )
    .join(_O, _O.c.id == _K.c.organization_id)
    .join(schema.users, schema.users.c.id == _K.c.user_id)
    .where(OURS, _K.c.is_browser.is_(False))
)
_LIST = _SHOWN.order_by(_K.c.created_at.desc(), _K.c.id.desc())
_ONE = _SHOWN.where(_K.c.id == bindparam("key"))


def _page(*conditions: ColumnElement[bool]) -> Executable:
    newest = _SHOWN.where(*conditions).order_by(_K.c.created_at.desc(), _K.c.id.desc())
    return newest.limit(bindparam("limit"))


_AFTER = tuple_(_K.c.created_at, _K.c.id) < tuple_(bindparam("created_at"), bindparam("id"))
_PAGES = {False: _page(), True: _page(_AFTER)}
_REVOKE = (
    update(_K).where(OURS, _K.c.id == bindparam("key"), _K.c.revoked_at.is_(None)).values(revoked_at=bindparam("now"))
)
_TOUCH = (
    update(_K)
    .where(
        _K.c.organization_id == bindparam("organization"),
        _K.c.id == bindparam("key"),
        or_(_K.c.last_used_at.is_(None), _K.c.last_used_at <= bindparam("stale_at")),
    )
    .values(last_used_at=bindparam("now"), last_used_from=bindparam("address"))
)


class ValidKey(NamedTuple):
    """A key that a request may use now, with its organization's plan and that plan's rate limit."""

    id: str
    organization_id: str
    user_id: str
    name: str
    role: str
    scopes: list[str]
    project_ids: list[str] | None
    last_used_at: int | None
    plan: str
    rate_limit_per_minute: int | None
    is_test: bool


class Key(NamedTuple):
    """A key as lists show it, with the name of its `holder`."""

    id: str
    name: str
    role: str
    scopes: list[str]
    project_ids: list[str] | None
    prefix: str
    expires_at: int | None
    last_used_at: int | None
    revoked_at: int | None
    created_at: int
    last_used_from: str | None
    holder: str
    is_test: bool


async def find_caller(connection: Connection, key_hash: bytes, now: int) -> ValidKey | None:
    """The key with this hash; None if it is unknown, revoked or expired."""
    return await fetch_one(connection, ValidKey, CALLER, {"hash": key_hash, "now": now})


async def is_good(connection: Connection, organization_id: str, key_id: str, now: int) -> bool:
    """Whether a key is still valid."""
    return await connection.row(_IS_GOOD, {"organization": organization_id, "key": key_id, "now": now}) is not None


async def create_key(
    connection: Connection,
    organization_id: str,
    *,
    user_id: str,
    name: str,
    role: str,
    key_hash: bytes,
    prefix: str,
    now: int,
    scopes: Sequence[str] = (),
    project_ids: Sequence[str] | None = None,
    expires_at: int | None = None,
) -> str:
    """Adds a key and returns its id. Empty `scopes` mean all scopes, and `project_ids` None means all projects."""
    key_id = new_id()
    row = {
        "id": key_id,
        "organization_id": organization_id,
        "user_id": user_id,
        "name": name,
        "role": role,
        "scopes": list(scopes),
        "project_ids": None if project_ids is None else list(project_ids),
        "hash": key_hash,
        "prefix": prefix,
        "expires_at": expires_at,
        "created_at": now,
    }
    await connection.run(_CREATE, row)
    return key_id


async def create_browser_key(connection: Connection, organization_id: str, user_id: str, now: int) -> str:
    """Adds the key that a member's requests, replays and views in the browser are counted under.

    It cannot be used to call the API.
    """
    key_id = new_id()
    row: dict[str, object] = {
        "id": key_id,
        "organization_id": organization_id,
        "user_id": user_id,
        "name": BROWSER,
        "role": "VIEWER",
        "scopes": [],
        "project_ids": None,
        "hash": secrets.token_bytes(32),  # matches no real key
        "prefix": "",
        "expires_at": None,
        "created_at": now,
        "is_browser": True,
    }
    await connection.run(_CREATE, row)
    return key_id


async def list_keys(connection: Connection, organization_id: str) -> list[Key]:
    """All keys of the organization and its test organization, including revoked ones, newest first."""
    return await fetch_all(connection, Key, _LIST, {"organization": organization_id})


async def list_page(connection: Connection, organization_id: str, *, limit: int, after: Position | None) -> list[Key]:
    """At most `limit` keys, newest first, starting after the position `after`."""
    values: dict[str, object] = {"organization": organization_id, "limit": limit}
    if after is not None:
        values |= {"created_at": after[0], "id": after[1]}
    return await fetch_all(connection, Key, _PAGES[after is not None], values)


async def find_key(connection: Connection, organization_id: str, key_id: str) -> Key | None:
    """Finds a key, but never one that a member's browser requests are counted under."""
    return await fetch_one(connection, Key, _ONE, {"organization": organization_id, "key": key_id})


async def revoke_key(connection: Connection, organization_id: str, key_id: str, now: int) -> bool:
    """Revokes the key. Returns False if it doesn't exist or was already revoked."""
    parameters = {"organization": organization_id, "key": key_id, "now": now}
    return await connection.run(_REVOKE, parameters) > 0


async def touch_key(
    connection: Connection, organization_id: str, key_id: str, now: int, address: str | None = None
) -> None:
    """Notes that the key was used, and from which address, at most once per TOUCH_SECONDS."""
    values = {"organization": organization_id, "key": key_id, "now": now, "address": address}
    await connection.run(_TOUCH, values | {"stale_at": now - TOUCH_SECONDS * 1000})
