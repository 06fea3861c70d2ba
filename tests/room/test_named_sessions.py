"""A page names the session that it shows, so another person's visit in the same browser doesn't change whose it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from tests.mail_server import MailServer
from tests.room.conftest import House
from tests.room.test_identify import Open, identify, name_in_export, read_code, two_people


async def test_a_page_never_writes_into_the_session_of_the_person_who_used_the_browser_next(house: House) -> None:
    interview = await house.interview()
    ann = (await house.invite(interview, name="Ann", email="ann@example.com"))["inviteToken"]
    ben = (await house.invite(interview, name="Ben", email="ben@example.com"))["inviteToken"]
    slug = {"slug": interview["publicSlug"]}
    started = await house.start(interview["publicSlug"], token=ann)
    shown = {"Aural-Session": started.json()["data"]["sessionId"]}
    assert (await house.call("tickets", slug, headers=shown)).status_code == 200
    assert await name_in_export(house, interview, **shown) == "Ann"
    await house.start(interview["publicSlug"], token=ben)
    assert (await house.call("tickets", slug, headers=shown)).status_code == 401
    assert (await house.http.get("/room/v1/recordings", params=slug, headers=shown)).status_code == 401
    assert await name_in_export(house, interview, **shown) == 401
    assert (await house.call("erase", slug | {"confirm": True}, headers=shown)).status_code == 401
    assert await name_in_export(house, interview) == "Ben"


@pytest.mark.parametrize("page", ["rights", "transcript", "self-identification"])
async def test_a_page_opened_by_a_link_never_acts_on_the_person_who_used_the_browser_next(
    house: House, page: str
) -> None:
    interview, ben, ann = await two_people(house)
    slug = {"slug": interview["publicSlug"]}
    shown = (await house.http.get(f"/room/v1/{page}", params=slug)).json()["data"]["sessionId"]
    assert (await house.http.get("/room/v1/export", params=slug | {"session": shown})).status_code == 200
    await identify(house, interview, ben)
    assert (await house.http.get("/room/v1/export", params=slug | {"session": shown})).status_code == 401
    named = {"headers": {"Aural-Session": shown}}
    for path, body in (("erase", {"confirm": True}), ("withdraw", {}), ("transcript/send", {})):
        assert (await house.call(path, slug | body, **named)).status_code == 401
    assert (await house.call("transcript/4", slug | {"note": "Mine"}, method="PUT", **named)).status_code == 401
    assert await name_in_export(house, interview) == "Ben"
    await identify(house, interview, ann)
    assert await name_in_export(house, interview, **named["headers"]) == "Ann"


@dataclass(frozen=True)
class Page:
    """A page of Ann's: the token of the link that opened it, and the session that it names in its calls."""

    house: House
    interview: Any
    token: str | None
    session_id: str

    async def post(self, path: str, **body: Any) -> Any:
        call = {"slug": self.interview["publicSlug"], "token": self.token} | body
        return await self.house.call(path, call, headers={"Aural-Session": self.session_id})

    async def enter(self) -> Any:
        return (await self.post("entry")).json()["data"]

    async def open_others(self) -> list[int]:
        """The statuses of the pages about the person, which stay available after the interview."""
        slug, named = {"slug": self.interview["publicSlug"]}, {"Aural-Session": self.session_id}
        pages = ("rights", "transcript", "self-identification")
        return [
            (await self.house.http.get(f"/room/v1/{page}", params=slug, headers=named)).status_code for page in pages
        ]


async def start_as(house: House, interview: Any, name: str, token: str | None = None) -> Any:
    person = {"name": name, "email": f"{name.lower()}@example.com"}
    return (await house.start(interview["publicSlug"], token=token, **person)).json()["data"]


async def begin_by_invitation(house: House) -> tuple[Any, Page]:
    interview = await house.interview()
    await house.post(f"/interviews/{interview['id']}/unpublish")
    invited = await house.invite(interview, name="Ann", email="ann@example.com")
    started = await start_as(house, interview, "Ann", invited["inviteToken"])
    return invited, Page(house, interview, invited["inviteToken"], started["sessionId"])


async def return_on_the_same_device(house: House, _mail: MailServer) -> Page:
    _, page = await begin_by_invitation(house)
    return replace(page, token=None)


async def renew_the_link(house: House, _mail: MailServer) -> Page:
    """A new link ends the access of the old one's browsers. It is opened in another tab, and the first one stays."""
    invited, page = await begin_by_invitation(house)
    renewed = await house.post(f"/candidates/{invited['id']}/link")
    assert ((await page.enter())["state"], await page.open_others()) == ("unknown", [401] * 3)
    await start_as(house, page.interview, "Ann", renewed["inviteToken"])
    return page


async def begin_a_retake(house: House, _mail: MailServer) -> Page:
    invited, page = await begin_by_invitation(house)
    await house.finish(page.interview, token=page.token)
    await house.post(f"/candidates/{invited['id']}/retake")
    assert (await page.enter())["state"] == "new"
    consent = await house.consent(page.interview["publicSlug"], page.token)
    retake = (await page.post("sessions", consent=consent)).json()["data"]
    assert retake["sessionId"] != page.session_id
    return page


