"""Receivers that are down, slow, gone, hostile or endless: the log is correct, and nothing is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Engine, event

from aural.guard.outbound.fetch import Outbound
from aural.guard.outbound.webhooks import DeliveryResponse, Sender
from aural.platform.clock import iso
from aural.store import jobs
from aural.webhooks.event_repository import DELIVER
from aural.webhooks.jobs import Delivering, Turns
from tests.api.delivering import DAY, HERE, add, deliver, deliveries, whole
from tests.api.world import Json, World
from tests.receiver import Receiver, closed_receiver, open_receiver


@pytest_asyncio.fixture(loop_scope="session")
async def receiver() -> AsyncIterator[Receiver]:
    async with open_receiver() as receiver:
        yield receiver


@pytest.fixture(autouse=True)
def allow_here(world: World) -> None:
    world.settings.__dict__["outbound_networks"] = HERE


async def test_a_receiver_that_is_down_for_a_day_gets_everything_afterwards(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver, "candidate.invited")
    receiver.status = 503
    await world.candidate(await world.interview(), name="Mina")
    for _ in range(48):
        await deliver(world)
        world.clock.pass_seconds(DAY / 48)
    assert (await world.owner.data("GET", f"/webhooks/{made['id']}"))["failingSince"] is not None
    failed = len(receiver.received)
    assert failed >= 5
    receiver.status = 204
    world.clock.pass_seconds(DAY)
    await deliver(world)
    assert len({told.headers["webhook-id"] for told in receiver.received}) == 1
    assert len({told.body for told in receiver.received}) == 1
    # Each attempt is signed at its own time, because a receiver that refuses old signatures would refuse every
    # repetition.
    assert len({told.headers["webhook-timestamp"] for told in receiver.received}) == failed + 1
    assert int(receiver.received[-1].headers["webhook-timestamp"]) == world.clock.now() // 1000
    assert all(told.is_signed_with(made["secret"]) for told in receiver.received)
    (delivery,) = await deliveries(world, made)
    assert (delivery["state"], delivery["attempts"]) == ("DELIVERED", failed + 1)
    history = (await whole(world, made, delivery))["history"]
    assert [one["status"] for one in history] == [503] * failed + [204]
    assert history[0]["error"] == "It answers 503."
    assert delivery["lastMilliseconds"] == history[-1]["milliseconds"]
    assert (await world.owner.data("GET", f"/webhooks/{made['id']}"))["failingSince"] is None


async def test_after_three_days_a_delivery_is_abandoned_and_its_endpoint_disabled(
    world: World, receiver: Receiver
) -> None:
    made = await add(world, receiver, "candidate.invited")
    receiver.status = 500
    await world.candidate(await world.interview(), name="Mina")
    async with open_receiver() as other:
        listening = await add(world, other, "webhook.disabled")
        for _ in range(4 * 24):
            await deliver(world)
            world.clock.pass_seconds(3600)
        (delivery,) = await deliveries(world, made)
        assert (delivery["state"], delivery["attempts"]) == ("FAILED", 10)
        assert delivery["reason"] == "Gave up after the last attempt. It answers 500."
        found = await world.owner.data("GET", f"/webhooks/{made['id']}")
        assert (found["isEnabled"], found["disabledReason"]) == (False, "FAILING")
        (told,) = other.received
        assert told.event["data"] == {"id": told.headers["webhook-id"], "webhookId": made["id"], "reason": "FAILING"}
        assert told.is_signed_with(listening["secret"])


async def test_an_abandoned_delivery_shows_the_last_response(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver, "candidate.invited")
    receiver.status = 500
    await world.candidate(await world.interview(), name="Mina")
    for _ in range(9):
        await deliver(world)
        world.clock.pass_seconds(2 * DAY)
    receiver.status = 403
    await deliver(world)
    (delivery,) = await deliveries(world, made)
    assert (delivery["state"], delivery["attempts"]) == ("FAILED", 10)
    assert (delivery["lastStatus"], delivery["reason"]) == (403, "Gave up after the last attempt. It answers 403.")


@contextmanager
def inserts() -> Iterator[list[str]]:
    """The tables of the INSERT statements that run meanwhile; a statement for many rows counts once."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("INSERT INTO"):
            seen.append(statement.split()[2])

    event.listen(Engine, "before_cursor_execute", note)
    yield seen
    event.remove(Engine, "before_cursor_execute", note)


