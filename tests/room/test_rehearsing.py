"""Rehearsals with the real engine: each generic candidate gets a suitable reply, and no usage is counted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from aural.app import Server
from aural.guard.auth.gate import issue_key
from aural.organizations import repository as organizations
from aural.settings import load_settings
from aural.store import schema
from aural.store.jobs import enqueue
from tests.api.world import Client, Json
from tests.clocks import FakeClock
from tests.faulty_provider import FaultyProvider
from tests.room.conftest import House
from tests.room.test_inviting import Held, organization_of

QUESTIONS: list[Json] = [
    {"text": "Tell me about a night on which the dough did not do what you wanted."},
    {"text": "Which oven do you know best?", "type": "SINGLE_CHOICE", "options": ["Deck", "Rack"]},
    {"text": "How do you plan a night's work?", "required": False, "followUpEnabled": False},
]
COUNTED = {"rehearsals", "jobs", "job_steps", "audit_entries", "audit_chains", "api_keys", "rate_limits", "interviews"}
COUNTED |= {"questions", "idempotency_keys"}


class Bakery:
    def __init__(self, server: Server, owner: Client, interview: Json) -> None:
        self.server, self.owner, self.interview = server, owner, interview
        self.path = f"/interviews/{interview['id']}/rehearsals"

    async def rehearse(self, **body: Any) -> Json:
        made = await self.owner.data("POST", self.path, body)
        await self.server.rehearser.run_due()
        found: Json = await self.owner.data("GET", f"/rehearsals/{made['id']}")
        return found

    async def state(self) -> str:
        digest = hashlib.sha256()
        for table in schema.metadata.sorted_tables:
            if table.name not in COUNTED:
                rows = await self.server.database.read.rows(select(table))
                digest.update("\n".join(sorted(map(repr, rows))).encode())
        return digest.hexdigest()


async def open_bakery(server: Server, **fields: Any) -> Bakery:
    acme = await organizations.take_organization(server.database, "Acme", server.clock.now())
    async with server.database.transaction() as transaction:
        made = await issue_key(
            transaction, acme.id, server.secrets, user_id=acme.owner_id, name="k", role="OWNER", now=server.clock.now()
        )
    owner = Client(server.api, made.key, "127.0.0.9")
    interview = await owner.data("POST", "/interviews", {"title": "Baker", **fields})
    await owner.data("POST", f"/interviews/{interview['id']}/questions", QUESTIONS)
    return Bakery(server, owner, interview)


def settings_of(url: str, folder: Path, **more: Any) -> Any:
    public = {"public_url": "https://aural.example.com"}
    made = load_settings(data_dir=folder, database_url=url, secret_key="s" * 40, **public, **more)
    return made.listening_on("127.0.0.1", 8000)


@pytest.fixture
async def bakery(database_url: str, tmp_path: Path) -> AsyncIterator[Bakery]:
    server = Server(settings_of(database_url, tmp_path), FakeClock())
    bakery = await open_bakery(server, timeLimitMinutes=20)
    yield bakery
    await bakery.owner.aclose()
    await server.rooms.close()
    await server.close()


async def test_each_generic_candidate_gets_a_suitable_reply_and_nothing_is_counted(bakery: Bakery) -> None:
    before = await bakery.state()
    usage = await bakery.owner.data("GET", "/usage")
    found = await bakery.rehearse()
    assert (found["status"], found["done"], found["origin"]) == ("DONE", 6, {"source": "guided"})
    by_kind = {result["kind"]: result for result in found["results"]}
    strong, vague, silent, off, hostile, injecting = by_kind.values()
    assert (strong["end"], strong["answered"], strong["requiredMissed"]) == ("FINISHED", 3, [])
    assert strong["repeats"] == 0
    assert vague["followUps"] > 0
    assert all(one["followUps"] <= one["followUpBudget"] for one in by_kind.values())
    assert (silent["answered"], len(silent["requiredMissed"])) == (0, 2)
    assert silent["minutes"] >= 15
    assert silent["end"] != "WAITS"
    assert off["redirects"] > 0
    assert hostile["end"] != "WAITS"
    words = " ".join(said["text"] for said in injecting["transcript"] if said["role"] == "assistant")
    assert "banana" not in words
    assert [one["levels"] for one in by_kind.values()] == [None] * 6
    assert (await bakery.owner.data("GET", bakery.path))[0]["done"] == 6
    assert await bakery.owner.data("GET", f"/interviews/{bakery.interview['id']}/sessions") == []
    assert (await bakery.owner.data("GET", f"/interviews/{bakery.interview['id']}"))["_count"]["sessions"] == 0
    assert await bakery.owner.data("GET", "/usage") == usage
    assert await bakery.state() == before


async def test_a_rehearsal_shows_its_time_and_its_submissions(bakery: Bakery) -> None:
    (result,) = (await bakery.rehearse(kinds=["STRONG", "STRONG"]))["results"]
    said = result["transcript"]
    assert [one["seconds"] for one in said] == sorted(one["seconds"] for one in said)
    assert result["minutes"] == round(said[-1]["seconds"] / 60, 1)
    assert "dough" in next(one["text"] for one in said if one["role"] == "user")


async def test_only_one_rehearsal_runs_at_a_time_and_none_without_a_question(bakery: Bakery) -> None:
    await bakery.owner.data("POST", bakery.path, {"kinds": ["SILENT"]})
    await bakery.owner.error(409, "POST", bakery.path, {})
    empty = await bakery.owner.data("POST", "/interviews", {"title": "Empty"})
    error = await bakery.owner.error(400, "POST", f"/interviews/{empty['id']}/rehearsals", {})
    assert "no question" in error["message"]


async def test_reports_do_not_wait_for_rehearsals(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    organization_id = await organization_of(house)
    (worker,) = [one for one in house.server.workers if "rehearse" in one._handlers]
    monkeypatch.setattr(worker, "_handlers", {**worker._handlers, "rehearse": Held(), "simulate": Held()})
    async with house.server.database.transaction() as transaction:
        for number in range(6):  # more rehearsals than the server runs at once
            kind = ("rehearse", "simulate")[number % 2]
            await enqueue(transaction, organization_id, kind=kind, payload={}, now=house.clock.now() - 1)
    house.server.wake_jobs()
    interview = await house.interview()
    await house.finish(interview)
    (session,) = await house.get(f"/interviews/{interview['id']}/sessions")
    await house.reported(session["id"])
    waiting = select(schema.jobs).where(schema.jobs.c.kind.in_(["rehearse", "simulate"]), schema.jobs.c.state != "done")
    assert len(await house.server.database.read.rows(waiting)) == 6


async def test_a_rehearsal_reports_that_it_waits_for_a_silent_candidate(database_url: str, tmp_path: Path) -> None:
    server = Server(settings_of(database_url, tmp_path), FakeClock())
    bakery = await open_bakery(server)
    (result,) = (await bakery.rehearse(kinds=["SILENT"]))["results"]
    assert (result["end"], result["asked"], result["minutes"]) == ("WAITS", 1, 0)
    await bakery.owner.aclose()
    await server.close()


async def test_a_rehearsal_with_a_model_uses_its_answers_and_ratings_and_counts_tokens(
    sqlite_url: str, tmp_path: Path
) -> None:
    provider = FaultyProvider()

    def say(body: Json) -> str:
        system = str(body["messages"][0]["content"])
        if "You play a candidate" in system:
            return "I bought other flour, for it was too dry, and wrote down what changed."
        if "You rate an interview" in system:
            level = 4 if "STRONG" not in str(body) else 1
            return json.dumps({"ratings": [{"criterion": 1, "quotes": ["I bought other flour"], "level": level}]})
        if "You sum up" in system:
            claim = {"text": "They bought other flour.", "quotes": ["I bought other flour"]}
            return json.dumps({"summary": claim, "insights": [], "themes": [], "sentiment": None})
        return "What did you write down?"

    provider.text = say
    async with provider.running() as address:
        settings = settings_of(sqlite_url, tmp_path, model="m", model_base_url=f"{address}/well/v1", model_api_key="k")
        server = Server(settings, FakeClock())
        bakery = await open_bakery(server, assessmentCriteria=[{"name": "Plans", "description": "Plans ahead."}])
        found = await bakery.rehearse(kinds=["STRONG", "HOSTILE"], isPlayed=True)
        await bakery.owner.aclose()
        tokens = await Client(server.api, bakery.owner.headers["Authorization"][7:], "127.0.0.8").data("GET", "/usage")
        await server.close()
    assert found["origin"] == {"source": "model"}
    strong, hostile = found["results"]
    assert strong["levels"] == [{"criterion": "Plans", "level": 4}]
    assert hostile["levels"] is None
    assert any("other flour" in said["text"] for said in strong["transcript"] if said["role"] == "user")
    assert tokens["ai_tokens"]["used"] > 100
    assert tokens["session_hours"]["used"] == 0
