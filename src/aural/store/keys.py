"""API keys: stored as a keyed hash, shown once, known later by their first characters."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, insert, or_, select, update

from aural.ids import new_id
from aural.store import schema
from aural.store.database import Connection

TOUCH_SECONDS = 60
BROWSER = "Dashboard"

_K = schema.api_keys
_P = schema.plans

# All that a request must know about its caller, in one statement. Only a key that is good now is found.
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
    )
    .join(schema.organizations, schema.organizations.c.id == _K.c.organization_id)
    .join(_P, _P.c.name == schema.organizations.c.plan)
    .where(
        _K.c.hash == bindparam("hash"),
        _K.c.revoked_at.is_(None),
        or_(_K.c.expires_at.is_(None), _K.c.expires_at > bindparam("now")),
    )
)
_CREATE = insert(_K)
_LIST = (
    select(*(column for column in _K.c if column.name != "hash"))
    .where(_K.c.organization_id == bindparam("organization"), _K.c.is_browser.is_(False))
    .order_by(_K.c.created_at.desc(), _K.c.id.desc())
)
_REVOKE = (
    update(_K)
    .where(_K.c.organization_id == bindparam("organization"), _K.c.id == bindparam("key"), _K.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"))
)
_TOUCH = (
    update(_K)
    .where(
        _K.c.organization_id == bindparam("organization"),
        _K.c.id == bindparam("key"),
        or_(_K.c.last_used_at.is_(None), _K.c.last_used_at <= bindparam("stale_at")),
    )
    .values(last_used_at=bindparam("now"))
)


async def find_caller(connection: Connection, key_hash: bytes, now: int) -> Row[Any] | None:
    """The key behind a hash with its organization and plan; None where it is unknown, revoked or expired."""
    return await connection.row(CALLER, {"hash": key_hash, "now": now})


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
    """The new key's id. No scopes: all of them; `project_ids` None: all projects of the organization."""
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
    """The key by which a member's requests, replays and views in the browser are counted. It opens nothing."""
    key_id = new_id()
    row: dict[str, Any] = {
        "id": key_id,
        "organization_id": organization_id,
        "user_id": user_id,
        "name": BROWSER,
        "role": "VIEWER",
        "scopes": [],
        "project_ids": None,
        "hash": secrets.token_bytes(32),  # of no key that anybody has
        "prefix": "",
        "expires_at": None,
        "created_at": now,
        "is_browser": True,
    }
    await connection.run(_CREATE, row)
    return key_id


async def list_keys(connection: Connection, organization_id: str) -> Sequence[Row[Any]]:
    """All keys of the organization, revoked ones too, newest first; never their hashes."""
    return await connection.rows(_LIST, {"organization": organization_id})


async def revoke_key(connection: Connection, organization_id: str, key_id: str, now: int) -> bool:
    """From now on the key opens nothing. False where there is no such key, or it was revoked before."""
    parameters = {"organization": organization_id, "key": key_id, "now": now}
    return await connection.run(_REVOKE, parameters) > 0


async def touch_key(connection: Connection, organization_id: str, key_id: str, now: int) -> None:
    """Notes that the key was used, at most once in TOUCH_SECONDS."""
    stale_at = now - TOUCH_SECONDS * 1000
    await connection.run(_TOUCH, {"organization": organization_id, "key": key_id, "now": now, "stale_at": stale_at})
