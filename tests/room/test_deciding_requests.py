"""What an organization decides about a request, and how the candidate is notified."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import select, update

from aural.store import schema
from tests.mail_server import MailServer, words_of
from tests.room.conftest import House
from tests.room.test_identity import ALICE
from tests.room.test_requests import ask
from tests.room.test_rights import erase, get
from tests.waiting import PATIENCE_SECONDS

Open = Callable[..., Awaitable[House]]


async def decide(house: House, request_id: str, outcome: str, reason: str | None = None) -> Any:
    made = await house.api.post(f"/requests/{request_id}/decision", json={"outcome": outcome, "reason": reason})
    assert made.status_code == 200, made.text
    return made.json()["data"]


async def test_the_contact_gets_a_link_to_the_request_and_the_candidate_gets_the_decision(
    open_house: Open, mail: MailServer
) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview(contactEmail="jobs@example.com")
    await house.finish(interview, email="mina@example.com")
    made = await ask(house, interview["publicSlug"], kind="human_review", name=None, email=None)
    request_id = made.json()["data"]["id"]
    assert f"{house.url}/requests/{request_id}" in words_of(await mail.letter())
    assert (await decide(house, request_id, "REFUSED", "Robin has reviewed it: {title}"))["isTold"] is True
    letter = await mail.letter(2)
    assert letter["To"] == "mina@example.com"
    assert "Robin has reviewed it: {title}" in words_of(letter)
    assert "data protection authority" in words_of(letter)  # GDPR, Article 12(4)
    (shown,) = (await get(house, interview, "rights")).json()["data"]["requests"]
    assert (shown["state"], shown["outcome"], shown["reason"]) == ("DONE", "REFUSED", "Robin has reviewed it: {title}")


async def test_an_address_is_kept_until_the_email_about_its_erasure_is_sent(open_house: Open, mail: MailServer) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview()
    made = await ask(house, interview["publicSlug"], **ALICE)
    request_id = made.json()["data"]["id"]
    told = await decide(house, request_id, "ERASED")
    letter = await mail.letter()
    assert letter["To"] == ALICE["email"]
    assert told["receiptId"] in words_of(letter)
    columns = (schema.requests.c.name, schema.requests.c.message, schema.requests.c.email)
    found = select(*columns).where(schema.requests.c.id == request_id)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (row := await house.server.database.read.row(found)) is not None and row.email is not None:
            assert (row.name, row.message) == (None, None)
            await asyncio.sleep(0)  # a short read doesn't let other tasks run
    assert row is not None


async def test_a_decided_request_reopens_once_its_address_asks_for_erasure(house: House) -> None:
    interview = await house.interview()
    await ask(house, interview["publicSlug"], **ALICE)
    (request,) = await house.get("/requests")
    await decide(house, request["id"], "APPROVED")
    await house.finish(interview, name="Alice", email=ALICE["email"])
    assert (await erase(house, interview)).status_code == 200
    (request,) = await house.get("/requests")
    assert (request["state"], request["outcome"]) == ("OPEN", None)
    assert request["dueAt"] is not None


async def test_an_erased_request_stays_closed_when_its_address_asks_for_erasure(house: House) -> None:
    interview = await house.interview()
    await ask(house, interview["publicSlug"], **ALICE)
    (request,) = await house.get("/requests")
    receipt = (await decide(house, request["id"], "ERASED"))["receiptId"]
    async with house.server.database.transaction() as transaction:  # as if its email hadn't gone out yet
        waiting = update(schema.requests).where(schema.requests.c.id == request["id"])
        await transaction.run(waiting.values(email=ALICE["email"]))
    await house.finish(interview, name="Alice", email=ALICE["email"])
    invited = (await house.get("/candidates"))[0]
    assert (await house.api.delete(f"/candidates/{invited['id']}")).status_code == 200
    (request,) = await house.get("/requests")
    assert (request["state"], request["outcome"], request["receiptId"]) == ("DONE", "ERASED", receipt)
