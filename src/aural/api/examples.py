"""Ids and times that the examples of several features share."""

from __future__ import annotations

INTERVIEW_ID = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e"
QUESTION_ID = "019643c1-1b22-7d4f-8e3a-1c6a7b2d3e4f"
SESSION_ID = "019643d2-5c33-7e5a-9f4b-2d7b8c3e4f5a"
CANDIDATE_ID = "019643c8-9d44-7f6b-8a5c-3e8c9d4f5a6b"
MESSAGE_ID = "019643d2-6e55-7a7c-9b6d-4f9d0e5a6b7c"
REQUEST_ID = "019643d3-8f77-7b9e-8d5a-6b1f2a7c8d9e"
MADE, CHANGED = "2026-04-01T12:00:00.000Z", "2026-04-01T12:31:00.000Z"
FILE_ID = "019643d2-5b1c-7f0a-9c3e-2d4b6a8c0e1f"
