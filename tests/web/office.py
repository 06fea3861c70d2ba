"""A real server that sends email, with a dashboard where the owner of an organization is signed in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from playwright.async_api import Browser, Page, StorageState
from sqlalchemy import update

from aural.settings import load_settings
from aural.store import schema
from aural.store.database import open_database
from tests.chats import chatting
from tests.mail_server import MailServer
from tests.serving import Served, serving
from tests.waiting import PATIENCE_SECONDS
from tests.web import waiting
from tests.web.conftest import Profiles, Watch
from tests.web.test_builder import sign_up
from tests.web.test_whole_path import ANSWER

QUESTION = {"text": "Tell me about a time that a system of yours failed."}


@dataclass
class Office:
    served: Served
    mail: MailServer
    api: httpx2.AsyncClient
    owner: StorageState

    async def post(self, path: str, body: Any = None) -> Any:
        answer = await self.api.post(path, json=body)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()["data"]

    async def get(self, path: str) -> Any:
        answer = await self.api.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    async def interview(self, **settings: Any) -> str:
        """Creates an invite-only interview with one question, and returns its id."""
        body = {"title": "Outage talk", "followUpDepth": "LIGHT", "requireInvite": True} | settings
        interview = str((await self.post("/interviews", body))["id"])
        await self.post(f"/interviews/{interview}/questions", [QUESTION])
        return interview

    async def invite(self, interview: str, **person: Any) -> Any:
        (made,) = await self.post(f"/interviews/{interview}/candidates", [person])
        return made

    async def change(self, table: str, row_id: str, **values: Any) -> None:
        """Changes a row, for changes that would otherwise take time."""
        settings = load_settings(data_dir=self.served.data_dir)
        database = open_database(settings.database_url, busy_seconds=waiting.SECONDS)
        changed = schema.metadata.tables[table]
        (key,) = changed.primary_key
        async with database.transaction() as transaction:
            await transaction.run(update(changed).where(key == row_id).values(**values))
        await database.close()

    async def take(self, url: str) -> None:
        """Takes the interview of this link to its end."""
        await asyncio.to_thread(_take, self.served.url, url)


def _take(server: str, url: str) -> None:
    slug, _, token = url.partition("/i/")[2].partition("?token=")
    with httpx2.Client(base_url=server, timeout=PATIENCE_SECONDS) as http:
        text = http.post("/room/v1/entry", json={"slug": slug, "token": token}).json()["data"]["consent"]
        consent = {"version": text["version"], "language": text["language"], "accepted": True}
        begun = http.post("/room/v1/sessions", json={"slug": slug, "token": token, "consent": consent})
        assert begun.status_code == 200, begun.text
        with chatting(http, token) as chat:
            chat.my_turn()
            assert chat.answer(ANSWER)["type"] == "ack"
            chat.send(type="request", id="019643d2-5b1c-4f0a-9c3e-2d4b6a8c0e1f", kind="end")
            chat.closed()


@asynccontextmanager
async def open_office(browser: Browser, folder: Path) -> AsyncIterator[Office]:
    mail = MailServer()
    await mail.start()
    with serving(folder, AURAL_SMTP_URL=mail.url, AURAL_RATE_LIMIT_PER_MINUTE="0") as served:
        context = await browser.new_context(base_url=served.url)
        page = await context.new_page()
        await sign_up(page, served)
        proof = (await (await page.request.get("/api/v1/me")).json())["data"]["csrfToken"]
        body = {"name": "Tests", "role": "OWNER"}
        made = await page.request.post("/api/v1/keys", data=body, headers={"X-CSRF-Token": proof, "Origin": served.url})
        assert made.ok, await made.text()
        headers = {"Authorization": f"Bearer {(await made.json())['data']['key']}"}
        owner = await context.storage_state()
        await context.close()
        async with httpx2.AsyncClient(base_url=f"{served.url}/api/v1", headers=headers, timeout=waiting.SECONDS) as api:
            yield Office(served, mail, api, owner)
    await mail.stop()


@dataclass
class Seat:
    """Pages for one test: the owner's, and those of people without an account."""

    office: Office
    profiles: Profiles
    watch: Watch

    async def page(self, path: str, size: str = "desktop") -> Page:
        return await self.profiles(path, size, storage_state=self.office.owner)

    async def visitor(self, path: str) -> Page:
        return await self.profiles(path)
