"""The operations of sessions across interviews, found and filtered."""

from __future__ import annotations

from aural.api import examples
from aural.api.operations import Answer, Operation
from aural.sessions import endpoints as sessions
from aural.sessions import integrity_endpoints as integrity
from aural.sessions import live_endpoints as live
from aural.sessions.background_endpoints import BackgroundOut, get_background

LIVE = {"state": "ANSWERING", "question": 3, "questions": 7, "questionId": examples.QUESTION_ID}
BACKGROUND = {
    "questions": [{"id": examples.QUESTION_ID, "text": "What was hard?", "type": "OPEN_ENDED", "isRequired": True}],
    "criteria": [{"name": "API design", "description": "Names a trade-off, and what it cost."}],
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
    "requests": [examples.REQUEST],
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
            "messageId": examples.MESSAGE["id"],
            "comment": "My mother called. I told her to wait.",
            "commentedAt": "2026-04-01T13:02:00.000Z",
        }
    ],
}

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        method="GET",
        path="/sessions",
        id="listAllSessions",
        summary="List the sessions of all interviews",
        description="Sessions within reach with their reports, newest first.",
        tag="Sessions",
        handler=sessions.list_sessions,
        query=sessions.SessionQuery,
        answer=Answer(sessions.SessionOut, examples.SESSION, is_list=True),
        paging="always",
    ),
    Operation(
        method="GET",
        path="/sessions/{id}/live",
        id="watchSession",
        summary="Watch a session",
        description=(
            "Server-sent events: what was said behind `after`, then each message as it is stored, and where the "
            "session is. It closes when the session ends, and after five minutes: then ask again."
        ),
        tag="Sessions",
        handler=live.watch,
        query=live.LiveQuery,
        answer=None,
        streams=Answer(
            live.LiveEvent,
            {"type": "state", "message": None, "live": {**LIVE, "text": "What was hard?"}, "status": "IN_PROGRESS"},
        ),
        find=sessions.find_session,
        role="MEMBER",
    ),
    Operation(
        method="GET",
        path="/sessions/{id}/background",
        id="getBackground",
        summary="Get what a report rests on",
        description="The questions and criteria as they were, who wrote the report, stops of the clock, consents.",
        tag="Sessions",
        handler=get_background,
        answer=Answer(BackgroundOut, BACKGROUND),
        find=sessions.find_session,
    ),
    Operation(
        method="GET",
        path="/sessions/{id}/integrity",
        id="getIntegrity",
        summary="Get the signals of integrity of a session",
        description="How it was taken, where `antiCheatingEnabled` was on and the candidate agreed: a timeline to ask "
        "about, with the candidate's words. It changes no score, and nobody is failed by it.",
        tag="Sessions",
        handler=integrity.get_integrity,
        answer=Answer(integrity.IntegrityOut, INTEGRITY),
        find=sessions.find_session,
    ),
)
