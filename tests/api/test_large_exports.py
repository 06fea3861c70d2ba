"""Large exports are read in pages and written in a thread, while the event loop serves other requests."""

from __future__ import annotations

import asyncio
import csv
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import insert

from aural.audit import chain_repository as audit_chain
from aural.audit import endpoints as audit_endpoints
from aural.audit.chain_repository import EVERY_LINE, seal_one
from aural.guard.audit import log as audit_log
from aural.guard.audit.keys import find_audit_keys
from aural.platform.ids import new_id
from aural.privacy import subject_access_endpoints
from aural.sessions.keystroke_repository import list_keystrokes
from aural.store import schema
from tests.api.seeds import seed_session
from tests.api.world import World

LINES, PARTS = 250, 25


async def fill(world: World) -> None:
    """Adds LINES entries to the audit log, and seals them."""
    now, organization = world.clock.now(), world.acme.id
    line = {"organization_id": organization, "actor": "Mina", "operation": "updateInterview", "detail": {"name": "A"}}
    lines = [{**line, "id": new_id(), "at": now + n} for n in range(LINES)]
    async with world.database.transaction() as transaction:
        await transaction.run(insert(schema.audit_entries), lines)
    keys = await find_audit_keys(world.database.read, world.secrets)
    await seal_one(world.database, organization, keys, EVERY_LINE, now)


class Threads(set[threading.Thread]):
    """The threads in which functions are called."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self._monkeypatch = monkeypatch

    def watch(self, module: Any, name: str) -> None:
        real: Callable[..., Any] = getattr(module, name)

        def noted(*given: Any) -> Any:
            self.add(threading.current_thread())
            return real(*given)

        self._monkeypatch.setattr(module, name, noted)

    def are_off_the_loop(self) -> bool:
        return bool(self) and threading.current_thread() not in self


async def test_the_signed_log_is_verified_and_written_off_the_event_loop(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(world)
    threads = Threads(monkeypatch)
    threads.watch(audit_chain, "key_of")
    threads.watch(audit_log, "entry_json")
    response = await world.owner.get("/audit/log")
    assert threads.are_off_the_loop()
    found = audit_log.verify_log(response.content.splitlines(), audit_log.public_key(world.secrets))
    assert (found.problem, found.count) == (None, LINES)


async def test_the_table_of_the_log_is_written_off_the_event_loop(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(world)
    threads = Threads(monkeypatch)
    threads.watch(audit_endpoints, "_cells")
    response = await world.owner.get("/audit/export")
    assert threads.are_off_the_loop()
    numbers = [row["number"] for row in csv.DictReader(response.content.decode("utf-8-sig").splitlines())]
    assert numbers == [str(number) for number in range(LINES, 0, -1)]


async def type_code(world: World) -> tuple[str, str]:
    """Stores PARTS of keystrokes, and returns the ids of the candidate and the session."""
    interview = await world.interview()
    candidate = (await world.candidate(interview))["id"]
    session = await seed_session(world, interview, candidate_id=candidate)
    part = {"session_id": session, "question_id": "q", "organization_id": world.acme.id, "count": 1, "created_at": 1}
    parts = [{**part, "start": at, "events": [[at]]} for at in reversed(range(PARTS))]
    async with world.database.transaction() as transaction:
        await transaction.run(insert(schema.keystrokes), parts)
    return candidate, session


async def test_a_candidates_data_is_written_off_the_event_loop(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    candidate, _ = await type_code(world)
    threads = Threads(monkeypatch)
    threads.watch(subject_access_endpoints, "_row_json")
    found = (await world.owner.get(f"/candidates/{candidate}/data")).json()
    assert threads.are_off_the_loop()
    assert [part["events"] for part in found["keystrokes"]] == [[[at]] for at in range(PARTS)]


async def test_other_work_continues_while_many_rows_are_read(world: World) -> None:
    _, session = await type_code(world)
    turns = 0

    async def work() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(work())
    parts = await list_keystrokes(world.database.read, world.acme.id, session)
    other.cancel()
    assert turns > 0
    assert [part.start for part in parts] == list(range(PARTS))
