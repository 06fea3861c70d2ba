"""Test mode on a whole server: simulated candidates up to the report; nothing is sent except
webhooks that say that it is a test.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import update

from aural.app import Server
from aural.guard.auth.gate import issue_key
from aural.interviewer.guided.interviewer import GuidedInterviewer
from aural.organizations import repository as organizations
from aural.organizations import test_organization_repository as test_organizations
from aural.rehearsals.endpoints import SIMULATIONS_A_MINUTE
from aural.sessions.abandon_service import abandon_silent_sessions
from aural.settings import load_settings
from aural.store import schema
from tests.api.world import Client, Json
from tests.clocks import FakeClock
from tests.faulty_provider import FaultyProvider
from tests.mail_server import MailServer
from tests.receiver import Receiver, open_receiver

QUESTIONS: list[Json] = [
    {"text": "Tell me about a night on which the dough did not do what you wanted."},
    {"text": "Which oven do you know best?", "type": "SINGLE_CHOICE", "options": ["Deck", "Rack"]},
]
UNKNOWN = "019643c0-7a10-7c3e-9d2f-0b5f6a1c2d3e"
KINDS = ("STRONG", "VAGUE", "OFF_TOPIC", "HOSTILE", "INJECTING")


class Lab:
    """A server with a model and mail, an organization's live key and test key, and one published test interview."""

    def __init__(self, server: Server, mail: MailServer, model: FaultyProvider, receiver: Receiver) -> None:
        self.server, self.mail, self.model, self.receiver = server, mail, model, receiver
        self.clock = server.clock
        self.interview: Json = {}

    async def open(self) -> None:
        acme = await organizations.take_organization(self.server.database, "Acme", self.clock.now())
        self.acme_id = acme.id
        async with self.server.database.transaction() as transaction:
            made = await issue_key(
                transaction, acme.id, self.server.secrets,
                user_id=acme.owner_id, name="k", role="OWNER", now=self.clock.now(),
            )  # fmt: skip
        self.live = Client(self.server.api, made.key, "127.0.0.9")
        key = (await self.live.data("POST", "/keys", {"name": "CI", "role": "OWNER", "mode": "TEST"}))["key"]
        self.test = Client(self.server.api, key, "127.0.0.9")
        self.interview = await self.publish(self.test)

    async def publish(self, client: Client, **fields: object) -> Json:
        interview: Json = await client.data("POST", "/interviews", {"title": "Baker", **fields})
        await client.data("POST", f"/interviews/{interview['id']}/questions", QUESTIONS)
        await client.data("POST", f"/interviews/{interview['id']}/publish")
        found: Json = await client.data("GET", f"/interviews/{interview['id']}")
        return found

    def browser(self) -> httpx2.AsyncClient:
        """The browser of a person with a link and without a key."""
        transport = httpx2.ASGITransport(app=self.server.asgi())
        return httpx2.AsyncClient(transport=transport, base_url=self.server.settings.public_url)

    async def invite(self, interview: Json | None = None, **fields: object) -> Json:
        path = f"/interviews/{(interview or self.interview)['id']}/candidates"
        (made,) = await self.test.data("POST", path, fields)
        return dict(made)

    async def simulate(self, candidate: Json, kind: str = "STRONG") -> Json:
        """Simulates the candidate until nothing more can be done now, and returns the candidate."""
        await self.test.data("POST", f"/candidates/{candidate['id']}/simulate", {"kind": kind})
        return await self.work(candidate)

    async def deliver(self) -> None:
        """Sends all deliveries, in turns, because each endpoint gets only a few at once."""
        for _ in range(10):
            await self.server.deliverer.run_due()
            self.clock.pass_seconds(1)

    async def work(self, candidate: Json) -> Json:
        for worker in (self.server.rehearser, *self.server.workers):  # the workers analyze the interviews
            if worker is not self.server.deliverer:
                await worker.run_due()
        found: Json = await self.test.data("GET", f"/candidates/{candidate['id']}")
        return found


@pytest.fixture
async def lab(database_url: str, tmp_path: Path) -> AsyncIterator[Lab]:
    mail, model = MailServer(), FaultyProvider()
    await mail.start()
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(model.running())
        receiver = await stack.enter_async_context(open_receiver())
        settings = load_settings(
            data_dir=tmp_path, database_url=database_url, secret_key="s" * 40, public_url="https://aural.example.com",
            smtp_url=mail.url, outbound_networks="127.0.0.1/32",
            model="m", model_base_url=f"{address}/well/v1", model_api_key="k",
        )  # fmt: skip
        server = Server(settings.listening_on("127.0.0.1", 8000), FakeClock())
        lab = Lab(server, mail, model, receiver)
        await lab.open()
        yield lab
        for client in (lab.live, lab.test):
            await client.aclose()
        await server.rooms.close()
        await server.close()
    await mail.stop()


