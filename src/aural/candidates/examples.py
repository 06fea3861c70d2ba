"""Examples of candidates, email templates and imports."""

from __future__ import annotations

from aural.api.examples import CANDIDATE_ID, CHANGED, INTERVIEW_ID, MADE, SESSION_ID

_TOKEN = "inv_4fK9s2LxQ0aZt7Yb3Nc8Rw"  # noqa: S105  (an example)
CANDIDATE: dict[str, object] = {
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
    "lastActivityAt": "2026-04-01T10:00:04.000Z",
}
CANDIDATE_ACROSS: dict[str, object] = {
    **CANDIDATE,
    "interviewTitle": "Backend Screening",
    "sessions": [
        {
            "id": SESSION_ID,
            "status": "COMPLETED",
            "endReason": "FINISHED",
            "reportStatus": "READY",
            "startedAt": MADE,
            "completedAt": CHANGED,
            "totalDurationSeconds": 1842,
        }
    ],
}
CANDIDATE_DETAIL: dict[str, object] = {
    **CANDIDATE_ACROSS,
    "resume": {"fileName": None, "text": "Alex. Ten years of Go."},
}
_INVITATION = {
    "subject": "Your interview “{title}” at {organization}",
    "text": "Hello {name},\n\n{link}",
}
LETTERS = {
    "invitation": {**_INVITATION, "isBuiltIn": False},
    "reminder": {"subject": "A reminder: {title}", "text": "{link}", "isBuiltIn": True},
    "invitationSubject": _INVITATION["subject"],
    "invitationText": _INVITATION["text"],
    "reminderSubject": None,
    "reminderText": None,
    "remindAfterDays": 3,
    "expireAfterDays": 14,
    "doneNoteTo": "dana@example.com",
    "language": "en",
    "placeholders": ["name", "title", "organization", "link", "minutes", "deadline"],
    "mail": True,
}
IMPORT_ID = "019643f4-1b2c-7d3e-8f4a-5b6c7d8e9fa0"
_ROW = {"line": 3, "name": "Alex", "email": "alex(at)example.com", "phone": None, "notes": None}
_REASON = {"field": "email", "code": "EMAIL_INVALID", "message": "is not an email address"}
IMPORT = {
    "id": IMPORT_ID,
    "interviewId": INTERVIEW_ID,
    "fileName": "candidates.csv",
    "columns": [
        {"index": 0, "name": "Name", "samples": ["Mina Sol", "Alex"], "guess": "name"},
        {"index": 1, "name": "Email", "samples": ["mina@example.com", "alex(at)example.com"], "guess": "email"},
    ],
    "mapping": {"name": 0, "firstName": None, "lastName": None, "email": 1, "phone": None, "notes": None},
    "allowsMissingEmail": False,
    "rowCount": 2,
    "ready": 1,
    "toFix": 1,
    "alreadyHere": 0,
    "leftOut": 0,
    "problems": [{**_ROW, "reasons": [_REASON]}],
    "known": [],
    "preview": [{**_ROW, "line": 2, "name": "Mina Sol", "email": "mina@example.com"}],
    "writtenCount": 0,
    "createdCount": 0,
    "isDone": False,
    "createdAt": "2026-04-01T10:00:00.000Z",
    "expiresAt": "2026-04-02T10:00:00.000Z",
}
