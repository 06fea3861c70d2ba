"""What the OpenAPI document shows. The test suite validates each against its own schema."""

from __future__ import annotations

from typing import Any

INTERVIEW_ID = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e"
QUESTION_ID = "019643c1-1b22-7d4f-8e3a-1c6a7b2d3e4f"
SESSION_ID = "019643d2-5c33-7e5a-9f4b-2d7b8c3e4f5a"
CANDIDATE_ID = "019643c8-9d44-7f6b-8a5c-3e8c9d4f5a6b"
MESSAGE_ID = "019643d2-6e55-7a7c-9b6d-4f9d0e5a6b7c"
REQUEST_ID = "019643d3-8f77-7b9e-8d5a-6b1f2a7c8d9e"
_MADE, _CHANGED = "2026-04-01T12:00:00.000Z", "2026-04-01T12:31:00.000Z"
_TOKEN = "inv_4fK9s2LxQ0aZt7Yb3Nc8Rw"  # noqa: S105  (an example)

INTERVIEW_IN = {"title": "Backend screening", "voiceEnabled": True, "chatEnabled": True}
INTERVIEW_CHANGE = {"voiceEnabled": True}
INTERVIEW: dict[str, Any] = {
    "id": INTERVIEW_ID,
    "projectId": "019643b0-0d66-7b8d-8c7e-5a0e1f6b7c8d",
    "title": "Backend screening",
    "purpose": "HIRING",
    "description": None,
    "objective": "Assess API design",
    "assessmentCriteria": [
        {
            "name": "API design",
            "description": "Weighs trade-offs of an interface.",
            "anchors": [{"level": 4, "text": "Compares two designs by what they cost their callers."}],
            "questionIds": [QUESTION_ID],
        }
    ],
    "chatEnabled": True,
    "voiceEnabled": True,
    "videoEnabled": False,
    "aiName": "Aural",
    "aiTone": "PROFESSIONAL",
    "followUpDepth": "MODERATE",
    "language": "en",
    "timeLimitMinutes": 30,
    "antiCheatingEnabled": False,
    "faceCountEnabled": False,
    "nextSteps": "We write to you within a week.",
    "contactEmail": "jobs@example.com",
    "blindRating": None,
    "maxPauses": 3,
    "maxPauseMinutes": 10,
    "approvedFacts": [{"topic": "Team size", "text": "The team has six people, all of them engineers."}],
    "isActive": True,
    "requireInvite": False,
    "publicSlug": "backend-screening-3f9a1c07be",
    "createdAt": _MADE,
    "updatedAt": _CHANGED,
    "_count": {"questions": 1, "sessions": 12},
}
QUESTION_IN = {"text": "Pick one", "type": "SINGLE_CHOICE", "options": ["A", "B"]}
QUESTION_CHANGE = {"order": 1}
QUESTION: dict[str, Any] = {
    "id": QUESTION_ID,
    "interviewId": INTERVIEW_ID,
    "text": "Pick one",
    "description": None,
    "type": "SINGLE_CHOICE",
    "order": 0,
    "isRequired": True,
    "required": True,
    "options": ["A", "B"],
    "probeOnShort": True,
    "followUpEnabled": True,
    "followUpDepth": None,
    "probes": [{"when": "SHORT", "ask": "What made you choose that one?", "about": None}],
    "hasOwnProbes": True,
    "starterCode": None,
    "timeLimitSeconds": None,
    "createdAt": _MADE,
    "updatedAt": _MADE,
}
SESSION: dict[str, Any] = {
    "id": SESSION_ID,
    "candidateId": CANDIDATE_ID,
    "status": "COMPLETED",
    "endReason": "FINISHED",
    "reportStatus": "READY",
    "reportReason": None,
    "reportRevision": 1,
    "preliminary": False,
    "preliminaryUntil": None,
    "participantName": "Alex",
    "participantEmail": "alex@example.com",
    "summary": "Strong system design answers.",
    "insights": ["Clear tradeoff discussion"],
    "themes": ["APIs"],
    "sentiment": "positive",
    "scores": [
        {
            "criterion": "API design",
            "level": 3,
            "ratings": [3, 3, 4],
            "evidence": ["e1"],
            "why": "Names two ways to version an API and the reason for the one they took.",
            "wouldRaise": "What came of the decision, and how that was checked.",
            "spread": 1,
            "interval": {"low": 3, "high": 4, "confidence": 0.75},
            "loweredFrom": None,
        }
    ],
    "evidence": [
        {"id": "e1", "supports": "summary", "messageId": MESSAGE_ID, "start": 0, "end": 10, "quote": "We split it"[:10]}
    ],
    "language": "en",
    "versionNumber": 4,
    "totalDurationSeconds": 1842,
    "startedAt": _MADE,
    "completedAt": _CHANGED,
    "createdAt": _MADE,
    "updatedAt": _CHANGED,
    "_count": {"messages": 42},
    "interviewId": INTERVIEW_ID,
    "interviewTitle": "Senior Backend Engineer Screening",
    "purpose": "HIRING",
    "live": None,
    "hasProblem": False,
    "decision": None,
    "isReviewed": True,
    "levelsHidden": False,
}
MESSAGE: dict[str, Any] = {
    "id": MESSAGE_ID,
    "seq": 2,
    "role": "user",
    "content": "We split it into two services.",
    "timestamp": "2026-04-01T12:00:05.000Z",
    "questionId": QUESTION_ID,
    "kind": "answer",
    "move": None,
    "origin": None,
    "data": None,
    "originalContent": "We split it into too services.",
    "note": "I meant the billing service.",
    "isLeftOut": False,
}
FILE_ID = "019643d2-5b1c-7f0a-9c3e-2d4b6a8c0e1f"
WORK: dict[str, Any] = {
    "questionId": QUESTION_ID,
    "code": {"language": "python", "text": "def reverse(items):\n    return items[::-1]\n"},
    "whiteboard": {"scene": FILE_ID, "picture": None, "text": "queue"},
    "savedAt": _CHANGED,
}
KEYSTROKES: dict[str, Any] = {"questionId": QUESTION_ID, "events": [[120, 0, 0, "d"], [260, 1, 1, "e"]]}
PROBLEM: dict[str, Any] = {
    "at": _MADE,
    "text": "The page froze.",
    "questionId": QUESTION_ID,
    "seconds": 94,
    "resolvedAt": _CHANGED,
}
CANDIDATE_QUESTION: dict[str, Any] = {
    "messageId": MESSAGE_ID,
    "text": "How big is the team?",
    "answeredWith": "Team size",
}
SUGGESTION: dict[str, Any] = {
    "kind": "gap",
    "text": "No quote was found for “Cost awareness”.",
    "messageId": None,
    "questionId": None,
    "criterion": "Cost awareness",
}
CANDIDATE_IN = {"name": "Alex", "email": "alex@example.com"}
CANDIDATE: dict[str, Any] = {
    "id": CANDIDATE_ID,
    "interviewId": INTERVIEW_ID,
    "name": "Alex",
    "email": "alex@example.com",
    "phone": "+1-555-0100",
    "notes": "Referral from Jane",
    "inviteToken": _TOKEN,
    "inviteUrl": f"https://aural.example.com/i/backend-screening-3f9a1c07be?token={_TOKEN}",
    "sessionId": None,
    "createdAt": "2026-04-01T10:00:00.000Z",
    "updatedAt": "2026-04-01T10:00:00.000Z",
    "status": "INVITED",
    "invitedAt": "2026-04-01T10:00:04.000Z",
    "openedAt": None,
    "remindedAt": None,
    "expiresAt": "2026-04-15T17:00:00.000Z",
    "revokedAt": None,
    "mailStatus": "SENT",
    "mailError": None,
    "retakes": 0,
}
CANDIDATE_ACROSS: dict[str, Any] = {
    **CANDIDATE,
    "interviewTitle": "Backend Screening",
    "sessions": [
        {
            "id": SESSION_ID,
            "status": "COMPLETED",
            "endReason": "FINISHED",
            "reportStatus": "READY",
            "startedAt": _MADE,
            "completedAt": _CHANGED,
            "totalDurationSeconds": 1842,
        }
    ],
}
CANDIDATE_DETAIL: dict[str, Any] = {**CANDIDATE_ACROSS, "resume": {"fileName": None, "text": "Alex. Ten years of Go."}}
REQUEST_CHANGE = {"state": "DONE"}
REQUEST: dict[str, Any] = {
    "id": "019643e1-2c88-7d0f-8e6b-7c2a3b8d9eaf",
    "kind": "human_review",
    "name": "Alex",
    "email": "alex@example.com",
    "message": "My second answer was cut off.",
    "sessionId": SESSION_ID,
    "state": "OPEN",
    "createdAt": _CHANGED,
    "eraseAskedAt": None,
    "interviewId": INTERVIEW_ID,
    "dueAt": "2026-05-01T12:31:00.000Z",
    "outcome": None,
    "reason": None,
    "decidedBy": None,
    "decidedAt": None,
    "receiptId": None,
}
USAGE = {
    "plan": "pro",
    "templates": {"used": 8, "limit": 25},
    "session_hours": {"used": 42.5, "limit": 100},
    "ai_tokens": {"used": 125000, "limit": 500000},
    "seats": {"used": 5, "limit": 10},
    "recording_bytes": {"used": 5368709120, "limit": 107374182400},
}
