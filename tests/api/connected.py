"""A world with connected tracking systems, and the worker that notifies them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
from starlette.applications import Starlette

from aural.api.context import Context
from aural.ats.endpoints import ats_routes
from aural.ats.telling import Telling
from aural.guard.outbound.fetch import Outbound
from aural.guard.outbound.webhooks import Sender
from aural.integrations.assessment_repository import TELL
from aural.jobs.worker import Worker
from aural.webhooks.event_repository import record_session_event
from aural.webhooks.jobs import Turns
from tests.api.delivering import HERE
from tests.api.seeds import link_session, seed_report, seed_session
from tests.api.world import Json, World
from tests.receiver import Receiver, open_receiver
from tests.vendors import Ashby, Greenhouse
from tests.waiting import PATIENCE_SECONDS

ASHBYS_KEY = "ashby-key-of-the-customer"
SCORES = [
    {"criterion": "Design", "level": 3, "ratings": [3, 3, 3], "evidence": []},
    {"criterion": "Ownership", "level": None, "ratings": [None, None, None], "evidence": []},
]


@dataclass
class Connected:
    """A world whose organization has connected vendors. Emails stay queued, because no mail server runs."""

    world: World
    receiver: Receiver
    stack: AsyncExitStack

    async def connect(self, vendor: str, **more: Any) -> Json:
        body = {"vendor": vendor, **({"vendorKey": ASHBYS_KEY} if vendor == "ASHBY" else {}), **more}
        made: Json = await self.world.owner.data("POST", "/integrations", body)
        return made

    async def http(self, vendor: str, key: str) -> httpx2.AsyncClient:
        world = self.world
        context = Context(world.database, world.clock, world.settings, world.secrets, world.api.gate)
        transport = httpx2.ASGITransport(Starlette(routes=ats_routes(context)), client=(world.address, 1))
        base = f"http://test/integrations/{vendor.lower()}/"
        client = httpx2.AsyncClient(transport=transport, base_url=base, auth=(key, ""), trust_env=False)
        return await self.stack.enter_async_context(client)

    async def greenhouse(self, **more: Any) -> Greenhouse:
        made = await self.connect("GREENHOUSE", **more)
        return Greenhouse(await self.http("GREENHOUSE", made["key"]), self.receiver)

    async def ashby(self, **more: Any) -> Ashby:
        made = await self.connect("ASHBY", **more)
        return Ashby(await self.http("ASHBY", made["key"]), self.receiver)

    async def integration(self) -> Json:
        (found,) = await self.world.owner.data("GET", "/integrations")
        listed: Json = found
        return listed

    async def assessments(self) -> list[Json]:
        listed: list[Json] = await self.world.owner.data(
            "GET", f"/integrations/{(await self.integration())['id']}/assessments"
        )
        return listed

    async def interview(self, **fields: Any) -> Json:
        """An interview with a question, whose AI levels everyone may see."""
        interview = await self.world.interview(**{"blindRating": False, **fields})
        await self.world.questions(interview, "Why?")
        return interview

    async def candidates(self, interview: Json) -> list[Json]:
        found: list[Json] = await self.world.owner.data("GET", f"/interviews/{interview['id']}/candidates")
        return found

    async def take(self, interview: Json, event: str, *, report: str | None = None, **fields: Any) -> str:
        """Takes the only candidate up to this event, as a room would, and returns the session's id."""
        (candidate,) = await self.candidates(interview)
        session_id = candidate["sessionId"]
        if session_id is None:
            session_id = await seed_session(self.world, interview, candidate_id=candidate["id"], **fields)
            await link_session(self.world, candidate["id"])
        if report is not None:
            await seed_report(self.world, session_id, report, scores=SCORES if report == "READY" else None)
        async with self.world.database.transaction() as transaction:
            where = (transaction, self.world.acme.id)
            await record_session_event(*where, event, session_id, self.world.clock.now())
        return str(session_id)

    async def tell(self, *, sender: Sender | None = None, turns: Turns | None = None) -> None:
        """Sends all notifications that are due, as a server's worker does."""
        world = self.world
        sender = sender or Sender(Outbound(HERE), PATIENCE_SECONDS)
        telling = Telling(
            *(world.database, world.clock, world.secrets, sender, turns or Turns()),
            public_url=world.settings.public_url,
            ashby_url=self.receiver.url,
        )
        await Worker(world.database, world.clock, {TELL: telling}).run_due()


@asynccontextmanager
async def open_connected(world: World) -> AsyncIterator[Connected]:
    world.settings.__dict__.update(outbound_networks=HERE, smtp_url="smtp://127.0.0.1:1")
    async with open_receiver() as receiver, AsyncExitStack() as stack:
        receiver.body = b'{"success": true}'
        yield Connected(world, receiver, stack)