async def test_each_simulated_candidate_ends_in_a_report_by_the_guided_interviewer(lab: Lab) -> None:
    for kind in KINDS:
        found = await lab.simulate(await lab.invite(name=kind.title()), kind)
        assert found["status"] == "DONE", kind
        session = await lab.test.data("GET", f"/sessions/{found['sessionId']}")
        assert session["participantName"] == kind.title()
        assert session["reportStatus"] in ("READY", "NOT_SCORABLE"), kind
        said = [message for message in session["messages"] if message["role"] == "assistant"]
        assert all(message["origin"]["source"] == "template" for message in said)
    sessions = await lab.test.data("GET", f"/interviews/{lab.interview['id']}/sessions")
    assert len(sessions) == len(KINDS)
    assert lab.model.requests == []


async def test_a_simulation_neither_counts_nor_shows_in_live_data(lab: Lab) -> None:
    before = [await lab.live.data("GET", path) for path in ("/usage", "/usage/months", "/insights", "/candidates")]
    found = await lab.simulate(await lab.invite())
    assert found["name"] is None
    assert [
        await lab.live.data("GET", path) for path in ("/usage", "/usage/months", "/insights", "/candidates")
    ] == before
    await lab.live.error(404, "GET", f"/candidates/{found['id']}")
    usage = await lab.test.data("GET", "/usage")
    assert (usage["plan"], usage["templates"]) == ("test", {"used": 1, "limit": 100})
    assert usage["ai_tokens"]["used"] == 0


async def test_webhooks_of_test_data_are_marked_and_live_ones_are_unchanged(lab: Lab) -> None:
    for client in (lab.test, lab.live):
        await client.data("POST", "/webhooks", {"url": lab.receiver.url})
    await lab.simulate(await lab.invite())
    await lab.deliver()
    told = [one.event for one in lab.receiver.received]
    assert {event["type"] for event in told} == {
        *("candidate.invited", "candidate.opened", "consent.given"),
        *("session.started", "session.completed", "session.analyzed"),
    }
    assert all(event["data"]["mode"] == "TEST" for event in told)

    lab.receiver.received.clear()
    await lab.publish(lab.live)
    await lab.deliver()
    (published,) = [one for one in lab.receiver.received if one.event["type"] == "interview.published"]
    body = json.loads(published.body)
    assert list(body) == ["type", "timestamp", "data"]
    assert list(body["data"]) == ["id", "interviewId"]


async def test_a_test_event_sent_by_hand_is_marked_too(lab: Lab) -> None:
    webhook = await lab.test.data("POST", "/webhooks", {"url": lab.receiver.url})
    await lab.test.data("POST", f"/webhooks/{webhook['id']}/test", {})
    await lab.deliver()
    assert [one.event["data"]["mode"] for one in lab.receiver.received] == ["TEST"]


async def test_no_email_is_sent_and_those_to_candidates_are_shown_as_withheld(lab: Lab) -> None:
    path = f"/interviews/{lab.interview['id']}"
    await lab.test.data("PATCH", f"{path}/letters", {"doneNoteTo": "dana@example.com"})
    candidate = await lab.invite(name="Mina Sol", email="mina@example.com")
    await lab.test.data("POST", f"/candidates/{candidate['id']}/send", {"kind": "invitation"})
    found = await lab.work(candidate)
    assert (found["mailStatus"], found["status"]) == ("WITHHELD", "INVITED")
    assert (await lab.simulate(candidate))["status"] == "DONE"
    assert lab.mail.letters == []

    live = await lab.publish(lab.live)
    (mina,) = await lab.live.data("POST", f"/interviews/{live['id']}/candidates", {"email": "mina@example.com"})
    await lab.live.data("POST", f"/candidates/{mina['id']}/send", {"kind": "invitation"})
    await lab.work(candidate)
    assert [letter["To"] for letter in lab.mail.letters] == ["mina@example.com"]


async def test_a_silent_simulated_candidate_waits_until_the_time_is_up(lab: Lab) -> None:
    interview = await lab.publish(lab.test, timeLimitMinutes=10)
    candidate = await lab.invite(interview)
    assert (await lab.simulate(candidate, "SILENT"))["status"] == "IN_INTERVIEW"
    for _ in range(30):
        lab.clock.pass_seconds(60)
        found = await lab.work(candidate)
    (session,) = found["sessions"]
    assert (session["status"], session["endReason"]) == ("COMPLETED", "TIME_LIMIT")


async def test_a_silent_candidate_without_a_time_limit_counts_as_having_left(lab: Lab) -> None:
    candidate = await lab.invite()
    await lab.simulate(candidate, "SILENT")
    lab.clock.pass_seconds(lab.server.settings.abandon_after_seconds + 1)
    assert (
        await abandon_silent_sessions(lab.server.rooms.context.sessions, lab.server.settings.abandon_after_seconds) == 1
    )
    found = await lab.work(candidate)
    assert (found["status"], found["sessions"][0]["endReason"]) == ("LEFT", "NO_ANSWER")


