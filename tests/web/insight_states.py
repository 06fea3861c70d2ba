"""States of insights, comparisons and shared reports, with the API played by the test."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

from aural.insights.examples import INSIGHTS, OVERALL
from aural.reports.examples import COMPARISON, SHARED
from tests.web.dashboard_fake import NOT_FOUND, Reply, refusal
from tests.web.dashboard_states import at, press
from tests.web.page_states import State

PAGE, ASKED = "/interviews/i1/insights", "GET /interviews/{id}/insights"
COMPARED, SIDE_BY_SIDE = "/sessions/compare?ids=s1,s2", "GET /comparisons"
LINK, READ = "/shared/token", "GET /shared/{token}"
FEW = {
    **INSIGHTS,
    "isEnough": False,
    "completion": {**INSIGHTS["completion"], "started": 4, "finished": 1, "reported": 1},
    "questions": [],
    "criteria": [],
    "themes": [],
    "interviewer": None,
    "mood": None,
}
PERSON = COMPARISON["people"][0]
CELL = COMPARISON["criteria"][0]["cells"][0]


async def has_voice(page: Page) -> None:
    """A person's own words are in their own letters."""
    await page.wait_for_function("[...document.fonts].some((font) => font.family.includes('Literata'))")


THREE: dict[str, Any] = {
    "people": [
        PERSON,
        {**PERSON, "sessionId": "s2", "label": "Mina Okafor", "summary": None, "reportStatus": "NOT_SCORABLE"},
        {**PERSON, "sessionId": "s3", "label": "张伟"},
    ],
    "criteria": [
        {"name": "API design", "cells": [CELL, None, {**CELL, "level": None, "ratings": [None, 2], "human": []}]},
        {"name": "Care", "cells": [{**CELL, "isHidden": True, "level": None, "human": []}, None, CELL]},
    ],
}
WHOLE = {
    **SHARED,
    "parts": ["summary", "criteria", "findings", "themes", "transcript"],
    "findings": [SHARED["summary"]],
    "themes": [SHARED["summary"]],
    "transcript": [
        {"speaker": "interviewer", "text": "How would you split it?", "made": None, "seconds": 1},
        {"speaker": "candidate", "text": "By load.", "made": "def split():\n    pass", "seconds": 62},
    ],
}
STATES: dict[str, State] = {
    "insights": at(PAGE, "How far people get", replies={ASKED: Reply(INSIGHTS)}),
    "insights_table": at(
        PAGE, "Show as table", press("Show as table", "Show as chart"), replies={ASKED: Reply(INSIGHTS)}
    ),
    "insights_too_few": at(PAGE, "Too few to compare: only 1 has finished.", replies={ASKED: Reply(FEW)}),
    "insights_unknown": at(PAGE, "nothing at this address", replies={ASKED: refusal(404, NOT_FOUND)}),
    "overall": at("/insights", "1 person is in it right now.", replies={"GET /insights": Reply(OVERALL)}),
    "compare": at(COMPARED, "Mina Okafor", replies={SIDE_BY_SIDE: Reply(THREE)}),
    "compare_nobody": at("/sessions/compare", "Go to the sessions"),
    "compare_unknown": at(COMPARED, "nothing at this address", replies={SIDE_BY_SIDE: refusal(404, NOT_FOUND)}),
    "shared": at(LINK, "Transcript", has_voice, me=None, replies={READ: Reply(WHOLE)}),
    "shared_wall": at(LINK, "This link doesn’t work", me=None, replies={READ: refusal(404, NOT_FOUND)}),
}
