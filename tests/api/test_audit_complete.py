"""An export of the audit log contains every action answered before the export, or the server says that it can't."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator

import pytest

from aural.guard.audit.log import verify_log
from aural.platform.clock import iso
from aural.platform.errors import StorageUnavailableError
from tests.api.seeds import seed_session
from tests.api.world import Json, World


async def signed(world: World) -> list[Json]:
    """The entries of the signed log, which must be valid."""
    response = await world.owner.get("/audit/log")
    assert response.status_code == 200, response.text
    lines = response.content.splitlines()
    assert verify_log(lines).problem is None
    return [line["entry"] for line in map(json.loads, lines) if "entry" in line]


async def table(world: World, **asked: str) -> list[Json]:
    response = await world.owner.get("/audit/export", params=asked)
    assert response.status_code == 200, response.text
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


async def test_an_export_contains_requests_answered_just_before_it(world: World) -> None:
    interview = await world.interview()
    session = await seed_session(world, interview)
    for title in ("Once", "Twice"):
        await world.owner.data("PATCH", f"/interviews/{interview['id']}", {"title": title})
        entries = await signed(world)
        assert entries[-1]["operation"] == "updateInterview"
    await world.viewer.data("GET", f"/sessions/{session}")
    assert "getSession" in [entry["operation"] for entry in await signed(world)]
    await world.viewer.data("GET", f"/sessions/{await seed_session(world, interview)}")
    assert [line["operation"] for line in await table(world)].count("getSession") == 2
    # A repetition after an export is a new entry, so that exported entries don't change.
    edits = [entry["count"] for entry in await signed(world) if entry["operation"] == "updateInterview"]
    assert edits == [1, 1]


async def test_a_change_is_dated_when_it_is_made_and_not_when_its_request_began(world: World) -> None:
    async def body() -> AsyncIterator[bytes]:
        world.clock.pass_seconds(90)
        yield b'{"title": "Slowly typed"}'

    made = await world.owner.post("/interviews", content=body(), headers={"Content-Type": "application/json"})
    assert made.status_code == 200, made.text
    (line,) = (await world.owner.get("/audit")).json()["data"]
    assert line["at"] == iso(world.clock.now())


async def test_an_entry_that_spans_midnight_is_listed_on_both_days(world: World) -> None:
    day = 86_400_000
    interview = await world.interview()
    world.clock.at += day - world.clock.now() % day - 60_000
    days = []
    for title in ("Before", "After"):
        await world.owner.data("PATCH", f"/interviews/{interview['id']}", {"title": title})
        days.append((await world.owner.get("/audit")).json()["data"][0])
        world.clock.pass_seconds(120)
    assert [line["count"] for line in days] == [1, 2]
    for on in (days[0]["at"][:10], days[1]["lastAt"][:10]):
        lines = await table(world, **{"from": on, "to": on, "operation": "updateInterview"})
        assert [line["lastAt"] for line in lines] == [days[1]["lastAt"]]
    world.clock.pass_seconds(day / 1000)
    tomorrow = (await world.owner.data("POST", "/keys", {"name": "Next", "role": "VIEWER"}))["createdAt"][:10]
    assert await table(world, **{"from": tomorrow, "operation": "updateInterview"}) == []


async def test_an_export_is_refused_until_earlier_reads_are_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = await seed_session(world, await world.interview())
    read_at = iso(world.clock.now())
    with monkeypatch.context() as patched:

        def away() -> None:
            raise StorageUnavailableError("The disk is full.")

        patched.setattr(world.database, "transaction", away)
        await world.viewer.data("GET", f"/sessions/{session}")
        for path in ("/audit/export", "/audit/log"):
            await world.owner.error(503, "GET", path)
    world.clock.pass_seconds(20)
    await world.api.gate.close()  # tries to write them again
    (line,) = [line for line in await table(world) if line["operation"] == "getSession"]
    entries = [entry for entry in await signed(world) if entry["operation"] == "getSession"]
    assert [entry["at"] for entry in entries] == [line["at"]] == [read_at]
