"""States of insights, comparisons and shared reports, with a faked API."""

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
    "weeks": [],
}
PEOPLE = ("Mina Okafor", "Leo Brandt", "Fatima Noor", "Jonas Weber", "Hanna Kowalska", "Chidi Nwosu", "张伟", None)
THEME: dict[str, Any] = INSIGHTS["themes"][0]
QUESTION: dict[str, Any] = INSIGHTS["questions"][0]


def named(label: str, step: int, against: int = -1) -> dict[str, Any]:
    """A theme that every `step`-th person names, and that the person at position `against` names as an opposite."""
    sessions = [
        {
            "sessionId": f"s{number}",
            "interviewId": "i1",
            "participantName": name,
            "quote": f"I have something to say about {label}.",
            "isAgainst": number == against,
        }
        for number, name in enumerate(PEOPLE)
        if number % step == 0
    ]
    return THEME | {"name": label, "theme": label.casefold(), "count": len(sessions), "total": 9, "sessions": sessions}


def asked(number: int, **figures: Any) -> dict[str, Any]:
    return (
        QUESTION
        | {"questionId": f"q{number}", "order": number, "text": f"Question {number}. {QUESTION['text']}"}
        | figures
    )


OPTIONS = (
    "As soon as a colleague notices that the queue has grown for an hour",
    "Only when a customer reports it, which happened about twice in a year",
    "By an alert that somebody on call acknowledges within five minutes",
    "先由值班的同事确认，再决定要不要在夜里叫醒负责这个服务的团队",
    "In the weekly review of the figures",
    "Donaudampfschifffahrtsgesellschaftskapitänsmütze",
    "By chance",
    "From the invoice",
    "Never",
)
MANY: dict[str, Any] = {
    "answered": 18,
    "other": 3,
    "options": [{"text": text, "count": 17 - 2 * at, "isCurrent": at != 4} for at, text in enumerate(OPTIONS)],
}
FULL: dict[str, Any] = INSIGHTS | {
    "themes": [
        named("Scaling", 1, 3), named("On call", 2), named("Trade-offs between cost and speed", 3, 6), named("Trust", 4)
    ],
    "questions": [
        asked(1, answered=21, skipped=0, left=0, unreached=0, lowSeconds=61, medianSeconds=95, highSeconds=140),
        asked(2, answered=18, skipped=1, left=1, unreached=1, choices=MANY),
        asked(3, answered=9, skipped=4, left=2, unreached=6, lowSeconds=200, medianSeconds=290, highSeconds=560),
        asked(4, answered=0, skipped=9, left=0, unreached=12, lowSeconds=None, medianSeconds=None, highSeconds=None,
              choices=None),
    ],
    "criteria": [
        {"name": "API design", "levels": [1, 4, 8, 3], "noEvidence": 1, "total": 17},
        {"name": "Care for the people who are on call", "levels": [0, 1, 0, 0], "noEvidence": 2, "total": 3},
    ],
    "weeks": [
        {"startsAt": f"2026-11-{day:02}T00:00:00.000Z", "started": started, "finished": started - 2,
         "reported": started - 3, "ratings": ratings, "same": ratings * 2 // 3, "close": ratings // 4}
        for day, started, ratings in ((2, 12, 20), (9, 3, 0), (16, 9, 13), (23, 4, 1))
    ],
    "interviewer": INSIGHTS["interviewer"] | {
        "conduct": [
            {"kind": "repeats", "count": 7, "sessions": 5},
            {"kind": "pauses", "count": 1, "sessions": 1},
            {"kind": "problems", "count": 0, "sessions": 0},
        ]
    },
}  # fmt: skip
PERSON = COMPARISON["people"][0]
CELL = COMPARISON["criteria"][0]["cells"][0]


async def has_voice(page: Page) -> None:
    """Checks that a person's own words have their own font."""
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
RATED = CELL["human"][0]
FOUR: dict[str, Any] = {
    "people": [*THREE["people"], {**PERSON, "sessionId": "s4", "label": "Ada Lovelace-Byron of the northern branch"}],
    "criteria": [
        {"name": "API design", "cells": [{**CELL, "level": level, "human": [RATED] * level} for level in (1, 2, 3, 4)]},
        {"name": "Works from evidence to cause under pressure", "cells": [*THREE["criteria"][0]["cells"], CELL]},
        {"name": "Care", "cells": [*THREE["criteria"][1]["cells"], CELL]},
    ],
}


async def open_cell(page: Page) -> None:
    await page.get_by_role("button", name="API design, 张伟").click()
    await page.get_by_role("region", name="API design, 张伟").wait_for()


WHOLE = {
    **SHARED,
    "parts": ["summary", "criteria", "findings", "themes", "transcript"],
    "findings": [SHARED["summary"]],
    "themes": [SHARED["summary"]],
    "transcript": [
        {"speaker": "interviewer", "text": "How would you split it?", "made": None, "chosen": [], "seconds": 1},
        {"speaker": "candidate", "text": "By load.", "made": "def split():\n    pass", "chosen": [], "seconds": 62},
        {"speaker": "candidate", "text": "It needs no server.", "made": None, "chosen": ["SQLite"], "seconds": 70},
    ],
}
STATES: dict[str, State] = {
    "insights": at(PAGE, "How far people get", replies={ASKED: Reply(INSIGHTS)}),
    "insights_table": at(
        PAGE, "Show as table", press("Show as table", "Show as chart"), replies={ASKED: Reply(INSIGHTS)}
    ),
    "insights_too_few": at(PAGE, "Too few to compare: only 1 finished session.", replies={ASKED: Reply(FEW)}),
    "insights_unknown": at(PAGE, "nothing at this address", replies={ASKED: refusal(404, NOT_FOUND)}),
    "overall": at("/insights", "1 person is being interviewed right now.", replies={"GET /insights": Reply(OVERALL)}),
    "insights_full": at(PAGE, "Trade-offs between cost", replies={ASKED: Reply(FULL)}),
    "compare": at(COMPARED, "Mina Okafor", replies={SIDE_BY_SIDE: Reply(THREE)}),
    "compare_open": at(COMPARED, "Mina Okafor", open_cell, replies={SIDE_BY_SIDE: Reply(FOUR)}),
    "compare_nobody": at("/sessions/compare", "Go to sessions"),
    "compare_unknown": at(COMPARED, "nothing at this address", replies={SIDE_BY_SIDE: refusal(404, NOT_FOUND)}),
    "shared": at(LINK, "Transcript", has_voice, me=None, replies={READ: Reply(WHOLE)}),
    "shared_wall": at(LINK, "This link doesn’t work", me=None, replies={READ: refusal(404, NOT_FOUND)}),
}
