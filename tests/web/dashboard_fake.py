"""A dashboard with a faked API, so that a test can show any state of its pages directly and keep it."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.async_api import Page

from aural.organizations import examples
from tests.web.played import Asked, player_of
from tests.web.room_fake import OpenPage

PROJECTS = [{"id": "p1", "name": "Hiring 2026"}, {"id": "p2", "name": "Customer research"}]
ORGANIZATION = {"id": "o1", "name": "Harbour Cooperative", "plan": "TEAM", "isSample": False}
BROKEN = {
    "code": "STORAGE_UNAVAILABLE",
    "message": "The storage cannot be used right now.",
    "requestId": "req_7f3a9c21",
}
UNAUTHORIZED = {"code": "UNAUTHORIZED", "message": "Sign in first.", "requestId": "req_0"}
NOT_FOUND = {"code": "NOT_FOUND", "message": "Nothing was found here.", "requestId": "req_404"}


def me(role: str = "OWNER", **changes: Any) -> dict[str, Any]:
    return {
        "id": "u1",
        "name": "Dana Whitfield",
        "email": "dana@harbour.example",
        "hasPassword": True,
        "confirmsWith": None,
        "confirmed": None,
        "language": None,
        "theme": None,
        "isOperator": True,
        "csrfToken": "csrf-token",
        "role": role,
        "organization": ORGANIZATION,
        "organizations": [
            {"id": "o1", "name": "Harbour Cooperative", "role": role},
            {"id": "o2", "name": "Northfield Library", "role": "VIEWER"},
        ],
        "projects": PROJECTS,
    } | changes


def interview(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"i{number}",
        "projectId": "p1",
        "title": f"Interview number {number}",
        "purpose": "HIRING",
        "description": None,
        "objective": "Find out what people do when a system they look after fails.",
        "assessmentCriteria": [],
        "chatEnabled": True,
        "voiceEnabled": False,
        "videoEnabled": False,
        "aiName": "Aural",
        "aiTone": "PROFESSIONAL",
        "followUpDepth": "MODERATE",
        "language": "en",
        "timeLimitMinutes": 30,
        "antiCheatingEnabled": False,
        "faceCountEnabled": False,
        "nextSteps": None,
        "contactEmail": "people@harbour.example",
        "maxPauses": 3,
        "maxPauseMinutes": 10,
        "approvedFacts": [],
        "blindRating": None,
        "isActive": True,
        "isDraft": False,
        "publishedAt": "2026-11-11T09:00:00.000Z",
        "requireInvite": False,
        "publicSlug": f"interview-{number}",
        "createdAt": "2026-11-10T09:00:00.000Z",
        "updatedAt": "2026-11-14T09:36:00.000Z",
        "_count": {"questions": 7, "sessions": 18},
    } | changes


INTERVIEWS = [
    interview(1, title="Backend engineer, first conversation", voiceEnabled=True),
    interview(2, title="Why members leave the library", projectId="p2", _count={"questions": 5, "sessions": 142}),
    interview(3, title="Warehouse lead: planning a peak week across three sites and two shifts", requireInvite=True),
    interview(
        4,
        title="Onboarding, after 30 days",
        objective=None,
        isActive=False,
        isDraft=True,
        publishedAt=None,
        publicSlug=None,
        _count={"questions": 0, "sessions": 0},
    ),
    interview(5, title="Designer portfolio talk", isActive=False, videoEnabled=True, voiceEnabled=True),
]


def question(number: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"q{number}",
        "interviewId": "i1",
        "order": number - 1,
        "text": f"What did you do on day {number} of the outage?",
        "description": None,
        "type": "OPEN_ENDED",
        "required": True,
        "options": None,
        "followUpEnabled": True,
        "followUpDepth": None,
        "probes": [],
        "hasOwnProbes": False,
        "starterCode": None,
        "timeLimitSeconds": None,
        "createdAt": "2026-11-10T09:00:00.000Z",
        "updatedAt": "2026-11-14T09:36:00.000Z",
    } | changes


PROBES = [
    {"when": "SHORT", "text": "What happened?", "about": None},
    {"when": "NO_OWN_PART", "text": "Which part of that did you do yourself?", "about": None},
    {"when": "NO_RESULT", "text": "What came of it in the end?", "about": None},
    {"when": "NO_FIGURE", "text": "How could you tell it had worked?", "about": None},
]
FAILURE = "Tell me about a time a system you looked after failed under load."
QUESTIONS = [
    question(1, text=FAILURE, description="Any system.", probes=PROBES),
    question(2, text="Which of these have you run?", type="SINGLE_CHOICE", options=["Kafka", "Redis", "None of them"]),
    question(3, text="Write a function that doubles a number.", type="CODING", starterCode="def double(x):\n    ...\n"),
    question(4, text="Sketch how an order travels.", type="WHITEBOARD", required=False, timeLimitSeconds=600),
]


#: Requests that most pages send in addition to their own.
ALWAYS: dict[str, Any] = {
    "GET /templates": [],
    "GET /holds": [],
    "GET /views": [],
    "GET /settings/voice": examples.VOICE,
    "GET /requests/counts": {"open": 0},
}


def _is_wanted(one: dict[str, Any], query: dict[str, list[str]]) -> bool:
    """Whether this interview belongs to the requested list, by the server's rules."""
    words, purpose, project = (query.get(name, [""])[0] for name in ("q", "purpose", "projectId"))
    is_archived = not one["isActive"] and not one["isDraft"]
    states = {"isActive": one["isActive"], "isDraft": one["isDraft"], "isArchived": is_archived}
    return (
        words.lower() in one["title"].lower()
        and all(query.get(name, [str(has).lower()])[0] == str(has).lower() for name, has in states.items())
        and purpose in ("", one.get("purpose", "HIRING"))
        and project in ("", one["projectId"])
    )


