"""On a real server, a reviewer watches a candidate answer, rates before the AI's levels are shown, and decides."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest_asyncio
from playwright.async_api import Page, Response, expect
from sqlalchemy import select, update

from aural.guard.auth.browsers import Browsers
from aural.guard.secrets import Secrets
from aural.organizations import repository as organizations
from aural.platform.clock import SystemClock
from aural.settings import load_settings
from aural.store import schema
from aural.store.database import Database, open_database
from tests.chats import chatting, start_session
from tests.serving import Served
from tests.waiting import PATIENCE_SECONDS
from tests.web import waiting
from tests.web.conftest import list_violations, open_api
from tests.web.room_fake import OpenPage
from tests.web.test_whole_path import ANSWER, publish, tab_to

CRITERIA = [{"name": "Diagnosis", "description": "Works from evidence to cause."}]
SCORES = [{"criterion": "Diagnosis", "level": 3, "ratings": [3, 3, 4], "evidence": []}]


@dataclass
class Desk:
    """An organization with a key, and a browser in which one of its members is signed in."""

    api: httpx2.AsyncClient
    database: Database
    page: Page
    answers: list[Response] = field(default_factory=list)  # all answers of the API that the page received

    async def score(self, session_id: str) -> None:
        """Stores the scores that a model would have given."""
        changed = update(schema.reports).where(schema.reports.c.session_id == session_id).values(scores=SCORES)
        async with self.database.transaction() as transaction:
            await transaction.run(changed)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(server: Served, open_page: OpenPage) -> AsyncIterator[Desk]:
    async with open_desk(server, open_page, "Harbour Deciding", "robin@harbour.example") as desk:
        yield desk


@asynccontextmanager
async def open_desk(server: Served, open_page: OpenPage, name: str, email: str) -> AsyncIterator[Desk]:
    """A desk of a new organization with this name, for a new member with this address."""
    opened = open_api(server, name)  # creates the organization
    settings = load_settings(data_dir=server.data_dir)
    database, clock = open_database(settings.database_url, busy_seconds=waiting.SECONDS), SystemClock()
    acme = await database.read.row(select(schema.organizations.c.id).where(schema.organizations.c.name == name))
    assert acme is not None
    async with database.transaction() as transaction:
        robin = await organizations.add_member(
            transaction, acme.id, name="Robin Haddad", email=email, role="MEMBER", now=clock.now(),
            upgrade_url="",
        )  # fmt: skip
        browsers = Browsers(database, Secrets(settings.secret_key), clock, server.url)
        cookie = await browsers.sign_in(transaction, robin, "Chromium")
    page = await open_page("")
    crumb, _, value = cookie.partition(";")[0].partition("=")
    await page.context.add_cookies([{"name": crumb, "value": value, "url": server.url}])
    async with opened as api:
        desk = Desk(api, database, page)

        def keep(response: Response) -> None:
            if "/api/v1/sessions" in response.url and response.headers["content-type"] == "application/json":
                desk.answers.append(response)

        page.on("response", keep)
        yield desk
    await database.close()


async def test_a_reviewer_watches_then_rates_blind_then_decides(desk: Desk, server: Served) -> None:
    page = desk.page
    questions = [{"text": "Tell me about a time that a system of yours failed."}]
    _, link = await publish(desk.api, questions, title="Outage talk", assessmentCriteria=CRITERIA)
    with httpx2.Client(base_url=server.url, timeout=PATIENCE_SECONDS) as http:
        token = await asyncio.to_thread(start_session, http, link.rpartition("/")[2])
        await asyncio.to_thread(answer_watched, page, http, token, asyncio.get_running_loop())
    await expect(page.get_by_role("button", name="Quote 1,").first).to_be_visible()  # the report is there
    session_id = page.url.partition("/sessions/")[2].partition("?")[0]
    await quote_by_keyboard(page)

    await desk.score(session_id)
    desk.answers.clear()
    await page.reload()
    await expect(page.get_by_text("You rate first.")).to_be_visible()
    await page.wait_for_load_state("networkidle")
    before = [await answer.text() for answer in desk.answers]
    assert any('"levelsHidden":true' in body for body in before)
    assert not [body for body in before if '"level":' in body]
    await expect(page.get_by_role("main")).to_match_aria_snapshot(BLIND)
    await expect(page.get_by_role("region", name="Levels")).to_have_count(0)
    await expect(page.get_by_role("region", name="Summary")).to_have_count(0)
    await rate_by_keyboard(page)
    await expect(page.get_by_text("3 of 4 (solid)")).to_be_visible()  # once all are rated
    await expect(page.get_by_text("rates 2 of 4")).to_be_visible()
    await expect(page.get_by_text("Robin Haddad").first).to_be_visible()
    await expect(page.get_by_role("main")).to_match_aria_snapshot(RATED)
    await decide(page)
    assert await list_violations(page) == []
    kept = (await desk.api.get(f"/sessions/{session_id}")).json()["data"]
    assert (kept["decision"], kept["scores"]) == ("HOLD", SCORES)


# What a screen reader finds in the report, in this order; other elements may come in between.
BLIND = """
- main:
  - navigation "Breadcrumb"
  - heading "Mina Sol" [level=1]
  - button "Share or download"
  - button "Record your decision"
  - paragraph:
    - strong: You rate first.
  - region "Timeline":
    - slider "Position in the conversation"
  - navigation "Sections of the report"
  - region "Criteria":
    - heading "Criteria" [level=2]
    - list:
      - listitem:
        - article "Diagnosis":
          - heading "Diagnosis" [level=3]
          - group "Your rating of Diagnosis":
            - radio "1"
            - radio "2"
            - radio "3"
            - radio "4"
            - radio "No evidence"
            - radio "Set aside"
  - region "Recording and transcript":
    - region "Transcript":
      - list:
        - listitem:
          - paragraph: Mina Sol
  - region "Decision":
    - heading "Decision" [level=2]
  - region "Comments":
    - textbox "Your comment"
