"""Examples of insights."""

from __future__ import annotations

from aural.api.examples import INTERVIEW_ID, QUESTION_ID, SESSION_ID

COMPLETION = {
    "added": 30,
    "invited": 24,
    "came": 20,
    "started": 21,
    "finished": 18,
    "abandoned": 2,
    "running": 1,
    "reported": 17,
    "notScorable": 1,
    "averageSeconds": 1710,
}
QUOTE = {"sessionId": SESSION_ID, "interviewId": INTERVIEW_ID, "quote": "We split it by load."}
AGAINST = {**QUOTE, "quote": "We never had to scale."}
TOGETHER: dict[str, object] = {
    "isEnough": True,
    "fewest": 5,
    "completion": COMPLETION,
    "themes": [
        {
            "name": "Scaling",
            "theme": "scaling",
            "themes": ["scaling", "load"],
            "count": 11,
            "total": 18,
            "quotes": [QUOTE],
            "counter": {**AGAINST, "kind": "OPPOSITE"},
            "sessions": [{**QUOTE, "participantName": "Mina Okafor", "isAgainst": False}],
        }
    ],
    "interviewer": {
        "sessions": 18,
        "conduct": [{"kind": "repeats", "count": 7, "sessions": 5}],
        "limited": 18,
        "overLimit": 1,
    },
    "mood": {"positive": 6, "neutral": 9, "negative": 2, "mixed": 1},
}
INSIGHTS: dict[str, object] = {
    "interviewId": INTERVIEW_ID,
    "title": "Backend screening",
    **TOGETHER,
    "questions": [
        {
            "questionId": QUESTION_ID,
            "text": "How would you split this service?",
            "order": 0,
            "isCurrent": True,
            "answered": 17,
            "skipped": 1,
            "left": 1,
            "unreached": 1,
            "followUps": 31,
            "medianSeconds": 212,
            "lowSeconds": 150,
            "highSeconds": 301,
            "findings": [{"name": "Scaling", "count": 9, "quotes": [QUOTE], "contraryCount": 1, "contrary": [AGAINST]}],
            "choices": {
                "answered": 17,
                "other": 2,
                "options": [
                    {"text": "By load", "count": 9, "isCurrent": True},
                    {"text": "By team", "count": 6, "isCurrent": True},
                    {"text": "Not at all", "count": 0, "isCurrent": True},
                ],
            },
        }
    ],
    "criteria": [{"name": "API design", "levels": [1, 4, 8, 3], "noEvidence": 1, "total": 17}],
    "weeks": [
        {
            "startsAt": "2026-03-30T00:00:00.000Z",
            "started": 21,
            "finished": 18,
            "reported": 17,
            "ratings": 34,
            "same": 22,
            "close": 9,
        }
    ],
}
OVERALL = {
    **TOGETHER,
    "interviews": [
        {"interviewId": INTERVIEW_ID, "title": "Backend screening", **COMPLETION, "added": 0, "invited": 0, "came": 0}
    ],
}
