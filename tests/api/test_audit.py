"""The audit log shows who did and saw what, counts the saves of a page together, and reveals later changes."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import httpx2
import pytest
from sqlalchemy import delete, select, update
from starlette.applications import Starlette

from aural.accounts import repository as users
from aural.api.context import Context
from aural.api.speaking import NoVoice
from aural.audit import chain_repository as audit_chain
from aural.audit.chain_repository import seal_all
from aural.audit.key_repository import AuditKeys
from aural.mcp.endpoint import agent_routes
from aural.sessions import view_repository as access
from aural.store import schema
from tests.api.seeds import seed_file, seed_session
from tests.api.world import Json, World

MINUTES = 60


async def log(world: World, **asked: str) -> list[Json]:
    response = await world.owner.get("/audit", params={"limit": "100", **asked})
    assert response.status_code == 200, response.text
    return list(response.json()["data"])


async def seal(world: World) -> None:
    world.clock.pass_seconds(11 * MINUTES)
    await seal_all(world.database, AuditKeys(world.secrets.derive("audit")), world.clock.now())


async def tamper(world: World, statement: Any) -> None:
    async with world.database.transaction() as transaction:
        assert await transaction.run(statement) == 1


async def test_consecutive_saves_by_one_user_are_one_entry(world: World) -> None:
    interview = await world.interview()
    for index in range(3):
        world.clock.pass_seconds(60)
        await world.owner.data("PATCH", f"/interviews/{interview['id']}", {"title": f"Title {index}"})
    await world.member.data("PATCH", f"/interviews/{interview['id']}", {"title": "By somebody else"})
    world.clock.pass_seconds(6 * MINUTES)
    await world.owner.data("PATCH", f"/interviews/{interview['id']}", {"title": "Later"})
    found = await log(world, objectId=interview["id"], operation="updateInterview")
    assert [(line["who"], line["count"]) for line in found] == [("OWNER", 1), ("MEMBER", 1), ("OWNER", 3)]
    assert found[2]["lastAt"] is not None
    assert (found[0]["what"], found[0]["address"]) == ("Update an interview", world.address)


async def test_an_agents_action_over_ipv6_is_logged_with_its_address(world: World) -> None:
    context = Context(world.database, world.clock, world.settings, world.secrets, world.api.gate, voice=NoVoice())
    tools = Starlette(routes=agent_routes(world.api, context))
    headers = {"Authorization": f"Bearer {world.keys['owner']}", "Accept": "application/json, text/event-stream"}
    params = {"name": "create_interview", "arguments": {"interview": {"title": "By an agent"}, "questions": []}}
    transport = httpx2.ASGITransport(tools, client=("2001:db8:1:2::7", 1))
    async with httpx2.AsyncClient(transport=transport, base_url="http://test", headers=headers) as agent:
        asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
        assert (await agent.post("/mcp", json=asked)).status_code == 200
    (line,) = await log(world, operation="importInterview")
    assert line["address"] == "2001:db8:1:2::/64"


async def test_reading_a_session_downloading_a_file_and_signing_in_are_logged(world: World) -> None:
    session = await seed_session(world, await world.interview())
    await world.viewer.data("GET", f"/sessions/{session}")
    await world.viewer.data("GET", f"/sessions/{session}")
    await world.owner.get("/audit/export")
    await world.api.gate.close()  # reads are written after the answers
    (read,) = await log(world, objectId=session)
    assert (read["operation"], read["who"]) == ("getSession", "VIEWER")
    assert {line["operation"] for line in (await log(world))[:2]} == {"exportAudit", "getSession"}


@pytest.mark.parametrize("part", ["work", "keystrokes", "files"])
async def test_reading_submissions_is_a_view_of_the_session(world: World, part: str) -> None:
    session = await seed_session(world, await world.interview())
    path = f"files/{await seed_file(world, session)}" if part == "files" else part
    assert (await world.owner.get(f"/sessions/{session}/{path}")).status_code == 200
    await world.api.gate.close()  # reads are written after the answers
    (seen,) = await access.list_access(world.database.read, world.acme.id, session)
    assert seen.person == "Owner"
    assert "getSession" in {line["operation"] for line in await log(world, objectId=session)}


async def test_the_log_is_filtered_by_operation_user_and_date(world: World) -> None:
    first = await world.interview()
    world.clock.pass_seconds(3 * 86_400)
    await world.interview()
    day = (await log(world))[0]["at"][:10]
    assert len(await log(world, operation="createInterview")) == 2
    assert len(await log(world, operation="createInterview", **{"from": day, "to": day})) == 1
    assert [line["objectId"] for line in await log(world, to=first["createdAt"][:10])] == [first["id"]]
    member = await world.sign_in(await world.join("MEMBER"))
    third = await member.data("POST", "/interviews", {"title": "By a member"})
    (line,) = await log(world, objectId=third["id"], operation="createInterview")
    assert [each["objectId"] for each in await log(world, userId=line["userId"], operation="createInterview")] == [
        third["id"]
    ]
    owners = await log(world, userId=world.acme.owner_id, operation="createInterview")
    assert {each["userId"] for each in owners} == {world.acme.owner_id}
    assert first["id"] in [each["objectId"] for each in owners]
    assert await log(world, userId=first["id"]) == []
    await world.owner.error(400, "GET", "/audit?from=2026-05-02&to=2026-05-01")
    await world.owner.error(400, "GET", "/audit?from=yesterday")


async def test_only_owners_and_admins_of_the_whole_organization_read_the_log(world: World) -> None:
    for person in (world.member, world.viewer, world.neighbour):
        for path in ("/audit", "/audit/chain", "/audit/export"):
            await person.error(403, "GET", path)
    await world.interview()
    assert (await world.stranger.data("GET", "/audit")) == []


async def test_the_chain_is_verified_and_a_changed_entry_is_reported(world: World) -> None:
    for _ in range(4):
        await world.interview()
    waiting = await world.owner.data("GET", "/audit/chain")
    assert (waiting["isIntact"], waiting["checked"], waiting["waiting"]) == (True, 0, 4)
    await seal(world)
    whole = await world.owner.data("GET", "/audit/chain")
    assert (whole["isIntact"], whole["checked"], whole["waiting"]) == (True, 4, 0)
    second = next(line for line in await log(world) if line["number"] == 2)
    table = schema.audit_entries
    await tamper(world, update(table).where(table.c.id == second["id"]).values(actor="Somebody else"))
    broken = await world.owner.data("GET", "/audit/chain")
    assert (broken["isIntact"], broken["checked"]) == (False, 1)
    assert broken["broken"] == {"number": 2, "entryId": second["id"], "why": "CHANGED"}


class Sealing:
    """A connection for which new entries are written and sealed before or after each page that is read."""

    def __init__(self, world: World, is_before: bool) -> None:
        self._world, self._is_before, self._left = world, is_before, 2
        self.row = world.database.read.row

    async def rows(self, *asked: Any) -> Any:
        if self._is_before:
            await self._seal()
        rows = await self._world.database.read.rows(*asked)
        if not self._is_before:
            await self._seal()
        return rows

    async def _seal(self) -> None:
        if self._left:
            self._left -= 1
            await self._world.interview()
            await seal(self._world)


@pytest.mark.parametrize("is_before", [True, False])
async def test_the_chain_is_intact_while_entries_are_sealed(world: World, is_before: bool) -> None:
    await world.interview()
    await seal(world)
    reading: Any = Sealing(world, is_before)
    found = await audit_chain.verify(reading, world.acme.id, AuditKeys(world.secrets.derive("audit")))
    assert (found.broken, found.checked) == (None, 3)


async def test_the_chain_is_intact_after_an_account_and_its_name_are_deleted(world: World) -> None:
    robin = await world.join("MEMBER", name="Robin")
    await (await world.sign_in(robin)).data("POST", "/interviews", {"title": "Stays"})
    await seal(world)
    async with world.database.transaction() as transaction:
        await users.forget_user(transaction, robin)
    assert [line["who"] for line in await log(world)] == ["Former member"]
    whole = await world.owner.data("GET", "/audit/chain")
    assert (whole["isIntact"], whole["checked"]) == (True, 1)


async def test_a_deleted_entry_is_noticed_even_at_the_end(world: World) -> None:
    for _ in range(3):
        await world.interview()
    await seal(world)
    table = schema.audit_entries
    last, middle = [line["id"] for line in await log(world)][:2]
    await tamper(world, delete(table).where(table.c.id == last))
    assert (await world.owner.data("GET", "/audit/chain"))["broken"] == {"number": 3, "entryId": None, "why": "MISSING"}
    await tamper(world, delete(table).where(table.c.id == middle))
    assert (await world.owner.data("GET", "/audit/chain"))["broken"] == {"number": 2, "entryId": None, "why": "MISSING"}


async def test_the_exported_table_contains_no_formulas(world: World) -> None:
    await world.owner.data("POST", "/keys", {"name": "=HYPERLINK(1)", "role": "OWNER"})
    made = await world.owner.data("POST", "/keys", {"name": "=1+1", "role": "OWNER"})
    await world.with_key(made["key"]).data("POST", "/interviews", {"title": "By the key"})
    response = await world.owner.get("/audit/export", params={"operation": "createInterview"})
    assert response.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["who"], row["operation"], row["by"]) for row in rows] == [("'=1+1", "createInterview", "key")]
    response = await world.owner.get("/audit/export", params={"operation": "createKey"})
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [json.loads(row["detail"])["name"] for row in rows] == ["=1+1", "=HYPERLINK(1)"]


async def test_usage_is_shown_by_month_and_project(world: World) -> None:
    interview = await world.interview()
    await seed_session(world, interview)
    world.clock.pass_seconds(40 * 86_400)
    await seed_session(world, interview)
    await seed_session(world, interview)
    months = await world.viewer.data("GET", "/usage/months")
    told = [[(use["name"], use["sessions"], use["sessionHours"]) for use in month["projects"]] for month in months]
    hours = 1842 / 3600
    assert [row for row in told if row] == [[("Default", 2, 2 * hours)], [("Default", 1, hours)]]
    assert [month["projects"] for month in await world.neighbour.data("GET", "/usage/months")] == [[]]
    assert len(await world.viewer.data("GET", "/usage/months?months=1")) == 1


async def test_the_owner_chooses_among_the_existing_plans(world: World) -> None:
    names = {plan["name"]: plan["isChosen"] for plan in await world.viewer.data("GET", "/usage/plans")}
    assert {name for name, is_chosen in names.items() if is_chosen} == {"self-hosted"}
    await world.member.error(403, "PATCH", "/usage/plans", {"plan": "free"})
    await world.owner.error(400, "PATCH", "/usage/plans", {"plan": "golden"})
    await world.owner.data("PATCH", "/usage/plans", {"plan": "free"})
    assert (await world.owner.data("GET", "/usage"))["plan"] == "free"
    (line,) = await log(world, operation="choosePlan")
    assert line["detail"] == {"from": "self-hosted", "to": "free"}
    world.settings.__dict__["upgrade_url"] = "https://shop.example.com"
    await world.owner.error(403, "PATCH", "/usage/plans", {"plan": "self-hosted"})


async def test_entries_name_their_object_until_it_is_erased(world: World) -> None:
    interview = await world.interview(title="Night baker")
    session_id = await seed_session(world, interview, participant_name="Mina Sol")
    session = await world.owner.data("GET", f"/sessions/{session_id}")
    candidate_id = session["candidateId"]
    await world.owner.data("PATCH", f"/candidates/{candidate_id}", {"notes": "Met at the fair"})
    await world.api.gate.notes.close()  # a busy database may have refused an entry once
    found = {line["operation"]: line["about"] for line in await log(world)}
    assert found["createInterview"] == {"kind": "interview", "id": interview["id"], "name": "Night baker"}
    assert found["updateCandidate"] == {"kind": "candidate", "id": candidate_id, "name": "Alex"}
    assert found["getSession"] == {"kind": "session", "id": session_id, "name": "Mina Sol"}
    kept = await world.database.read.rows(select(schema.audit_entries.c.object_id, schema.audit_entries.c.detail))
    assert "Mina" not in str([tuple(row) for row in kept])
    await world.owner.data("DELETE", f"/candidates/{candidate_id}")
    gone = [line["about"] for line in await log(world) if line["operation"] in ("getSession", "updateCandidate")]
    assert gone == [None, None]
