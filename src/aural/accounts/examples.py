"""Examples of accounts."""

from __future__ import annotations

PERSON_ID = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d40"
ORGANIZATION = {"id": "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d41", "name": "Harbour Cooperative"}
ME = {
    "id": PERSON_ID,
    "name": "Dana Reyes",
    "email": "dana@example.com",
    "hasPassword": True,
    "confirmsWith": None,
    "confirmed": None,
    "language": "en",
    "theme": None,
    "isOperator": True,
    "csrfToken": "5f0c8f1d2b7a4e6f9a3c5d7e8b1a2c3d4e5f6a7b",
    "role": "OWNER",
    "organization": {**ORGANIZATION, "plan": "self-hosted", "mode": "LIVE", "isSample": False},
    "organizations": [{**ORGANIZATION, "role": "OWNER"}],
    "projects": [{"id": "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d42", "name": "Default"}],
}
PASSWORD = "correct horse battery"  # noqa: S105
CODE = "2fVb7cQkZx1mN8pRt4WyUe6sAoHd3LgJ"
