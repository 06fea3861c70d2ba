"""States of the pages that list sessions, with a faked API."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

from tests.web.dashboard_fake import Reply, refusal
from tests.web.dashboard_states import Do, at
from tests.web.page_states import State
from tests.web.report_states import NAMES, ROWS, session

DECIDED = {
    "done": 1,
    "results": [
        {"id": "s1", "done": True, "code": None, "message": None},
        {"id": "s5", "done": False, "code": "CONFLICT", "message": "This session is still running."},
    ],
}
OF_INTERVIEW, ITS_SESSIONS = "/interviews/i1/sessions", "GET /interviews/{id}/sessions"
PEOPLE = ("Leo Brandt", "Fatima Noor", "Jonas Weber", "Hanna Kowalska", "Chidi Nwosu", "Léa Dubois")


def rated(number: int) -> dict[str, Any]:
    """A session with levels of all criteria, some of them by people, too."""
    levels = [number % 4 + 1, (number * 3) % 4 + 1, None if number % 3 == 0 else 2]
    scores = [
        {"criterion": name, "level": level, "ratings": [level], "evidence": []}
        for name, level in zip(NAMES, levels, strict=True)
    ]
    people = [{"criterion": NAMES[0], "average": 2.5, "count": 2}, {"criterion": NAMES[1], "average": 3, "count": 1}]
    return session(
        number,
        participantName=PEOPLE[number % len(PEOPLE)],
        participantEmail=f"person{number}@example.com",
        scores=scores,
        humanLevels=people[: number % 3],
        decision=(None, "HOLD", "ADVANCE", "DECLINE")[number % 4],
    )


MAP = [*ROWS, *(rated(number) for number in range(8, 20))]


def list_at(path: str, wait_for: str, reply: Reply, do: Do | None = None) -> State:
    return at(path, wait_for, do, replies={"GET /sessions": reply})


async def select_some(page: Page) -> None:
    for name in ("Mina Okafor", "Leo Brandt"):
        await page.get_by_role("checkbox", name=f"Select {name}").first.check()


async def select_and_decide(page: Page) -> None:
    for name in ("Mina Okafor", "Cleo"):
        await page.get_by_role("checkbox", name=f"Select {name}").check()
    await page.get_by_role("button", name="Record a decision").click()
    await page.get_by_role("radio", name="Hold").check()
    await page.get_by_label("Reason").fill("Wait for the second talk.")
    await page.get_by_role("button", name="Record under my name").click()
    await page.get_by_text("1 of 2 decisions recorded").wait_for()


async def open_filters(page: Page) -> None:
    await page.get_by_role("button", name="More filters").click()
    for name in ("Mina Okafor", "Ben Ode"):
        await page.get_by_role("checkbox", name=f"Select {name}").check()


STATES: dict[str, State] = {
    "sessions": list_at("/sessions", "Mina Okafor", Reply(ROWS), open_filters),
    "sessions_none_match": list_at("/sessions?decision=HOLD", "Clear filters", Reply([])),
    "sessions_map": at(OF_INTERVIEW, "Fatima Noor", replies={ITS_SESSIONS: Reply(MAP)}),
    "sessions_map_sorted": at(
        f"{OF_INTERVIEW}?criterion={NAMES[0]}&sort=level",
        "Fatima Noor",
        do=select_some,
        replies={ITS_SESSIONS: Reply(MAP)},
    ),
    "sessions_deciding": at(
        OF_INTERVIEW,
        "Fatima Noor",
        do=select_and_decide,
        replies={ITS_SESSIONS: Reply(MAP), "POST /sessions/decisions": Reply(DECIDED)},
    ),
    "sessions_map_failing": at(OF_INTERVIEW, "could not be loaded", replies={ITS_SESSIONS: refusal()}),
}