"""
RATED = """
- main:
  - heading "Mina Sol" [level=1]
  - region "Summary":
    - heading "Summary" [level=2]
    - paragraph:
      - button /^Quote 1, 00:0/
      - button /^Quote 2, 00:0/
  - region "Levels":
    - table "Levels from the AI and reviewers, by criterion":
      - rowgroup:
        - row:
          - columnheader "Criterion"
          - columnheader "No evidence"
          - columnheader "1"
          - columnheader "2"
          - columnheader "3"
          - columnheader "4"
      - rowgroup:
        - row:
          - rowheader "Diagnosis"
          - cell
          - cell
          - cell "Robin Haddad."
          - cell "AI’s level."
          - cell "Another rating by the AI."
  - region "Criteria":
    - list:
      - listitem:
        - article "Diagnosis":
          - list:
            - listitem:
              - text: AI
              - strong: 3 of 4 (solid)
            - listitem:
              - text: Robin Haddad
              - strong: rates 2 of 4
          - group "Your rating of Diagnosis":
            - radio "Agree with level 3"
            - radio "2" [checked]
          - textbox "Reason"
  - region "Question coverage":
    - group "Question coverage":
      - table:
        - rowgroup
        - rowgroup:
          - row:
            - rowheader /^1 Tell me about a time/
            - cell "Asked, no quote matched"
"""


def answer_watched(page: Page, http: httpx2.Client, token: str, loop: asyncio.AbstractEventLoop) -> None:
    """Lets a candidate answer in a thread. The page shows each step before the next one is taken."""

    def see(looking: Any) -> None:
        asyncio.run_coroutine_threadsafe(looking, loop).result(60)

    with chatting(http, token) as chat:
        chat.my_turn()
        see(open_live(page))
        assert chat.answer(ANSWER)["type"] == "ack"
        see(expect(page.get_by_text("paused the producer").first).to_be_visible())
        chat.send(type="request", id="019643d2-5b1c-4f0a-9c3e-2d4b6a8c0e1f", kind="end")
        chat.closed()


async def open_live(page: Page) -> None:
    await page.goto("/sessions")
    await expect(page.get_by_text("Question 1 of 1")).to_be_visible()
    await page.get_by_role("link", name="Mina Sol").click()
    await expect(page.get_by_role("heading", name="Mina Sol")).to_be_focused()
    await expect(page.get_by_role("region", name="Live transcript")).to_contain_text("a system of yours failed")


async def quote_by_keyboard(page: Page) -> None:
    """Checks that the quoted words are marked and visible, and that the focus stays where it was."""
    await tab_to(page, "button[aria-label^='Quote 1']")
    await page.keyboard.press("Enter")
    await expect(page.locator("mark[data-chosen]").first).to_be_in_viewport()
    await expect(page.get_by_role("button", name="Quote 1,").first).to_be_focused()


async def rate_by_keyboard(page: Page) -> None:
    """Chooses a level, which is saved without another press."""
    await tab_to(page, "input[type=radio]")
    await page.keyboard.press("ArrowDown")  # from the first level to the second
    await expect(page.get_by_role("radio", name="2", exact=True)).to_be_checked()


async def decide(page: Page) -> None:
    await page.get_by_role("button", name="Record your decision").click()
    await page.get_by_role("radio", name="Hold").check()
    await page.get_by_label("Reason").last.fill("Wait for the second talk.")
    await page.get_by_role("button", name="Record under my name").click()
    await expect(page.get_by_text("Wait for the second talk.")).to_be_visible()
