"""Examples of recordings."""

from __future__ import annotations

from aural.api.examples import SESSION_ID

RECORDING_ID = "019643d5-1a2b-7c3d-8e4f-5a6b7c8d9e0f"
_FILE: dict[str, object] = {"type": "video/webm", "bytes": 14680064, "seconds": 118.04}
RECORDING: dict[str, object] = {
    "id": RECORDING_ID,
    "sessionId": SESSION_ID,
    "track": "camera",
    "status": "READY",
    "reason": None,
    "reasonCode": None,
    "mark": "sidecar",
    **_FILE,
    "startedAt": "2026-04-01T12:00:02.000Z",
    "endedAt": "2026-04-01T12:31:00.000Z",
    "takes": [{"startedAt": "2026-04-01T12:00:02.000Z", "fromSeconds": 0, "seconds": 118.04}],
}
_TOKEN = (
    f"{RECORDING_ID}.019643c0-0000-7000-8000-000000000001.019643c0-0000-7000-8000-000000000002..1775046600000."
    "5f2d6c1e8a9b7c0d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c1d"
)
_URL = f"https://aural.example.com/media/{_TOKEN}"
LINK = {**_FILE, "url": _URL, "expiresAt": "2026-04-01T12:46:00.000Z", "markUrl": f"{_URL}/mark"}
