"""A running server reports a candidate's actions to other systems as they happen, and erases the reports with the
candidate.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest

from tests.receiver import Receiver, open_receiver
from tests.room.conftest import Frame, House
from tests.waiting import PATIENCE_SECONDS

OpenHouse = Callable[..., Awaitable[House]]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with open_receiver() as receiver:
        yield receiver


@pytest.fixture
async def told(open_house: OpenHouse, receiver: Receiver) -> tuple[House, Frame]:
    """A house that may send to this machine, with an endpoint for all events."""
    house = await open_house(outbound_networks="127.0.0.1/32")
    return house, await house.post("/webhooks", {"url": receiver.url})


async def settled(house: House, webhook: Frame, *events: str) -> list[Frame]:
    """Waits for these events to arrive, and returns all deliveries, oldest first."""
    path = f"/webhooks/{webhook['id']}/deliveries?limit=100"
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            listed: list[Frame] = await house.get(path)
            arrived = [one["type"] for one in listed if one["state"] == "DELIVERED"]
            if not set(events) - set(arrived):
                return listed[::-1]
            house.server.wake_jobs()


def events(receiver: Receiver) -> Counter[str]:
    """Each event, without repetitions."""
    known = {one.headers["webhook-id"]: one.event for one in receiver.received}
    return Counter(event["type"] for event in known.values())


def data_of(receiver: Receiver, event: str) -> dict[str, Any]:
    """The data of the only event of this type, which may have arrived more than once."""
    known = {one.headers["webhook-id"]: one.event for one in receiver.received}
    (found,) = [told["data"] for told in known.values() if told["type"] == event]
    return dict(found)


async def test_an_interview_is_reported_from_the_link_to_the_report(
    told: tuple[House, Frame], receiver: Receiver
) -> None:
    house, webhook = told
    interview = await house.interview(is_open=False)
    mina = await house.invite(interview, name="Mina Sol", email="mina@example.com")
    slug = (await house.get(f"/interviews/{interview['id']}"))["publicSlug"]
    for _ in range(2):  # opened twice, reported once
        await house.entry(slug, mina["inviteToken"])
    await house.finish(interview | {"publicSlug": slug}, token=mina["inviteToken"], name=None, email=None)
    wanted = ["candidate.invited", "candidate.opened", "consent.given"]
    wanted += ["session.started", "session.completed", "session.analyzed"]
    await settled(house, webhook, *wanted)
    assert events(receiver) == Counter(wanted)
    session = (await house.get(f"/candidates/{mina['id']}"))["sessionId"]
    ids = {"interviewId": interview["id"], "sessionId": session, "candidateId": mina["id"]}
    assert data_of(receiver, "session.analyzed").items() >= (ids | {"revision": 1, "preliminary": True}).items()
    assert data_of(receiver, "session.completed")["endReason"] == "CANDIDATE_ENDED"
    assert not [one for one in receiver.received if b"Mina" in one.body or b"example.com" in one.body]
    assert all(one.is_signed_with(webhook["secret"]) for one in receiver.received)


async def test_withdrawing_and_requesting_a_human_review_are_reported(
    told: tuple[House, Frame], receiver: Receiver
) -> None:
    house, webhook = told
    interview = await house.interview()
    await house.finish(interview)
    slug = interview["publicSlug"]
    asked = await house.call("requests", {"slug": slug, "kind": "human_review", "message": "Please look again."})
    assert asked.status_code == 200, asked.text
    await house.call("withdraw", {"slug": slug})
    await settled(house, webhook, "review.requested", "consent.withdrawn")
    assert data_of(receiver, "review.requested")["kind"] == "human_review"
    assert not [one for one in receiver.received if b"look again" in one.body]


async def test_an_erasure_deletes_the_log_and_is_reported(told: tuple[House, Frame], receiver: Receiver) -> None:
    house, webhook = told
    interview = await house.interview()
    await house.finish(interview)
    await settled(house, webhook, "session.analyzed")
    erased = await house.call("erase", {"slug": interview["publicSlug"], "confirm": True})
    assert erased.status_code == 200, erased.text
    left = await settled(house, webhook, "session.erased")
    assert [one["type"] for one in left] == ["interview.published", "session.erased"]
    assert "sessionId" in data_of(receiver, "session.erased")


async def test_a_preview_is_not_reported(told: tuple[House, Frame], receiver: Receiver) -> None:
    house, webhook = told
    interview = await house.interview(is_open=False)
    preview = await house.post(f"/interviews/{interview['id']}/preview")
    slug, _, token = preview["url"].rpartition("/")[2].partition("?token=")
    await house.finish({"publicSlug": slug}, token=token)
    await house.post(f"/webhooks/{webhook['id']}/test")
    await settled(house, webhook, "webhook.test")
    assert events(receiver) == Counter(["webhook.test"])
