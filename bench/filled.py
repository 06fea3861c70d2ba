"""A server over a filled database, with an owner and a browser signed in as the owner, for benches of long lists."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from playwright.async_api import BrowserContext
from sqlalchemy import text

from aural.guard.auth.setup import issue_setup_code
from aural.guard.secrets import Secrets
from aural.store.database import open_database
from bench.filling import Owner, fill
from tests import postgres
from tests.serving import Served, serving
from tests.web.conftest import launching

ROWS = 10_000
OWNER = {"name": "Dana", "email": "dana@example.com", "password": "correct horse battery", "organization": "Harbour"}
# The rows of `fill` are all alike: spreads names, times and levels.
VARIED = (
    "UPDATE candidates SET name = 'Person ' || substr(id, 30), invited_at = created_at + length(name)",
    "UPDATE sessions SET participant_name = 'Person ' || substr(id, 30)",
    (
        "INSERT INTO report_levels (session_id, criterion, organization_id, level) "
        "SELECT session_id, criterion, organization_id, level FROM criterion_facts"
    ),
)


@dataclass(frozen=True)
class Filled:
    """A server whose owner has one interview with `fill`'s sessions. `me` is what the API returns about the owner."""

    served: Served
    database_url: str
    me: Any
    interview: str

    def secrets(self) -> Secrets:
        return secrets_of(self.served)

    async def run(self, *statements: str, **values: Any) -> None:
        """Runs SQL statements in one transaction."""
        database = open_database(self.database_url)
        async with database.transaction() as transaction:
            for statement in statements:
                await transaction.run(text(statement), values)
        await database.close()

    @asynccontextmanager
    async def browse(self, **options: Any) -> AsyncIterator[BrowserContext]:
        """A profile of Chromium in which the owner is signed in."""
        async with launching([]) as browser:
            context = await browser.new_context(base_url=self.served.url, locale="en-GB", **options)
            body = {key: OWNER[key] for key in ("email", "password")}
            answer = await context.request.post("/api/v1/auth/sign-in", data=body)
            assert answer.ok, await answer.text()
            yield context


Measure = Callable[[Filled], Coroutine[Any, Any, None]]


def measure_filled(description: str | None, measure: Measure) -> None:
    """Reads the command line, starts the server, fills its database, and measures."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rows", type=int, default=ROWS, help="sessions, each of its own candidate")
    parser.add_argument("--postgres", action="store_true", help="use a PostgreSQL started for this run")
    given = parser.parse_args()
    server = postgres.Server() if given.postgres else None
    try:
        with tempfile.TemporaryDirectory() as folder:
            url = server.url if server else f"sqlite:///{Path(folder) / 'aural.db'}"
            with serving(Path(folder), AURAL_RATE_LIMIT_PER_MINUTE="0", AURAL_DATABASE_URL=url) as served:
                asyncio.run(_measure(served, url, given.rows, measure))
    finally:
        if server is not None:
            server.stop()


async def _measure(served: Served, url: str, rows: int, measure: Measure) -> None:
    await measure(await set_up(served, url, rows))


async def set_up(served: Served, url: str, rows: int) -> Filled:
    """Creates the first account, and one interview with this many sessions."""
    async with httpx2.AsyncClient(base_url=f"{served.url}/api/v1", timeout=60) as api:
        me = await create_owner(served, url, api)
        token = secrets_of(served).encrypt("a token")
        owner = Owner(me["organization"]["id"], me["projects"][0]["id"], token)
        await asyncio.to_thread(fill, url, owner, 1, rows)
        interview = (await api.get("/interviews")).raise_for_status().json()["data"][0]["id"]
    return Filled(served, url, me, interview)


async def create_owner(served: Served, url: str, api: httpx2.AsyncClient) -> Any:
    """Creates the first account as its owner would. `api` is signed in afterwards. Returns what `/me` returns."""
    database = open_database(url)
    code = await issue_setup_code(database, secrets_of(served))
    await database.close()
    made = await api.post("/auth/setup", json={"code": code, **OWNER})
    return made.raise_for_status().json()["data"]


def secrets_of(served: Served) -> Secrets:
    return Secrets((served.data_dir / "secret.key").read_text().strip())
