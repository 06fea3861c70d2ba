"""The operations of keys, settings, brand, retention, the audit log."""

from __future__ import annotations

from aural.api import keys
from aural.api.operations import Answer, Body, Operation

KEY_ID = "019643e0-1a10-7c3e-9d2f-0b5f6a1c2d50"
PROJECT = {"id": "019643b0-0d66-7b8d-8c7e-5a0e1f6b7c8d", "name": "Default"}
_MADE = "2026-04-01T12:00:00.000Z"
KEY = {
    "id": KEY_ID,
    "name": "Applicant tracking",
    "prefix": "dlv_4fK9s2Lx",
    "role": "MEMBER",
    "scopes": ["interviews:read", "candidates:write"],
    "projects": [PROJECT],
    "holder": "Dana Reyes",
    "state": "ACTIVE",
    "lastUsedAt": "2026-04-02T09:12:00.000Z",
    "lastUsedFrom": "203.0.113.9",
    "expiresAt": "2026-06-30T12:00:00.000Z",
    "revokedAt": None,
    "createdAt": _MADE,
}
KEY_IN = {"name": "Applicant tracking", "role": "MEMBER", "expiresInDays": 90}

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET",
        path="/keys",
        id="listKeys",
        summary="List API keys",
        description="Keys that reach no further than yours, revoked ones too, newest first. Never the keys themselves.",
        tag="Keys",
        handler=keys.list_keys,
        answer=Answer(keys.KeyOut, KEY, is_list=True),
        paging="always",
    ),
    Operation(
        method="POST",
        path="/keys",
        id="createKey",
        summary="Create an API key",
        description="Answers the key itself, once. It can do and reach no more than you can, and lives no longer than "
        "the key that makes it.",
        tag="Keys",
        handler=keys.create_key,
        answer=Answer(
            keys.NewKeyOut, {**KEY, "lastUsedAt": None, "lastUsedFrom": None, "key": "dlv_" + "4fK9s2LxQ0aZt7Yb" * 2}
        ),
        role="ADMIN",
        body=Body(keys.KeyIn, KEY_IN),
        shows_secret=True,
    ),
    Operation(
        method="DELETE",
        path="/keys/{id}",
        id="revokeKey",
        summary="Revoke an API key",
        description="It opens nothing any more. Doing it twice is no error.",
        tag="Keys",
        handler=keys.revoke_key,
        answer=Answer(keys.KeyOut, {**KEY, "state": "REVOKED", "revokedAt": _MADE}),
        find=keys.find_key,
        role="ADMIN",
    ),
)