async def test_many_events_are_stored_with_one_statement_per_table(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver, "candidate.invited")
    path, since = f"/webhooks/{made['id']}", world.clock.now()
    people = [{"name": f"Person {number}"} for number in range(5)]
    with inserts() as seen:
        await world.owner.data("POST", f"/interviews/{(await world.interview())['id']}/candidates", people)
    told = [table for table in seen if table in ("webhook_events", "webhook_deliveries", "jobs")]
    assert told == ["webhook_events", "webhook_deliveries", "jobs"]
    await deliver(world)
    world.clock.pass_seconds(60)
    asked = {"from": iso(since), "to": iso(world.clock.now()), "onlyMissed": False}
    with inserts() as seen:
        assert await world.owner.data("POST", f"{path}/replay", asked) == {"queued": 5}
    assert [table for table in seen if table in told] == ["webhook_deliveries", "jobs"]
    await deliver(world)
    assert len({told.headers["webhook-id"] for told in receiver.received}) == 5
    assert len(receiver.received) == 10


async def test_a_receiver_that_answers_410_is_switched_off_at_once(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver)
    receiver.status = 410
    await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    await deliver(world)
    found = await world.owner.data("GET", f"/webhooks/{made['id']}")
    assert (found["isEnabled"], found["disabledReason"]) == (False, "GONE")
    assert [one["state"] for one in await deliveries(world, made)] == ["FAILED"]
    world.clock.pass_seconds(5 * DAY)
    await deliver(world)
    assert len(receiver.received) == 1


async def test_a_retry_after_header_delays_the_next_attempt(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver)
    receiver.status, receiver.headers = 429, {"Retry-After": "3600"}
    await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    await deliver(world)
    world.clock.pass_seconds(3590)
    await deliver(world)
    assert len(receiver.received) == 1
    world.clock.pass_seconds(10)
    await deliver(world)
    assert len(receiver.received) == 2


@pytest.mark.parametrize("when", ["Thu, 26 Nov 2026 19:00:00 +9999999999999999", "Thu, 26 Nov 2026", "soon", "-1"])
async def test_an_invalid_retry_after_is_ignored(world: World, receiver: Receiver, when: str) -> None:
    receiver.headers = {"Retry-After": when}
    assert (await outcome_of(world, receiver))["outcome"] == "ACCEPTED"
    receiver.status = 429
    assert (await outcome_of(world, receiver))["error"] == "It answers 429."


async def outcome_of(world: World, receiver: Receiver, *, seconds: float = 10.0) -> Json:
    """Sends a test delivery once, and returns its attempt."""
    made = await add(world, receiver)
    sent = await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    await deliver(world, seconds=seconds)
    (attempt,) = (await whole(world, made, sent))["history"]
    return dict(attempt)


async def test_a_redirect_is_not_followed(world: World, receiver: Receiver) -> None:
    async with open_receiver() as inside:
        receiver.status, receiver.headers = 307, {"Location": inside.url}
        attempt = await outcome_of(world, receiver)
        assert (attempt["outcome"], attempt["status"]) == ("REFUSED", 307)
        assert "Redirects are not followed" in attempt["error"]
        assert inside.received == []


async def test_a_receiver_that_hangs_times_out_at_the_deadline(world: World, receiver: Receiver) -> None:
    receiver.status = None
    attempt = await outcome_of(world, receiver, seconds=0.3)
    assert (attempt["outcome"], attempt["status"]) == ("NO_ANSWER", None)
    assert attempt["error"] == "No answer came within 0.3 seconds."


