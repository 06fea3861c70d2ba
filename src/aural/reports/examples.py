"""Examples of reports, reviews, comparisons and shares."""

from __future__ import annotations

from aural.api.examples import INTERVIEW_ID, SESSION_ID
from aural.reports.analysis.sections import SECTIONS
from aural.sessions.examples import SESSION

MADE_AT = "2026-04-02T09:00:00.000Z"
PART_ID = "019643e0-1c2d-7a3b-8f40-5d6e7f8a9b0c"
RATING = {
    "id": PART_ID,
    "criterion": "API design",
    "verdict": "LEVEL",
    "level": 2,
    "reason": "The alert changed, the process did not.",
    "person": "Dana Reyes",
    "isMine": True,
    "isCurrent": True,
    "createdAt": MADE_AT,
}
COMMENT = {
    "id": PART_ID,
    "messageId": None,
    "text": "Ask about the rollout in the next talk.",
    "person": "Dana Reyes",
    "isMine": True,
    "createdAt": MADE_AT,
    "editedAt": None,
}
DECISION = {
    "id": PART_ID,
    "verdict": "ADVANCE",
    "reason": "Named the trade-off, and measured it.",
    "person": "Dana Reyes",
    "isMine": True,
    "preliminary": False,
    "createdAt": MADE_AT,
}
REPORT = {
    **{name: SESSION[name] for name in ("summary", *SECTIONS, "sentiment", "scores", "evidence")},
    "number": 2,
    "isCurrent": True,
    "preliminary": False,
    "revision": 1,
    "reason": None,
    "origin": {"source": "model", "name": "gpt-5.2", "version": "judge/3", "fallback": None},
    "createdAt": MADE_AT,
}
SHARE_ID = "019643d4-1a2b-7c3d-8e4f-5a6b7c8d9e0f"
SHARE: dict[str, object] = {
    "id": SHARE_ID,
    "sessionId": SESSION_ID,
    "createdBy": "Dana Reyes",
    "status": "ACTIVE",
    "isConsentWithdrawn": False,
    "showsNames": False,
    "parts": ["summary", "criteria"],
    "viewCount": 2,
    "lastViewedAt": "2026-06-02T10:14:00.000Z",
    "expiresAt": "2026-06-20T09:00:00.000Z",
    "revokedAt": None,
    "createdAt": "2026-06-01T09:00:00.000Z",
}
VIEW = {
    "id": "019643d4-2b3c-7d4e-8f5a-6b7c8d9e0f1a",
    "network": "203.0.113.0/24",
    "browser": "Mozilla/5.0",
    "viewedAt": "2026-06-02T10:14:00.000Z",
}
PASSAGE = {"text": "Splits a system by its load.", "quotes": ["We split it into two services."], "chosen": [[]]}
HUMAN: dict[str, object] = {
    "level": 4,
    "by": "Dana Reyes",
    "reason": "Named both costs.",
    "ratedAt": SHARE["createdAt"],
}
SHARED: dict[str, object] = {
    "title": "Backend screening",
    "purpose": "HIRING",
    "organizationName": "Harbour Cooperative",
    "participantName": "The candidate",
    "language": "en",
    "finishedAt": "2026-04-01T12:31:00.000Z",
    "expiresAt": "2026-06-20T09:00:00.000Z",
    "reportStatus": "READY",
    "preliminary": False,
    "parts": ["summary", "criteria"],
    "summary": PASSAGE,
    "criteria": [
        {
            "name": "API design",
            "level": 3,
            "isScored": True,
            "ratings": [3, 3, 4],
            "quotes": PASSAGE["quotes"],
            "chosen": PASSAGE["chosen"],
            "why": "Names a trade-off and what it cost.",
            "wouldRaise": "A figure for the cost.",
            "human": [HUMAN],
        }
    ],
    **{section.part: None for section in SECTIONS.values()},
    "transcript": None,
}
COMPARISON: dict[str, object] = {
    "people": [
        {
            "sessionId": SESSION_ID,
            "interviewId": INTERVIEW_ID,
            "interviewTitle": "Backend screening",
            "purpose": "HIRING",
            "label": "Person A",
            "reportStatus": "READY",
            "preliminary": False,
            "reportReason": None,
            "summary": "Splits a system by its load.",
            "findings": [PASSAGE],
            "themes": [],
            "isScored": True,
            "finishedAt": "2026-04-01T12:31:00.000Z",
            "totalDurationSeconds": 1842,
        }
    ],
    "criteria": [
        {
            "name": "API design",
            "cells": [
                {
                    "level": 3,
                    "isScored": True,
                    "isHidden": False,
                    "ratings": [3, 3, 4],
                    "quotes": PASSAGE["quotes"],
                    "chosen": PASSAGE["chosen"],
                    "human": [
                        HUMAN,
                    ],
                }
            ],
        }
    ],
}
