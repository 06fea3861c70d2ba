"""Each state of the pages on which interviews are listed and written, with an API that the test fakes."""

from __future__ import annotations

import json
from typing import Any

from playwright.async_api import Page

from tests.web import dashboard_states
from tests.web.dashboard_fake import (
    INTERVIEWS,
    QUESTIONS,
    Reply,
    me,
    refusal,
)
from tests.web.dashboard_states import Do
from tests.web.page_states import State

Json = dict[str, Any]

LIST = "/interviews"
OWN = "Backend engineer"
NOWHERE = {"criterion": None, "start": None, "end": None, "probe": None, "message": ""}
ESTIMATE: Json = {
    "model": "gpt-5.2-mini",
    "judge": "anthropic:claude-opus-5-5",
    "answers": 9,
    "interviewing": {"calls": 9, "inputTokens": 23_949, "cachedTokens": 19_848, "outputTokens": 630},
    "judging": {"calls": 16, "inputTokens": 12_280, "cachedTokens": 0, "outputTokens": 3_200},
    "tokens": 40_059,
    "cost": {"amount": 0.0613, "currency": "USD"},
    "interviewsLeft": 12,
}
CONCERNS: Json = {
    "questionTimes": [{"questionId": f"q{number}", "seconds": 90 * number + 60} for number in (1, 2, 3, 4)],
    "estimatedMinutes": 34,
    "timeLimitMinutes": 30,
    "estimate": ESTIMATE,
    "concerns": [
        {**NOWHERE, "code": "TOO_LONG", "questionId": None},
        {**NOWHERE, "code": "LEADING", "questionId": "q1", "start": 0, "end": 4},
    ],
}
BAD_FILE = {
    "code": "BAD_REQUEST",
    "message": "Some fields are wrong.",
    "requestId": "req_5",
    "details": [
        {"path": "interview.title", "message": "is needed"},
        {"path": "questions.3.options", "message": "must have 2 to 50 options"},
    ],
}
VERSIONS, LISTED, DIFFER = "/interviews/i1/versions", "GET /interviews/i1/versions", "GET /versions/{id}/difference"


def version(number: int, sessions: int, *, is_current: bool = False) -> Json:
    return {
        "id": f"v{number}",
        "interviewId": "i1",
        "number": number,
        "createdAt": f"2026-11-{number + 9:02d}T09:00:00.000Z",
        "sessionCount": sessions,
        "isCurrent": is_current,
    }


def change(kind: str, path: str, before: Any, after: Any) -> Json:
    return {"kind": kind, "path": path, "before": before, "after": after}


CODE = ("def double(x):\n    ...\n", "def double(x: int) -> int:\n    ...\n")
ANCHORS = [{"level": 1, "text": "Names no step."}, {"level": 4, "text": "Names each step and why."}]
DIFFERENCE: Json = {
    "before": 3,
    "after": None,
    "changes": [
        change("changed", "title", "Backend engineer", "Backend engineer, first conversation"),
        change("changed", "purpose", "RESEARCH", "HIRING"),
        change("changed", "timeLimitMinutes", 30, 45),
        change("changed", "voiceEnabled", False, True),
        change("changed", "approvedFacts", [], [{"topic": "Pay", "text": "From 52,000 euros a year."}]),
        change("changed", "assessmentCriteria.API design.anchors", [], ANCHORS),
        change("changed", "assessmentCriteria.API design.questionIds", ["q1"], ["q1", "q3"]),
        change("removed", "assessmentCriteria.Charm", {"name": "Charm", "description": "Is nice."}, None),
        change("added", "questions.q2", None, {"text": QUESTIONS[1]["text"], "description": None}),
        change("changed", "questions.q3.starterCode", *CODE),
        change("moved", "questions.q1", 3, 0),
    ],
}
KEPT: dict[str, Any] = {
    LISTED: Reply([version(4, 0, is_current=True), version(3, 12), version(2, 1), version(1, 0)]),
    "GET /versions/{id}/difference": Reply(DIFFERENCE),
    "GET /versions/{id}": Reply({**version(3, 12), "interview": {}, "questions": QUESTIONS[:3]}),
}
BASE: dict[str, Reply | list[Reply]] = {"GET /interviews/{id}/checks": Reply(CONCERNS)}


def at(path: str, wait_for: str, do: Do | None = None, *, who: str = "OWNER", replies: Json | None = None) -> State:
    return dashboard_states.at(path, wait_for, do, me=me(who), replies=BASE | (replies or {}))


def choose(item: str, then: str) -> Do:
    """Chooses from the menu of the first row."""

    async def do(page: Page) -> None:
        await page.get_by_role("button", name="Actions for").first.click()
        await page.get_by_role("menuitem", name=item).click()
        await page.get_by_text(then).first.wait_for()

    return do


async def open_row_menu(page: Page) -> None:
    await page.get_by_role("button", name="Actions for").first.click()
    await page.get_by_role("menuitem", name="Duplicate").wait_for()


def give_file(content: str, then: str) -> Do:
    async def do(page: Page) -> None:
        await page.get_by_role("button", name="Import a file").click()
        file = {"name": "interview.json", "mimeType": "application/json", "buffer": content.encode()}
        await page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
        await page.get_by_text(then).first.wait_for()

    return do


def press(name: str, then: str) -> Do:
    async def do(page: Page) -> None:
        await page.get_by_role("button", name=name).first.click()
        await page.get_by_text(then).first.wait_for()

    return do


AUTHORING_STATES: dict[str, State] = {
    "interviews_menu": at(LIST, OWN, open_row_menu),
    "interviews_all_closed": at(
        LIST, "All interviews are closed", replies={"GET /interviews": [Reply([]), Reply(INTERVIEWS[4:])]}
    ),
    "interviews_closed": at(
        LIST,
        OWN,
        choose("Close the interview", "was closed."),
        replies={
            "DELETE /interviews/{id}": Reply({}),
            "GET /interviews": [Reply(INTERVIEWS[:4]), Reply(INTERVIEWS[1:4])],
        },
    ),
    "interviews_close_failing": at(
        LIST, OWN, choose("Close the interview", "was not closed"), replies={"DELETE /interviews/{id}": refusal()}
    ),
    "interviews_move": at(LIST, OWN, choose("Move to another", "Links keep working")),
    "interviews_import_refused": at(
        LIST,
        OWN,
        give_file(json.dumps({}), "must have 2 to 50"),
        replies={"POST /interviews/import": refusal(400, BAD_FILE)},
    ),
    "versions": at(VERSIONS, "Moved from position 4 to 1", replies=KEPT),
    "versions_bring_back": at(
        VERSIONS, "Moved from position 4", press("Restore version 3", "nothing is lost"), replies=KEPT
    ),
    "versions_not_compared": at(VERSIONS, "could not be compared", replies=KEPT | {DIFFER: refusal()}),
    "sessions_of_a_version": at(
        "/interviews/i1/sessions?version=3",
        "Remove filter: version 3",
        replies={"GET /interviews/i1/sessions": Reply([])},
    ),
}
