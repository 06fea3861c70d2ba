"""A class behind one address gets its codes and sends its requests within a minute. The emails to strangers that a
script can cause stay limited.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace

import httpx2
import pytest

from aural.candidates.code_repository import CODES_A_DAY
from aural.room.access import identify
from aural.settings.budgets import CODE_EMAILS_OF_ADDRESS, CODE_EMAILS_OF_ORGANIZATION
from tests.abuse.test_starts import CLASS, start_from
from tests.clocks import FakeClock
from tests.mail_server import MailServer, words_of
from tests.room.conftest import Frame, House
from tests.room.conftest import mail as mail
from tests.room.conftest import open_house as open_house
from tests.room.test_requests import ask

Open = Callable[..., Awaitable[House]]
SCHOOL, HOME = "192.0.2.7", "198.51.100.9"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def house(open_house: Open, mail: MailServer) -> House:
    """A house with the limits that it has by default, behind a proxy that names the client."""
    return await open_house(smtp_url=mail.url, rate_limit_per_minute=60, trusted_proxies="127.0.0.1")


class Visitor:
    """The browser of a candidate who has begun the interview."""

    def __init__(self, house: House, interview: Frame, started: httpx2.Response) -> None:
        self.house, self.slug = house, interview["publicSlug"]
        self.cookie = started.headers["set-cookie"].partition(";")[0]

    async def prove(self, code: str | None = None, *, address: str = SCHOOL) -> httpx2.Response:
        """Requests a code or, with `code`, types it."""
        body = {"slug": self.slug, "code": code}
        return await self.house.call("address", body, headers=self.headers(address))

    def headers(self, address: str = SCHOOL) -> dict[str, str]:
        return {"X-Forwarded-For": address, "Cookie": self.cookie}


async def visitors_of(house: House, interview: Frame, people: range, token: str | None = None) -> list[Visitor]:
    started = await start_from(house, interview, SCHOOL, people, token)
    assert [answer.status_code for answer in started] == [200] * len(people)
    return [Visitor(house, interview, answer) for answer in started]


async def invited_visitor(house: House, interview: Frame) -> Visitor:
    invited = await house.invite(interview, name="Mina Sol", email="mina@example.com")
    (visitor,) = await visitors_of(house, interview, range(1), invited["inviteToken"])
    return visitor


async def statuses(asked: list[Visitor], *, address: str = SCHOOL) -> list[int]:
    return [(await visitor.prove(address=address)).status_code for visitor in asked]


async def test_a_class_behind_one_address_proves_its_email_addresses_within_a_minute(
    house: House, mail: MailServer
) -> None:
    """Each candidate requests a code, reloads the page, mistypes the code once and then types it."""
    visitors = await visitors_of(house, await house.interview(), range(CLASS))
    for is_new in (True, False):
        sent = [(await visitor.prove()).json() for visitor in visitors]
        assert [each.get("data", each).get("isNew") for each in sent] == [is_new] * CLASS
    await mail.letter(CLASS)
    codes = {letter["To"]: re.findall(r"^\d{6}$", words_of(letter), re.MULTILINE)[0] for letter in mail.letters}
    typed = [codes[f"person{number}@example.com"] for number in range(CLASS)]
    wrong = [await visitor.prove("no code") for visitor in visitors]
    right = [await visitor.prove(code) for visitor, code in zip(visitors, typed, strict=True)]
    assert Counter(answer.status_code for answer in wrong) == {400: CLASS}
    assert Counter(answer.status_code for answer in right) == {200: CLASS}
    assert len(mail.letters) == CLASS


async def test_a_class_behind_one_address_sends_its_requests_within_a_minute(house: House) -> None:
    interview = await house.interview()
    sent = [await ask(house, interview["publicSlug"], email=f"p{number}@example.com") for number in range(CLASS)]
    assert Counter(answer.status_code for answer in sent) == {200: CLASS}


async def test_one_address_sends_a_limited_number_of_codes_to_strangers(
    house: House, mail: MailServer, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A code that is on its way isn't sent again, so the request isn't counted. People whom the organization invited
    get theirs, and so do people elsewhere.
    """
    monkeypatch.setattr(identify, "CODE_EMAILS_OF_ADDRESS", replace(CODE_EMAILS_OF_ADDRESS, most=3))
    interview = await house.interview()
    invited = await invited_visitor(house, interview)
    visitors = await visitors_of(house, interview, range(6))
    assert await statuses(visitors[:1] * 4) == [200] * 4
    assert await statuses(visitors[1:5]) == [200, 200, 429, 429]
    assert await statuses(visitors[:3]) == [200] * 3
    assert await statuses([invited]) == [200]
    assert await statuses(visitors[5:], address=HOME) == [200]
    await mail.letter(5)
    clock.pass_seconds(61)
    assert await statuses(visitors[3:5]) == [200] * 2


async def test_requests_for_a_full_mailbox_count_toward_no_other_limit(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise a script could stop the codes of others without sending any email."""
    monkeypatch.setattr(identify, "CODE_EMAILS_OF_ADDRESS", replace(CODE_EMAILS_OF_ADDRESS, most=CODES_A_DAY))
    interview = await house.interview()
    visitors = []
    for number in range(CODES_A_DAY + 1):
        house.http.cookies.clear()
        started = await house.start(interview["publicSlug"], name=f"Mallory {number}", email="ida@example.com")
        visitors.append(Visitor(house, interview, started))
    assert await statuses(visitors[:CODES_A_DAY]) == [200] * CODES_A_DAY
    refused = await visitors[CODES_A_DAY].prove()
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3600")


async def test_an_organization_sends_a_limited_number_of_codes_to_strangers(
    house: House, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many addresses a script has. Otherwise it could email all of them in the organization's name."""
    monkeypatch.setattr(identify, "CODE_EMAILS_OF_ORGANIZATION", replace(CODE_EMAILS_OF_ORGANIZATION, most=3))
    interview = await house.interview()
    invited = await invited_visitor(house, interview)
    visitors = await visitors_of(house, interview, range(5))
    assert await statuses(visitors[:3]) == [200] * 3
    refused = await visitors[3].prove(address=HOME)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert (
        await house.call("erase", {"slug": visitors[0].slug, "confirm": True}, headers=visitors[0].headers())
    ).json()
    assert (await visitors[3].prove(address=HOME)).status_code == 429  # an erasure doesn't reset the count
    assert await statuses([invited]) == [200]
    clock.pass_seconds(61)
    assert await statuses(visitors[3:]) == [200] * 2
