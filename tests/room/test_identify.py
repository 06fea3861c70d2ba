"""If a code can be sent to the candidate's mailbox, the link alone does not open the data stored about them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import select

from aural.room.rights import routes
from aural.store import schema
from tests.mail_server import MailServer, words_of
from tests.room.conftest import House

Open = Callable[..., Awaitable[House]]


async def identify(house: House, interview: Any, token: str, code: str | None = None) -> Any:
    body = {"slug": interview["publicSlug"], "token": token} | ({} if code is None else {"code": code})
    return await house.call("identify", body)


async def read_code(mail: MailServer, number: int = 1) -> str:
    found = re.search(r"^\d{6}$", words_of(await mail.letter(number)), re.MULTILINE)
    assert found is not None
    return found.group()


async def pass_seconds(house: House, seconds: int) -> None:
    """Moves the clock once no email is being sent, because a job whose lease expires would send it again."""
    under_way = select(schema.jobs.c.id).where(schema.jobs.c.state.in_(("queued", "running")))
    while await house.server.database.read.rows(under_way):  # noqa: ASYNC110 - no event reports the end of a job
        await asyncio.sleep(0)
    house.clock.pass_seconds(seconds)


async def is_known(house: House, interview: Any) -> bool:
    asked = await house.call("requests", {"slug": interview["publicSlug"], "kind": "human_review"})
    return bool(asked.status_code == 200)


async def test_without_a_mail_server_the_link_is_enough(house: House) -> None:
    interview = await house.interview()
    token = await house.finish(interview)
    house.http.cookies.clear()
    assert not await is_known(house, interview)
    known = await identify(house, interview, token)
    assert known.json()["data"] == {"state": "known"}
    assert "HttpOnly" in known.headers["set-cookie"]
    assert await is_known(house, interview)


async def test_a_new_browser_must_enter_the_code_from_the_mailbox(open_house: Open, mail: MailServer) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview()
    token = await house.finish(interview)
    assert (await identify(house, interview, token)).json()["data"] == {"state": "known"}  # it gave consent here
    house.http.cookies.clear()
    sent = await identify(house, interview, token)
    assert sent.json()["data"] == {"state": "code_sent", "email": "m•••@example.com", "isNew": True}
    assert "set-cookie" not in sent.headers
    bearer = {"Authorization": f"Bearer {token}"}
    review = {"slug": interview["publicSlug"], "kind": "human_review"}
    assert (await house.call("requests", review, headers=bearer)).status_code == 401  # the header isn't enough either
    code = await read_code(mail)
    rows = await house.server.database.read.rows(select(schema.codes))
    jobs = await house.server.database.read.rows(select(schema.jobs.c.payload))
    assert code not in re.findall(r"\w+", repr(rows) + repr(jobs))  # a time may contain its digits
    assert (await identify(house, interview, token, f" {code} ")).json()["data"] == {"state": "known"}
    assert await is_known(house, interview)
    house.http.cookies.clear()
    assert (await identify(house, interview, token, code)).status_code == 409  # it works once


async def test_a_code_allows_five_tries_and_is_valid_for_ten_minutes(open_house: Open, mail: MailServer) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview()
    token = await house.finish(interview)
    house.http.cookies.clear()
    await identify(house, interview, token)
    code = await read_code(mail)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(5):
        refused = await identify(house, interview, token, wrong)
        assert refused.status_code == 400
        assert refused.json()["error"]["details"][0]["path"] == "code"
    over = await identify(house, interview, token, code)
    assert (over.status_code, over.json()["error"]["state"]) == (409, "code_over")
    await pass_seconds(house, 61)
    await identify(house, interview, token)
    code = await read_code(mail, 2)
    await pass_seconds(house, 601)
    assert (await identify(house, interview, token, code)).status_code == 409
    await identify(house, interview, token)
    assert (await identify(house, interview, token, await read_code(mail, 3))).status_code == 200


async def test_a_mailbox_is_not_flooded(open_house: Open, mail: MailServer) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview()
    token = await house.finish(interview)
    house.http.cookies.clear()
    for number in range(1, 11):
        for is_new in (True, False):  # two requests within a minute send one email
            sent = (await identify(house, interview, token)).json()["data"]
            assert (sent["state"], sent["isNew"]) == ("code_sent", is_new)
        await mail.letter(number)
        await pass_seconds(house, 61)
    refused = await identify(house, interview, token)
    assert refused.status_code == 429
    assert refused.headers["retry-after"]
    assert len(mail.letters) == 10
    await pass_seconds(house, 86_400)
    assert (await identify(house, interview, token)).json()["data"]["state"] == "code_sent"
    await mail.letter(11)


async def test_another_candidates_cookie_or_code_does_not_identify_a_candidate(
    open_house: Open, mail: MailServer
) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview()
    token = await house.finish(interview)
    house.http.cookies.clear()
    await house.finish(interview, name="Eve", email="eve@example.com")
    assert (await identify(house, interview, token)).json()["data"]["state"] == "code_sent"  # in Eve's browser
    house.http.cookies.clear()
    other = await house.finish(interview, name="Ida", email="ida@example.com")
    house.http.cookies.clear()
    await identify(house, interview, other)
    number, own = 2, await read_code(mail)
    while (code := await read_code(mail, number)) == own:  # one in a million is the same
        await pass_seconds(house, 61)
        await identify(house, interview, other)
        number += 1
    assert (await mail.letter(number))["To"] == "ida@example.com"
    assert (await identify(house, interview, token, code)).status_code == 400


async def test_a_code_reaches_an_address_typed_in_an_earlier_session_while_a_retake_waits(
    open_house: Open, mail: MailServer
) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview()
    invited = await house.invite(interview, name="Mina")
    token = await house.finish(interview, token=invited["inviteToken"], name=None, email="mina@example.com")
    await house.post(f"/candidates/{invited['id']}/retake")
    house.http.cookies.clear()
    assert (await identify(house, interview, token)).json()["data"]["state"] == "code_sent"
    assert (await mail.letter())["To"] == "mina@example.com"
    assert (await identify(house, interview, token, await read_code(mail))).json()["data"] == {"state": "known"}


async def test_unknown_candidates_and_those_who_have_not_started_are_not_identified(
    open_house: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "CODES_A_MINUTE", 10)
    house = await open_house(rate_limit_per_minute=60)
    interview = await house.interview()
    invited = await house.invite(interview, name="Alex")
    assert (await identify(house, interview, invited["inviteToken"])).status_code == 409
    assert (await identify(house, interview, "wrong")).status_code == 404
    assert (await house.call("identify", {"slug": interview["publicSlug"]})).status_code == 400
    other = await house.interview()
    assert (await identify(house, other, invited["inviteToken"])).status_code == 404
    codes = [(await identify(house, interview, "wrong")).status_code for _ in range(7)]
    assert codes[-1] == 429


async def two_people(house: House) -> tuple[Any, str, str]:
    """An interview, and the links of Ben, who took it elsewhere, and Ann, whose cookie is in this browser."""
    interview = await house.interview()
    ann = (await house.invite(interview, name="Ann", email="ann@example.com"))["inviteToken"]
    ben = (await house.invite(interview, name="Ben", email="ben@example.com"))["inviteToken"]
    await house.finish(interview, token=ben)
    house.http.cookies.clear()
    await house.finish(interview, token=ann)
    return interview, ben, ann


async def name_in_export(house: House, interview: Any, **headers: str) -> Any:
    got = await house.http.get("/room/v1/export", params={"slug": interview["publicSlug"]}, headers=headers)
    return got.json()["person"]["name"] if got.status_code == 200 else got.status_code


async def test_a_link_is_not_answered_with_the_data_of_the_person_who_left_a_cookie(
    open_house: Open, mail: MailServer
) -> None:
    house = await open_house(smtp_url=mail.url)
    interview, ben, ann = await two_people(house)
    assert await name_in_export(house, interview) == "Ann"
    assert await name_in_export(house, interview, Authorization=f"Bearer {ann}") == "Ann"
    assert await name_in_export(house, interview, Authorization=f"Bearer {ben}") == 401
    assert (await identify(house, interview, ben)).json()["data"]["state"] == "code_sent"


async def test_without_mail_the_link_replaces_the_cookie_of_another_person(house: House) -> None:
    interview, ben, _ = await two_people(house)
    assert await name_in_export(house, interview, Authorization=f"Bearer {ben}") == "Ben"
    assert await name_in_export(house, interview, Authorization="Bearer inv_unknown") == 401
    assert (await identify(house, interview, ben)).json()["data"] == {"state": "known"}
    assert await name_in_export(house, interview) == "Ben"


async def test_a_known_browser_leaves_a_code_valid_that_another_device_waits_for(
    open_house: Open, mail: MailServer
) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview()
    token = await house.finish(interview)
    known = dict(house.http.cookies)
    house.http.cookies.clear()
    assert (await identify(house, interview, token)).json()["data"]["state"] == "code_sent"  # on the phone
    house.http.cookies.update(known)
    assert (await identify(house, interview, token)).json()["data"] == {"state": "known"}  # on the laptop
    house.http.cookies.clear()
    code = await read_code(mail)
    assert (await identify(house, interview, token, code)).json()["data"] == {"state": "known"}


async def test_known_people_can_open_their_pages_at_the_same_time_behind_one_address(
    open_house: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = 10
    monkeypatch.setattr(routes, "CODES_A_MINUTE", few)
    house = await open_house(rate_limit_per_minute=1000)
    interview = await house.interview()
    token = await house.finish(interview)
    for _ in range(few + 1):
        assert (await identify(house, interview, token)).status_code == 200
    house.http.cookies.clear()
    for _ in range(few):
        await identify(house, interview, token + "x")
    assert (await identify(house, interview, token)).status_code == 429
