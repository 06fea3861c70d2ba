"""Examples of organizations, members, projects, keys and settings."""

from __future__ import annotations

from aural.accounts.examples import CODE, ORGANIZATION
from aural.api.examples import MADE

AT = "2026-11-24T10:36:00.000Z"
MEMBER = {
    "id": "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d44",
    "name": "Robin Hale",
    "email": "robin@example.com",
    "role": "MEMBER",
    "projectIds": None,
    "keys": 1,
    "lastSeenAt": AT,
    "createdAt": AT,
}
INVITATION: dict[str, object] = {
    "id": "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d45",
    "role": "MEMBER",
    "projectIds": None,
    "email": None,
    "url": f"https://aural.example.com/join/{CODE}",
    "invitedBy": "Dana Reyes",
    "isOver": False,
    "expiresAt": AT,
    "createdAt": AT,
}
PROJECT = {"id": "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d42", "name": "Engineering", "interviews": 3, "createdAt": AT}
OWN_ORGANIZATION = {**ORGANIZATION, "plan": "self-hosted", "mode": "LIVE", "isSample": False, "createdAt": AT}
KEY_ID = "019643e0-1a10-7c3e-9d2f-0b5f6a1c2d50"
DEFAULT_PROJECT = {"id": "019643b0-0d66-7b8d-8c7e-5a0e1f6b7c8d", "name": "Default"}
KEY = {
    "id": KEY_ID,
    "name": "Applicant tracking",
    "prefix": "dlv_4fK9s2Lx",
    "mode": "LIVE",
    "role": "MEMBER",
    "scopes": ["interviews:read", "candidates:write"],
    "projects": [DEFAULT_PROJECT],
    "holder": "Dana Reyes",
    "state": "ACTIVE",
    "lastUsedAt": "2026-04-02T09:12:00.000Z",
    "lastUsedFrom": "203.0.113.9",
    "expiresAt": "2026-06-30T12:00:00.000Z",
    "revokedAt": None,
    "createdAt": MADE,
}
ENGINE = {
    "engine": "OWN",
    "model": "gpt-oss-120b",
    "address": "https://models.example.com/v1",
    "hasKey": True,
    "outputMode": "native",
    "deployment": None,
    "allowsPrivateAddresses": False,
    "thinks": "gpt-oss-120b",
}
VOICE = {
    "mouth": {"engine": "embedded", "languages": ["en"], "problem": None},
    "ear": {"engine": "embedded", "languages": ["de", "en", "zh"], "problem": None},
    "places": {"most": 8, "free": 6},
}
ENGINE_CHANGE = {"engine": "OWN", "model": "gpt-oss-120b", "address": "https://models.example.com/v1", "key": "sk-1234"}
TRIAL = {
    "isWell": True,
    "findings": [{"isWell": True, "text": "The model “gpt-oss-120b” answers and streams; it used 42 tokens."}],
    "seconds": 0.84,
    "tokens": 512,
    "answer": "I moved our planning from every two weeks to every six.",
    "words": "You said the short rounds left no time. How did you notice?",
    "fallback": None,
}
BRAND = {
    "name": "Harbour",
    "ownName": "Harbour",
    "organization": "Harbour Cooperative",
    "accent": "#b05a1e",
    "inkOnAccent": "#ffffff",
    "tints": {
        "light": {"accent": "#b05a1e", "ink": "#ffffff"},
        "dark": {"accent": "#b05a1e", "ink": "#ffffff"},
    },
    "logo": None,
}
