"""Sends the deliveries that are due, as a server's worker does."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

from aural.guard.outbound.fetch import Outbound
from aural.guard.outbound.webhooks import Sender
from aural.jobs.worker import Worker
from aural.webhooks.event_repository import DELIVER
from aural.webhooks.jobs import Delivering, Turns
from tests.api.world import Json, World
from tests.receiver import Receiver

HERE = (ip_network("127.0.0.1/32"),)
DAY = 86_400


async def deliver(world: World, *, seconds: float = 10.0) -> None:
    """Sends all deliveries that are due."""
    sender = Sender(Outbound(HERE), seconds)
    handler = Delivering(world.database, world.clock, world.secrets, sender, Turns())
    await Worker(world.database, world.clock, {DELIVER: handler}).run_due()


async def add(world: World, receiver: Receiver, *events: str, **more: Any) -> Json:
    body = {"url": receiver.url, "events": list(events), **more}
    made: Json = await world.owner.data("POST", "/webhooks", body)
    return made


async def deliveries(world: World, webhook: Json, query: str = "") -> list[Json]:
    listed: list[Json] = await world.owner.data("GET", f"/webhooks/{webhook['id']}/deliveries{query}")
    return listed


async def whole(world: World, webhook: Json, delivery: Json) -> Json:
    found: Json = await world.owner.data("GET", f"/webhooks/{webhook['id']}/deliveries/{delivery['id']}")
    return found
