"""Examples of usage and plans."""

from __future__ import annotations

from aural.organizations.examples import DEFAULT_PROJECT

USAGE = {
    "plan": "pro",
    "templates": {"used": 8, "limit": 25},
    "session_hours": {"used": 42.5, "limit": 100},
    "ai_tokens": {"used": 125000, "limit": 500000},
    "seats": {"used": 5, "limit": 10},
    "recording_bytes": {"used": 5368709120, "limit": 107374182400},
}
PLAN = {
    "name": "self-hosted",
    "isChosen": True,
    "templates": None,
    "sessionHours": None,
    "aiTokens": None,
    "seats": None,
    "rateLimitPerMinute": None,
    "recordingBytes": None,
}
MONTH = {
    "month": "2026-04",
    "sessionHours": 42.5,
    "aiTokens": 1_250_000,
    "projects": [{**DEFAULT_PROJECT, "sessions": 80, "sessionHours": 40.0}],
}