async def test_simulating_twice_creates_one_session_and_a_retake_another(lab: Lab) -> None:
    candidate = await lab.invite()
    path = f"/candidates/{candidate['id']}"
    await lab.test.data("POST", f"{path}/simulate", {})
    found = await lab.simulate(candidate)
    assert len(found["sessions"]) == 1
    error = await lab.test.error(409, "POST", f"{path}/simulate", {})
    assert "retake" in error["message"]
    await lab.test.data("POST", f"{path}/retake", {})
    assert len((await lab.simulate(candidate))["sessions"]) == 2


async def test_a_simulation_that_cannot_begin_is_refused_with_the_reason(lab: Lab) -> None:
    draft = await lab.test.data("POST", "/interviews", {"title": "Draft"})
    nobody = await lab.invite(draft)
    error = await lab.test.error(409, "POST", f"/candidates/{nobody['id']}/simulate", {})
    assert "Publish it" in error["message"] or "question" in error["message"]
    revoked = await lab.invite()
    await lab.test.data("POST", f"/candidates/{revoked['id']}/revoke", {})
    error = await lab.test.error(409, "POST", f"/candidates/{revoked['id']}/simulate", {})
    assert "revoked" in error["message"]


async def test_simulations_have_a_separate_limit(lab: Lab) -> None:
    candidate = await lab.invite()
    path = f"/candidates/{candidate['id']}/simulate"
    for _ in range(SIMULATIONS_A_MINUTE):
        await lab.test.data("POST", path, {})
    assert (await lab.test.error(429, "POST", path, {}))["code"] == "RATE_LIMITED"
    assert len((await lab.work(candidate))["sessions"]) == 1  # other requests are still answered


async def test_live_candidates_cannot_be_simulated(lab: Lab) -> None:
    live = await lab.publish(lab.live)
    (mina,) = await lab.live.data("POST", f"/interviews/{live['id']}/candidates", {})
    error = await lab.live.error(403, "POST", f"/candidates/{mina['id']}/simulate", {})
    assert "dlv_test_" in error["message"]
    await lab.server.rehearser.run_due()
    assert (await lab.live.data("GET", f"/candidates/{mina['id']}"))["status"] == "NOT_INVITED"


async def test_a_real_candidate_cannot_take_a_test_interview(lab: Lab) -> None:
    candidate = await lab.invite()
    slug, token = lab.interview["publicSlug"], candidate["inviteToken"]
    async with lab.browser() as browser:
        room = await browser.get("/i/another")
        for path in (f"/i/{slug}", f"/i/{slug}/check?token={token}"):
            page = await browser.get(path)
            assert (page.status_code, page.text) == (403, room.text)  # the room says so in its own design
        link = {"slug": slug, "token": token}
        entry = (await browser.post("/room/v1/entry", json=link)).json()["data"]
        assert (entry["state"], entry["interview"], entry["consent"]) == ("test", {"title": "Baker"}, None)
        refused = await browser.post("/room/v1/sessions", json={**link, "name": "Mina", "email": "mina@example.com"})
        assert (refused.status_code, refused.json()["error"]["state"]) == (409, "test")
        asked = {**link, "kind": "human_interview", "name": "Mina", "email": "mina@example.com"}
        refused = await browser.post("/room/v1/requests", json=asked)
        assert (refused.status_code, refused.json()["error"]["state"]) == (409, "test")


async def test_the_room_of_a_simulated_candidate_cannot_be_taken_over(lab: Lab) -> None:
    candidate = await lab.invite()
    assert (await lab.simulate(candidate, "SILENT"))["status"] == "IN_INTERVIEW"
    headers = {"Authorization": f"Bearer {candidate['inviteToken']}"}
    async with lab.browser() as browser:
        refused = await browser.post("/room/v1/tickets", json={}, headers=headers)
        assert (refused.status_code, refused.json()["error"]["state"]) == (409, "test")
        body = {"slug": lab.interview["publicSlug"], "code": {"language": "python", "text": "1"}}
        work = await browser.put(f"/room/v1/work/{UNKNOWN}", json=body, headers=headers)
        assert work.status_code == 401


async def test_no_model_is_used_whatever_is_configured(lab: Lab) -> None:
    async with lab.server.database.transaction() as transaction:
        twin_id = await test_organizations.find_test_organization(transaction, lab.acme_id)
        assert twin_id is not None
        own = {"engine": "OWN", "model": "m", "model_address": f"{lab.model.address}/well/v1", "engine_version": 9}
        which = schema.organization_settings.c.organization_id == twin_id
        await transaction.run(update(schema.organization_settings).where(which).values(own))
    assert isinstance(await lab.server.interviewers.of(twin_id), GuidedInterviewer)
    assert await lab.server.interviewers.of(lab.acme_id) is lab.server.interviewers.model
    assert (await lab.simulate(await lab.invite()))["status"] == "DONE"
    for path, body in (("/settings/model/try", {}), ("/settings/model", {"engine": "DEPLOYMENT"})):
        await lab.test.error(403, "POST" if path.endswith("try") else "PATCH", path, body)
    assert lab.model.requests == []