async def enter_a_code(house: House, mail: MailServer) -> Page:
    _, page = await begin_by_invitation(house)
    house.http.cookies.clear()
    await identify(house, page.interview, str(page.token))
    await identify(house, page.interview, str(page.token), await read_code(mail))
    return page


async def begin_by_an_open_link(house: House, _mail: MailServer) -> Page:
    interview = await house.interview()
    return Page(house, interview, None, (await start_as(house, interview, "Ann"))["sessionId"])


async def return_by_the_link_from_the_start(house: House, _mail: MailServer) -> Page:
    interview = await house.interview()
    started = await start_as(house, interview, "Ann")
    return Page(house, interview, started["personalUrl"].partition("token=")[2], started["sessionId"])


@pytest.mark.parametrize(
    ("come", "state_after_ben", "status_after_ben"),
    [
        (return_on_the_same_device, "invite_only", 409),
        (renew_the_link, "unknown", 404),
        (begin_a_retake, "resumable", 200),
        (enter_a_code, "resumable", 200),
        (begin_by_an_open_link, "new", 400),
        (return_by_the_link_from_the_start, "resumable", 200),
    ],
)
async def test_a_page_that_names_its_session_continues_it_and_never_shows_that_of_another_person(
    open_house: Open,
    mail: MailServer,
    come: Callable[[House, MailServer], Awaitable[Page]],
    state_after_ben: str,
    status_after_ben: int,
) -> None:
    house = await open_house(smtp_url=mail.url)
    page = await come(house, mail)
    door = await page.enter()
    assert (door["state"], door["participant"]["name"], door["hasData"]) == ("resumable", "Ann", True)
    assert await page.open_others() == [200] * 3
    continued = (await page.post("sessions")).json()["data"]["sessionId"]
    assert (await page.post("requests", kind="adjustment")).status_code == 200

    ben = (await house.invite(page.interview, name="Ben", email="ben@example.com"))["inviteToken"]
    await start_as(house, page.interview, "Ben", ben)
    assert await page.open_others() == [401] * 3
    door = await page.enter()
    assert (door["state"], "Ben" in str(door)) == (state_after_ben, False)
    assert (await page.post("requests", kind="adjustment")).status_code == status_after_ben
    started = await page.post("sessions")
    assert started.status_code == status_after_ben
    assert started.json().get("data", {"sessionId": continued})["sessionId"] == continued


async def test_an_outdated_link_never_shows_the_session_of_the_person_who_left_a_cookie(house: House) -> None:
    interview = await house.interview()
    await house.post(f"/interviews/{interview['id']}/unpublish")
    ben = await house.invite(interview, name="Ben", email="ben@example.com")
    bens = (await start_as(house, interview, "Ben", ben["inviteToken"]))["sessionId"]
    renewed = (await house.post(f"/candidates/{ben['id']}/link"))["inviteToken"]
    ann = await house.invite(interview, name="Ann", email="ann@example.com")
    anns = (await start_as(house, interview, "Ann", ann["inviteToken"]))["sessionId"]
    for token, named in ((ben["inviteToken"], ""), (ben["inviteToken"], "no id"), (ben["inviteToken"], bens)):
        page = Page(house, interview, token, named)
        assert (await page.enter())["state"] == "unknown"
        for path in ("sessions", "requests"):
            assert (await page.post(path, kind="adjustment")).status_code == 404
    assert (await Page(house, interview, renewed, anns).enter())["state"] == "unknown"
    assert (await Page(house, interview, renewed, "").enter())["participant"]["name"] == "Ben"


async def test_a_page_of_an_earlier_session_writes_nothing_into_the_retake(house: House) -> None:
    interview = await house.interview()
    invited = await house.invite(interview, name="Mina", email="mina@example.com")
    token, slug = invited["inviteToken"], {"slug": interview["publicSlug"]}
    await house.finish(interview, token=token)
    first = (await house.http.get("/room/v1/transcript", params=slug)).json()["data"]["sessionId"]
    await house.post(f"/candidates/{invited['id']}/retake")
    await house.finish(interview, token=token)
    named = {"headers": {"Aural-Session": first}}
    assert (await house.call("remark", slug | {"text": "Mine"}, method="PUT", **named)).status_code == 409
    assert (await house.call("transcript/send", slug, **named)).status_code == 409
    assert (await house.call("tickets", slug, **named)).status_code == 401
    assert (await house.http.get("/room/v1/work", params=slug, **named)).status_code == 401
    retake = (await house.http.get("/room/v1/transcript", params=slug)).json()["data"]
    assert (retake["sessionId"] != first, retake["remark"], retake["isSent"]) == (True, None, False)
    assert (await house.call("transcript/send", slug)).status_code == 200


async def test_a_page_of_an_earlier_session_still_belongs_to_its_candidate(house: House) -> None:
    interview = await house.interview()
    invited = await house.invite(interview, name="Mina", email="mina@example.com")
    first = (await house.start(interview["publicSlug"], token=invited["inviteToken"])).json()["data"]
    await house.finish(interview, token=invited["inviteToken"])
    await house.post(f"/candidates/{invited['id']}/retake")
    await house.start(interview["publicSlug"], token=invited["inviteToken"])
    assert await name_in_export(house, interview, **{"Aural-Session": first["sessionId"]}) == "Mina"
