"""A start through an open link that is repeated with the same id returns the same session; another id does not."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import pytest

from aural.store import schema
from tests.room.conftest import Frame, House
from tests.room.test_entry import rows

OpenHouse = Callable[..., Awaitable[House]]


async def come_in(house: House, slug: str, entrance: str | None, **body: Any) -> httpx2.Response:
    """Starts a session as a client that has never received an answer: without a cookie."""
    house.http.cookies.clear()
    response = await house.start(slug, entrance=entrance, **body)
    house.http.cookies.clear()
    return response


async def test_a_start_whose_answer_was_lost_returns_the_same_session_and_link(house: House) -> None:
    slug, entrance = (await house.interview(timeLimitMinutes=60))["publicSlug"], str(uuid.uuid4())
    consent = await house.consent(slug)
    first, again = [await come_in(house, slug, entrance, consent=consent) for _ in range(2)]
    assert again.status_code == 200
    assert again.json() == first.json()
    assert again.json()["data"]["state"] == "new"
    counted = (schema.candidates, schema.sessions, schema.consents, schema.snapshots)
    assert await rows(house, *counted) == [1, 1, 1, 1]
    assert "HttpOnly" in again.headers["set-cookie"]
    token = again.json()["data"]["personalUrl"].partition("token=")[2]
    assert (await (await house.enter(token)).next("welcome"))["sessionId"] == first.json()["data"]["sessionId"]


@pytest.mark.parametrize(
    "other",
    [
        {"entrance": str(uuid.uuid4())},
        {"entrance": None},
        {"name": "Mina Sola"},
        {"email": "mina.sol@example.com"},
        {"adjustments": ["more_time"]},
    ],
)
async def test_another_id_candidate_or_adjustment_starts_another_session(house: House, other: dict[str, Any]) -> None:
    slug, entrance = (await house.interview())["publicSlug"], str(uuid.uuid4())
    first = (await come_in(house, slug, entrance)).json()["data"]
    second = (await come_in(house, slug, **{"entrance": entrance, **other})).json()["data"]
    assert second["state"] == "new"
    assert {first["sessionId"], first["personalUrl"]}.isdisjoint(second.values())


async def test_another_link_or_another_consent_starts_another_session(house: House) -> None:
    coding = {"text": "Write it.", "type": "CODING"}
    one, two = [(await house.interview(coding))["publicSlug"] for _ in range(2)]
    entrance, consent = str(uuid.uuid4()), await house.consent(one)
    assert consent is not None
    watched = {**consent, "items": ["interview", "keystrokes"]}
    made = [
        await come_in(house, slug, entrance, consent=given)
        for slug, given in ((one, consent), (one, watched), (two, await house.consent(two)))
    ]
    assert len({response.json()["data"]["sessionId"] for response in made}) == 3


async def test_a_repeated_start_counts_once_and_works_after_the_interview_is_full_or_closed(
    open_house: OpenHouse,
) -> None:
    house = await open_house(plan="free")  # two hours in all
    interview, entrance = await house.interview(timeLimitMinutes=60), str(uuid.uuid4())
    slug = interview["publicSlug"]
    consent = await house.consent(slug)
    first, again = [await come_in(house, slug, entrance, consent=consent) for _ in range(2)]
    assert again.json() == first.json()
    assert (await come_in(house, slug, str(uuid.uuid4()), consent=consent)).status_code == 200
    assert (await house.entry(slug))["state"] == "full"
    assert (await come_in(house, slug, entrance, consent=consent)).json() == first.json()
    await house.api.delete(f"/interviews/{interview['id']}")
    assert (await come_in(house, slug, entrance, consent=consent)).json() == first.json()
    assert (await come_in(house, slug, str(uuid.uuid4()), consent=consent)).status_code == 409


async def test_the_same_start_sent_to_two_processes_at_once_creates_one_session(open_house: OpenHouse) -> None:
    one = await open_house()
    two = await open_house(key=one.key)
    interview, entrance = await one.interview(), str(uuid.uuid4())
    consent = await one.consent(interview["publicSlug"])
    calls = [house.start(interview["publicSlug"], entrance=entrance, consent=consent) for house in (one, two) * 4]
    made = [response.json()["data"] for response in await asyncio.gather(*calls)]
    told = {(each["sessionId"], each["personalUrl"].partition("token=")[2], each["state"]) for each in made}
    assert len(told) == 1
    assert await rows(one, schema.candidates, schema.sessions) == [1, 1]
    assert (await one.get(f"/interviews/{interview['id']}"))["_count"]["sessions"] == 1


async def test_after_its_link_is_renewed_a_repeated_start_creates_a_new_session(house: House) -> None:
    interview, entrance = await house.interview(), str(uuid.uuid4())
    first = (await come_in(house, interview["publicSlug"], entrance)).json()["data"]
    (candidate,) = await house.get(f"/interviews/{interview['id']}/candidates")
    await house.post(f"/candidates/{candidate['id']}/link")
    second = (await come_in(house, interview["publicSlug"], entrance)).json()["data"]
    assert second["sessionId"] != first["sessionId"]


async def test_an_invited_candidate_needs_the_personal_link(house: House) -> None:
    interview, entrance = await house.interview(), str(uuid.uuid4())
    invited: Frame = await house.invite(interview, name="Mina Sol", email="mina@example.com")
    slug = interview["publicSlug"]
    first = (await come_in(house, slug, entrance, token=invited["inviteToken"])).json()["data"]
    second = (await come_in(house, slug, entrance)).json()["data"]
    assert (second["state"], second["sessionId"] == first["sessionId"]) == ("new", False)
    wrong = await come_in(house, slug, entrance, token="wrong", consent=None)
    assert wrong.status_code == 404


@pytest.mark.parametrize("entrance", ["", "7", 7, {}, "x" * 36, "0b2f8f5e-3c0a-4f0e-9a53-6d1f6a2f5f10\n"])
async def test_an_invalid_uuid_is_refused(house: House, entrance: Any) -> None:
    refused = await come_in(house, (await house.interview())["publicSlug"], entrance)
    assert refused.status_code == 400
    assert refused.json()["error"]["details"] == [{"path": "entrance", "message": "must be a UUID"}]
