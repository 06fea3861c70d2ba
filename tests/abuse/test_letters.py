"""Reporting problems can't fill the mailbox of an interview's contact, and every problem is stored and shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import func, select

from aural.app import Server
from aural.settings.budgets import NOTICES_OF_LINK, NOTICES_OF_PERSON, PROBLEM_EMAILS_OF_SESSION
from aural.store import schema
from tests.mail_server import MailServer, words_of
from tests.room.conftest import AdjustableClock, Frame, House
from tests.room.conftest import clock as clock
from tests.room.conftest import mail as mail
from tests.room.conftest import open_house as open_house

Open = Callable[..., Awaitable[House]]
ReadMail = Callable[[House], Awaitable[list[str]]]
MANY = 20


async def report(house: House, interview: Frame, count: int) -> str:
    """Reports this many problems as a new candidate, and returns the personal token."""
    client, token = await house.begin(interview)
    for number in range(count):
        frame_id = f"00000000-0000-4000-8000-{number:012}"
        await client.send(type="request", id=frame_id, kind="problem", text=f"Problem {number}.")
        await client.next("ack", id=frame_id)
    await client.socket.close()
    return token


async def count_jobs(house: House) -> int:
    mails = select(func.count().label("jobs")).where(schema.jobs.c.kind == "mail")
    row = await house.server.database.read.row(mails, {})
    return 0 if row is None else int(row.jobs)


async def ask(house: House, interview: Frame, name: str, *, kind: str = "human_interview", **more: str) -> None:
    """Requests a person as interviewer, or an adjustment, on the landing page."""
    body = {"slug": interview["publicSlug"], "kind": kind, "name": name, "email": "mina@example.com", **more}
    made = await house.http.post("/room/v1/requests", json=body)
    assert made.status_code == 200, made.text


async def test_many_problems_cause_one_email_in_ten_minutes(
    open_house: Open, mail: MailServer, clock: AdjustableClock
) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview(contactEmail="jobs@example.com")
    token = await report(house, interview, MANY)
    assert "Problem 0." in words_of(await mail.letter())
    assert await count_jobs(house) == 1
    (session,) = await house.get(f"/interviews/{interview['id']}/sessions")
    shown = await house.get(f"/sessions/{session['id']}")
    assert [problem["text"] for problem in shown["problems"]] == [f"Problem {number}." for number in range(MANY)]
    seconds = PROBLEM_EMAILS_OF_SESSION.seconds
    assert seconds == 600
    clock.pass_seconds(seconds + 1)
    client = await house.enter(token)
    await client.send(type="request", id="00000000-0000-4000-8000-ffffffffffff", kind="problem", text="The last one.")
    assert "The last one." in words_of(await mail.letter(2))


async def test_a_problem_in_another_session_is_emailed_at_once(open_house: Open, mail: MailServer) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview(contactEmail="jobs@example.com")
    await report(house, interview, 1)
    house.http.cookies.clear()
    await report(house, interview, 1)
    await mail.letter(2)


@pytest.fixture
def read_mail(monkeypatch: pytest.MonkeyPatch, mail: MailServer) -> ReadMail:
    """Runs all mail jobs that are due, in place of the server, and returns whom the emails so far are about."""
    postmen = Server._postmen
    monkeypatch.setattr(Server, "_postmen", lambda _server: [])

    async def read(house: House) -> list[str]:
        postman, _ = postmen(house.server)
        while await postman.run_due():
            pass
        return [words_of(letter).partition("Name: ")[2].split()[0] for letter in mail.letters]

    return read


async def test_visitors_cannot_fill_the_mailbox_of_a_contact_or_suppress_the_notices_of_others(
    open_house: Open, mail: MailServer, clock: AdjustableClock, read_mail: ReadMail
) -> None:
    house = await open_house(smtp_url=mail.url)
    interview, other = [await house.interview(contactEmail="jobs@example.com") for _ in range(2)]
    silent = await house.interview()
    for number in range(2 * NOTICES_OF_LINK.most):
        await ask(house, silent, "Attacker")
        await ask(house, interview, "Attacker" if number < NOTICES_OF_LINK.most else "Mina")
    flooded = ["Attacker"] * NOTICES_OF_LINK.most
    assert await read_mail(house) == flooded
    invited = await house.invite(interview, name="Invited", email="invited@example.com")
    await ask(house, interview, "Invited", token=invited["inviteUrl"].partition("token=")[2], kind="adjustment")
    await ask(house, other, "Elsewhere")
    assert sorted(await read_mail(house)) == [*flooded, "Elsewhere", "Invited"]
    assert len(await house.get("/requests?limit=100")) == 4 * NOTICES_OF_LINK.most + 2
    clock.pass_seconds(NOTICES_OF_LINK.seconds or 0)
    await ask(house, interview, "Mina")
    assert "Mina" in await read_mail(house)


async def test_a_personal_link_sends_few_notices(open_house: Open, mail: MailServer, read_mail: ReadMail) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview(contactEmail="jobs@example.com")
    for name in ("One", "Another"):
        invited = await house.invite(interview, name=name)
        for _ in range(NOTICES_OF_PERSON.most + 2):
            await ask(house, interview, name, token=invited["inviteUrl"].partition("token=")[2])
    assert await read_mail(house) == [*["One"] * NOTICES_OF_PERSON.most, *["Another"] * NOTICES_OF_PERSON.most]


async def test_erasing_visitors_does_not_allow_more_emails(
    open_house: Open, mail: MailServer, read_mail: ReadMail
) -> None:
    house = await open_house(smtp_url=mail.url)
    interview = await house.interview(contactEmail="jobs@example.com")
    for _ in range(NOTICES_OF_LINK.most + 2):
        house.http.cookies.clear()
        await report(house, interview, 1)
        await read_mail(house)
        erased = await house.http.post("/room/v1/erase", json={"slug": interview["publicSlug"], "confirm": True})
        assert erased.status_code == 200, erased.text
    assert len(mail.letters) == NOTICES_OF_LINK.most
