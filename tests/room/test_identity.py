"""A typed address proves nothing: it opens, takes and erases no one else's data."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from tests.mail_server import MailServer
from tests.room.conftest import Frame, House
from tests.room.test_identify import pass_seconds, read_code
from tests.room.test_requests import ask
from tests.room.test_rights import erase, get

Open = Callable[..., Awaitable[House]]
ALICE = {"name": "Alice", "email": "alice@uni.example.com", "kind": "adjustment", "message": "I am deaf."}


async def prove(house: House, interview: Frame, code: str | None = None) -> Any:
    return await house.call("address", {"slug": interview["publicSlug"]} | ({} if code is None else {"code": code}))


async def listed(house: House, interview: Frame) -> list[Frame]:
    requests: list[Frame] = await house.get(f"/interviews/{interview['id']}/requests")
    return requests


async def exported(house: House, interview: Frame) -> list[str]:
    return [request["message"] for request in (await get(house, interview, "export")).json()["requests"]]


async def data_of(house: House, interview: Frame) -> list[Frame]:
    """The requests in the organization's export of the interview's only candidate."""
    (candidate,) = await house.get(f"/interviews/{interview['id']}/candidates")
    held: list[Frame] = (await house.api.get(f"/candidates/{candidate['id']}/data")).json()["requests"]
    return held


async def test_typing_anothers_address_neither_exports_nor_erases_their_requests(house: House) -> None:
    interview = await house.interview()
    await ask(house, interview["publicSlug"], **ALICE)
    await house.finish(interview, name="Mallory", email="Alice@UNI.example.com")
    assert await exported(house, interview) == []
    assert await data_of(house, interview) == []
    refused = await prove(house, interview)
    assert (refused.status_code, refused.json()["error"]["state"]) == (409, "no_mail")
    receipt = (await erase(house, interview)).json()["data"]["receipt"]
    assert "the organization decides" in " ".join(receipt["notReached"])  # whether or not there are such requests
    (request,) = await listed(house, interview)
    assert request["message"] == "I am deaf."
    assert request["eraseAskedAt"] is not None


async def test_the_organization_deletes_an_unproven_request_by_hand(house: House) -> None:
    interview = await house.interview()
    await ask(house, interview["publicSlug"], **ALICE)
    (request,) = await listed(house, interview)
    assert request["eraseAskedAt"] is None
    deleted = await house.api.delete(f"/requests/{request['id']}")
    assert deleted.json()["data"] == {"id": request["id"], "deleted": True}
    assert await listed(house, interview) == []


async def test_wildcards_in_an_erased_address_delete_no_list_rows(house: House) -> None:
    interview = await house.interview()
    path, csv = f"/interviews/{interview['id']}/imports", {"Content-Type": "text/csv"}
    rows = "Name,Email\n" + "".join(f"P{number},p{number}@uni.example.com\n" for number in range(40))
    made = (await house.api.post(path, content=rows, headers=csv)).json()["data"]
    for address in ("%@uni.example.com", "p_@uni.example.com", "P7@uni.example.com"):
        await house.finish(interview, name="Mallory", email=address)
        assert (await erase(house, interview)).status_code == 200
        house.http.cookies.clear()
    for address in ("%@uni.example.com", "p_@uni.example.com"):  # addresses of people the organization has invited
        invited = await house.invite(interview, name="Mallory", email=address)
        await house.finish(interview, token=invited["inviteToken"])
        assert (await erase(house, interview)).status_code == 200
        house.http.cookies.clear()
    assert (await house.get(f"/imports/{made['id']}"))["ready"] == 40


async def test_a_code_from_the_mailbox_proves_an_address(open_house: Open, mail: MailServer) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview()
    await ask(house, interview["publicSlug"], **ALICE)
    await house.finish(interview, name="Alice", email="Alice@uni.example.com")
    assert await exported(house, interview) == []
    assert (await get(house, interview, "rights")).json()["data"]["provableEmail"] == "a•••@uni.example.com"
    sent = (await prove(house, interview)).json()["data"]
    assert sent == {"state": "code_sent", "email": "a•••@uni.example.com", "isNew": True}
    letter = await mail.letter()
    assert letter["To"] == "alice@uni.example.com"
    code = await read_code(mail)
    assert (await prove(house, interview, f"{(int(code) + 1) % 1_000_000:06d}")).status_code == 400
    assert await exported(house, interview) == []
    proved = (await prove(house, interview, code)).json()["data"]
    assert proved == {"state": "proved", "email": "a•••@uni.example.com", "requestCount": 1}
    assert (await prove(house, interview, code)).status_code == 409  # it works once
    assert await exported(house, interview) == ["I am deaf."]
    assert [request["message"] for request in await data_of(house, interview)] == ["I am deaf."]
    assert (await erase(house, interview)).status_code == 200
    assert await listed(house, interview) == []


async def test_a_code_allows_five_tries_in_all(open_house: Open, mail: MailServer) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview()
    await house.finish(interview, name="Mallory", email=ALICE["email"])
    await prove(house, interview)
    code = await read_code(mail)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    assert [(await prove(house, interview, wrong)).status_code for _ in range(5)] == [400] * 5
    over = await prove(house, interview, code)
    assert (over.status_code, over.json()["error"]["state"]) == (409, "code_over")


async def test_a_code_is_valid_only_for_the_mailbox_it_was_sent_to(open_house: Open, mail: MailServer) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview()
    await ask(house, interview["publicSlug"], **ALICE)
    await house.finish(interview, name="Mallory", email="mallory@example.com")
    await prove(house, interview)
    code = await read_code(mail)
    (candidate,) = await house.get(f"/interviews/{interview['id']}/candidates")
    changed = await house.api.patch(f"/candidates/{candidate['id']}", json={"email": ALICE["email"]})
    assert changed.status_code == 200, changed.text
    assert (await prove(house, interview, code)).status_code == 400
    assert await exported(house, interview) == []


async def test_a_typed_address_gets_ten_codes_a_day_in_all(open_house: Open, mail: MailServer) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview()
    for number in range(1, 12):
        house.http.cookies.clear()
        await house.finish(interview, name=f"Mallory {number}", email=ALICE["email"])
        sent = await prove(house, interview)
        assert sent.status_code == (200 if number <= 10 else 429), number
        assert (await erase(house, interview)).status_code == 200  # which does not reset the count
    await pass_seconds(house, 86_401)
    house.http.cookies.clear()
    await house.finish(interview, name="Alice", email=ALICE["email"])
    assert (await prove(house, interview)).status_code == 200


async def test_an_invited_candidate_is_not_locked_out_by_others_codes(open_house: Open, mail: MailServer) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview()
    invited = await house.invite(interview, name="Alice", email=ALICE["email"])
    for number in range(10):
        house.http.cookies.clear()
        await house.finish(interview, name=f"Mallory {number}", email=ALICE["email"])
        assert (await prove(house, interview)).status_code == 200
    house.http.cookies.clear()
    assert (await house.start(interview["publicSlug"], invited["inviteToken"])).status_code == 200
    assert (await prove(house, interview)).status_code == 200
