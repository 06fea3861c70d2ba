"""An endpoint that is switched off has no pending deliveries, and what it missed can be sent later."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio

from aural.guard.outbound.fetch import Outbound
from aural.guard.outbound.webhooks import DeliveryResponse, Sender
from aural.jobs.worker import Worker
from aural.webhooks.event_repository import DELIVER
from aural.webhooks.jobs import Delivering, Turns
from tests.api.delivering import DAY, HERE, add, deliver, deliveries, whole
from tests.api.world import World
from tests.receiver import Receiver, open_receiver

OFF = "The endpoint is switched off."
SPAN = {"from": "2026-01-01T00:00:00Z", "to": "2027-01-01T00:00:00Z"}


@pytest_asyncio.fixture(loop_scope="session")
async def receiver(world: World) -> AsyncIterator[Receiver]:
    world.settings.__dict__["outbound_networks"] = HERE
    async with open_receiver() as receiver:
        yield receiver


async def test_switching_an_endpoint_off_and_on_cancels_what_was_pending(world: World, receiver: Receiver) -> None:
    made, other = await add(world, receiver, "candidate.invited"), await add(world, receiver, "candidate.invited")
    await world.candidate(await world.interview(), name="Mina")
    path = f"/webhooks/{made['id']}"
    await world.owner.data("PATCH", path, {"isEnabled": False})
    (found,) = await deliveries(world, made)
    assert (found["state"], found["reason"], found["nextAt"]) == ("FAILED", OFF, None)
    assert found["endedAt"] is not None
    assert [one["state"] for one in await deliveries(world, other)] == ["PENDING"]
    await world.owner.data("PATCH", path, {"isEnabled": True})
    await deliver(world)
    assert len(receiver.received) == 1, "only to the other endpoint"
    assert await world.owner.data("POST", f"{path}/replay", SPAN) == {"queued": 1}
    await deliver(world)
    assert len(receiver.received) == 2


async def test_an_endpoint_that_is_switched_off_for_its_answers_has_nothing_pending(
    world: World, receiver: Receiver
) -> None:
    made = await add(world, receiver)
    receiver.status = 500
    await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    await deliver(world)
    assert [one["state"] for one in await deliveries(world, made)] == ["PENDING"]
    receiver.status = 410
    await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    await deliver(world)
    newest, oldest = await deliveries(world, made)
    assert (newest["state"], newest["reason"] == OFF) == ("FAILED", False)
    assert (oldest["state"], oldest["reason"], oldest["nextAt"]) == ("FAILED", OFF, None)


@dataclass(frozen=True)
class SwitchedOff(Sender):
    """An endpoint that is switched off while it is called, and gives this answer."""

    world: World | None = None
    path: str = ""
    status: int = 204

    async def send(self, *_sent: Any, **_more: Any) -> DeliveryResponse:
        assert self.world is not None
        await self.world.owner.data("PATCH", self.path, {"isEnabled": False})
        return DeliveryResponse(self.status, error=None if self.status == 204 else "It answers 503.")


@pytest.mark.parametrize(("status", "state"), [(204, "DELIVERED"), (503, "FAILED")])
async def test_a_delivery_that_is_being_sent_keeps_its_answer(
    world: World, receiver: Receiver, status: int, state: str
) -> None:
    made = await add(world, receiver)
    sent = await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    sender = SwitchedOff(Outbound(HERE), world=world, path=f"/webhooks/{made['id']}", status=status)
    handler = Delivering(world.database, world.clock, world.secrets, sender, Turns())
    await Worker(world.database, world.clock, {DELIVER: handler}).run_due()
    found = await whole(world, made, sent)
    assert (found["state"], found["nextAt"], found["lastStatus"]) == (state, None, status)
    await world.owner.data("PATCH", f"/webhooks/{made['id']}", {"isEnabled": True})
    world.clock.pass_seconds(DAY)
    await deliver(world)
    assert receiver.received == []