async def test_a_connection_that_is_reset_counts_as_no_answer(world: World, receiver: Receiver) -> None:
    receiver.status = 0
    attempt = await outcome_of(world, receiver)
    assert (attempt["outcome"], attempt["status"]) == ("NO_ANSWER", None)
    assert attempt["error"].startswith("The connection failed")


async def test_a_receiver_that_is_not_listening_counts_as_no_answer(world: World) -> None:
    async with closed_receiver() as receiver:
        attempt = await outcome_of(world, receiver)
    assert (attempt["outcome"], attempt["error"]) == ("NO_ANSWER", "The connection failed: Connection refused.")


async def test_only_the_beginning_of_an_endless_response_is_read_and_stored(world: World, receiver: Receiver) -> None:
    receiver.endless = True
    attempt = await outcome_of(world, receiver)
    assert (attempt["outcome"], attempt["status"]) == ("ACCEPTED", 200)
    assert len(attempt["answer"]) == 4000
    assert receiver.sent_bytes < 10_000_000  # no more than the buffers of the connection held


async def test_a_host_that_resolves_to_an_internal_address_at_delivery_is_not_sent_to(
    world: World, receiver: Receiver
) -> None:
    """DNS rebinding: a public address at registration, and another one at delivery."""
    looks: list[str] = []

    async def resolve(host: str, _port: int) -> list[str]:
        looks.append(host)
        return ["93.184.216.34"] if len(looks) == 1 else ["127.0.0.1"]

    outbound = Outbound(resolve=resolve)
    await Sender(outbound).check("https://hooks.example.com/")
    answer = await Sender(outbound).send("https://hooks.example.com/", b"{}", {})
    assert answer.status is None
    assert answer.error is not None
    assert "isn't on the public internet" in answer.error
    assert receiver.received == []


async def test_a_slow_receiver_does_not_delay_deliveries_to_others(world: World, receiver: Receiver) -> None:
    slow = await add(world, receiver, "candidate.invited")
    receiver.status = None
    async with open_receiver() as quick:
        await add(world, quick, "candidate.invited")
        interview = await world.interview()
        for number in range(6):
            await world.candidate(interview, name=f"Person {number}")
        told: set[str] = set()
        for _ in range(40):  # the time that an endpoint takes is measured, and this machine may be slow
            await deliver(world, seconds=0.3)
            world.clock.pass_seconds(0.5)
            told = {one.headers["webhook-id"] for one in quick.received}
            if len(told) == 6:
                break
        assert len(told) == 6
    receiver.status = 200
    for _ in range(3):
        world.clock.pass_seconds(600)
        await deliver(world)
    assert [one["state"] for one in await deliveries(world, slow)] == ["DELIVERED"] * 6


async def test_an_attempt_whose_server_died_is_logged_as_interrupted_and_retried(
    world: World, receiver: Receiver
) -> None:
    made = await add(world, receiver)
    sent = await world.owner.data("POST", f"/webhooks/{made['id']}/test")

    class Dying(Sender):
        async def send(self, url: str, body: bytes, headers: dict[str, str]) -> DeliveryResponse:
            await super().send(url, body, headers)
            raise SystemExit

    handler = Delivering(world.database, world.clock, world.secrets, Dying(Outbound(HERE)), Turns())
    async with world.database.transaction() as transaction:
        claimed = await jobs.claim_jobs(transaction, [DELIVER], "dying", world.clock.now(), 100)
    (job,) = [one for one in claimed if one.payload["deliveryId"] == sent["id"]]
    with pytest.raises(SystemExit):
        await handler.run(job)
    world.clock.pass_seconds(120)  # its lease has expired
    await deliver(world)
    assert [one["outcome"] for one in (await whole(world, made, sent))["history"]] == ["INTERRUPTED", "ACCEPTED"]
    assert len({told.headers["webhook-id"] for told in receiver.received}) == 1
