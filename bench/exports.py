"""Exports by the API, requested in this process from a database with as much data as fits, for bench/holds.py."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
from sqlalchemy import insert, update

from aural.audit.chain_repository import EVERY_LINE, seal_one
from aural.guard.audit.keys import find_audit_keys
from aural.platform.ids import new_id
from aural.room.rights.export import write_export
from aural.settings.budgets import KEYSTROKES_OF_SESSION
from aural.store import schema
from aural.store.migrate import migrate
from tests.api.seeds import link_session, seed_session
from tests.api.world import World, open_world

LINES, CANDIDATES, SESSIONS = 5_000, 2_000, 300  # of the audit log; with personal links; short ones
PART = 2_000  # keystrokes
Step = Callable[[], Awaitable[object]]


@asynccontextmanager
async def of_api(texts: list[str]) -> AsyncIterator[list[tuple[str, Step]]]:
    """Steps that each request an export. `texts`: the answers of the interview in them."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/aural.db"
        migrate(url)
        async with open_world(url, Path(folder)) as world:
            candidate = await _fill(world, texts)
            yield list(_steps(world, candidate, texts))


def _steps(world: World, candidate: str, texts: list[str]) -> Iterator[tuple[str, Step]]:
    for name, path in {
        "audit log, signed": "/audit/log",
        "audit log, verified": "/audit/chain",
        "audit log as CSV": "/audit/export",
        "personal links": "/candidates/links",
        "sessions as a table": "/sessions/export",
        "all data about a candidate": f"/candidates/{candidate}/data",
    }.items():
        yield name, partial(_request, world, path)
    data = _own_data(texts)
    yield "a candidate's own data", lambda: write_export(data, "en", is_page=False)
    yield "a candidate's own data as a page", lambda: write_export(data, "en", is_page=True)


async def _request(world: World, path: str) -> None:
    headers = {"Authorization": f"Bearer {world.keys['owner']}"}
    transport: Any = httpx2.ASGITransport(app=world.api)
    async with httpx2.AsyncClient(transport=transport, base_url="http://test/api/v1", headers=headers) as http:
        (await http.get(path)).raise_for_status()


def _own_data(texts: list[str]) -> dict[str, Any]:
    shown = {"at": "2026-01-01T00:00:00.000Z", "data": None, "correction": None}
    typed = [{"questionId": str(n), "events": part} for n, part in enumerate(_keystrokes())]
    messages = [{"role": "user", "content": text, **shown} for text in texts]
    return {
        "session": {"interview": "Engineer", "organization": "Acme"},
        "messages": messages,
        "keystrokes": typed,
        "earlier": [],
    }


def _keystrokes() -> Iterator[list[list[object]]]:
    """As many keystrokes as a session may have, in parts."""
    for first in range(0, KEYSTROKES_OF_SESSION.most, PART):
        yield [[first + n, n % 50, 0, "a"] for n in range(PART)]


async def _fill(world: World, texts: list[str]) -> str:
    """Fills the database; returns the id of the candidate with these answers."""
    interview = await world.interview()
    session = await seed_session(world, interview, messages=2 * len(texts))
    people = await world.owner.data("GET", f"/interviews/{interview['id']}/candidates")
    candidate = str(people[0]["id"])
    await link_session(world, candidate)
    now, organization = world.clock.now(), world.acme.id
    messages = schema.messages
    async with world.database.transaction() as transaction:
        for n, text in enumerate(texts):
            place = (messages.c.session_id == session, messages.c.seq == 2 * n + 2)
            await transaction.run(update(messages).where(*place).values(content=text))
        typed = {"session_id": session, "question_id": new_id(), "organization_id": organization, "created_at": now}
        for at, part in enumerate(_keystrokes()):
            row = {**typed, "start": at * len(part), "count": len(part), "events": part}
            await transaction.run(insert(schema.keystrokes), row)
        lines = [
            {
                "id": new_id(), "organization_id": organization, "at": now + n, "user_id": world.acme.owner_id,
                "actor": "Mina Sol", "key_id": None, "operation": "updateInterview", "object_id": interview["id"],
                "detail": {"name": "Engineer", "fields": ["title"]}, "address": "192.0.2.1",
            }
            for n in range(LINES)
        ]  # fmt: skip
        await transaction.run(insert(schema.audit_entries), lines)
    for first in range(0, CANDIDATES, 100):
        given = [{"name": f"Mina {first + n}", "email": f"a{first + n}@example.com"} for n in range(100)]
        await world.owner.data("POST", f"/interviews/{interview['id']}/candidates", given)
    for _ in range(SESSIONS):
        await seed_session(world, interview, messages=0)
    keys = await find_audit_keys(world.database.read, world.secrets)
    await seal_one(world.database, organization, keys, EVERY_LINE, now)
    return candidate
