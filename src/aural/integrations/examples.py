"""Examples of connections and assessments."""

from __future__ import annotations

from aural.api.examples import CANDIDATE_ID

INTEGRATION_ID = "019643d6-4d5e-7f6a-8b7c-8d9e0f1a2b3c"
ASSESSMENT_ID = "019643d6-5e6f-7a7b-9c8d-9e0f1a2b3c4d"
_AT = "2026-06-01T09:00:00.000Z"
INTEGRATION: dict[str, object] = {
    "id": INTEGRATION_ID,
    "vendor": "GREENHOUSE",
    "projectId": None,
    "url": "https://aural.example.com/integrations/greenhouse",
    "hasVendorKey": False,
    "isEnabled": True,
    "previousKeyUntil": None,
    "usedAt": _AT,
    "createdAt": _AT,
    "updatedAt": _AT,
}
KEY = {"key": "ats_…"}
ASSESSMENT: dict[str, object] = {
    "id": ASSESSMENT_ID,
    "candidateId": CANDIDATE_ID,
    "sessionId": None,
    "status": "INVITED",
    "toldAt": None,
    "error": None,
    "createdAt": _AT,
}
