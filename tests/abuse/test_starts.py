"""Strangers who start interviews and never answer: they don't reserve hours for long, and honest candidates get in."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from sqlalchemy import select, update

from aural.platform.errors import StorageUnavailableError
from aural.room.access import sessions, start_queue
from aural.room.access.start_queue import Starts
from aural.sessions.log_repository import set_status
from aural.settings.budgets import RESERVED_SECONDS, UNANSWERED_OF_ADDRESS, UNANSWERED_OF_LINK
from aural.store import schema
from aural.usage import repository as usage
from aural.usage import reservation_repository as reservations
from tests.room.conftest import AdjustableClock, Frame, House
from tests.room.conftest import clock as clock
from tests.room.conftest import open_house as open_house

Open = Callable[..., Awaitable[House]]
CLASS = 60
HOURS = 100
AT_ONCE = 10


@pytest.fixture
async def house(open_house: Open) -> House:
    """A house with limits, behind a proxy that names the client, on a plan of a hundred hours."""
    house = await open_house(rate_limit_per_minute=600, trusted_proxies="127.0.0.1")
    async with house.server.database.transaction() as transaction:
        await transaction.run(update(schema.plans).values(session_hours=HOURS))
    return house


async def start_from(
    house: House,
    interview: Frame,
    address: str,
    people: range,
    token: str | None = None,
    consent: Frame | None = None,
) -> list[httpx2.Response]:
    """Starts sessions, each from its own browser, as many at once as a slow machine's database can take. `consent` is
    the text that an earlier visit to the link showed.
    """
    slug = interview["publicSlug"]
    consent = consent or await house.consent(slug, token)
    at_once = asyncio.Semaphore(AT_ONCE)

    async def start(number: int) -> httpx2.Response:
        who = {"name": f"Person {number}", "email": f"person{number}@example.com"}
        body = {"slug": slug, "token": token, "consent": consent, **who}
        async with at_once, httpx2.AsyncClient(base_url=house.url, verify=False, timeout=60) as browser:
            return await browser.post("/room/v1/sessions", json=body, headers={"X-Forwarded-For": address})

    return await asyncio.gather(*(start(number) for number in people))


async def state_for(house: House, interview: Frame, address: str) -> str:
    """The state of the public link for a visitor from this address, who has filled in nothing yet."""
    slug, headers = interview["publicSlug"], {"X-Forwarded-For": address}
    async with httpx2.AsyncClient(base_url=house.url, verify=False, timeout=60, headers=headers) as browser:
        return str((await browser.post("/room/v1/entry", json={"slug": slug})).json()["data"]["state"])


async def set_hours(house: House, hours: int) -> None:
    """Gives the plan this many hours a month. Each session reserves one of them."""
    async with house.server.database.transaction() as transaction:
        await transaction.run(update(schema.plans).values(session_hours=hours))


async def sessions_of(house: House) -> Sequence[Any]:
    columns = (schema.sessions.c.organization_id, schema.sessions.c.reserved_by)
    return await house.server.database.read.rows(select(*columns), {})


async def answer_all(house: House) -> None:
    """Confirms the reservations of all sessions, as their first answers do."""
    async with house.server.database.transaction() as transaction:
        await transaction.run(update(schema.sessions).values(reservations.FIRM), {"now": house.clock.now()})


def statuses(answers: list[httpx2.Response]) -> Counter[int]:
    return Counter(answer.status_code for answer in answers)


async def reserved_hours(house: House) -> float:
    database = house.server.database
    organization = await database.read.row(select(schema.organizations.c.id), {})
    assert organization is not None
    return (await usage.read_usage(database.read, organization.id, house.clock.now())).reserved_hours


async def test_a_script_cannot_use_up_the_hours_and_its_reservations_expire(
    house: House, clock: AdjustableClock
) -> None:
    await set_hours(house, 10 * HOURS)  # so that no share of them refuses anything
    interview = await house.interview()
    most = UNANSWERED_OF_ADDRESS.most
    flood = await start_from(house, interview, "192.0.2.7", range(HOURS + 20))
    assert statuses(flood) == {200: most, 429: HOURS + 20 - most}
    assert await reserved_hours(house) == most
    refused = next(answer for answer in flood if answer.status_code == 429)
    error = refused.json()["error"]
    assert 0 < int(refused.headers["Retry-After"]) == error["retry_after"] <= RESERVED_SECONDS
    assert "Try again in 5 minutes." in error["message"]
    assert statuses(await start_from(house, interview, "198.51.100.9", range(200, 205))) == {200: 5}
    clock.pass_seconds(RESERVED_SECONDS + 1)
    assert await reserved_hours(house) == 0
    assert statuses(await start_from(house, interview, "192.0.2.7", range(300, 310))) == {200: 10}


async def test_running_sessions_of_one_address_leave_hours_for_other_addresses(house: House) -> None:
    """An answer confirms a reservation, so a script could reserve every hour until its sessions are abandoned."""
    await set_hours(house, 12)
    interview, address = await house.interview(), "192.0.2.7"
    for number in range(9):
        assert statuses(await start_from(house, interview, address, range(number, number + 1))) == {200: 1}
    await answer_all(house)
    refused = (await start_from(house, interview, address, range(20, 21)))[0]
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "300")
    assert refused.json()["error"]["message"].startswith("Many interviews are being taken from your network right now.")
    assert await state_for(house, interview, address) == "full"
    assert await state_for(house, interview, "198.51.100.9") == "new"
    assert statuses(await start_from(house, interview, "198.51.100.9", range(30, 31))) == {200: 1}


async def test_sessions_from_public_links_leave_hours_for_invited_candidates(
    house: House, clock: AdjustableClock
) -> None:
    await set_hours(house, 10)
    interview = await house.interview()
    consent = await house.consent(interview["publicSlug"])
    for number in range(9):
        assert statuses(await start_from(house, interview, f"192.0.2.{number}", range(number, number + 1))) == {200: 1}
    await answer_all(house)
    clock.pass_seconds(RESERVED_SECONDS + 1)
    refused = (await start_from(house, interview, "198.51.100.9", range(20, 21), consent=consent))[0]
    assert refused.status_code == 429
    assert "Many people are being interviewed by this organization right now." in refused.json()["error"]["message"]
    assert (await house.entry(interview["publicSlug"]))["state"] == "full"
    invited = await house.invite(interview, name="Mina Sol", email="mina@example.com")
    client, _ = await house.begin(interview, token=invited["inviteToken"])
    assert await reserved_hours(house) == 10
    await client.answer()


async def test_a_late_answer_on_a_public_link_is_stored_but_reserves_no_hours(
    house: House, clock: AdjustableClock
) -> None:
    """Otherwise a script could start, wait five minutes and start again, and then answer until the plan is exceeded."""
    interview = await house.interview()
    late, _ = await house.begin(interview)
    clock.pass_seconds(RESERVED_SECONDS + 1)
    answered = await late.answer()
    await late.next("ack", id=answered)
    assert await reserved_hours(house) == 0
    await late.wish("end")
    await late.closed()
    assert await reserved_hours(house) == 0


async def test_an_invited_candidate_can_start_when_the_public_link_is_full(house: House) -> None:
    """A long interview may take more than the share of public links, but only as their first one."""
    await set_hours(house, 2)
    interview = await house.interview()
    assert statuses(await start_from(house, interview, "192.0.2.7", range(1))) == {200: 1}
    consent = await house.consent(interview["publicSlug"])
    assert consent is None  # the link is full
    invited = await house.invite(interview, name="Mina Sol", email="mina@example.com")
    assert statuses(await start_from(house, interview, "192.0.2.7", range(1), invited["inviteToken"])) == {200: 1}


async def test_a_reopened_session_counts_for_the_address_that_reopens_it(house: House) -> None:
    await set_hours(house, 4)
    interview, address = await house.interview(), "192.0.2.7"
    consent = await house.consent(interview["publicSlug"])
    first = (await start_from(house, interview, "198.51.100.9", range(1)))[0].json()["data"]
    async with house.server.database.transaction() as transaction:
        now, organization = house.clock.now(), (await sessions_of(house))[0].organization_id
        states = {"was": "IN_PROGRESS", "status": "ABANDONED", "end_reason": None}
        await set_status(transaction, organization, first["sessionId"], **states, reserved_seconds=0, now=now)
        await usage.settle_session(transaction, organization, reserved_seconds=3600, used_seconds=0, now=now)
    for number in range(1, 4):
        started = await start_from(house, interview, address, range(number, number + 1), consent=consent)
        assert statuses(started) == {200: 1}
    token = first["personalUrl"].partition("token=")[2]
    assert statuses(await start_from(house, interview, address, range(1), token)) == {429: 1}
    again = await start_from(house, interview, "198.51.100.9", range(1), token)
    assert again[0].status_code == 429  # all public links
    await set_hours(house, 6)
    again = await start_from(house, interview, "198.51.100.9", range(1), token)
    assert [answer.json()["data"]["state"] for answer in again] == ["resumed"]
    addresses = [row.reserved_by for row in await sessions_of(house)]
    assert len(addresses) == 4
    assert len(set(addresses)) == 2


async def test_a_candidate_reads_that_the_interview_is_full_not_that_a_plan_is(house: House) -> None:
    await set_hours(house, 1)
    interview = await house.interview()
    consent = await house.consent(interview["publicSlug"])
    await start_from(house, interview, "192.0.2.7", range(1))
    refused = (await start_from(house, interview, "192.0.2.8", range(1, 2), consent=consent))[0]
    assert refused.status_code == 403
    error = refused.json()["error"]
    assert error["message"] == "This interview is full right now. Come back later with the same link."


async def test_unanswered_starts_on_one_link_are_limited_across_addresses(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reservations, "UNANSWERED_OF_LINK", replace(UNANSWERED_OF_LINK, most=90))
    monkeypatch.setattr(reservations, "UNANSWERED_OF_ADDRESS", replace(UNANSWERED_OF_ADDRESS, most=30))
    async with house.server.database.transaction() as transaction:
        await transaction.run(update(schema.plans).values(session_hours=None))
    interview, other = await house.interview(), await house.interview()
    per = 30
    for number in range(3):
        taken = await start_from(house, interview, f"192.0.2.{number}", range(number * per, (number + 1) * per))
        assert statuses(taken) == {200: per}
    assert statuses(await start_from(house, interview, "203.0.113.1", range(1))) == {429: 1}
    assert statuses(await start_from(house, other, "203.0.113.1", range(1))) == {200: 1}
    invited = await house.invite(interview, name="Mina Sol", email="mina@example.com")
    came = await start_from(house, interview, "192.0.2.0", range(1), invited["inviteToken"])
    assert statuses(came) == {200: 1}


async def test_a_whole_class_behind_one_address_can_start_at_once(house: House) -> None:
    interview = await house.interview()
    assert statuses(await start_from(house, interview, "192.0.2.7", range(CLASS))) == {200: CLASS}


async def test_an_invited_candidates_first_answer_reserves_hours_however_late(
    house: House, clock: AdjustableClock
) -> None:
    await set_hours(house, 1)
    interview = await house.interview()
    people = [await house.invite(interview, name=name, email=f"{name}@example.com") for name in ("ann", "bea")]
    slow, _ = await house.begin(interview, token=people[0]["inviteToken"])
    assert await reserved_hours(house) == 1
    assert statuses(await start_from(house, interview, "192.0.2.7", range(1))) == {403: 1}
    clock.pass_seconds(RESERVED_SECONDS + 1)
    assert await reserved_hours(house) == 0
    quick, _ = await house.begin(interview, token=people[1]["inviteToken"])  # the hour is free for another candidate
    for client in (slow, quick):
        answered = await client.answer()
        await client.next("ack", id=answered)
    assert await reserved_hours(house) == 2
    clock.pass_seconds(RESERVED_SECONDS + 1)
    assert await reserved_hours(house) == 2


async def test_a_returning_candidate_does_not_count_toward_the_start_limit(house: House) -> None:
    interview = await house.interview()
    started = (await start_from(house, interview, "192.0.2.7", range(UNANSWERED_OF_ADDRESS.most)))[0]
    token = started.json()["data"]["personalUrl"].partition("token=")[2]
    again = await start_from(house, interview, "192.0.2.7", range(1), token)
    assert [answer.json()["data"]["state"] for answer in again] == ["resumed"]


async def test_a_class_behind_one_address_can_check_its_microphones(open_house: Open) -> None:
    house = await open_house(rate_limit_per_minute=60)
    headers = {"Content-Type": "application/octet-stream"}
    tries = [await house.http.post("/room/v1/captions?slug=x", content=b"", headers=headers) for _ in range(CLASS + 5)]
    assert 429 not in statuses(tries)


async def test_simultaneous_starts_on_one_link_occupy_only_a_few_connections(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a crowd would occupy all connections to wait for one lock, and after five seconds answers would be
    refused as well.
    """
    inside, most = 0, 0
    enter = sessions._enter

    async def count(*given: Any) -> sessions.Entered:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        try:
            return await enter(*given)
        finally:
            inside -= 1

    monkeypatch.setattr(sessions, "_enter", count)
    assert statuses(await start_from(house, await house.interview(), "192.0.2.7", range(AT_ONCE))) == {200: AT_ONCE}
    assert 1 <= most <= start_queue.AT_ONCE_OF_LINK < AT_ONCE


async def test_a_crowd_on_one_link_is_refused_after_a_wait_and_blocks_no_other_link(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(start_queue, "PATIENCE_SECONDS", 0.05)
    starts, inside = Starts(), asyncio.Event()

    async def stay(slug: str) -> None:
        async with starts.turn(slug):
            await inside.wait()

    crowd = [asyncio.create_task(stay("crowd")) for _ in range(start_queue.AT_ONCE_OF_LINK + 3)]
    refused = await asyncio.gather(*crowd[start_queue.AT_ONCE_OF_LINK :], return_exceptions=True)
    assert [type(error) for error in refused] == [StorageUnavailableError] * 3
    async with starts.turn("another"):
        inside.set()
    await asyncio.gather(*crowd[: start_queue.AT_ONCE_OF_LINK])
    async with starts.turn("crowd"):
        pass
