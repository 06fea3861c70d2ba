"""Examples of interviews, questions, versions and library questions."""

from __future__ import annotations

from aural.api.examples import CHANGED, INTERVIEW_ID, MADE, QUESTION_ID
from aural.api.validation import Json, defaults, on_wire
from aural.interviews.question_schemas import QuestionFields
from aural.interviews.schemas import InterviewIn, SettingsOut

INTERVIEW: Json = {
    "id": INTERVIEW_ID,
    "projectId": "019643b0-0d66-7b8d-8c7e-5a0e1f6b7c8d",
    "title": "Backend screening",
    **on_wire(InterviewIn, defaults(InterviewIn)),
    "objective": "Assess API design",
    "assessmentCriteria": [
        {
            "name": "API design",
            "description": "Weighs trade-offs of an interface.",
            "anchors": [{"level": 4, "text": "Compares two designs by what they cost their callers."}],
            "questionIds": [QUESTION_ID],
        }
    ],
    "voiceEnabled": True,
    "timeLimitMinutes": 30,
    "nextSteps": "We write to you within a week.",
    "contactEmail": "jobs@example.com",
    "approvedFacts": [{"topic": "Team size", "text": "The team has six people, all of them engineers."}],
    "isActive": True,
    "isDraft": False,
    "publishedAt": MADE,
    "requireInvite": False,
    "publicSlug": "backend-screening-3f9a1c07be",
    "createdAt": MADE,
    "updatedAt": CHANGED,
    "_count": {"questions": 1, "sessions": 12},
}
QUESTION: Json = {
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
    "probes": [{"when": "SHORT", "text": "What made you choose that one?", "about": None}],
    "hasOwnProbes": True,
    "starterCode": None,
    "timeLimitSeconds": None,
    "createdAt": MADE,
    "updatedAt": MADE,
}
CRITERION: Json = INTERVIEW["assessmentCriteria"][0]
CRITERION_IN_FILE = {**{name: CRITERION[name] for name in ("name", "description", "anchors")}, "questions": [0]}
SETTINGS = {name: INTERVIEW[name] for name in SettingsOut.model_json_schema()["properties"]}
QUESTION_FIELDS = {name: QUESTION[name] for name in QuestionFields.model_json_schema()["properties"]}
FILE: Json = {
    "format": "aural-interview",
    "version": 1,
    "interview": {**SETTINGS, "assessmentCriteria": [CRITERION_IN_FILE]},
    "questions": [QUESTION_FIELDS],
}
CHECKS: Json = {
    "questionTimes": [{"questionId": QUESTION_ID, "seconds": 150}],
    "estimatedMinutes": 4,
    "timeLimitMinutes": 30,
    "estimate": {
        "model": "gpt-5.2",
        "judge": "gpt-5.2",
        "answers": 9,
        "interviewing": {"calls": 9, "inputTokens": 23949, "cachedTokens": 19848, "outputTokens": 630},
        "judging": {"calls": 16, "inputTokens": 12280, "cachedTokens": 0, "outputTokens": 3200},
        "tokens": 40059,
        "cost": {"amount": 0.0613, "currency": "USD"},
        "interviewsLeft": None,
    },
    "concerns": [
        {
            "code": "CRITERION_WITHOUT_QUESTION",
            "questionId": None,
            "criterion": 0,
            "start": None,
            "end": None,
            "probe": None,
            "message": "No question is selected for this criterion, so it's rated on all answers.",
        }
    ],
}
TEMPLATE: Json = {
    "id": "backend-engineer",
    "language": "en",
    "title": "Backend engineer: first conversation",
    "description": "For engineers who build and run services.",
    "purpose": "HIRING",
    "questionCount": 1,
    "estimatedMinutes": 4,
    "file": FILE,
}
VERSION_ID = "019643e0-2d11-7c3f-8a4b-5c6d7e8f9a0b"
VERSION: Json = {
    "id": VERSION_ID,
    "interviewId": INTERVIEW_ID,
    "number": 4,
    "createdAt": INTERVIEW["updatedAt"],
    "sessionCount": 12,
    "isCurrent": False,
}
WHOLE_VERSION: Json = {
    **VERSION,
    "interview": {**SETTINGS, "assessmentCriteria": [CRITERION]},
    "questions": [{**QUESTION_FIELDS, "id": QUESTION_ID}],
}
DIFFERENCE: Json = {
    "before": 4,
    "after": None,
    "changes": [
        {"kind": "changed", "path": "timeLimitMinutes", "before": 30, "after": 45},
        {"kind": "changed", "path": f"questions.{QUESTION_ID}.text", "before": "Pick", "after": "Pick one"},
    ],
}
LIBRARY_ID = "019643e1-3e22-7d4a-9b5c-6d7e8f9a0b1c"
LIBRARY_QUESTION: Json = {
    **QUESTION_FIELDS,
    "id": LIBRARY_ID,
    "tags": ["api", "design"],
    "createdAt": INTERVIEW["createdAt"],
    "updatedAt": INTERVIEW["updatedAt"],
}
PREVIEW: Json = {
    "url": "https://aural.example.com/i/preview-3f9a1c07be?token=4fK9s2LxQ0aZt7Yb3Nc8Rw",
    "expiresAt": "2026-04-01T16:31:00.000Z",
}
