"""Examples of the audit log."""

from __future__ import annotations

from aural.api.examples import MADE

ENTRY = {
    "id": "019643e0-2a10-7c3e-9d2f-0b5f6a1c2d60",
    "at": MADE,
    "who": "Dana Reyes",
    "userId": "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d40",
    "keyId": None,
    "operation": "updateInterview",
    "what": "Update an interview",
    "objectId": "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e",
    "about": {"kind": "interview", "id": "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e", "name": "Backend screening"},
    "address": "203.0.113.9",
    "detail": None,
    "count": 4,
    "lastAt": "2026-04-01T12:03:10.000Z",
    "number": 1204,
}
VERDICT = {
    "isIntact": True,
    "checked": 1204,
    "waiting": 3,
    "sealedAt": MADE,
    "broken": None,
    "publicKey": "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
}
