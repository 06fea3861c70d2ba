"""Candidates who would rather talk to a person, or who need something, can say so, and the contact is notified."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from aural.room.rights import requests, routes
from aural.settings.budgets import REQUESTS_A_DAY_OF_ADDRESS
from tests.mail_server import MailServer, words_of
from tests.room.conftest import House

ASKED = {"kind": "human_interview", "name": "Mina Sol", "email": "Mina@Example.com", "message": "By phone, please."}
Open = Callable[..., Awaitable[House]]


async def ask(house: House, slug: str, **more: Any) -> Any:
    return await house.call("requests", {"slug": slug, "token": None, **ASKED, **more})


async def test_a_human_interview_can_be_requested_from_the_landing_page(house: House) -> None:
    interview = await house.interview()
    made = await ask(house, interview["publicSlug"])
    assert made.status_code == 200, made.text
    (request,) = await house.get(f"/interviews/{interview['id']}/requests")
    assert request["id"] == made.json()["data"]["id"]
    wanted = {**ASKED, "email": "mina@example.com", "state": "OPEN", "sessionId": None}
    assert {name: request[name] for name in wanted} == wanted


async def test_missing_or_wrong_fields_are_named_and_nothing_is_stored(house: House) -> None:
    interview = await house.interview()
    slug = interview["publicSlug"]
    for wrong, path in (
        ({"kind": "money"}, "kind"), ({"name": " "}, "name"), ({"email": "nowhere"}, "email"),
        ({"message": "x" * 2001}, "message"), ({"message": 7}, "message"),
    ):  # fmt: skip
        refused = await ask(house, slug, **wrong)
        assert refused.status_code == 400, wrong
        assert refused.json()["error"]["details"][0]["path"] == path
    assert (await ask(house, "no-such")).status_code == 404
    assert (await ask(house, slug, token="wrong")).status_code == 404
    assert await house.get(f"/interviews/{interview['id']}/requests") == []


async def test_an_invite_only_interview_takes_requests_only_with_an_invitation(house: House) -> None:
    interview = await house.interview(is_open=False)
    invited = await house.invite(interview, name="Alex", email="alex@example.com")
    slug = invited["inviteUrl"].split("/i/")[1].split("?")[0]
    refused = await ask(house, slug)
    assert (refused.status_code, refused.json()["error"]["state"]) == (409, "invite_only")
    made = await ask(house, slug, token=invited["inviteToken"], name=None, email=None, kind="adjustment")
    assert made.status_code == 200
    (request,) = await house.get(f"/interviews/{interview['id']}/requests")
    assert (request["name"], request["email"]) == ("Alex", "alex@example.com")


async def test_a_human_review_can_be_requested_only_after_the_interview(house: House) -> None:
    interview = await house.interview()
    slug = interview["publicSlug"]
    assert (await ask(house, slug, kind="human_review")).status_code == 401
    await house.begin(interview)
    assert (await ask(house, slug, kind="human_review")).status_code == 409
    house.http.cookies.clear()
    await house.finish(interview)
    assert (await ask(house, slug, kind="human_review")).status_code == 200
    (request,) = await house.get(f"/interviews/{interview['id']}/requests")
    assert request["sessionId"] is not None


@pytest.mark.parametrize("known", [{"email": "noa@example.com"}, {"name": "Noa"}, {}])
async def test_a_review_is_requested_with_what_was_entered_at_the_start(house: House, known: dict[str, str]) -> None:
    interview = await house.interview(is_open=False)
    invited = await house.invite(interview, **known)
    slug = invited["inviteUrl"].split("/i/")[1].split("?")[0]
    entered = {"token": invited["inviteToken"], "name": "Noa", "email": "noa@example.com"}
    await house.finish({**interview, "publicSlug": slug}, **entered)
    made = await ask(house, slug, kind="human_review", name=None, email=None)
    assert made.status_code == 200, made.text
    (request,) = await house.get(f"/interviews/{interview['id']}/requests")
    assert (request["name"], request["email"]) == ("Noa", "noa@example.com")


async def test_requests_of_an_address_are_limited_by_the_minute_and_by_the_day(
    open_house: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "REQUESTS_A_MINUTE", 5)
    monkeypatch.setattr(requests, "REQUESTS_A_DAY_OF_ADDRESS", replace(REQUESTS_A_DAY_OF_ADDRESS, most=7))
    house = await open_house(rate_limit_per_minute=60, trusted_proxies="127.0.0.1")
    interview = await house.interview()
    slug = interview["publicSlug"]
    assert [(await ask(house, slug)).status_code for _ in range(6)] == [200] * 5 + [429]
    house.clock.pass_seconds(61)
    asked = [await ask(house, slug) for _ in range(3)]
    assert [answer.status_code for answer in asked] == [200] * 2 + [429]
    assert asked[-1].headers["Retry-After"] == "3600"
    assert len(await house.get(f"/interviews/{interview['id']}/requests")) == 7
    house.http.headers["X-Forwarded-For"] = "198.51.100.9"
    assert (await ask(house, slug)).status_code == 200
    del house.http.headers["X-Forwarded-For"]
    house.clock.pass_seconds(86_401)
    assert (await ask(house, slug)).status_code == 200


async def test_the_contact_is_notified_by_email(open_house: Open, mail: MailServer) -> None:
    house = await open_house(smtp_url=mail.url, mail_from="Aural <aural@here.test>")
    silent = await house.interview()
    await ask(house, silent["publicSlug"])  # there is no contact to notify
    interview = await house.interview(title="Cook and cleaner", contactEmail="jobs@example.com")
    await ask(house, interview["publicSlug"], message="By phone.\n.\nBcc: {title}")
    letter = await mail.letter()
    assert (letter["To"], letter["From"]) == ("jobs@example.com", "Aural <aural@here.test>")
    assert letter["Subject"] == "Interview with a person requested: “Cook and cleaner”"
    assert "By phone.\n.\nBcc: {title}" in words_of(letter)
    assert "mina@example.com" in words_of(letter)


async def test_a_reported_problem_is_emailed_at_once_in_the_interviews_language(
    open_house: Open, mail: MailServer
) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview(language="zh", contactEmail="jobs@example.com")
    client, _token = await house.begin(interview)
    await client.wish("problem")
    letter = await mail.letter()
    assert letter["Subject"].startswith("一位候选人正遇到问题")
    assert "Mina Sol" in words_of(letter)