@dataclass
class Reply:
    """An answer to one kind of request. `status` 0 breaks the connection; with `holds`, no answer comes."""

    data: Any = None
    status: int = 200
    error: dict[str, Any] | None = None
    cursor: str | None = None
    holds: bool = False
    events: list[dict[str, Any]] | None = None  # a stream, sent at once
    headers: dict[str, str] = field(default_factory=dict)

    def body(self) -> dict[str, Any]:
        if self.error is not None:
            return {"error": self.error}
        return {"data": self.data, "cursor": self.cursor}


def refusal(status: int = 503, error: dict[str, Any] = BROKEN, **headers: str) -> Reply:
    return Reply(status=status, error=error, headers=headers)


HELD = Reply(holds=True)


@dataclass
class FakeApi:
    """`replies` maps "GET /interviews", or a pattern with {id} or ?state=, to an answer or to a list of consecutive
    answers.
    """

    me: dict[str, Any] | None = field(default_factory=me)
    needs_setup: bool = False
    replies: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    received: list[tuple[str, Any, dict[str, str]]] = field(default_factory=list)

    async def attach(self, page: Page) -> None:
        (await player_of(page)).on("/api/v1/", self._answer)

    async def _answer(self, asked: Asked) -> None:
        path = urlsplit(asked.url).path.removeprefix("/api/v1")
        what = f"{asked.method} {path}"
        is_json = "json" in asked.headers.get("content-type", "")
        self.received.append((what, asked.json if is_json else None, asked.headers))
        reply = self._find(what, parse_qs(urlsplit(asked.url).query))
        if reply.holds:
            await asyncio.Event().wait()
        if reply.status == 0:
            await asked.break_off()
            return
        if reply.events is not None:
            told = "".join(f"data: {json.dumps(event)}\n\n" for event in reply.events)
            await asked.answer(body=told, media_type="text/event-stream")
            return
        await asked.answer(json=reply.body(), status=reply.status, headers=reply.headers)

    def _find(self, what: str, query: dict[str, list[str]]) -> Reply:
        narrowed = f"{what}?state={query['state'][0]}" if "state" in query else what
        for pattern, reply in self.replies.items():
            wanted = re.sub(r"\\\{\w+\\\}", r"[^/]+", re.escape(pattern))
            if re.fullmatch(wanted, what) or re.fullmatch(wanted, narrowed):
                if isinstance(reply, list):
                    return reply.pop(0) if len(reply) > 1 else reply[0]
                return reply
        return self._answer_by_itself(what, query)

    def _answer_by_itself(self, what: str, query: dict[str, list[str]]) -> Reply:
        found = re.fullmatch(r"GET /interviews/(i\d)", what)
        if found and (known := next((one for one in INTERVIEWS if one["id"] == found.group(1)), None)):
            return Reply({**known, "questions": QUESTIONS[: known["_count"]["questions"]]})
        if re.fullmatch(r"GET /sessions/\w+/recordings", what):
            return Reply([])
        if what in ALWAYS:
            return Reply(ALWAYS[what])
        match what:
            case "GET /me":
                return Reply(self.me) if self.me is not None else refusal(401, UNAUTHORIZED)
            case "GET /auth":
                return Reply({"needsSetup": self.needs_setup, "mail": False, "singleSignOn": None})
            case "POST /auth/sign-in" | "POST /auth/setup":
                self.me, self.needs_setup = self.me or me(), False
                return Reply(self.me)
            case "POST /auth/sign-out":
                self.me = None
                return Reply({})
            case "GET /interviews":
                return Reply([one for one in INTERVIEWS if _is_wanted(one, query)])
        return refusal(404, NOT_FOUND)


async def open_dashboard(open_page: OpenPage, fake: FakeApi, path: str = "/interviews", **options: Any) -> Page:
    """Opens the dashboard at an address, with the API faked by `fake`."""
    page = await open_page("", **options)
    await fake.attach(page)
    await page.goto(path)
    return page
