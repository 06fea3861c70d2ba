"""Examples of webhook endpoints and deliveries."""

from __future__ import annotations

WEBHOOK_ID = "019643d6-1a2b-7c3d-8e4f-5a6b7c8d9e0f"
DELIVERY_ID = "019643d6-2b3c-7d4e-8f5a-6b7c8d9e0f1a"
EVENT_ID = "019643d6-3c4d-7e5f-9a6b-7c8d9e0f1a2b"
_AT = "2026-06-01T09:00:00.000Z"
WEBHOOK_IN = {
    "url": "https://hooks.example.com/aural",
    "description": "Tracking system",
    "events": ["session.analyzed"],
}
WEBHOOK: dict[str, object] = {
    "id": WEBHOOK_ID,
    **WEBHOOK_IN,
    "projectId": None,
    "isEnabled": True,
    "disabledReason": None,
    "failingSince": None,
    "deliveredAt": _AT,
    "recent": {"delivered": 48, "failed": 2},
    "previousSecretUntil": None,
    "createdAt": _AT,
    "updatedAt": _AT,
}
SECRET = {"secret": "whsec_…"}
DELIVERY: dict[str, object] = {
    "id": DELIVERY_ID,
    "eventId": EVENT_ID,
    "type": "session.analyzed",
    "state": "DELIVERED",
    "reason": None,
    "isReplay": False,
    "attempts": 1,
    "mostAttempts": 10,
    "lastStatus": 204,
    "lastMilliseconds": 84,
    "nextAt": None,
    "happenedAt": _AT,
    "createdAt": _AT,
    "endedAt": _AT,
}
WHOLE_DELIVERY: dict[str, object] = {
    **DELIVERY,
    "body": f'{{"type":"session.analyzed","timestamp":"{_AT}","data":{{"id":"{EVENT_ID}"}}}}',
    "history": [
        {
            "number": 1,
            "outcome": "ACCEPTED",
            "status": 204,
            "answer": "",
            "error": None,
            "startedAt": _AT,
            "milliseconds": 84,
            "headers": {
                "content-type": "application/json",
                "user-agent": "Aural-Webhooks/1.0",
                "webhook-id": EVENT_ID,
                "webhook-timestamp": "1780304400",
                "webhook-signature": "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
            },
        }
    ],
}
