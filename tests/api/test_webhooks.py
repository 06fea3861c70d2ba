"""Webhook endpoints: who may create them, where they may point, which events they get, and sending again."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import select

from aural.engine.webhooks import MOST_ATTEMPTS
from aural.jobs.housekeeping import EVENTS_KEPT_MS
from aural.store import jobs, schema
from aural.webhooks.event_repository import DELIVER, purge_events
from tests.api.delivering import DAY, HERE, add, deliver, deliveries, whole
from tests.api.world import World, paths_of
from tests.receiver import Receiver, open_receiver


@pytest_asyncio.fixture(loop_scope="session")
async def receiver() -> AsyncIterator[Receiver]:
    async with open_receiver() as receiver:
        yield receiver


@pytest.fixture(autouse=True)
def allow_here(world: World) -> None:
    world.settings.__dict__["outbound_networks"] = HERE


# --- endpoints ------------------------------------------------------------------------------------------------------


async def test_a_secret_is_shown_once(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver)
    assert made["secret"].startswith("whsec_")
    found = await world.owner.data("GET", f"/webhooks/{made['id']}")
    assert "secret" not in found
    assert [one["id"] for one in await world.member.data("GET", "/webhooks")] == [made["id"]]


async def test_an_address_is_stored_without_the_spaces_around_it(world: World, receiver: Receiver) -> None:
    made = await world.owner.data("POST", "/webhooks", {"url": f" {receiver.url}\n"})
    assert made["url"] == receiver.url
    changed = await world.owner.data("PATCH", f"/webhooks/{made['id']}", {"url": f"\t{receiver.url}/2 "})
    assert changed["url"] == f"{receiver.url}/2"


async def test_managing_endpoints_needs_permission(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver)
    path = f"/webhooks/{made['id']}"
    await world.member.error(403, "POST", "/webhooks", {"url": receiver.url})
    await world.member.error(403, "PATCH", path, {"isEnabled": False})
    await world.member.error(403, "DELETE", path)
    for wish in ("test", "rotate-secret"):
        await world.member.error(403, "POST", f"{path}/{wish}")
    await world.viewer.error(403, "GET", "/webhooks")
    await world.stranger.error(404, "GET", path)
    assert (await world.owner.data("GET", path))["isEnabled"]


async def test_an_endpoint_is_limited_to_what_its_creator_can_access(world: World, receiver: Receiver) -> None:
    whole_organization = await add(world, receiver)
    assert "projectId" in paths_of(await world.neighbour.error(400, "POST", "/webhooks", {"url": receiver.url}))
    await world.neighbour.error(404, "GET", f"/webhooks/{whole_organization['id']}")
    assert await world.neighbour.data("GET", "/webhooks") == []
    foreign = "019643d6-1a2b-7c3d-8e4f-5a6b7c8d9e0f"
    error = await world.owner.error(400, "POST", "/webhooks", {"url": receiver.url, "projectId": foreign})
    assert paths_of(error) == ["projectId"]


@pytest.mark.parametrize(
    "url",
    [
        "https://10.0.0.1/hook", "https://169.254.169.254/latest/meta-data", "https://[::1]/",
        "https://me:secret@example.com/", "ftp://example.com/", "no address", "http://127.0.0.2:9000/hook",
    ],
)  # fmt: skip
async def test_addresses_inside_a_network_are_refused_at_once(world: World, url: str) -> None:
    assert paths_of(await world.owner.error(400, "POST", "/webhooks", {"url": url})) == ["url"]
    assert await world.owner.data("GET", "/webhooks") == []


async def test_a_changed_address_is_checked_too(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver)
    await world.owner.error(400, "PATCH", f"/webhooks/{made['id']}", {"url": "https://192.168.0.1/"})
    assert (await world.owner.data("GET", f"/webhooks/{made['id']}"))["url"] == receiver.url


# --- what is sent ---------------------------------------------------------------------------------------------------


async def test_an_event_is_sent_with_ids_and_a_signature(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver, "candidate.invited")
    interview = await world.interview()
    mina = await world.candidate(interview, name="Mina Okafor", email="mina@example.com")
    await deliver(world)
    (told,) = receiver.received
    assert told.event["type"] == "candidate.invited"
    assert told.event["data"] == {
        "id": told.headers["webhook-id"],
        "interviewId": interview["id"],
        "candidateId": mina["id"],
    }
    assert b"Mina" not in told.body
    assert b"example" not in told.body
    assert told.is_signed_with(made["secret"])
    (delivery,) = await deliveries(world, made)
    assert (delivery["state"], delivery["lastStatus"], delivery["attempts"]) == ("DELIVERED", 200, 1)
    shown = await whole(world, made, delivery)
    assert shown["body"].encode() == told.body
    assert [(one["outcome"], one["status"], one["answer"]) for one in shown["history"]] == [("ACCEPTED", 200, "ok")]
    assert shown["history"][0]["headers"].items() <= told.headers.items()
    assert (await world.owner.data("GET", f"/webhooks/{made['id']}"))["recent"] == {"delivered": 1, "failed": 0}


async def test_publishing_and_archiving_are_reported_once(world: World, receiver: Receiver) -> None:
    await add(world, receiver, "interview.published", "interview.archived")
    interview = await world.interview()
    path = f"/interviews/{interview['id']}"
    await world.questions(interview, "Why?")
    for _ in range(2):
        await world.owner.data("POST", f"{path}/publish")
    for _ in range(2):
        await world.owner.data("DELETE", path)
    await deliver(world)
    assert sorted(told.event["type"] for told in receiver.received) == ["interview.archived", "interview.published"]


async def test_an_endpoint_of_a_project_gets_events_of_that_project_only(world: World, receiver: Receiver) -> None:
    interview = await world.interview()
    other = await world.owner.data("POST", "/projects", {"name": "Somewhere else"})
    here = await add(world, receiver, "candidate.invited", projectId=interview["projectId"])
    there = await add(world, receiver, "candidate.invited", projectId=other["id"])
    await world.candidate(interview, name="Mina")
    assert [len(await deliveries(world, one)) for one in (here, there)] == [1, 0]


async def test_another_organization_gets_no_events(world: World, receiver: Receiver) -> None:
    await world.stranger.data("POST", "/webhooks", {"url": receiver.url})
    await world.candidate(await world.interview(), name="Mina")
    await deliver(world)
    assert receiver.received == []


async def test_after_a_rotation_both_secrets_verify_for_a_day(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver)
    path = f"/webhooks/{made['id']}"
    fresh = await world.owner.data("POST", f"{path}/rotate-secret")
    assert fresh["secret"] != made["secret"]
    assert fresh["previousSecretUntil"] is not None
    await world.owner.data("POST", f"{path}/test")
    await deliver(world)
    world.clock.pass_seconds(DAY)
    await world.owner.data("POST", f"{path}/test")
    await deliver(world)
    verified = [[told.is_signed_with(one["secret"]) for one in (made, fresh)] for told in receiver.received]
    assert verified == [[True, True], [False, True]]
    shown = [(await whole(world, made, one))["history"][0]["headers"] for one in await deliveries(world, made)]
    assert shown[::-1] == [{name: told.headers[name] for name in shown[0]} for told in receiver.received]
    assert set(shown[0]) == {"content-type", "user-agent", "webhook-id", "webhook-timestamp", "webhook-signature"}


async def test_a_rotation_within_the_day_ends_the_older_secret_at_once(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver)
    rotate = f"/webhooks/{made['id']}/rotate-secret"
    second, third = [await world.owner.data("POST", rotate) for _ in range(2)]
    await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    await deliver(world)
    (told,) = receiver.received
    assert [told.is_signed_with(one["secret"]) for one in (made, second, third)] == [False, True, True]


# --- sending again --------------------------------------------------------------------------------------------------


async def test_a_delivery_is_sent_again_with_the_same_id(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver)
    sent = await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    path = f"/webhooks/{made['id']}/deliveries/{sent['id']}"
    await world.owner.error(409, "POST", path)  # it is still being sent
    await deliver(world)
    again = await world.owner.data("POST", path)
    assert again["isReplay"]
    await deliver(world)
    assert len({told.headers["webhook-id"] for told in receiver.received}) == 1
    assert len(receiver.received) == 2


async def test_a_waiting_delivery_can_be_retried_now_without_using_up_its_schedule(
    world: World, receiver: Receiver
) -> None:
    made = await add(world, receiver)
    sent = await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    path = f"/webhooks/{made['id']}/deliveries/{sent['id']}"
    receiver.status = 503
    await deliver(world)
    await deliver(world)
    assert len(receiver.received) == 1  # the next attempt is scheduled
    for _ in range(MOST_ATTEMPTS):  # more often than attempts are scheduled, and it still isn't abandoned
        asked = await world.owner.data("POST", f"{path}/try")
        assert asked["nextAt"] is not None
        await deliver(world)
    waiting = await whole(world, made, sent)
    assert (waiting["state"], waiting["attempts"]) == ("PENDING", MOST_ATTEMPTS + 1)
    assert waiting["mostAttempts"] == 2 * MOST_ATTEMPTS
    receiver.status = 200
    await world.owner.data("POST", f"{path}/try")
    await deliver(world)
    assert (await whole(world, made, sent))["state"] == "DELIVERED"
    assert len({told.headers["webhook-id"] for told in receiver.received}) == 1
    await world.owner.error(409, "POST", f"{path}/try")  # it is finished
    noted = await world.owner.data("GET", "/audit?operation=tryWebhookDelivery")
    assert len(noted) == MOST_ATTEMPTS + 1


async def test_trying_a_waiting_delivery_needs_permission_and_an_enabled_endpoint(
    world: World, receiver: Receiver
) -> None:
    made = await add(world, receiver)
    sent = await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    path = f"/webhooks/{made['id']}/deliveries/{sent['id']}/try"
    await world.member.error(403, "POST", path)
    await world.stranger.error(404, "POST", path)
    await world.neighbour.error(404, "POST", path)
    first = await world.owner.data("POST", path)  # it waits for its first attempt, which is a scheduled one
    assert first["mostAttempts"] == MOST_ATTEMPTS
    async with world.database.transaction() as transaction:
        await jobs.claim_jobs(transaction, [DELIVER], "another server", world.clock.now(), 100)
    error = await world.owner.error(409, "POST", path)
    assert error["message"].startswith("It is being sent right now.")
    await world.owner.data("PATCH", f"/webhooks/{made['id']}", {"isEnabled": False})
    error = await world.owner.error(409, "POST", path)
    assert error["message"].startswith("This endpoint is switched off.")
    assert receiver.received == []


async def test_events_missed_while_an_endpoint_was_off_can_be_sent(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver, "candidate.invited")
    path = f"/webhooks/{made['id']}"
    interview = await world.interview()
    await world.candidate(interview, name="Told")
    await deliver(world)
    await world.owner.data("PATCH", path, {"isEnabled": False})
    missed = [await world.candidate(interview, name=name) for name in ("One", "Two")]
    await world.owner.data("POST", f"/interviews/{interview['id']}/publish")
    span = {"from": "2026-01-01T00:00:00Z", "to": "2027-01-01T00:00:00Z"}
    backwards = {"from": span["to"], "to": span["from"]}
    error = await world.owner.error(400, "POST", f"{path}/replay", backwards)  # before the refusal of an endpoint off
    assert paths_of(error) == ["to"]
    await world.owner.error(409, "POST", f"{path}/replay", span)
    await world.owner.data("PATCH", path, {"isEnabled": True})
    assert await world.owner.data("POST", f"{path}/replay", span) == {"queued": 2}
    assert await world.owner.data("POST", f"{path}/replay", span) == {"queued": 0}  # they are being sent already
    await deliver(world)
    told = [one.event["data"]["candidateId"] for one in receiver.received[1:]]
    assert sorted(told) == sorted(one["id"] for one in missed)
    assert await world.owner.data("POST", f"{path}/replay", {**span, "onlyMissed": False}) == {"queued": 3}
    assert paths_of(await world.owner.error(400, "POST", f"{path}/replay", backwards)) == ["to"]


async def test_deliveries_are_found_by_state_type_and_time(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver)
    await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    await deliver(world)
    world.clock.pass_seconds(DAY)
    await world.candidate(await world.interview(), name="Mina")
    assert [one["type"] for one in await deliveries(world, made)] == ["candidate.invited", "webhook.test"]
    assert [one["type"] for one in await deliveries(world, made, "?state=PENDING")] == ["candidate.invited"]
    assert [one["state"] for one in await deliveries(world, made, "?type=webhook.test")] == ["DELIVERED"]
    assert await deliveries(world, made, "?from=2027-01-01T00:00:00Z") == []
    assert len(await deliveries(world, made, "?limit=1")) == 1


async def test_a_waiting_delivery_is_not_sent_to_an_endpoint_that_was_switched_off(
    world: World, receiver: Receiver
) -> None:
    made = await add(world, receiver)
    sent = await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    await world.owner.data("PATCH", f"/webhooks/{made['id']}", {"isEnabled": False})
    await deliver(world)
    found = await whole(world, made, sent)
    assert (found["state"], found["reason"]) == ("FAILED", "The endpoint is switched off.")
    assert receiver.received == []


async def test_a_deleted_endpoint_receives_nothing_and_leaves_nothing(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver)
    await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    await deliver(world)
    assert len(receiver.received) == 1
    await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    await world.owner.data("DELETE", f"/webhooks/{made['id']}")
    await deliver(world)
    assert len(receiver.received) == 1
    await world.owner.error(404, "GET", f"/webhooks/{made['id']}")
    for table in (schema.webhooks, schema.webhook_deliveries, schema.webhook_attempts):
        mine = select(table).where(table.c.organization_id == world.acme.id)
        assert await world.database.read.rows(mine) == [], table.name


async def test_events_are_kept_for_a_month(world: World, receiver: Receiver) -> None:
    made = await add(world, receiver)
    await world.owner.data("POST", f"/webhooks/{made['id']}/test")
    world.clock.pass_seconds(31 * DAY)
    async with world.database.transaction() as transaction:
        await purge_events(transaction, world.clock.now() - EVENTS_KEPT_MS)
    assert await deliveries(world, made) == []
