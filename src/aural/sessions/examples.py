"""Examples of sessions and their parts."""

from __future__ import annotations

from aural.api.examples import CANDIDATE_ID, CHANGED, FILE_ID, INTERVIEW_ID, MADE, MESSAGE_ID, QUESTION_ID, SESSION_ID
from aural.privacy.examples import REQUEST
from aural.reports.analysis.sections import SECTIONS

SESSION: dict[str, object] = {
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
    **{name: [section.example] for name, section in SECTIONS.items()},
    "sentiment": "positive",
    "scores": [
        {
            "criterion": "API design",
            "level": 3,
            "ratings": [3, 3, 4],
            "evidence": ["e1"],
            "why": "Names two ways to version an API and the reason for the one they took.",
            "wouldRaise": "The outcome of the decision, and how it was checked.",
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
    "elapsedSeconds": 1860,
    "startedAt": MADE,
    "completedAt": CHANGED,
    "createdAt": MADE,
    "updatedAt": CHANGED,
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
MESSAGE: dict[str, object] = {
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
WORK: dict[str, object] = {
    "questionId": QUESTION_ID,
    "code": {"language": "python", "text": "def reverse(items):\n    return items[::-1]\n"},
    "whiteboard": {"scene": FILE_ID, "picture": None, "text": "queue"},
    "savedAt": CHANGED,
}
KEYSTROKES: dict[str, object] = {"questionId": QUESTION_ID, "events": [[120, 0, 0, "d"], [260, 1, 1, "e"]]}
PROBLEM: dict[str, object] = {
    "at": MADE,
    "text": "The page froze.",
    "questionId": QUESTION_ID,
    "seconds": 94,
    "resolvedAt": CHANGED,
}
CANDIDATE_QUESTION: dict[str, object] = {
    "messageId": MESSAGE_ID,
    "text": "How big is the team?",
    "answeredWith": "Team size",
}
SUGGESTION: dict[str, object] = {
    "kind": "gap",
    "text": "No quote was found for “Cost awareness”.",
    "messageId": None,
    "questionId": None,
    "criterion": "Cost awareness",
}
LIVE = {"state": "ANSWERING", "question": 3, "questions": 7, "questionId": QUESTION_ID}
BACKGROUND = {
    "questions": [{"id": QUESTION_ID, "text": "What was hard?", "type": "OPEN_ENDED", "isRequired": True}],
    "criteria": [
        {
            "name": "API design",
            "description": "Names a trade-off, and what it cost.",
            "anchors": [{"level": 4, "text": "Compares two designs by what each cost."}],
            "questionIds": [QUESTION_ID],
        }
    ],
    "reportOrigin": {"source": "model", "name": "gpt-5.2", "version": "judge/3", "fallback": None},
    "reportMadeAt": "2026-04-01T12:40:00.000Z",
    "setAside": [],
    "stops": [{"why": "pause", "at": "2026-04-01T12:10:00.000Z", "seconds": 42}],
    "consents": [
        {
            "item": "interview",
            "version": "2026-11",
            "givenAt": "2026-04-01T11:59:00.000Z",
            "withdrawnAt": None,
            "services": [{"provider": "api.openai.com", "use": "interviewing"}],
        }
    ],
    "requests": [REQUEST],
}
INTEGRITY = {
    "isWatched": True,
    "watchedSeconds": 1_740,
    "ofSeconds": 1_800,
    "commentsUntil": None,
    "items": [
        {
            "id": "019643e0-1c2d-7a3b-8f40-5d6e7f8a9b0c",
            "kind": "away",
            "state": "hidden",
            "at": "2026-04-01T12:14:00.000Z",
            "until": "2026-04-01T12:15:10.000Z",
            "count": 2,
            "seconds": 55,
            "characters": None,
            "messageId": MESSAGE["id"],
            "comment": "My mother called. I told her to wait.",
            "commentedAt": "2026-04-01T13:02:00.000Z",
        }
    ],
}
SESSION_ROW: dict[str, object] = {**SESSION, "humanLevels": [{"criterion": "API design", "average": 3.5, "count": 2}]}
