"""Examples of rehearsals."""

from __future__ import annotations

from aural.api.examples import INTERVIEW_ID, QUESTION_ID
from aural.authoring.examples import QUESTION

REHEARSAL = {
    "id": "019643d5-3c4d-7e5f-8a6b-7c8d9e0f1a2b",
    "interviewId": INTERVIEW_ID,
    "status": "RUNNING",
    "kinds": ["STRONG", "VAGUE"],
    "isPlayed": False,
    "done": 1,
    "origin": {"source": "guided"},
    "error": None,
    "createdAt": "2026-04-01T12:00:00.000Z",
    "updatedAt": "2026-04-01T12:00:04.000Z",
}
_ASKED = {"role": "assistant", "kind": "question", "move": "next", "questionId": QUESTION_ID, "seconds": 0}
REHEARSED = {
    "kind": "STRONG",
    "minutes": 11.5,
    "end": "FINISHED",
    "asked": 4,
    "answered": 4,
    "skipped": 0,
    "requiredMissed": [],
    "criteriaCovered": ["Own part"],
    "followUps": 5,
    "followUpBudget": 8,
    "repeats": 0,
    "redirects": 0,
    "levels": None,
    "transcript": [{**_ASKED, "text": QUESTION["text"]}],
}
