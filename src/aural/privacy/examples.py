"""Examples of candidates' requests, retention and legal holds."""

from __future__ import annotations

from aural.api.examples import CHANGED, INTERVIEW_ID, SESSION_ID
from aural.interviews.examples import INTERVIEW

REQUEST: dict[str, object] = {
    "id": "019643e1-2c88-7d0f-8e6b-7c2a3b8d9eaf",
    "kind": "human_review",
    "name": "Alex",
    "email": "alex@example.com",
    "message": "My second answer was cut off.",
    "sessionId": SESSION_ID,
    "state": "OPEN",
    "createdAt": CHANGED,
    "eraseAskedAt": None,
    "interviewId": INTERVIEW_ID,
    "dueAt": "2026-05-01T12:31:00.000Z",
    "outcome": None,
    "reason": None,
    "decidedBy": None,
    "decidedAt": None,
    "receiptId": None,
}
REQUEST_DETAIL = {
    **REQUEST,
    "interviewTitle": INTERVIEW["title"],
    "candidateId": "019643d0-7a10-7c3e-9d2f-0b5f6a1c2d3f",
    "addressProof": "INVITED",
}
DECIDED = {"id": REQUEST_DETAIL["id"], "outcome": "APPROVED", "receiptId": None, "isTold": True}
HOLD_ID = "019643e0-3a10-7c3e-9d2f-0b5f6a1c2d70"
_TONIGHT = "2026-04-02T00:00:00.000Z"
RETENTION = {"transcriptDays": 180, "mediaDays": 30, "integrityDays": None, "tonightAt": _TONIGHT}
_OWN_DAYS = {"transcriptDays": 30, "mediaDays": 7, "integrityDays": 7}
INTERVIEW_RETENTION = {
    "followsOrganization": False,
    **_OWN_DAYS,
    "organizationDays": 180,
    "organizationMediaDays": 30,
    "organizationIntegrityDays": None,
}
OWN_RETENTION = {"interviewId": INTERVIEW_ID, "title": "Backend screening", **_OWN_DAYS}
ERASURES = {
    "tonightAt": _TONIGHT,
    "tonight": {"candidates": 12, "sessions": 14},
    "soon": {"candidates": 40, "sessions": 43},
    "held": {"candidates": 1, "sessions": 1},
    "requests": {"tonight": 0, "soon": 2, "undecided": 1, "held": 0},
    "kinds": [
        {"kind": "media", "sessions": 5, "laterSessions": 21},
        {"kind": "integrity", "sessions": 0, "laterSessions": 0},
    ],
    "interviews": [
        {
            **{name: OWN_RETENTION[name] for name in ("interviewId", "title")},
            "candidates": 40,
            "sessions": 43,
            "firstAt": _TONIGHT,
        }
    ],
}
HOLD = {
    "id": HOLD_ID,
    "what": "CANDIDATE",
    "interviewId": None,
    "candidateId": "019643d0-7a10-7c3e-9d2f-0b5f6a1c2d3f",
    "sessionId": None,
    "title": "Backend screening",
    "name": "Alex Reyes",
    "reason": "Matter 2026-114",
    "by": "Dana Reyes",
    "createdAt": "2026-04-01T12:00:00.000Z",
}
