"""Large exports are read in pages and written in a thread, while the event loop serves other requests."""

from __future__ import annotations

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
from aural.store import schema
from tests.api.world import World

LINES = 250


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
