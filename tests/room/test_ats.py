"""From a tracking system through the whole interview and back, with a running server and a local server in place of
the vendor.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx2
import pytest

from tests.mail_server import MailServer, words_of
from tests.receiver import Received, Receiver, open_receiver
from tests.room.conftest import Frame, House
from tests.vendors import Ashby, Greenhouse, key_of
from tests.waiting import PATIENCE_SECONDS

OpenHouse = Callable[..., Awaitable[House]]


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with open_receiver() as receiver:
        receiver.body = b'{"success": true}'
        yield receiver


@pytest.fixture
async def sending_house(open_house: OpenHouse, receiver: Receiver, mail: MailServer) -> House:
    more = {"smtp_url": mail.url, "mail_from": "jobs@example.com", "ashby_url": receiver.url}
    return await open_house(outbound_networks="127.0.0.1/32", **more)


async def http_of(house: House, vendor: str, **more: str) -> httpx2.AsyncClient:
    """A client that calls as the vendor does, with the key that the customer was shown."""
    made = await house.post("/integrations", {"vendor": vendor, **more})
    more: dict[str, Any] = {"verify": False, "timeout": PATIENCE_SECONDS}
    return httpx2.AsyncClient(base_url=f"{made['url']}/", auth=(made["key"], ""), **more)


async def heard(house: House, receiver: Receiver, count: int) -> list[Received]:
    """Waits for this many requests."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(receiver.received) < count:
            house.server.wake_jobs()
            await house.get("/integrations")
    return receiver.received


async def take(house: House, mail: MailServer) -> str:
    """Takes the interview as Mina through the link in her email, and returns its token."""
    letter = await mail.letter()
    assert letter["To"] == "mina@example.com"
    link = next(word for word in words_of(letter).split() if "?token=" in word)
    slug, _, token = link.rpartition("/")[2].partition("?token=")
    await house.finish({"publicSlug": slug}, token=token, name=None, email=None)
    return token


async def test_greenhouse_lists_sends_is_called_back_and_asks_for_the_status(
    sending_house: House, receiver: Receiver, mail: MailServer
) -> None:
    house = sending_house
    interview: Frame = await house.interview(title="Backend screening")
    async with await http_of(house, "GREENHOUSE") as http:
        greenhouse = Greenhouse(http, receiver)
        assert await greenhouse.offered() == {interview["id"]: "Backend screening"}
        sent = await greenhouse.send(interview["id"])
        assert await greenhouse.send(interview["id"]) == sent
        assert (await greenhouse.status(sent["partner_interview_id"]))["partner_status"] == "sent"
        await take(house, mail)
        (received,) = await heard(house, receiver, 1)
        assert (received.method, received.path) == ("PATCH", "/hook/take_home_tests/1")
        assert key_of(received).startswith("ats_")
        status = await greenhouse.status(sent["partner_interview_id"])
    (candidate,) = await house.get(f"/interviews/{interview['id']}/candidates")
    assert status["partner_status"] == "complete"
    assert status["partner_profile_url"] == f"{house.url}/sessions/{candidate['sessionId']}"
    assert "partner_score" not in status
    assert len(mail.letters) == 1


async def test_ashby_lists_starts_and_is_notified_of_start_and_report(
    sending_house: House, receiver: Receiver, mail: MailServer
) -> None:
    house = sending_house
    interview: Frame = await house.interview(title="Backend screening")
    async with await http_of(house, "ASHBY", vendorKey="customers-key") as http:
        ashby = Ashby(http, receiver)
        assert await ashby.offered() == {interview["id"]: "Backend screening"}
        started = await ashby.send(interview["id"])
        await take(house, mail)
        while not any("assessment_result" in update for update in ashby.updates):
            await heard(house, receiver, len(receiver.received) + 1)
    results = [update for update in ashby.updates if "assessment_result" in update]
    (candidate,) = await house.get(f"/interviews/{interview['id']}/candidates")
    assert {update["assessment_id"] for update in ashby.updates} == {started["results"]["assessment_id"]}
    assert results[0]["assessment_profile_url"]["value"] == f"{house.url}/sessions/{candidate['sessionId']}"
    assert [key_of(received) for received in receiver.received] == ["customers-key"] * len(receiver.received)
    assert len(results) == 1


async def test_the_candidates_export_names_the_system_that_sent_them(
    sending_house: House, receiver: Receiver, mail: MailServer
) -> None:
    house = sending_house
    interview: Frame = await house.interview()
    async with await http_of(house, "GREENHOUSE") as http:
        await Greenhouse(http, receiver).send(interview["id"])
    await take(house, mail)
    slug = interview["publicSlug"]
    exported = await house.http.get("/room/v1/export", params={"slug": slug})
    (sent_by,) = exported.json()["sentBy"]
    assert sent_by["system"] == "Greenhouse"
    page = await house.http.get("/room/v1/export", params={"slug": slug, "format": "html"})
    assert "Who sent you here" in page.text


async def test_without_a_connected_vendor_its_endpoints_are_not_found(
    open_house: OpenHouse,
) -> None:
    house = await open_house()
    for path in ("greenhouse/send_test", "ashby/assessment.start"):
        response = await house.http.post(f"/integrations/{path}", json={}, auth=("ats_guessed", ""))
        assert response.status_code == 404
    assert (await house.http.get("/integrations/greenhouse")).status_code == 404
